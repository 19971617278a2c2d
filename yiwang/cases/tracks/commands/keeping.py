"""What this room keeps of people, said to whoever takes it away: words of steps, who took a paper, what a paper says."""

from django.db.models import QuerySet

from yiwang.cases.tracks.models import Deed, Matter, Step
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit.refs import Ref

_CASE = "casework.case"


def _of(target: Target) -> QuerySet[Matter]:
    """Of a file whose texts still stand: law keeps it longer than a person's wish, an order that names it reaches it."""
    return Matter.objects.filter(case__in=target.ids(_CASE), case__erased_order="")


def _leads_to(target: Target) -> list[Ref]:
    """The papers hang on the matter: what the words said, the PDF says."""
    return [matter.ref for matter in _of(target).order_by("pk")]


def _clear(clearing: Clearing) -> dict[str, int]:
    steps = Step.objects.filter(matter__in=clearing.keys).exclude(words="")
    deeds = Deed.objects.filter(matter__in=clearing.keys).exclude(receiver="", proof="", paper="")
    return {
        "tracks.Matter": Matter.objects.filter(pk__in=clearing.keys).update(reason="", system_number=""),
        "tracks.Step": steps.update(words=""),
        "tracks.Deed": deeds.update(receiver="", proof="", paper=""),
    }


MATTERS = record.keep(
    Keeper(
        name="tracks.matter",
        label="法定事项的文字",
        models=("tracks.Matter", "tracks.Step", "tracks.Deed"),
        clear=_clear,
        of=_of,
        leads_to=_leads_to,
    )
)
