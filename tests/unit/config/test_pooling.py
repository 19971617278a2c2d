"""A connection in order costs no statement; a closed, broken or long silent one is asked."""

import socket
from collections.abc import Iterator

import psycopg
import pytest

from yiwang.config import pooling


class Line:
    """A connection with a socket and a count of the statements sent."""

    def __init__(self, end: socket.socket) -> None:
        self.autocommit, self.asked, self._end = True, 0, end

    def fileno(self) -> int:
        return self._end.fileno()

    def execute(self, statement: str) -> None:
        self.asked += 1
        if self._end.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b"":
            raise psycopg.OperationalError("closed")


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    yield ours, theirs
    ours.close()
    theirs.close()


@pytest.fixture
def line(ends: tuple[socket.socket, socket.socket]) -> Line:
    found = Line(ends[0])
    found.heard_at = pooling.monotonic()  # type: ignore[attr-defined]
    return found


def test_a_connection_in_order_is_not_asked(line: Line) -> None:
    for _ in range(3):
        pooling.check(line)
    assert line.asked == 0


def test_one_that_the_server_closed_is_found_out(line: Line, ends: tuple[socket.socket, socket.socket]) -> None:
    ends[1].close()
    with pytest.raises(psycopg.OperationalError):
        pooling.check(line)


def test_one_that_has_something_to_say_is_asked(line: Line, ends: tuple[socket.socket, socket.socket]) -> None:
    ends[1].send(b"N")
    pooling.check(line)
    assert line.asked == 1


def test_one_silent_for_long_is_asked(line: Line, ends: tuple[socket.socket, socket.socket]) -> None:
    line.heard_at -= pooling.SILENCE + 1  # type: ignore[attr-defined]
    ends[1].send(b"N")
    pooling.check(line)
    pooling.check(line)
    assert line.asked == 2, "and while it has something unread, again"
