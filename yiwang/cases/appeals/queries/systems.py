"""What another body's system reads: lists turned by key, the public facts of an appeal, what the tripwire says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.finding import with_words
from yiwang.cases.appeals.queries.lists import Wanted, listing
from yiwang.cases.appeals.states import State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.queries import Listed, Position
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Trip
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.kit.actor import Actor

TOLD = {
    "appeals.appeal.registered": ("type",),
    "appeals.appeal.pushed": ("unit", "supervising_unit", "type", "category"),
    "appeals.appeal.taken_back": ("unit",),
    "appeals.appeal.signed": ("unit",),
    "appeals.appeal.contacted": ("kind", "reached"),
    "appeals.reply.submitted": (),
    "appeals.reply.sent_back": (),
    "appeals.reply.approved": ("outcome",),
    "appeals.reply.read": ("round",),
    "appeals.appeal.disputed": ("round",),
    "appeals.appeal.withdrawn": (),
    "appeals.appeal.closed": ("outcome",),
    "appeals.appeal.merged": (),
    "appeals.appeal.followed": ("unit",),
    "appeals.appeal.went_alone": ("unit",),
    "appeals.appeal.unmerged": ("round",),
    "appeals.question.asked": ("days",),
    "appeals.question.answered": ("files",),
    "appeals.question.taken_back": (),
    "appeals.question.lapsed": (),
    "appeals.supplement.added": ("files",),
    "appeals.appeal.urged": ("count",),
    "appeals.alarm.raised": (),
    "appeals.alarm.acknowledged": (),
    "appeals.request.granted": ("kind", "days", "ground"),
    "appeals.pause.ended": (),
    "appeals.appeal.returned": ("number", "unit", "ground"),
    "appeals.appeal.designated": ("unit",),
    "appeals.appeal.handed_back": (),
    "appeals.appeal.put_on_track": ("track",),
    "appeals.appeal.taken_off_track": ("track",),
    "appeals.appeal.ended_by_law": ("track",),
}
"""Facts that leave the house, by code, with what of them does: codes only, no officer, no key of a row."""
messaging.tells(TOLD)


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One public fact. `seq` counts the facts of the appeal; numbers left out are inner ones."""

    seq: int
    code: str
    at: datetime
    data: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a system's list should show; empty asks for all. `unit` and all below it; `due_before`: promised until then."""

    state: str = ""
    unit: str = ""
    due_before: datetime | None = None
    words: str = ""


def sought(*, by: Actor, what: Sought, after: Position | None, size: int) -> Listed[Appeal]:
    """A page of the appeals in this system's sight, the newest first. A look that found nothing for long ends early, with
    `more`: a page may be shorter than `size`, even empty, and still have one after it.
    """
    wanted = Wanted(states=(State(what.state),) if what.state else (), unit=what.unit, due_before=what.due_before)
    if what.words:
        return with_words(by=by, words=what.words, wanted=wanted, after=after, size=size)
    return listing(by=by, wanted=wanted, after=after, size=size)


def facts(*, case: Case, is_whole: bool) -> list[Fact]:
    """The public facts of an appeal, oldest first; of one that is not told whole (sealed), what and when alone."""
    return [
        Fact(
            seq=entry.seq,
            code=entry.code,
            at=entry.at,
            data={name: entry.payload.get(name) for name in TOLD[entry.code]} if is_whole else {},
        )
        for entry in record.history(subject=case.ref)
        if entry.code in TOLD
    ]


def trip_of(*, text: str) -> Trip | None:
    """What the tripwire says of these words by the rules in force; None where it stays silent."""
    return language.tripwire(text=text, answers={}, rules=rules.current(kind="routing"))
