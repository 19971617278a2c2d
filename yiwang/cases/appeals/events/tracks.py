"""Facts of a matter that leaves the ways of an appeal for a law of its own."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealPutOnTrack(Event):
    """按法定途径办. `track`: one of `casework.Track`; `kind`: what that way calls such a matter, empty for its first;
    `unit`: who works on it; `digest`: of the reason.
    """

    code: ClassVar[str] = "appeals.appeal.put_on_track"
    track: str
    kind: str
    unit: str
    digest: str


@dataclass(frozen=True)
class AppealTakenOffTrack(Event):
    """改按诉求办: no law of its own rules it after all. `round`: the one that begins; `digest`: of the reason."""

    code: ClassVar[str] = "appeals.appeal.taken_off_track"
    track: str
    round: int
    digest: str


@dataclass(frozen=True)
class AppealEndedByLaw(Event):
    """依法办结: it ended in the way of its law."""

    code: ClassVar[str] = "appeals.appeal.ended_by_law"
    track: str
