"""Working together: parts that units owe, whom to ask to a consultation, and the appeals that the house proposes one for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case as Choice
from django.db.models import F, Q, QuerySet, When

from yiwang.cases.appeals.models import Appeal, Consultation, Dispute, Opinion, Part, Return
from yiwang.cases.appeals.queries.acts import Acts
from yiwang.cases.appeals.queries.tables import setting
from yiwang.cases.appeals.states import HANDLERS, HEADS, OPEN, ConsultationGround, ConsultationState, PartState, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, Case
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

RETURNED = 2
"""Returns after which nobody seems to own it (ap.return: two at most)."""
REOPENED = 3
"""Times reopened after which several should look at it (mission: three-times-reopened)."""
PROPOSED = 50
"""Proposals that are shown at once: whoever convenes works them off from the oldest on."""
LOOKED_AT = PROPOSED + 10
"""Candidates of a ground that are looked at for them."""


@dataclass(frozen=True, kw_only=True)
class Expert:
    """Somebody who would be asked for a line."""

    officer: Officer
    unit: Unit
    line: str


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """An appeal that the house would have several look at, and why."""

    appeal: Appeal
    ground: ConsultationGround


def consultation_in_sight(*, by: Actor, reach: Reach, id: int) -> Consultation:
    """One consultation with its file, for whoever sees the file. Missing: there is none, or not for this reader."""
    seen = casework.visible(by=by, reach=reach).order_by()
    found = Consultation.objects.select_related("appeal__case").filter(pk=id, appeal__case__in=seen).first()
    if not found:
        raise Missing("没有这一次会商")
    return found


def part(*, appeal: Appeal, id: int) -> Part:
    """One part of an appeal. Missing: it has none of this key."""
    found = Part.objects.select_related("unit", "called_by").filter(appeal=appeal, pk=id).first()
    if not found:
        raise Missing("没有这一项协办")
    return found


def part_by_id(*, id: int) -> Part:
    """One part with all that telling people of it needs, for the house itself."""
    found = Part.objects.select_related("unit", "called_by", "appeal__case__unit", "appeal__case__officer")
    return found.get(pk=id)


def parts_owed(*, reach: Reach) -> QuerySet[Part]:
    """What the units of this reach still owe others, the most urgent first."""
    posts = [post for post in reach.grants if post.roles & set(HANDLERS) | post.roles & set(HEADS)]
    units = {key for post in posts for key in (post.unit_ids if post.roles & set(HEADS) else {post.unit_id})}
    if not units:
        return Part.objects.none()
    found = Part.objects.filter(state=PartState.OPEN, unit__in=sorted(units), appeal__case__state__in=OPEN)
    found = found.exclude(casework.is_closed(reach=reach, file="appeal__case_id", but_lent_to=reach.me))
    joined = found.select_related("unit", "called_by", "appeal__case__unit", "appeal__case__officer")
    return joined.order_by("due_at", "id")


def consultation(*, appeal: Appeal, id: int) -> Consultation:
    """One consultation of an appeal, with its people. Missing: it has none of this key."""
    found = (
        Consultation.objects.select_related("convened_by__unit", "ended_by", "unit")
        .filter(appeal=appeal, pk=id)
        .first()
    )
    if not found:
        raise Missing("没有这一次会商")
    return found


def open_consultation(*, appeal: Appeal) -> Consultation | None:
    """The consultation that goes on."""
    return Consultation.objects.select_related("convened_by").filter(appeal=appeal, state="open").first()


def opinions_of(*, consultation: Consultation) -> list[Opinion]:
    """Who was asked, in the order in which they spoke, those who have not at the end."""
    said = Opinion.objects.select_related("officer", "unit").filter(consultation=consultation)
    return list(said.order_by(F("given_at").asc(nulls_last=True), "id"))


def convened_by(*, by: Actor, reach: Reach) -> QuerySet[Consultation]:
    """Consultations that this officer convened: those going on by their due moment, then the newest of the others.

    None about a file that was taken out of their sight since (sealed, or kept from them).
    """
    seen = casework.every().visible_to(reach).order_by().values("pk")
    found = _shown().filter(convened_by=by.officer_id or 0, appeal__case__in=seen)
    due = Choice(When(state=ConsultationState.OPEN, then=F("due_at")))
    return found.order_by(due.asc(nulls_last=True), "-convened_at", "-id")


def asked_of(*, by: Actor, reach: Reach) -> QuerySet[Consultation]:
    """Consultations to which this officer was asked and that go on, the most urgent first; of no file they are kept from."""
    asked = _shown().filter(opinions__officer=by.officer_id or 0, state=ConsultationState.OPEN)
    asked = asked.exclude(casework.is_closed(reach=reach, file="appeal__case_id", but_lent_to=by.officer_id or 0))
    return asked.order_by("due_at", "id")


def _shown() -> QuerySet[Consultation]:
    return Consultation.objects.select_related("appeal__case__unit", "convened_by").prefetch_related("opinions")


def experts(*, appeal: Appeal, lines: Iterable[str] = ()) -> dict[str, list[Expert]]:
    """Whom each line (all that have anybody, where none is named) would ask: its experts, else who heads the line's own unit.

    Nobody of a unit that the appeal is about. Three statements at most, whatever the number of lines.
    """
    out, case = set(appeal.case.excluded_units), appeal.case
    here, named = case.unit.code if case.unit else "", set(lines)
    found: dict[str, list[Expert]] = {}
    for post in organisation.posts_with(role=Role.LINE_EXPERT):
        covers = not here or organisation.is_within(here, post.scope.code)
        for line in post.lines if covers and not {post.unit.code, post.officer.unit.code} & out else ():
            found.setdefault(line, []).append(Expert(officer=post.officer, unit=post.unit, line=line))
    for line, unit in _offices_of_lines().items():
        if line not in found and unit.code not in out and (head := organisation.head_of(unit_code=unit.code)):
            found[line] = [Expert(officer=head, unit=unit, line=line)]
    return {
        line: people for line, people in found.items() if line != organisation.ANY_LINE and (not named or line in named)
    }


def _offices_of_lines() -> dict[str, Unit]:
    """The highest unit that serves each line, where one serves that line alone or among few."""
    found: dict[str, Unit] = {}
    for unit in sorted(organisation.roster().standing.values(), key=lambda one: (one.level, len(one.lines), one.code)):
        for line in unit.lines if organisation.ANY_LINE not in unit.lines else ():
            found.setdefault(line, unit)
    return found


def proposal_of(*, appeal: Appeal, acts: Acts) -> ConsultationGround | None:
    """Why the house would have several look at this appeal; None: it would not, or they do, or they have. No statement.

    Ownerless: given back twice and nobody designated. Reopened: three times. Long-standing: older than so many times its own
    limit (setting `consult_after_limits`).
    """
    case = appeal.case
    if case.state not in OPEN or acts.consultation:
        return None
    over = {one.ground for one in acts.consultations if one.state is ConsultationState.CONCLUDED}
    grounds = (
        (ConsultationGround.OWNERLESS, len(acts.returns) >= RETURNED and acts.designation is None),
        (ConsultationGround.REOPENED, case.round > REOPENED),
        (ConsultationGround.LONG_STANDING, _is_long_standing(case, clock.now())),
    )
    return next((ground for ground, holds in grounds if holds and ground not in over), None)


def _is_long_standing(case: Case, now: datetime) -> bool:
    since = case.registered_at if case.round == 1 else case.pushed_at
    if case.due_at is None or since is None:
        return False
    more = float(setting("consult_after_limits", began=case.began)) - 1
    return now > case.due_at + more * max(case.due_at - since, timedelta(0))


def proposals(*, by: Actor, reach: Reach) -> list[Proposal]:
    """Appeals in this officer's sight that several should look at, the oldest first; few statements, each over few rows.

    `PROPOSED` of them, and one more where there are more.
    """
    seen = casework.visible(by=by, reach=reach).filter(
        TO_DO, state__in=[State.REGISTERED, State.PUSHED, State.HANDLING]
    )
    returned = Return.objects.filter(number=RETURNED, appeal__designation__isnull=True).values("appeal")
    reopened = Dispute.objects.filter(round__gte=REOPENED).values("appeal")
    late = seen.filter(due_at__lt=clock.now(), registered_at__isnull=False).order_by("due_at", "pk")
    grounds: Sequence[tuple[ConsultationGround, QuerySet[Case]]] = (
        (ConsultationGround.OWNERLESS, seen.filter(pk__in=returned)),
        (ConsultationGround.REOPENED, seen.filter(pk__in=reopened, round__gt=REOPENED)),
        (ConsultationGround.LONG_STANDING, late),
    )
    found: dict[int, Proposal] = {}
    for ground, cases in grounds:
        held = Consultation.objects.filter(Q(state="open") | Q(state="concluded", ground=ground)).values("appeal")
        asked = Appeal.objects.filter(case__in=cases.exclude(pk__in=held).order_by("due_at", "pk")[:LOOKED_AT])
        for appeal in asked.select_related("case__unit", "case__officer").order_by(
            F("case__due_at").asc(nulls_last=True), "pk"
        ):
            is_so = ground is not ConsultationGround.LONG_STANDING or _is_long_standing(appeal.case, clock.now())
            if is_so:
                found.setdefault(appeal.pk, Proposal(appeal=appeal, ground=ground))
    return list(found.values())[: PROPOSED + 1]
