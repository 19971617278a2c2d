"""Surveys, members, consultations, opinions and improvements in a reader's sight."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Count, Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.quality.surveys.models import Improvement, Opinion, PanelMember, Response, Sounding, Survey, Voice
from yiwang.quality.surveys.states import OpinionSource, VoiceState
from yiwang.quality.surveys.states.improving import ASSESSORS, HEADS, PANELISTS
from yiwang.quality.surveys.states.surveying import APPROVERS, WRITERS

T = TypeVar("T")
VOICE = "surveys.voice"


def _under(reach: Reach, *roles: str) -> Q:
    """Rows whose unit lies where the reader holds one of these roles."""
    if reach.is_machine:
        return Q()
    return organisation.lying_in(reach.scopes(*roles))


READERS = (*WRITERS, *APPROVERS)


def surveys(*, reach: Reach) -> "QuerySet[Survey, Survey]":
    """Those in sight, the newest first."""
    return Survey.objects.filter(_under(reach, *READERS)).select_related("unit", "drafted_by", "approved_by")


def survey(*, reach: Reach, id: int) -> Survey:
    """One of them. Missing: none in sight."""
    return _one(surveys(reach=reach).filter(pk=id).first())


def lock_survey(*, id: int) -> Survey:
    """Held until the command ends."""
    return _one(Survey.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=id).first())


def under_way() -> list[int]:
    """Keys of those that are open."""
    return list(Survey.objects.filter(state="open").order_by("id").values_list("pk", flat=True))


def past_their_day() -> list[int]:
    """Keys of open ones whose last moment is over."""
    return list(
        Survey.objects.filter(state="open", closes_at__lte=clock.now()).order_by("id").values_list("pk", flat=True)
    )


def published() -> list[Survey]:
    """Closed ones whose result everybody may read, the newest first."""
    return list(Survey.objects.filter(is_public=True, state="closed").order_by("-closed_at", "-id")[:20])


def members(*, reach: Reach) -> "QuerySet[PanelMember, PanelMember]":
    """The panel in sight."""
    return PanelMember.objects.filter(_under(reach, *PANELISTS)).select_related("unit")


def member(*, reach: Reach, id: int) -> PanelMember:
    """One of them. Missing: none in sight."""
    return _one(members(reach=reach).filter(pk=id).first())


def soundings(*, reach: Reach) -> "QuerySet[Sounding, Sounding]":
    """Consultations in sight with how many were asked and answered."""
    counted = Sounding.objects.annotate(
        asked=Count("voices"), heard=Count("voices", filter=Q(voices__state="answered")),
        settled=Count("voices", filter=~Q(voices__fate="")),
    )  # fmt: skip
    return counted.filter(_under(reach, *PANELISTS)).select_related("unit")


def sounding(*, reach: Reach, id: int) -> Sounding:
    """One of them. Missing: none in sight."""
    return _one(soundings(reach=reach).filter(pk=id).first())


def voices(*, sounding: Sounding) -> list[Voice]:
    """Its answers."""
    return list(Voice.objects.filter(sounding=sounding).select_related("member", "case", "noted_by"))


def voice(*, reach: Reach, id: int) -> Voice:
    """One answer in sight. Missing: none."""
    found = Voice.objects.filter(pk=id).select_related("member", "sounding__unit", "case").first()
    if found is None:
        raise Missing
    sounding(reach=reach, id=found.sounding_id)
    return found


def voices_behind(*, improvement: Improvement) -> list[Voice]:
    """Answers of the panel that were collected as opinions and became this improvement."""
    refs = improvement.opinions.filter(source=OpinionSource.PANEL).values_list("source_ref", flat=True)
    keys = [ref.id for ref in map(Ref.parse, refs) if ref.kind == VOICE and isinstance(ref.id, int)]
    rows = Voice.objects.filter(pk__in=keys, state=VoiceState.ANSWERED)
    return list(rows.select_related("member", "sounding").order_by("pk"))


def improvements(*, reach: Reach) -> "QuerySet[Improvement, Improvement]":
    """Those in sight: of assessors all under their scope, of heads their unit's and those below."""
    return Improvement.objects.filter(_under(reach, *ASSESSORS, *HEADS)).select_related("unit", "ordered_by")


def improvement(*, reach: Reach, id: int) -> Improvement:
    """One of them. Missing: none in sight."""
    return _one(improvements(reach=reach).filter(pk=id).first())


def lock_improvement(*, id: int) -> Improvement:
    """Held until the command ends."""
    return _one(Improvement.objects.select_for_update(of=("self",)).select_related("unit").filter(pk=id).first())


def opinions(*, reach: Reach) -> "QuerySet[Opinion, Opinion]":
    """Those in sight of who assesses them."""
    return Opinion.objects.filter(_under(reach, *ASSESSORS)).select_related("unit", "improvement", "collected_by")


def opinion(*, reach: Reach, id: int) -> Opinion:
    """One of them. Missing: none in sight."""
    return _one(opinions(reach=reach).filter(pk=id).first())


def opinions_of(*, improvement: Improvement) -> list[Opinion]:
    """What an improvement answers."""
    return list(Opinion.objects.filter(improvement=improvement).order_by("collected_at", "id"))


def told_improvements() -> list[Improvement]:
    """Closed ones that everybody may read of, the newest first."""
    return list(
        Improvement.objects.filter(is_public=True, state="closed").select_related("unit").order_by("-closed_at")[:50]
    )


def _one(found: T | None) -> T:
    if found is None:
        raise Missing
    return found


def same_appeals(*, unit_code: str, category: str, since: datetime, until: datetime) -> int:
    """Appeals of a category under a unit registered in [since, until), those kept secret not counted."""
    under = organisation.lying_in([unit_code])
    of_it = Q(appeal__category=category) | Q(appeal__category__startswith=f"{category}.") if category else Q()
    found = casework.every().filter(under, of_it, kind="appeal", registered_at__gte=since, registered_at__lt=until)
    return found.exclude(confidentiality__in=KEPT_SECRET).count()


def responses(*, survey: Survey) -> list[Response]:
    """Every response, in an order that means nothing (their keys are random)."""
    return list(Response.objects.filter(survey=survey).select_related("stratum"))
