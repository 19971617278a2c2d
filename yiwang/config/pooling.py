"""A pooled connection is looked at before it is used, without asking the server: a closed one has something to read.

Django would send an empty statement with each request, a tenth of what an intake costs the database. A server that stops or
restarts closes its sockets, and a closed socket is readable; only after a long silence, in which the way there may have broken
unnoticed, the server is asked.
"""

import select
from time import monotonic
from typing import Any

from psycopg_pool import ConnectionPool

SILENCE = 5.0
"""Seconds after which a silent connection is asked all the same."""
_ask = ConnectionPool.check_connection


def look_first() -> None:
    """Have every pool of this process check its connections so."""
    ConnectionPool.check_connection = staticmethod(check)  # type: ignore[method-assign, assignment]


def check(connection: Any) -> None:
    """Quiet where the connection can be used; raises psycopg's error where it is gone."""
    now = monotonic()
    if has_news(connection.fileno()) or now - getattr(connection, "heard_at", 0.0) > SILENCE:
        _ask(connection)
    connection.heard_at = now


def has_news(number: int) -> bool:
    """Whether the socket of this number was closed, broke, or holds something unread."""
    poll = select.poll()
    poll.register(number, select.POLLIN | select.POLLHUP | select.POLLERR)
    return bool(poll.poll(0))
