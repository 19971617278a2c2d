"""What a door reads before it opens, so that nobody's request is the first to need it."""

from contextlib import suppress
from importlib import import_module

from django.db import Error, connection

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries import Told
from yiwang.kit.errors import HouseError

_LETTER = "夜里有人摆摊，音箱很响，请来看看。"
_CUTTER = "rjieba"
_CUTS, _UNDERSTANDS = ("portal", "api"), ("api",)
"""Doors that look for words in a sender's text; doors that read whole letters: text model, rules and places."""


def make_ready(door: str) -> None:
    """Load what this door needs for its first letter.

    By one thread, before there are others: four that load it at the same moment leave 8 MiB more behind. The workbench loads
    the word-cutter (33 MiB) when somebody first registers a letter. Where the database is away, or nothing was set up yet, the
    first request does it.
    """
    if door in _CUTS:
        import_module(_CUTTER)
    if door in _UNDERSTANDS:
        with suppress(Error, HouseError):
            appeals.understand(Told(channel="web", content=_LETTER))
        connection.close()
