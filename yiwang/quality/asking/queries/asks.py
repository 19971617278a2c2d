"""Questions: found, held, counted; and what was said, for those who may read it."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries import tables
from yiwang.quality.asking.queries.plans import Key
from yiwang.quality.asking.states import OPEN, AskState, Door, Grade, Purpose

REASONS = {
    "slow": "办得慢", "attitude": "态度不好", "not_settled": "问题没有解决", "unclear": "没有说清楚", "many_trips": "多跑了路",
    "materials": "材料要得多", "wrong_place": "推给别的地方", "no_contact": "没有人联系", "not_as_told": "结果和说的不一样",
    "hard_to_use": "网上不好用", "other": "其他",
}  # fmt: skip
"""为什么不满意, by code (国办发〔2019〕51号 asks for reasons of each 差评; mission 4.1)."""
ONLINE, OFFLINE = frozenset({"hard_to_use", "unclear", "slow"}), frozenset({"attitude", "many_trips", "materials"})
"""Sub-items of the rating by where a service was given (GB/T 39046-2020): what can be said of a page, and of a window."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What somebody answered, without a word of it."""

    ask: int
    purpose: Purpose
    subject: Ref
    round: int
    state: AskState
    grade: Grade | None
    reasons: tuple[str, ...]
    door: Door | None
    at: datetime | None
    has_words: bool


def ask(*, ask_id: int) -> Ask:
    """One question. Missing: none. Who may see it is the caller's to say (`policies.may_see`)."""
    found = Ask.objects.select_related("unit", "handler", "case").filter(pk=ask_id).first()
    if found is None:
        raise Missing
    return found


def lock_ask(*, ask_id: int) -> Ask:
    """The same, held."""
    found = Ask.objects.select_for_update().filter(pk=ask_id).first()
    if found is None:
        raise Missing
    return found


def open_ask(*, subject: Ref, purpose: Purpose, round: int | None = None) -> Ask | None:
    """The question about it that waits to be put or answered; of that round, else the newest. None: none does."""
    rows = Ask.objects.filter(subject_kind=subject.kind, subject_id=int(subject.id), purpose=purpose, state__in=OPEN)
    rows = rows if round is None else rows.filter(round=round)
    return rows.order_by("-round", "-id").first()


def asks_of(*, subject: Ref, purposes: Collection[Purpose] = tuple(Purpose)) -> list[Ask]:
    """Every question about it, oldest round first. Not for pages of the unit judged before an answer (`answers_of` is)."""
    rows = Ask.objects.filter(subject_kind=subject.kind, subject_id=int(subject.id), purpose__in=list(purposes))
    return list(rows.order_by("round", "id"))


def known(*, keys: Collection[Key]) -> dict[Key, Ask]:
    """Those of these questions that stand already."""
    found: dict[Key, Ask] = {}
    for purpose, kind in {(key[0], key[1]) for key in keys}:
        mine = [key for key in keys if key[:2] == (purpose, kind)]
        rows = Ask.objects.filter(
            purpose=purpose, subject_kind=kind, subject_id__in=[key[2] for key in mine],
            round__in=sorted({key[3] for key in mine}),
        )  # fmt: skip
        found |= {(row.purpose, row.subject_kind, row.subject_id, row.round): row for row in rows}
    return found


def answers_of(*, subjects: Collection[Ref], purposes: Collection[Purpose] = tuple(Purpose)) -> list[Answer]:
    """What was answered about these, oldest first; what is still open says nothing here: nobody must know of it."""
    wanted = Q(pk__in=[])
    for kind in {one.kind for one in subjects}:
        keys = [int(one.id) for one in subjects if one.kind == kind]
        wanted |= Q(subject_kind=kind, subject_id__in=keys)
    rows = Ask.objects.filter(wanted, state=AskState.ANSWERED, purpose__in=list(purposes))
    return [_answer(row) for row in rows.order_by("answered_at", "id")]


def _answer(row: Ask) -> Answer:
    return Answer(
        ask=row.pk, purpose=Purpose(row.purpose), subject=row.subject, round=row.round, state=AskState(row.state),
        grade=Grade(row.grade) if row.grade else None, reasons=tuple(row.reasons),
        door=Door(row.door) if row.door else None, at=row.answered_at, has_words=bool(row.words),
    )  # fmt: skip


def body_of(*, ask_id: int) -> Mapping[str, Any]:
    """What was answered to the questions of its form, by their codes; empty where it has none or was erased."""
    row = Ask.objects.filter(pk=ask_id).values_list("body", flat=True).first()
    found: Mapping[str, Any] = json.loads(str(row)) if row else {}
    return found


def due(*, limit: int, now: datetime | None = None) -> QuerySet[Ask]:
    """Questions whose time has come, the oldest first, held; those that another worker holds are passed over."""
    rows = Ask.objects.filter(state=AskState.PLANNED, ask_at__lte=now or clock.now(), task=None)
    return (
        rows.select_related("unit").order_by("ask_at", "id").select_for_update(skip_locked=True, of=("self",))[:limit]
    )


def unreminded(*, limit: int, now: datetime) -> QuerySet[Ask]:
    """Questions put so long ago that their one reminder is due, and whose time is not over; held."""
    rows = Ask.objects.filter(
        state=AskState.ASKED, reminded_at=None, asked_at__lte=now - tables.reminder_after(), lapse_at__gt=now, task=None
    )
    return rows.order_by("lapse_at", "id").select_for_update(skip_locked=True, of=("self",))[:limit]


def lapsed(*, limit: int, now: datetime) -> QuerySet[Ask]:
    """Questions whose time is over; held. Calls end by their attempts, not by a day."""
    rows = Ask.objects.filter(state=AskState.ASKED, lapse_at__lte=now, task=None)
    return rows.order_by("lapse_at", "id").select_for_update(skip_locked=True, of=("self",))[:limit]


def by_token(*, token_hash: str) -> Ask | None:
    """The question of an invitation."""
    return Ask.objects.filter(token_hash=token_hash).first() if token_hash else None


def tally(*, kind: str, ids: Collection[int] | QuerySet[Any]) -> Counter[tuple[str, str]]:
    """How many questions about these things of a kind stand where, and why people were spared: counts by (state, reason).

    For figures without persons; below five they are told to nobody outside the unit.
    """
    rows = Ask.objects.filter(subject_kind=kind, subject_id__in=ids).order_by()
    return Counter(
        {(state, spare): many for state, spare, many in rows.values_list("state", "spare").annotate(many=Count("id"))}
    )
