"""What a search found becomes topics: those that were there keep their key and what people made of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import timedelta
from decimal import Decimal

from yiwang.cases.topics.events import TopicsFound
from yiwang.cases.topics.models import Rise, Topic, TopicMember
from yiwang.cases.topics.queries import Found, Survey
from yiwang.cases.topics.states import TopicState
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command

SHARED = 0.5
"""Share of the smaller one's files that a topic found anew must have in common with a known one to be it."""
COMES_BACK = 3
"""New files by which a topic that was laid aside is new again."""
FORGOTTEN = timedelta(days=365)
RISES_KEPT = timedelta(days=730)


@command
def keep(*, by: Actor, survey: Survey) -> int:
    """Put down what was found; how many topics of this period there are now. Two searches at once take turns."""
    known = list(Topic.objects.select_for_update().filter(days=survey.days).order_by("id"))
    had = _members([topic.pk for topic in known])
    Topic.objects.filter(days=survey.days, rank__isnull=False).update(rank=None)
    taken: set[int] = set()
    for rank, found in enumerate(survey.found, 1):
        topic = _same(found, known, had, taken)
        if topic is not None:
            taken.add(topic.pk)
        _put(survey, rank, found, topic, had.get(topic.pk, set()) if topic else set())
    Topic.objects.filter(days=survey.days, rank__isnull=True, renewed_at__lt=survey.until - FORGOTTEN).delete()
    Rise.objects.filter(at__lt=survey.until - RISES_KEPT).delete()
    search = Ref("topics.search", survey.days)
    record.write(by=by, event=TopicsFound(search, survey.days, survey.files, len(survey.found)))
    return len(survey.found)


def _members(topics: Iterable[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for topic_id, case_id in TopicMember.objects.filter(topic__in=topics).values_list("topic_id", "case_id"):
        found[topic_id].add(case_id)
    return found


def _same(found: Found, known: Iterable[Topic], had: Mapping[int, set[int]], taken: set[int]) -> Topic | None:
    """The known topic that shares most of its files with this one."""
    cases = set(found.cases)
    best, most = None, 0.0
    for topic in known:
        before = had.get(topic.pk, set())
        share = len(cases & before) / min(len(cases), len(before)) if before else 0.0
        if topic.pk not in taken and share >= SHARED and share > most:
            best, most = topic, share
    return best


def _put(survey: Survey, rank: int, found: Found, topic: Topic | None, before: set[int]) -> None:
    row = topic or Topic(days=survey.days, found_at=survey.until)
    fresh = len(set(found.cases) - before)
    if row.state == TopicState.CLOSED and fresh >= COMES_BACK:
        row.state = TopicState.NEW
    row.rank, row.heat, row.parts, row.count = rank, Decimal(str(found.heat)), dict(found.parts), len(found.cases)
    row.place, row.summary, row.spokes_id = found.place, found.summary, found.spokes
    row.category, row.area_code, row.unit_id = found.category, found.area_code, found.unit
    row.groups, row.series = list(found.groups), list(found.series)
    row.first_at, row.last_at, row.renewed_at = found.moments[0], found.moments[-1], survey.until
    row.save()
    TopicMember.objects.filter(topic=row).exclude(case__in=found.cases).delete()
    added = [(case, at) for case, at in zip(found.cases, found.moments, strict=True) if case not in before]
    TopicMember.objects.bulk_create([TopicMember(topic=row, case_id=case, at=at) for case, at in added])
