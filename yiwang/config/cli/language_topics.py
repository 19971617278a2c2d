"""`yiwang language topics`: what many letters of a file raise, the hottest first."""

import re
from array import array
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from math import isnan, nan
from pathlib import Path
from typing import Any

import click

from yiwang.config.cli import files
from yiwang.config.cli.language import ground, language

MOST = 100
"""Topics that are written unless more are asked for."""
_DATE = re.compile(r"\D*(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})\D*(?:(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?)?")
_MILLISECONDS = 1e11


@language.command("topics")
@click.argument("source", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--text", required=True, help="文本字段；有标题时写标题字段")
@click.option("--text2", default="", help="第二个文本字段，如正文")
@click.option("--time", "when", required=True, help="时间字段，如 2019/2/28 11:25:05、2019-02-28、秒数")
@click.option("--votes", default="", help="点赞数字段，可以不写")
@click.option("--most", type=click.IntRange(min=1), default=MOST, show_default=True, help="最多写出多少个热点")
@click.option("--out", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="结果文件")
def find(source: Path, text: str, text2: str, when: str, votes: str, most: int, target: Path) -> None:
    """找出一批文本里的热点：同一地点、同一件事，按热度排列。每行一个热点，members 是行号，从0数起。"""
    with ground() as queries:
        gists: list[bytes] = []
        times, liked = array("d"), array("q")
        with files.bar(source, "读") as bar:
            for row in bar_over(bar, source, text, text2, when, votes):
                title, body = (_said(row, text), _said(row, text2)) if text2 else ("", _said(row, text))
                gists.append(queries.gist(body, title=title))
                times.append(_seconds(row.get(when)))
                liked.append(_number(row.get(votes)) if votes else 0)
        known = queries.topics(gists, times, votes=liked if votes else None)[:most]
        told = _told(queries, source, known, text, text2)
        with files.lines(target) as out:
            for topic, words in zip(known, told, strict=True):
                files.put(out, _row(topic, words))
    undated = sum(map(isnan, times))
    click.echo(f"{len(gists)} 行，{len(known)} 个热点" + (f"，{undated} 行的时间看不懂" if undated else ""), err=True)


def bar_over(bar: Any, source: Path, *fields: str) -> Any:
    """The rows of a file, each moving the bar."""
    for row in files.rows(source, *fields):
        yield row
        bar.update(1)


def _said(row: files.Row, field: str) -> str:
    value = row.get(field)
    return "" if value is None else str(value)


def _told(queries: Any, source: Path, known: Sequence[Any], text: str, text2: str) -> list[Any]:
    """Each topic in words: the file is read once more, for the topics' members alone."""
    wanted = {row for topic in known for row in topic.members}
    said: dict[int, tuple[str, str]] = {}
    with files.bar(source, "写") as bar:
        for number, row in enumerate(bar_over(bar, source)):
            if number in wanted:
                said[number] = (_said(row, text), _said(row, text2)) if text2 else ("", _said(row, text))
    return [queries.tell([said[row] for row in topic.members]) for topic in known]


def _row(topic: Any, told: Any) -> files.Row:
    place = told.place or "、".join(topic.groups)
    return {
        "rank": topic.rank, "heat": topic.heat, "from": _day(topic.first), "to": _day(topic.last), "place": place,
        "summary": told.summary, "members": list(topic.members), "groups": list(topic.groups), "votes": topic.votes,
        "parts": topic.parts,
    }  # fmt: skip


def _seconds(value: Any) -> float:
    """A moment as written by anybody, as seconds; nan where it cannot be read. Without a zone it is taken as it stands."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) / (1000 if value > _MILLISECONDS else 1)
    parts = _DATE.match(str(value or ""))
    try:
        numbers = [int(part or 0) for part in parts.groups()] if parts else []
        return datetime(*numbers, tzinfo=UTC).timestamp() if numbers else nan  # type: ignore[misc, arg-type]
    except ValueError:
        return nan


def _number(value: Any) -> int:
    try:
        return max(int(float(value)), 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _day(seconds: float) -> str | None:
    return None if isnan(seconds) else f"{datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds):%Y-%m-%d}"
