"""Posts and private messages of Weibo and short-video platforms by file: each is kept as it stands, and sorted like any other."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries
from yiwang.ground.messaging.commands import Letter
from yiwang.ground.messaging.states import Inlet
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.sites.exchange import moments
from yiwang.sites.exchange.tables import Row, open_table

INLETS: Final = (Inlet.WEIBO, Inlet.SHORT_VIDEO)
_NAMES: Final[dict[str, str]] = {
    "text": "text content 正文 内容 评论 评论内容 私信 私信内容 文字",
    "author": "author uid user_id 作者 作者id 用户 用户id 账号 评论者 发送者 发信人",
    "name": "name nickname 昵称 用户名 作者昵称",
    "id": "id comment_id message_id 评论id 私信id 消息id 编号",
    "link": "link url thread 链接 网址 原帖 原帖链接 微博链接 视频链接",
    "time": "time date created_at 时间 日期 评论时间 发布时间 发送时间",
}
_MARKS = re.compile(r"[\s_\-:：*（）()]+")


@dataclass(kw_only=True)
class Posts:
    """What became of a file. `faults`: rows that were given back, with why."""

    kept: int = 0
    known: int = 0
    faults: Counter[str] = field(default_factory=Counter)


def take_in(*, by: Actor, path: Path, inlet: Inlet, is_public: bool) -> Posts:
    """Keep every row of a table (JSONL, CSV, XLSX) as a message; taken in again it changes nothing.

    `is_public`: comments, which are clues for a person; else private messages, each of which may become a file.
    Invalid: no such file, no table, or no column of text.
    """
    table, said = open_table(path), Posts()
    columns: Mapping[str, str] | None = None
    for row in table.rows():
        columns = columns if columns is not None else _columns(list(row.values))
        letter = _letter(row, columns, inlet, is_public, table.digest)
        if isinstance(letter, str):
            said.faults[letter] += 1
            continue
        if queries.is_kept(inlet=inlet, external_id=letter.external_id):
            said.known += 1
            continue
        messaging.keep_incoming(by=by, letter=letter)
        said.kept += 1
    return said


def _columns(found: Sequence[str]) -> dict[str, str]:
    plain = {_plain(column): column for column in reversed(found)}
    known = {
        name: plain[_plain(word)]
        for name, words in _NAMES.items()
        for word in reversed(words.split())
        if _plain(word) in plain
    }
    if "text" not in known:
        raise Invalid(f"看不出哪一列是内容：请把那一列叫作“内容”。有：{'、'.join(found)}")
    return known


def _plain(name: str) -> str:
    return _MARKS.sub("", name).lower()


def _letter(row: Row, columns: Mapping[str, str], inlet: Inlet, is_public: bool, digest: str) -> Letter | str:
    """The message of a row, or why there is none."""
    told = {name: str(row.values.get(column, "")).strip() for name, column in columns.items()}
    author = told.get("author") or told.get("name", "")
    if row.fault:
        return row.fault
    if not told["text"]:
        return "没有内容"
    if not author and not is_public:
        return "没有写是谁发的，私信不能登记"
    try:
        moment = moments.read(_cell(row, columns, "time"))
    except ValueError as error:
        return str(error)
    name = told.get("id") or f"{digest[:32]}:{row.number}"
    return Letter(
        inlet=inlet, external_id=f"file:{name}", sender=author or name, sender_name=told.get("name", ""), text=told["text"],
        thread=told.get("link", "")[:500], is_public=is_public, sent_at=moment.at if moment else None,
    )  # fmt: skip


def _cell(row: Row, columns: Mapping[str, str], name: str) -> Any:
    return row.values.get(columns[name], "") if name in columns else ""
