"""The loop of a file; loops in sight of a reader."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import KEPT_SECRET, Track
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.quality.callbacks.models import Act, Loop, Opinion, Turn
from yiwang.quality.callbacks.queries.hands import office
from yiwang.quality.callbacks.states import BODIES, HEADS, LIVE, OFFICE, LoopState

_JOINED = ("case__unit", "case__supervising_unit", "case__officer", "unit", "supervising_unit", "closed_by")
_WATCHERS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.DEPUTY_APPROVER, Role.INSPECTOR})
_GONE = "没有这一件回访，或不在您的范围内"


def of_case(*, case_id: int) -> Loop | None:
    """The loop of a file; None while nobody was dissatisfied."""
    return Loop.objects.select_related(*_JOINED).filter(case=case_id).first()


def by_id(*, loop_id: int) -> Loop:
    """One loop. Who may see it the policies say. Missing: there is none."""
    found = Loop.objects.select_related(*_JOINED).filter(pk=loop_id).first()
    if found is None:
        raise Missing(_GONE)
    return found


def lock(*, loop_id: int) -> Loop:
    """The same, held until the command ends."""
    found = Loop.objects.select_for_update(of=("self",)).select_related(*_JOINED).filter(pk=loop_id).first()
    if found is None:
        raise Missing(_GONE)
    return found


def lock_of_case(*, by: Actor, case_id: int) -> Loop | None:
    """The loop of a file, held; None where it has none."""
    return Loop.objects.select_for_update(of=("self",)).select_related(*_JOINED).filter(case=case_id).first()


def turns_of(*, loop: Loop) -> list[Turn]:
    """Every bad answer, the first one first."""
    return list(loop.turns.all())


def acts_of(*, loop: Loop) -> list[Act]:
    """What was done, the first step first."""
    return list(loop.acts.select_related("officer__unit"))


def opinions_of(*, loop: Loop) -> list[Opinion]:
    """What the bodies found, or have yet to say."""
    return list(loop.opinions.select_related("unit", "officer"))


def is_ended_for_good(*, appeal: Appeal) -> bool:
    """Whether its end was explained, contested once and upheld: it is not opened again."""
    return Loop.objects.filter(case=appeal.pk, state=LoopState.ENDED, is_contested=True).exists()


def in_sight(*, reach: Reach, states: Iterable[str] = LIVE) -> QuerySet[Loop]:
    """Loops that this reader may open, the most pressing first: the statement of `policies.may_read`."""
    found = Loop.objects.select_related(*_JOINED).filter(state__in=sorted(states))
    if not reach.is_machine:
        found = found.filter(_seen(reach), case__hides_identity=False, case__track=Track.APPEAL)
        found = found.exclude(case__confidentiality__in=sorted(KEPT_SECRET))
        found = found.exclude(case__excluded_units__overlap=sorted(reach.unit_codes))
        found = found.exclude(case__excluded_officers__overlap=sorted(reach.hands))
    return found.order_by("due_at", "id")


def _seen(reach: Reach) -> Q:
    heads, above, scope, named = set[int](), set[int](), Q(pk__in=[]), set[int]()
    for post in reach.grants:
        if post.roles & set(HEADS):
            heads |= post.unit_ids
        if post.roles & {*HEADS, Role.SUPERVISOR}:
            above |= post.own_ids
        if post.roles & _WATCHERS:
            lines = Q() if "*" in post.lines else Q(case__line__in=sorted(post.lines))
            scope |= Q(unit__in=sorted(post.scope_ids)) & lines
        if post.unit == office().code and post.roles & {*OFFICE, Role.CALLBACK_AGENT}:
            return Q()
        if post.roles & set(BODIES):
            named.add(post.unit_id)
    asked = Opinion.objects.filter(unit__in=sorted(named)).values("loop")
    return Q(unit__in=sorted(heads)) | Q(supervising_unit__in=sorted(above)) | scope | Q(pk__in=asked)
