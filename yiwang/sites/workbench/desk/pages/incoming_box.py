"""What its sender wrote besides, and only lies with the file: more than a day may add, or laid there by an operator."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.centre import queries as centre
from yiwang.cases.channels.states import Why
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import Inlet

_ONLY_LIES = frozenset({Why.NOTED, Why.FLOOD})
MOST = 20


@dataclass(frozen=True, kw_only=True)
class Said:
    """One message. `why`: why it only lies here."""

    at: datetime
    way: str
    why: str
    text: str


@dataclass(frozen=True, kw_only=True)
class IncomingBox:
    """Messages that changed nothing, oldest first."""

    template: ClassVar[str] = "workbench/desk/boxes/incoming.html"
    said: Sequence[Said]


def incoming_box(who: Mover, appeal: Appeal, acts: Acts) -> IncomingBox | None:
    """Of an appeal that has any."""
    if not centre.beside(case=appeal.case).message:
        return None
    rows = [
        row for row in messaging.incoming_of(subject=appeal.case.ref)[: MOST * 3] if row.reason in _ONLY_LIES
    ]  # fmt: skip
    said = [
        Said(
            at=row.came_at,
            way=Inlet(row.inlet).label,
            why=Why(row.reason).label,
            text=f"{row.title}\n{row.text}".strip(),
        )
        for row in rows[:MOST]
    ]
    return IncomingBox(said=said) if said else None
