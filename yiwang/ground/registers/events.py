"""Facts of look-ups: which register, for which file, what became of it; never a key or an answer."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class RegisterAsked(Event):
    """A register was asked for a file. `serial`: the other side's number of the question; `digest`: of what it said."""

    code: ClassVar[str] = "registers.register.asked"
    register: str
    outcome: str
    serial: str
    digest: str


@dataclass(frozen=True)
class RegisterActed(Event):
    """The other side did something for a file. `receipt`: its number of it; `digest`: of what it said."""

    code: ClassVar[str] = "registers.register.acted"
    act: str
    outcome: str
    receipt: str
    digest: str
