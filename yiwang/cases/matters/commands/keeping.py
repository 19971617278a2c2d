"""What this room keeps of people, said to whoever takes it away: names of matters, paragraphs for one file, reasons."""

from django.db.models import QuerySet

from yiwang.cases.matters.commands.leaving import NAMELESS
from yiwang.cases.matters.models import Matter, Member
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target

_CASE = "casework.case"


def _matters_of(target: Target) -> QuerySet[Matter]:
    return Matter.objects.filter(main__in=target.ids(_CASE)).exclude(title=NAMELESS)


def _clear_matters(clearing: Clearing) -> dict[str, int]:
    return {"matters.Matter": Matter.objects.filter(pk__in=clearing.keys).update(title=NAMELESS)}


def _members_of(target: Target) -> QuerySet[Member]:
    return Member.objects.filter(case__in=target.ids(_CASE)).exclude(more="", reason="")


def _clear_members(clearing: Clearing) -> dict[str, int]:
    return {"matters.Member": Member.objects.filter(pk__in=clearing.keys).update(more="", reason="")}


record.keep(
    Keeper(
        name="matters.matter", label="同诉求的名称", models=("matters.Matter",), clear=_clear_matters, of=_matters_of
    )
)
record.keep(
    Keeper(
        name="matters.member",
        label="同诉求里单独的话",
        models=("matters.Member",),
        clear=_clear_members,
        of=_members_of,
    )
)
record.spare("哪些件由哪份答复办结的数，没有人的信息", "matters.Run", "matters.Step")
