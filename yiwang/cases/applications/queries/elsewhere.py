"""异地办理 (全省、跨省通办): accepted here, decided there; who is told of a grant; what waits in a unit that has not the file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from yiwang.cases.applications.models import Application, ApplicationStep, ApprovalNotice
from yiwang.cases.applications.queries.filing import unit_of_step, units_for
from yiwang.cases.applications.queries.finding import KIND, rows
from yiwang.cases.applications.states import StepState
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.offer.catalog.models import Version


@dataclass(frozen=True, kw_only=True)
class Placed:
    """Where an application lies. `unit` has it, `above` watches over it; `there` decides it, where that is another region's;
    `here`: whose window took it in.
    """

    unit: Unit | None
    above: Unit | None
    there: Unit | None = None
    here: Unit | None = None


def place(version: Version, form: Mapping[str, Any], *, here: Unit | None) -> Placed:
    """The unit that the form leads to; where the item is done across regions and somebody came to a window of another county,
    that window's unit accepts it and the other decides.
    """
    unit, above = units_for(version, form)
    if here and unit and version.document.cross and region_of(here) != region_of(unit):
        return Placed(unit=here, above=above_of(here), there=unit, here=here)
    return Placed(unit=unit, above=above, here=here)


def region_of(unit: Unit) -> str:
    """The county that a unit lies in, or the department of the city; the city for itself."""
    chain = list(organisation.ancestors(unit.code))
    return chain[-2] if len(chain) > 1 else unit.code


def above_of(unit: Unit) -> Unit | None:
    """The unit above that stands."""
    standing = organisation.roster().standing
    return next((standing[code] for code in list(organisation.ancestors(unit.code))[1:] if code in standing), None)


def _units_of(by: Actor) -> list[int]:
    """Units in which this hand works or that it heads."""
    keys = {key for grant in organisation.reach(by=by).grants for key in (grant.unit_id, *grant.unit_ids)}
    return sorted(key for key in keys if key)


def lent_to_us(*, by: Actor) -> QuerySet[Application]:
    """Open applications of other units that wait for this hand's: to be decided here, or a step of theirs is done here."""
    units = _units_of(by)
    steps = ApplicationStep.objects.filter(state=StepState.RUNNING, unit__in=units).exclude(
        application__case__unit__in=units
    )
    which = Q(deciding_unit__in=units, handed_at__isnull=False, decided_at=None) | Q(pk__in=steps.values("application"))
    keys = Application.objects.filter(which, case__closed_at=None).order_by().values_list("pk", flat=True)[:1000]
    cases = casework.lent(by=by).filter(kind=KIND, pk__in=list(keys)).order_by()
    return rows().filter(case__in=cases).order_by("case__due_at", "-case_id")


def notices_for(*, by: Actor, unread: bool = True) -> QuerySet[ApprovalNotice]:
    """审批抄告 to this hand's units, the newest first."""
    found = ApprovalNotice.objects.filter(unit__in=_units_of(by)).select_related("application__case", "unit")
    return found.filter(read_at=None) if unread else found


def notice(*, by: Actor, notice_id: int) -> ApprovalNotice:
    """One notice to this hand's units. Missing: none."""
    found = notices_for(by=by, unread=False).filter(pk=notice_id).first()
    if found is None:
        raise Missing
    return found


def notices_of(*, application: Application) -> list[ApprovalNotice]:
    """Who was told of a grant, and who has read it."""
    return list(application.notices.select_related("unit", "read_by"))


def must_know(one: Application) -> Sequence[Unit]:
    """The units that must know of a grant: those of the document's steps 抄告 (a notice to another police line or unit), the one
    above where that is the file's own unit.
    """
    own = one.case.unit
    steps = [step for step in one.document.flow if step.kind == "notify" and (step.line or step.where != "own")]
    named = [unit_of_step(step, own) for step in steps] if own else []
    found = [unit if unit != own else one.case.supervising_unit for unit in named]
    return list({unit.pk: unit for unit in found if unit}.values())
