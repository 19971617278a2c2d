"""`yiwang language duplicates`: pairs of rows that say nearly the same."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli import files
from yiwang.config.cli.language import ground, language


@language.command("duplicates")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", required=True, help="文本在哪个字段")
@click.option("--text2", default="", help="第二个文本字段，接在后面一起读（如标题与正文）")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="写到哪个文件：每行{a, b, score}")
@click.option("--at-least", default=0.5, show_default=True, help="相似到多少算重复：三字串集合的余弦，0到1")
def duplicates(file: Path, text: str, text2: str, out: Path, at_least: float) -> None:
    """逐对找出近乎相同的行：{"a": 行号, "b": 行号, "score": 相似度}，行号从0起，a小于b。

    按原文比较，一对不漏；十万行约需几分钟，内存不随行数增长。
    """
    if not 0 < at_least <= 1:
        raise click.UsageError("--at-least 要大于0，不大于1，例如0.5")
    with ground() as queries, files.lines(out) as found:
        count = 0
        for pair in _pairs(queries, file, (text, text2), at_least):
            files.put(found, pair)
            count += 1
    click.echo(f"ok   找到{count}对，写在{out}", err=True)


def _pairs(queries: Any, file: Path, fields: tuple[str, ...], at_least: float) -> Iterator[dict[str, Any]]:
    with files.bar(file, "读入") as reading:
        texts = (_text(row, fields) for row in files.rows(file, *fields))
        pairs = queries.near_pairs(texts, at_least=at_least, read=reading.update, compared=_told())
        for pair in pairs:
            yield {"a": pair.a, "b": pair.b, "score": round(pair.score, 4)}


def _text(row: dict[str, Any], fields: tuple[str, ...]) -> str:
    """The fields one after another, as they are."""
    return "".join(str(row[name]) for name in fields if name and row.get(name) is not None)


def _told() -> Callable[[int, int], None]:
    """Says how far the comparing is, every five hundredths."""
    done = shown = 0

    def tell(more: int, of: int) -> None:
        nonlocal done, shown
        done += more
        if of and 100 * done // of >= shown + 5:
            shown = 100 * done // of
            click.echo(f"\r比较  {shown:3d}%", err=True, nl=shown == 100)
            sys.stderr.flush()

    return tell
