"""What collectors of Weibo and short-video platforms bring: our own JSON, for those platforms offer bureaus no interface that
one could build on (docs/wechat.md says it whole).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from yiwang.cases.counter.commands import Brought

MOST = 200
"""Messages a call."""
PLATFORMS = frozenset({"weibo", "short_video"})
_LIMITS = {"id": 120, "author": 120, "author_name": 80, "title": 300, "text": 20_000, "thread": 500}


class Wrong(Exception):
    """The call was proved and cannot be taken; the sentence says which entry, and why."""


def read(body: bytes) -> list[Brought]:
    """All messages of a call as they were written, the earliest first; or Wrong: a call is taken whole or not at all."""
    try:
        rows = json.loads(body)["messages"]
    except (ValueError, KeyError, TypeError) as error:
        raise Wrong("body: a JSON object with `messages` is wanted") from error
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST:
        raise Wrong(f"messages: an array of 1 to {MOST} is wanted")
    found = [_message(row, at) for at, row in enumerate(rows)]
    is_dated = all(one.sent_at for one in found)
    return sorted(found, key=lambda one: datetime.fromisoformat(one.sent_at)) if is_dated else found


def _message(row: Any, at: int) -> Brought:
    if not isinstance(row, dict) or row.get("platform") not in PLATFORMS:
        raise Wrong(f"messages[{at}].platform: weibo or short_video is wanted")
    told = {name: _text(row, name, most, at) for name, most in _LIMITS.items()}
    if not told["id"] or not told["author"]:
        raise Wrong(f"messages[{at}]: id and author are wanted")
    is_public = row.get("is_public")
    if not isinstance(is_public, bool):
        raise Wrong(f"messages[{at}].is_public: true or false is wanted")
    return Brought(
        inlet=row["platform"], external_id=told["id"], sender=told["author"], sender_name=told["author_name"],
        title=told["title"], text=told["text"], thread=told["thread"], is_public=is_public, sent_at=_moment(row, at),
    )  # fmt: skip


def _text(row: Mapping[str, Any], name: str, most: int, at: int) -> str:
    value = row.get(name, "")
    if not isinstance(value, str) or len(value) > most:
        raise Wrong(f"messages[{at}].{name}: a text of at most {most} is wanted")
    return value.strip()


def _moment(row: Mapping[str, Any], at: int) -> str:
    text = row.get("sent_at", "")
    try:
        moment = datetime.fromisoformat(text) if text else None
    except (TypeError, ValueError) as error:
        raise Wrong(f"messages[{at}].sent_at: ISO 8601 is wanted") from error
    if moment and moment.tzinfo is None:
        raise Wrong(f"messages[{at}].sent_at: a time zone is wanted")
    return moment.isoformat() if moment else ""
