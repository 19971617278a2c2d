"""What this room keeps of people's words, said to whoever takes it away: a topic's name, and files as keys."""

from django.db.models import QuerySet

from yiwang.cases.topics.commands.leaving import leave
from yiwang.cases.topics.models import Topic, TopicMember
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target


def _members_of(target: Target) -> "QuerySet[TopicMember]":
    return TopicMember.objects.filter(case__in=target.ids("casework.case"))


def _clear_members(clearing: Clearing) -> dict[str, int]:
    cases = list(TopicMember.objects.filter(pk__in=clearing.keys).values_list("case_id", flat=True))
    return {"topics.TopicMember": leave(by=clearing.by, case_ids=cases)}


def _named_after(target: Target) -> "QuerySet[Topic]":
    return Topic.objects.filter(spokes__in=target.ids("casework.case"))


def _clear_names(clearing: Clearing) -> dict[str, int]:
    cases = list(Topic.objects.filter(pk__in=clearing.keys).values_list("spokes", flat=True))
    leave(by=clearing.by, case_ids=cases)
    return {"topics.Topic": len(cases)}


record.keep(
    Keeper(
        name="topics.member", label="热点里的件", models=("topics.TopicMember",), clear=_clear_members, of=_members_of
    )
)
record.keep(
    Keeper(name="topics.topic", label="热点的名称", models=("topics.Topic",), clear=_clear_names, of=_named_after)
)
record.spare("预警只有类别、地点和数，处置的话是民警写的", "topics.Rise")
