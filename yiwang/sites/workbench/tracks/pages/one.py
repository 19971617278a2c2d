"""One lawful matter: where it is, by when, what was done, its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.models import Deed, Matter, Step
from yiwang.cases.tracks.states import DECIDING, MOVES, DeedKind, MatterKind, Move, ServedHow
from yiwang.ground.clocks import queries as clocks
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Fact, LedgerLine, MoveButton, Tag, TimelineItem
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.lawful.matter import chip_of, code_words, facts_of, state_tag, step_due
from yiwang.sites.workbench.desk.pages.lawful.moves import buttons


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper of the law. `url`: its PDF; `serve_url`: empty where its service is on record."""

    label: str
    number: str
    url: str
    issued_at: datetime
    served: str
    serve_url: str

    @classmethod
    def of(cls, matter: Matter, deed: Deed, may: frozenset[Move]) -> "Paper":
        """From the row. `may`: the moves that are open to the reader."""
        kind = DeedKind(deed.kind)
        move = Move.SERVE if kind in DECIDING else Move.DELIVER
        to_serve = deed.served_at is None and move in may
        served = ""
        if deed.served_at:
            parts = (words.moment(deed.served_at), ServedHow(deed.how).label, deed.receiver, deed.proof)
            served = " · ".join(part for part in parts if part)
        number = matter.case.number
        address = reverse("tracks:act", args=[number, move.value])
        return cls(
            label=kind.label, number=deed.number, issued_at=deed.issued_at, served=served,
            url=reverse("tracks:paper", args=[number, deed.pk]), serve_url=f"{address}?deed={deed.pk}" if to_serve else "",
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class MatterPage:
    """All of it."""

    head: Head
    tag: Tag
    clock: ClockChip | None
    kind: str
    facts: Sequence[Fact]
    moves: Sequence[MoveButton]
    papers: Sequence[Paper]
    steps: Sequence[TimelineItem]
    ledger: Sequence[LedgerLine]
    due: str
    due_at: datetime | None

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, matter: Matter) -> "MatterPage":
        """As this officer may work on it."""
        may = frozenset(row.move for row, verdict in policies.open_moves(who, matter) if verdict)
        return cls(
            head=Head.of(appeal, None), tag=state_tag(matter), clock=chip_of(matter),
            kind=MatterKind(matter.kind).label, facts=facts_of(matter), moves=buttons(who, matter),
            papers=[Paper.of(matter, deed, may) for deed in queries.deeds_of(matter=matter)],
            steps=_steps(matter), ledger=_ledger(matter), due=step_due(matter), due_at=matter.due_at,
        )  # fmt: skip


def _steps(matter: Matter) -> list[TimelineItem]:
    found = [_step(matter, step) for step in queries.steps_of(matter=matter)]
    return found[::-1]


def _step(matter: Matter, step: Step) -> TimelineItem:
    move = Move(step.move)
    title = matter.law.accepting if move is Move.ACCEPT else MOVES[move].label
    law = matter.law.level(step.level)
    if move in (Move.DECIDE, Move.DECIDE_REVIEW) and law:
        title = _("%(name)s：%(outcome)s") % {"name": law.name, "outcome": code_words(matter, step.code)}
    elif step.code:
        title = _("%(move)s：%(what)s") % {"move": title, "what": code_words(matter, step.code)}
    text = _("延长%(days)d日。") % {"days": step.days} + step.words if step.days else step.words
    return TimelineItem(title=title, at=step.at, who=step.officer.name if step.officer else _("系统"), text=text)


def _ledger(matter: Matter) -> list[LedgerLine]:
    """The time that runs now, line by line."""
    if not matter.clock:
        return []
    told = clocks.ledger(subject=matter.ref, kind=matter.clock, reader=clocks.OFFICER)
    return [
        LedgerLine(at=line.at, what=line.what, ground=line.ground, due=line.due_at if line.due != "—" else None)
        for line in told.lines
    ]
