"""What the writes of this room share."""

from datetime import date

from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref


def digest(text: str, ref: Ref) -> str:
    """What the record keeps of words: a keyed digest; of none, nothing."""
    return keyed_digest(f"{ref}\x00{text}", purpose="record-text") if text else ""


def required(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    return fitting(clean, field=field, limit=limit)


def fitting(text: str, *, field: str, limit: int) -> str:
    """A text that may be empty, stripped. Invalid: above `limit` signs."""
    clean = text.strip()
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


def in_span(day: date, first: date, last: date, *, field: str) -> date:
    """A day within a span. Invalid: outside of it."""
    if not first <= day <= last:
        said = f"请选{first.month}月{first.day}日到{last.month}月{last.day}日之间的一天"
        raise Invalid(said, **{field: said})
    return day
