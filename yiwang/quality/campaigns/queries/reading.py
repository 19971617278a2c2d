"""Campaigns for a reader: those of units the reader's posts reach, and of their files only what is in sight."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, Q, QuerySet

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.quality.campaigns.models import Campaign, CampaignFile, Measure
from yiwang.quality.campaigns.states import FEW, LIVE, CampaignState, FileState, MeasureState

_GONE = "没有这次集中整治，或不在您的范围内"
_JOINED = ("unit", "drafted_by", "begun_by", "reported_by", "ended_by")


def below(reach: Reach, *fields: str) -> Q:
    """Rows with a unit, in one of these fields, that a post reaches."""
    return organisation.lying_in(reach.scopes(), *fields)


def seen(*, reach: Reach) -> QuerySet[Campaign]:
    """The campaigns that a reader's units lead or have a measure in; the three offices see none."""
    found = Campaign.objects.select_related(*_JOINED)
    if reach.is_machine:
        return found
    if reach.is_office_only:
        return found.none()
    measured = Measure.objects.filter(below(reach, "unit")).values("campaign")
    return found.filter(below(reach, "unit") | Q(pk__in=measured))


def get_campaign(*, reach: Reach, id: int) -> Campaign:
    """One campaign. Missing: there is none, or none for this reader."""
    if found := seen(reach=reach).filter(pk=id).first():
        return found
    raise Missing(_GONE)


def lock(*, reach: Reach, id: int) -> Campaign:
    """The campaign, held until the command ends. Missing: as `get_campaign`."""
    known = get_campaign(reach=reach, id=id)
    return Campaign.objects.select_for_update(of=("self",)).select_related("unit").get(pk=known.pk)


def next_serial(*, year: int) -> int:
    """The number that follows the last one of a year. Who asks holds the series."""
    last: int | None = Campaign.objects.filter(year=year).aggregate(last=Max("serial"))["last"]
    return (last or 0) + 1


# ---- measures
def measures(*, campaign: Campaign) -> list[Measure]:
    """What is to be done, the earliest day first."""
    return list(campaign.measures.select_related("unit", "officer", "reported_by", "accepted_by"))


def units_in(*, campaign: Campaign) -> list[Unit]:
    """Units with a measure, each once, in the order of the tree."""
    found = {one.unit_id: one.unit for one in measures(campaign=campaign)}
    return sorted(found.values(), key=lambda unit: unit.code)


def get_measure(*, reach: Reach, id: int) -> Measure:
    """One measure. Missing: there is none, or its campaign is not for this reader."""
    found = Measure.objects.select_related("campaign__unit", "unit", "officer").filter(pk=id).first()
    if found is None or not seen(reach=reach).filter(pk=found.campaign_id).exists():
        raise Missing("没有这项措施，或不在您的范围内")
    return found


def lock_measure(*, reach: Reach, id: int) -> Measure:
    """The measure, held until the command ends. Missing: as `get_measure`."""
    known = get_measure(reach=reach, id=id)
    return (
        Measure.objects.select_for_update(of=("self",)).select_related("campaign__unit", "unit").get(pk=known.pk)
    )  # fmt: skip


def measures_due(*, until: date, today: date) -> list[Measure]:
    """Open measures of running campaigns whose day is at most `until` and whose unit was told nothing today."""
    found = Measure.objects.filter(state=MeasureState.OPEN, campaign__state=CampaignState.RUNNING, due_on__lte=until)
    return list(found.exclude(told_on=today).select_related("campaign", "unit", "officer").order_by("due_on", "id"))


# ---- files
@dataclass(frozen=True, kw_only=True)
class InSight:
    """The files of one standing as a reader sees them. `count`: in sight; `hidden`: how many more, None where few (少于5)."""

    rows: Sequence[CampaignFile]
    cases: Sequence[Case]
    count: int
    hidden: int | None


def in_sight(*, by: Actor, reach: Reach, campaign: Campaign, state: FileState, most: int = 100) -> InSight:
    """Files of a campaign in this reader's sight, the newest first, at most `most` of them. Three statements."""
    every = list(campaign.files.filter(state=state))
    cases = casework.visible(by=by, reach=reach).filter(pk__in=[one.case_id for one in every]).in_bulk()
    rows = [one for one in every if one.case_id in cases]
    hidden = len(every) - len(rows)
    shown, told = rows[:most], hidden if not hidden or hidden >= FEW else None
    return InSight(rows=shown, cases=[cases[one.case_id] for one in shown], count=len(rows), hidden=told)


@dataclass(frozen=True, kw_only=True)
class Standings:
    """How far the files inside are: all, those nobody has answered, of these past their day, reopened ones, and over."""

    all: int
    to_do: int
    late: int
    reopened: int
    over: int
    waiting: int


def standings(*, campaign: Campaign) -> Standings:
    """One statement, over all files inside; `waiting`: found by the rule and not judged yet."""
    inside, now = Q(state=FileState.INSIDE), clock.now()
    to_do = inside & Q(case__replied_at=None, case__closed_at=None)
    said = campaign.files.order_by().aggregate(
        all=Count("pk", filter=inside), to_do=Count("pk", filter=to_do),
        late=Count("pk", filter=to_do & Q(case__due_at__lt=now)),
        reopened=Count("pk", filter=inside & Q(case__round__gt=1)),
        over=Count("pk", filter=inside & Q(case__closed_at__isnull=False)),
        waiting=Count("pk", filter=Q(state=FileState.FOUND)),
    )  # fmt: skip
    return Standings(**said)


def lock_file(*, campaign: Campaign, case_id: int) -> CampaignFile | None:
    """How a file stands in a campaign, held until the command ends; None where it does not."""
    return CampaignFile.objects.select_for_update().filter(campaign=campaign, case=case_id).first()


def of_case(*, reach: Reach, case_id: int) -> list[Campaign]:
    """The campaigns in this reader's sight that a file is inside of, those that run first."""
    inside = CampaignFile.objects.filter(case=case_id, state=FileState.INSIDE).values("campaign")
    return list(seen(reach=reach).filter(pk__in=inside).order_by("ended_at", "-id"))


# ---- for the house
def campaigns_to_gather() -> list[int]:
    """Keys of campaigns for which files still come in by a rule."""
    found = Campaign.objects.filter(state__in=LIVE).exclude(categories=[], words=[])
    return list(found.order_by("id").values_list("pk", flat=True))


def campaigns_to_count(*, today: date, after: timedelta) -> list[int]:
    """Keys of campaigns whose figures still change: running or reported ones, and ended ones for as long after."""
    running = Q(state__in=[CampaignState.RUNNING, CampaignState.REPORTED])
    lately = Q(state=CampaignState.CLOSED, ends_on__gte=today - after)
    return list(Campaign.objects.filter(running | lately).order_by("id").values_list("pk", flat=True))
