"""今日咨询巡查: every open consultation in sight with how far it is, and those answered today (S1.9 to S1.11)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import NamedTuple

from django.db.models import F

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


class Line(NamedTuple):
    """One consultation as a patrol counts it."""

    key: int
    stage: Stage
    is_late: bool
    is_fresh: bool


@dataclass(frozen=True, kw_only=True)
class Patrolled:
    """What a patrol looks through, however much it is: open ones by what is due first, and keys of those answered today."""

    open: Sequence[Line]
    answered: Sequence[int]

    @property
    def waiting(self) -> int:
        """How many have no answer."""
        return len(self.open)

    @property
    def late(self) -> int:
        """How many are over their term."""
        return sum(line.is_late for line in self.open)

    @property
    def fresh(self) -> int:
        """How many came in since the moment asked about."""
        return sum(line.is_fresh for line in self.open)

    @property
    def counts(self) -> Counter[Stage]:
        """How many there are of each stage."""
        return Counter(line.stage for line in self.open) + Counter({Stage.ANSWERED: len(self.answered)})

    @property
    def stages(self) -> dict[int, Stage]:
        """How far each is, by its key."""
        return {line.key: line.stage for line in self.open} | dict.fromkeys(self.answered, Stage.ANSWERED)

    def at(self, wanted: str) -> Sequence[int]:
        """Keys of those at one stage; of all that are open where none is named, or none that there is."""
        if wanted == Stage.ANSWERED:
            return self.answered
        is_any = wanted not in {one.value for one in Stage}
        return [line.key for line in self.open if is_any or line.stage == wanted]


def consultations(*, by: Actor, line: str = "", reach: Reach | None = None, since: datetime | None = None) -> Patrolled:
    """Consultations in this officer's sight, of one line or all. Three statements that read no letter.

    `since` None: whatever came in is fresh.
    """
    seen = casework.visible(by=by, reach=reach).select_related(None).filter(appeal__type=AppealType.CONSULT)
    seen = seen.filter(line=line) if line else seen
    waiting = seen.filter(TO_DO).exclude(state__in=(State.ARCHIVED, State.ON_TRACK))
    waiting = waiting.order_by(F("due_at").asc(nulls_last=True), "pk")
    rows = list(waiting.values_list("pk", "state", "due_at", "registered_at"))
    drafted, now = _drafted([key for key, state, *_ in rows if state == State.HANDLING]), clock.now()
    midnight = datetime.combine(clock.today(), time(), tzinfo=clock.local(now).tzinfo)
    today = Reply.objects.filter(state=ReplyState.APPROVED, decided_at__gte=midnight).order_by().values("appeal")
    done = seen.filter(pk__in=today, replied_at__gte=midnight).order_by("-replied_at", "pk")
    return Patrolled(
        open=[
            Line(key, stage(State(state), key in drafted), bool(due and due < now), since is None or at > since)
            for key, state, due, at in rows
        ],
        answered=list(done.values_list("pk", flat=True)),
    )  # fmt: skip


def patrolled(*, keys: Sequence[int]) -> list[Appeal]:
    """The consultations of one page, in the order of their keys."""
    found = Appeal.objects.filter(pk__in=keys).select_related(*JOINED).annotate(**MARKS) if keys else ()
    by_key = {appeal.pk: appeal for appeal in found}
    return [by_key[key] for key in keys if key in by_key]


def _drafted(keys: Sequence[int]) -> set[int]:
    words = Reply.objects.filter(appeal__in=keys, round=F("appeal__case__round"), state=ReplyState.DRAFT)
    return set(words.exclude(text="").order_by().values_list("appeal_id", flat=True)) if keys else set()


def stage(state: State, is_drafted: bool) -> Stage:
    """How far a consultation in this state is."""
    if state in (State.REVIEW, State.SECOND_REVIEW):
        return Stage.REVIEW
    if state is State.HANDLING:
        return Stage.DRAFTED if is_drafted else Stage.UNDRAFTED
    return Stage.UNSIGNED if state is State.PUSHED else Stage.UNASSIGNED
