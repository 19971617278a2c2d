"""One application, and lists of them."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from yiwang.cases.applications.models import Application, ApplicationStep, Correction, Material, Result, Special
from yiwang.cases.applications.states import MaterialState, Outcome, State, StepState
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

KIND = "application"
JOINED = (
    "case__unit", "case__supervising_unit", "case__officer", "case__applicant", "version__item__unit", "version__item__officer",
)  # fmt: skip
_IN_A_ROW = ("case__unit", "case__officer", "case__applicant")
_NEVER_IN_A_ROW = ("form", "proxy", "words", "handed_back_why", "pledge_found")


ENDED_IN_VAIN = (Outcome.REFUSED, Outcome.NOT_ACCEPTED, Outcome.WITHDRAWN, Outcome.LAPSED)
"""Ends after which the same may be filed anew the same day."""


def get_application(*, for_: Actor, number: str) -> Application:
    """One application by its public number. Missing: not there, or not for this reader."""
    case = casework.get_case(for_=for_, number=number)
    found = by_case(case_id=case.pk)
    found.case = case
    return found


def by_case(*, case_id: int) -> Application:
    """One application by key, for the house itself. Missing: none."""
    found = Application.objects.select_related(*JOINED).filter(pk=case_id).first()
    if not found:
        raise Missing
    return found


def open_to_all(*, case_ids: Collection[int]) -> dict[int, Application]:
    """Applications by key, those that are kept secret left out: what may be spoken of outside of their units."""
    found = Application.objects.filter(pk__in=set(case_ids)).select_related("case", "parent__case")
    return {one.pk: one for one in found if not one.case.is_kept_secret}


def lock_application(*, by: Actor, case_id: int) -> Application:
    """The application, its cover locked until the command ends."""
    case = casework.lock(by=by, case_id=case_id)
    found = Application.objects.select_related("version__item").filter(pk=case.pk).first()
    if not found:
        raise Missing
    found.case = case
    return found


def form_of(one: Application) -> dict[str, Any]:
    """What was filled in."""
    found: dict[str, Any] = json.loads(one.form) if one.form else {}
    return found


def form_as_text(form: Mapping[str, Any]) -> str:
    """As it is kept: one spelling of one form."""
    return json.dumps(dict(form), ensure_ascii=False, sort_keys=True, default=str)


def rows() -> QuerySet[Application]:
    """Applications with what a row of a list shows joined; nothing that is kept encrypted is opened for it."""
    return Application.objects.select_related(*_IN_A_ROW).defer(*_NEVER_IN_A_ROW)


def to_deliver(*, by: Actor) -> QuerySet[Application]:
    """Decided and not handed over yet, among what this officer sees, what was decided first on top."""
    cases = casework.visible(by=by).filter(kind=KIND).order_by()
    return rows().filter(case__in=cases, decided_at__isnull=False, finished_at=None).order_by("decided_at", "pk")


def running_steps(*, application: Application) -> list[ApplicationStep]:
    """The steps that wait for somebody now; several where a group runs side by side."""
    return list(application.steps.filter(state=StepState.RUNNING).select_related("unit", "officer"))


def open_special(*, application: Application) -> Special | None:
    """The special procedure that holds the clock, if one does."""
    return application.specials.filter(until=None).first()


def _open(state: State) -> QuerySet[Case]:
    return casework.every().filter(kind=KIND, state=state, closed_at=None).order_by()


def silent(*, now: datetime) -> list[int]:
    """Applications about which nobody said a word in time: the law takes them as accepted (行政许可法第三十二条)."""
    found = _open(State.SUBMITTED).filter(due_at__lte=now)
    return list(found.values_list("pk", flat=True)[:200])


def uncorrected(*, now: datetime) -> list[int]:
    """Corrections that did not come in time."""
    late = Correction.objects.filter(until__lte=now, received_at=None, application__case__in=_open(State.CORRECTING))
    return list(late.values_list("application_id", flat=True)[:200])


def gaps_lapsed(*, now: datetime) -> list[int]:
    """Applications of which a promised material did not come by its day."""
    today = clock.local(now).date()
    late = Material.objects.filter(state=MaterialState.PROMISED, promised_by__lt=today)
    open_ = [_open(state).values("pk") for state in (State.HANDLING, State.SPECIAL)]
    found = late.filter(application__in=open_[0]) | late.filter(application__in=open_[1])
    return list(found.order_by().values_list("application_id", flat=True).distinct()[:200])


def to_decide_instantly(*, limit: int = 100) -> list[int]:
    """Applications that a table decides about and that nobody has looked at yet, the oldest first."""
    return list(_for_tables().order_by("submitted_at").values_list("pk", flat=True)[:limit])


def _for_tables() -> QuerySet[Application]:
    """By an index of their own: what is in nobody's hand yet and what no table has looked at."""
    waiting = Application.objects.filter(is_instant=True, decided_at=None, accepted_at=None, checks=None)
    return waiting.filter(case__state=State.SUBMITTED, case__closed_at=None)


def owing_acts(*, limit: int = 100) -> list[int]:
    """Grants of which another system has not done its part yet, the oldest first."""
    owing = Application.objects.exclude(owed_act="").filter(decided_at__isnull=False)
    return list(owing.order_by("decided_at").values_list("pk", flat=True)[:limit])


def to_sample(*, by: Actor) -> QuerySet[Application]:
    """Instant decisions drawn for a second look and not looked at yet, among what this officer sees."""
    cases = casework.visible(by=by).filter(kind=KIND).order_by()
    return rows().filter(case__in=cases, sample_at__isnull=False, sample_is_right=None).order_by("sample_at", "pk")


def tables_late(*, now: datetime, minutes: int = 10) -> list[int]:
    """Applications that a table should have decided about by now and has not (S2.13: ten minutes), the oldest first."""
    found = _for_tables().filter(submitted_at__lte=now - timedelta(minutes=minutes))
    return list(found.order_by("submitted_at").values_list("pk", flat=True)[:200])


def pledges_due(*, by: Actor) -> QuerySet[Application]:
    """Grants on a written promise that nobody has looked at yet, among what this officer sees, what is due first on top."""
    cases = casework.visible(by=by).filter(kind=KIND).order_by()
    found = rows().filter(case__in=cases, pledge_check_at__isnull=False, pledge_checked_at=None)
    return found.order_by("pledge_check_at", "pk")


def filed_today(*, application: Application) -> bool:
    """Whether the same was filed today already."""
    return twin_of_today(application=application) is not None


def twin_of_today(*, application: Application) -> Application | None:
    """What the same person filed of the item about the same thing today already, and it stands: not taken back, not refused."""
    person = application.case.applicant
    if person is None or not person.id_index:
        return None
    since = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    others = Application.objects.filter(
        item_code=application.item_code, submitted_at__gte=since, submitted_at__lt=application.submitted_at,
        case__applicant__id_index=person.id_index,
    ).exclude(pk=application.pk)  # fmt: skip
    mine = _about(application)
    standing = others.exclude(outcome__in=ENDED_IN_VAIN).select_related("case").order_by("submitted_at", "pk")
    return next((one for one in standing[:20] if _about(one) == mine), None)


def _about(application: Application) -> dict[str, Any]:
    """By which person, car or firm the form names a thing; two cars of one owner are two things."""
    form = form_of(application)
    return {name: form[name] for name in ("id_number", "plate", "uscc") if form.get(name)}


def find_result(*, verify_code: str) -> Result | None:
    """A result by the code that stands on it."""
    return Result.objects.select_related("application__case").filter(verify_code=verify_code.strip().upper()).first()
