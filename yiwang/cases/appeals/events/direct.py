"""A fact of the desk: it answered at once."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealAnsweredDirectly(Event):
    """直接答复. `source`: the standard or published answer read out, as a reference; empty: in the operator's own words."""

    code: ClassVar[str] = "appeals.appeal.answered_directly"
    reply: int
    outcome: str
    source: str
