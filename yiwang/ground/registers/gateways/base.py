"""What every way to a register takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from yiwang.ground.registers.states import Act, Register, Trouble


class Failed(Exception):
    """Nothing came back that can be used; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.label)
        self.trouble = trouble


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `keys`: what is asked by; `case`: public number of the file, or how it is called; `officer`: who asks."""

    register: Register
    keys: Mapping[str, str]
    purpose: str
    case: str
    officer: str
    request_id: str


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing to be done, once a `request_id`. `body`: what the act needs."""

    act: Act
    keys: Mapping[str, str]
    body: Mapping[str, Any]
    purpose: str
    case: str
    officer: str
    request_id: str


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came back. `facts`: as the contract names them; `serial`: the other side's number of it."""

    found: bool
    serial: str
    facts: dict[str, Any] = field(default_factory=dict)


class Way(Protocol):
    """A way to the registers."""

    def ask(self, question: Question) -> Said:
        """Ask once. Raises Failed."""

    def act(self, deed: Deed) -> Said:
        """Have it done once. Raises Failed."""
