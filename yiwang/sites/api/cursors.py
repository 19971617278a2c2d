"""Where a list goes on: an opaque word that only its own query, asked by the same system, understands."""

import hashlib
from typing import Any

from django.core import signing

from yiwang.cases.casework.queries import Position
from yiwang.sites.api.problems import Problem

_SALT = "yiwang.api.cursor"


def sign(last: Position, asked: Any) -> str:
    """The cursor after this place, for what was asked."""
    return sign_text(last.text, asked)


def sign_text(last: str, asked: Any) -> str:
    """As `sign`, where the place is a word: the code of the last row."""
    return signing.Signer(salt=_SALT).sign_object([last, _digest(asked)])


def read(cursor: str | None, asked: Any) -> Position | None:
    """The place after which the list goes on; None at its beginning. Problem 422: not a cursor of this very query."""
    if cursor is None:
        return None
    place = Position.read(read_text(cursor, asked))
    if place is None:
        raise _foreign()
    return place


def read_text(cursor: str | None, asked: Any) -> str:
    """As `read`, where the place is a word; empty at the beginning."""
    if cursor is None:
        return ""
    try:
        text, digest = signing.Signer(salt=_SALT).unsign_object(cursor)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise _foreign() from error
    if digest != _digest(asked):
        raise _foreign()
    return str(text)


def _foreign() -> Problem:
    said = "cursor不是这次查询的下一页，请原样使用上一页的next，其他条件不要变"
    return Problem(422, said, fields=(("cursor", said),))


def _digest(asked: Any) -> str:
    return hashlib.sha256(repr(asked).encode()).hexdigest()[:16]
