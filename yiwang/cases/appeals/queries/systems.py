"""What another body's system reads: lists turned by key, the public facts of an appeal, what the tripwire says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.lists import with_words
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Trip
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
    "appeals.alarm.raised": (),
    "appeals.alarm.acknowledged": (),
}
"""Facts that leave the house, by code, with what of them does: codes only, no officer, no key of a row."""


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


def sought(*, by: Actor, what: Sought, before: int | None, limit: int) -> list[Appeal]:
    """Appeals in this system's sight, the newest first, at most `limit`. `before`: the key of the last one seen."""
    if what.words:
        found = with_words(by=by, words=what.words).filter(case__in=_narrowed(by, what).order_by())
    else:
        found = Appeal.objects.filter(case__in=_narrowed(by, what).order_by())
    if before is not None:
        found = found.filter(pk__lt=before)
    joined = found.select_related(None).select_related("case__unit", "case__supervising_unit")
    return list(joined.order_by("-pk")[:limit])


def _narrowed(by: Actor, what: Sought) -> Any:
    cases = casework.visible(by=by)
    if what.state:
        cases = cases.filter(state=what.state)
    if what.unit:
        cases = cases.filter(casework.under(unit=what.unit))
    return cases.filter(due_at__lt=what.due_before) if what.due_before else cases


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
