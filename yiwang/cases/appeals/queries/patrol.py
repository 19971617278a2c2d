"""今日咨询巡查: every open consultation in sight with how far it is, and those answered today (S1.9 to S1.11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.db.models import Exists, F, OuterRef

from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.queries.desk import JOINED
from yiwang.cases.appeals.queries.marks import MARKS
from yiwang.cases.appeals.states import AppealType, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor

MOST = 300
"""So many are looked through on one page; a bureau with more open at once looks line by line."""


class Stage(StrEnum):
    """How far a consultation is, as the patrol asks."""

    UNASSIGNED = "unassigned"
    UNSIGNED = "unsigned"
    UNDRAFTED = "undrafted"
    DRAFTED = "drafted"
    REVIEW = "review"
    ANSWERED = "answered"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "unassigned": "没有分派", "unsigned": "没有签收", "undrafted": "没有起草", "drafted": "正在起草", "review": "等审定",
            "answered": "今天已答复",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Patrolled:
    """What a patrol looks through: open ones by what is due first, then what was answered today. `is_full`: there are more."""

    open: Sequence[Appeal]
    answered: Sequence[Appeal]
    is_full: bool

    @property
    def late(self) -> int:
        """How many are over their term."""
        now = clock.now()
        return sum(1 for appeal in self.open if appeal.case.due_at and appeal.case.due_at < now)


def stage(appeal: Appeal) -> Stage:
    """How far it is; whether words are drafted was read with the list."""
    case = appeal.case
    state = State(case.state)
    if case.replied_at:
        return Stage.ANSWERED
    if state in (State.REVIEW, State.SECOND_REVIEW):
        return Stage.REVIEW
    if state is State.HANDLING:
        return Stage.DRAFTED if getattr(appeal, "has_draft", False) else Stage.UNDRAFTED
    return Stage.UNSIGNED if state is State.PUSHED else Stage.UNASSIGNED


def consultations(*, by: Actor, line: str = "", reach: Reach | None = None) -> Patrolled:
    """Consultations in this officer's sight, of one line or all. Two statements."""
    seen = casework.visible(by=by, reach=reach)
    seen = seen.filter(line=line) if line else seen
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.local(clock.now()).tzinfo)
    words = Reply.objects.filter(appeal=OuterRef("pk"), round=OuterRef("case__round"), state=ReplyState.DRAFT)
    base = Appeal.objects.filter(type=AppealType.CONSULT).select_related(*JOINED)
    waiting = base.filter(case__in=seen.filter(TO_DO).exclude(state__in=(State.ARCHIVED, State.ON_TRACK)).order_by())
    waiting = waiting.annotate(has_draft=Exists(words.exclude(text="")), **MARKS)
    found = list(waiting.order_by(F("case__due_at").asc(nulls_last=True), "case_id")[: MOST + 1])
    done = base.filter(case__in=seen.filter(replied_at__gte=midnight).order_by()).order_by(
        "-case__replied_at", "case_id"
    )
    return Patrolled(open=found[:MOST], answered=list(done[:MOST]), is_full=len(found) > MOST)
