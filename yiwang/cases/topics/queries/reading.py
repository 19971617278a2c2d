"""Topics for a reader: only what is in sight, and small counts of what is not as “少于5”."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.cases.topics.models import Rise, Topic, TopicMember
from yiwang.cases.topics.states import FEW, RiseKind, RiseState, TopicState
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

MOST_SHOWN = 50


@dataclass(frozen=True, kw_only=True)
class Seen:
    """A topic as a reader sees it. `cases`: its files in sight, the oldest first; `summary`: a title from among them."""

    topic: Topic
    summary: str
    cases: Sequence[Case]

    @property
    def is_whole(self) -> bool:
        """Whether every file of it is in sight."""
        return len(self.cases) >= self.topic.count

    @property
    def count(self) -> int | None:
        """How many files it has; None where so few that it is not told (少于5)."""
        return self.topic.count if self.is_whole or self.topic.count >= FEW else None


def topics(*, by: Actor, reach: Reach, days: int, state: TopicState | None = None) -> list[Seen]:
    """The topics of a period with a file in this reader's sight, the hottest first; laid aside ones only where asked for."""
    found = Topic.objects.filter(days=days, rank__isnull=False).select_related("unit")
    found = found.filter(state=state) if state else found.exclude(state=TopicState.CLOSED)
    return _seen(list(found[: 2 * MOST_SHOWN]), by, reach)[:MOST_SHOWN]


def topic(*, by: Actor, reach: Reach, id: int) -> Seen:
    """One topic. Missing: there is none, or no file of it is in sight."""
    found = _seen(list(Topic.objects.filter(pk=id).select_related("unit")), by, reach)
    if not found:
        raise Missing("没有这个热点")
    return found[0]


def _seen(found: Sequence[Topic], by: Actor, reach: Reach) -> list[Seen]:
    members = TopicMember.objects.filter(topic__in=found).values_list("topic_id", "case_id")
    by_topic: dict[int, list[int]] = defaultdict(list)
    for topic_id, case_id in members:
        by_topic[topic_id].append(case_id)
    keys = {key for cases in by_topic.values() for key in cases}
    open_files = casework.visible(by=by, reach=reach).filter(pk__in=keys, track=Track.APPEAL)
    files = open_files.exclude(confidentiality__in=KEPT_SECRET).select_related("unit", "officer").in_bulk()
    seen = []
    for one in found:
        cases = [files[key] for key in by_topic[one.pk] if key in files]
        if cases:
            summary = one.summary if one.spokes_id in files else cases[0].title
            seen.append(Seen(topic=one, summary=summary, cases=cases))
    return seen


def lock(*, id: int) -> Topic:
    """A topic to be changed. Missing: there is none."""
    found = Topic.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise Missing("没有这个热点")
    return found


def lock_rise(*, id: int) -> Rise:
    """A warning to be answered. Missing: there is none."""
    found = Rise.objects.select_for_update().filter(pk=id).first()
    if found is None:
        raise Missing("没有这条预警")
    return found


def rises(*, reach: Reach, since: datetime) -> "QuerySet[Rise]":
    """Warnings since then in this reader's scope, those that wait for an answer first."""
    return _in_scope(reach).filter(at__gte=since).order_by("-state", "-day", "chance", "id")


def rise(*, reach: Reach, id: int) -> Rise:
    """One warning in scope. Missing: there is none."""
    found = _in_scope(reach).filter(pk=id).first()
    if found is None:
        raise Missing("没有这条预警")
    return found


def _in_scope(reach: Reach) -> "QuerySet[Rise]":
    """Warnings of units over which a post of the reader stands."""
    found = Rise.objects.filter(organisation.lying_in(reach.scopes()))
    return found.select_related("unit", "supervising_unit", "topic", "acknowledged_by")


def said_since(*, thing: str, day: datetime) -> bool:
    """Whether a warning about this was given within the week before."""
    return Rise.objects.filter(thing=thing, day__gt=(day - timedelta(days=7)).date()).exists()


def renewed_at(*, days: int) -> datetime | None:
    """When topics of this period were last looked for and found."""
    return (
        Topic.objects.filter(days=days, rank__isnull=False)
        .order_by("-renewed_at")
        .values_list("renewed_at", flat=True)
        .first()
    )


def open_rises(*, reach: Reach) -> int:
    """How many warnings in scope wait for an answer."""
    return _in_scope(reach).filter(state=RiseState.OPEN).count()


def kind_of(row: Rise) -> RiseKind:
    """What a warning is about."""
    return RiseKind(row.kind)
