"""今日咨询巡查: every open consultation in sight with how far it is, and those answered today (S1.9 to S1.11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.db.models import Case as Choice
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value, When

from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.queries.desk import JOINED
from yiwang.cases.appeals.queries.marks import MARKS
from yiwang.cases.appeals.states import AppealType, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor


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
    """What a patrol looks through, however much it is: open ones by what is due first, and what was answered today.

    `counts`: by stage, `late`: how many are over their term, `fresh`: how many came in since the moment asked about.
    """

    open: QuerySet[Appeal]
    answered: QuerySet[Appeal]
    counts: Mapping[Stage, int]
    late: int
    fresh: int

    @property
    def waiting(self) -> int:
        """How many have no answer."""
        return sum(count for stage, count in self.counts.items() if stage is not Stage.ANSWERED)

    def at(self, wanted: str) -> QuerySet[Appeal]:
        """Those at one stage; all that are open where none is named, or none that there is."""
        if wanted == Stage.ANSWERED:
            return self.answered
        return self.open.filter(Q(how_far=wanted)) if wanted in {one.value for one in Stage} else self.open


def stage(appeal: Appeal) -> Stage:
    """How far it is, as the list read it."""
    return Stage(getattr(appeal, "how_far"))  # noqa: B009 - the name is the list's own


def _how_far(words: QuerySet[Reply]) -> Choice:
    drafted = Exists(words.exclude(text=""))
    return Choice(
        When(case__state__in=(State.REVIEW, State.SECOND_REVIEW), then=Value(Stage.REVIEW.value)),
        When(Q(drafted, case__state=State.HANDLING), then=Value(Stage.DRAFTED.value)),
        When(case__state=State.HANDLING, then=Value(Stage.UNDRAFTED.value)),
        When(case__state=State.PUSHED, then=Value(Stage.UNSIGNED.value)),
        default=Value(Stage.UNASSIGNED.value), output_field=CharField(),
    )  # fmt: skip


def consultations(*, by: Actor, line: str = "", reach: Reach | None = None, since: datetime | None = None) -> Patrolled:
    """Consultations in this officer's sight, of one line or all. Two statements.

    `since` None: whatever came in is fresh.
    """
    seen = casework.visible(by=by, reach=reach)
    seen = seen.filter(line=line) if line else seen
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.local(clock.now()).tzinfo)
    words = Reply.objects.filter(appeal=OuterRef("pk"), round=OuterRef("case__round"), state=ReplyState.DRAFT)
    base = Appeal.objects.filter(type=AppealType.CONSULT).select_related(*JOINED)
    waiting = base.filter(case__in=seen.filter(TO_DO).exclude(state__in=(State.ARCHIVED, State.ON_TRACK)).order_by())
    waiting = waiting.annotate(how_far=_how_far(words))
    done = base.filter(case__in=seen.filter(replied_at__gte=midnight).order_by())
    done = done.annotate(how_far=Value(Stage.ANSWERED.value, output_field=CharField()))
    late, fresh = Q(case__due_at__lt=clock.now()), Q(case__registered_at__gt=since) if since else None
    rows = waiting.order_by().values("how_far").annotate(
        many=Count("pk"), late=Count("pk", filter=late), fresh=Count("pk", filter=fresh)
    )  # fmt: skip
    known = {row["how_far"]: row for row in rows}
    counts = {one: known[one.value]["many"] for one in Stage if one.value in known}
    return Patrolled(
        open=waiting.annotate(**MARKS).order_by(F("case__due_at").asc(nulls_last=True), "case_id"),
        answered=done.order_by("-case__replied_at", "case_id"), counts=counts | {Stage.ANSWERED: done.count()},
        late=sum(row["late"] for row in known.values()), fresh=sum(row["fresh"] for row in known.values()),
    )  # fmt: skip
