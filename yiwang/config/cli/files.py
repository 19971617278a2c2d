"""JSON lines for `yiwang language`: read row by row with errors that say which line, written whole or not at all."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

import click

Row = dict[str, Any]


def rows(path: Path, *fields: str) -> Iterator[Row]:
    """Every row of a file, in order. `fields`: what each must have, a null counting as empty text; empty names are passed over.

    UsageError: no such file, a line that is no JSON object, a field that no row of the first thousand has.
    """
    wanted = [name for name in fields if name]
    if not path.is_file():
        raise click.UsageError(f"没有这个文件：{path}")
    missing, seen = set(wanted), 0
    for number, row in _objects(path):
        missing -= row.keys()
        seen = number
        if number == 1000 and missing:
            break
        yield row
    if missing and seen:
        names = "、".join(sorted(missing))
        raise click.UsageError(f"文件里没有这些字段：{names}（{path.name}）。请看第一行有哪些字段，再写对名字")


def text_of(row: Mapping[str, Any], *fields: str) -> str:
    """The named fields one after another, each ended as a sentence; empty ones left out."""
    return "。".join(str(row[name]) for name in fields if name and row.get(name))


def count(path: Path) -> int:
    """Lines of a file, for a progress bar."""
    with path.open("rb") as file:
        return sum(1 for line in file if line.strip())


def bar(path: Path, label: str) -> Any:
    """A progress bar over the rows of a file, on the error stream: standard output belongs to the answer."""
    return click.progressbar(length=count(path), label=label, file=sys.stderr)


@contextmanager
def lines(path: Path) -> Iterator[IO[str]]:
    """A file to write JSON lines into; it appears under its name when all of it is there."""
    part = path.with_name(f"{path.name}.part")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with part.open("w", encoding="utf-8") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def put(file: IO[str], row: Mapping[str, Any]) -> None:
    """One row as a JSON line, Han written as Han."""
    file.write(json.dumps(row, ensure_ascii=False) + "\n")


def _objects(path: Path) -> Iterator[tuple[int, Row]]:
    number = 0
    with path.open(encoding="utf-8-sig") as file:
        try:
            for number, line in enumerate((line for line in file if line.strip()), 1):
                yield number, _object(path, number, line)
        except UnicodeDecodeError as error:
            raise click.UsageError(f"{path.name} 第{number + 1}行起不是UTF-8，请先转成UTF-8") from error


def _object(path: Path, number: int, line: str) -> Row:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise click.UsageError(f"{path.name} 第{number}行不是JSON：{error.msg}") from error
    if not isinstance(row, dict):
        raise click.UsageError(f"{path.name} 第{number}行不是一个对象，每行应是一条 {{…}}")
    return row
