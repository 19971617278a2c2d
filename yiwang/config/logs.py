"""What a process says of itself: JSON lines (plain in the demo), with the request's id and without people's data.

Left out on purpose: query strings, request bodies, SQL values, local variables of a traceback. What slips into a message all the
same (a database error quotes the row it refused) is scrubbed here, once, for every logger.
"""

import logging
import re
import sys
import traceback
from types import TracebackType
from typing import TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

from yiwang.kit.settings import Settings

_LONG_DIGITS = re.compile(r"(?P<digest>\b[0-9a-f]{32,}\b)|\d{7,}[\dXx]?")
"""Phones, identity and bank numbers; our own keys are shorter for a long time. A digest is no number, and must stay whole."""
_DATABASE_DETAIL = re.compile(r"^(DETAIL|CONTEXT|HINT|STATEMENT|LINE \d+):.*$", re.MULTILINE)
"""PostgreSQL's second lines: they quote rows and statements."""
_QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"']+")
_QUIET = {
    "procrastinate": logging.WARNING,
    "httpx": logging.WARNING,
    "httpcore": logging.WARNING,
    "PIL": logging.WARNING,
}


def scrub(text: str) -> str:
    """The same sentence without long digits, query strings and quoted rows."""
    text = _DATABASE_DETAIL.sub("", text)
    return _LONG_DIGITS.sub(lambda hit: hit["digest"] or "***", _QUERY.sub(r"\1", text))


def plain_traceback(exc_info: ExcInfo) -> str:
    """Files, lines and the error, never the local variables."""
    kind, error, trace = exc_info
    return scrub("".join(traceback.format_exception(kind, error, trace, limit=-40)).strip())


def _scrub_event(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
    return {
        key: scrub(value) if isinstance(value, str) and key != "timestamp" else value for key, value in event.items()
    }


def _write_traceback(stream: TextIO, exc_info: tuple[type[BaseException], BaseException, TracebackType | None]) -> None:
    stream.write("\n" + plain_traceback(exc_info))


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,  # request_id, bound by the doors' middleware
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _endings(*, plain: bool) -> list[Processor]:
    """How an event becomes a line."""
    if plain:
        return [
            structlog.processors.ExceptionRenderer(plain_traceback),
            _scrub_event,
            structlog.dev.ConsoleRenderer(colors=False, exception_formatter=_write_traceback),
        ]
    return [
        structlog.processors.ExceptionRenderer(plain_traceback),
        _scrub_event,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]


def set_up(*, process: str) -> None:
    """Every logger of this process, ours and the libraries', writes one kind of line to standard error."""
    house = Settings()
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *_endings(plain=house.demo)],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(house.log_level.upper())
    for name, level in _QUIET.items():
        logging.getLogger(name).setLevel(max(level, root.level))
    structlog.configure(
        processors=[*_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    structlog.contextvars.bind_contextvars(process=process)
