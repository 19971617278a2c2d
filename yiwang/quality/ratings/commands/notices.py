"""Who is told: the heads of a unit that was rated badly, those above it where it is late, and whoever looks at a contest."""

from collections.abc import Iterable

from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import queries as phones
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.quality.ratings import queries
from yiwang.quality.ratings.commands.taking import CALL_CLOCK, RECTIFY_CLOCK
from yiwang.quality.ratings.events import (
    ContestDecided,
    RatingContested,
    RatingGiven,
    RectificationEnded,
    RectificationReopened,
)
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.states import RectificationState


def tell_bad(*, by: Actor, event: RatingGiven) -> None:
    """A bad rating to put right: one head of the unit, not the one who served."""
    found = queries.rating(id=int(event.subject.id))
    if found.is_followed:
        _tell(by, found, "hp.bad", _heads(found))


def tell_again(*, by: Actor, event: RectificationReopened) -> None:
    """Rated badly once more: the unit, and the unit above it."""
    found = queries.rating(id=int(event.subject.id))
    _tell(by, found, "hp.again", [*_heads(found), *_above(found)])


def tell_unsettled(*, by: Actor, event: RectificationEnded) -> None:
    """Twice put right and still bad: those above."""
    if event.state == RectificationState.UNSETTLED:
        found = queries.rating(id=int(event.subject.id))
        _tell(by, found, "hp.unsettled", _above(found))


def tell_near(*, by: Actor, event: DeadlineNear) -> None:
    """A working day before putting right is late: the unit."""
    if event.subject.kind == "ratings.rating" and event.kind == RECTIFY_CLOCK:
        found = queries.rating(id=int(event.subject.id))
        _tell(by, found, "hp.near", _heads(found))


def tell_missed(*, by: Actor, event: DeadlineMissed) -> None:
    """Late: putting right to the unit and those above; the call to the lead of the unit that calls, by those above."""
    if event.subject.kind == "ratings.rating" and event.kind in (RECTIFY_CLOCK, CALL_CLOCK):
        found = queries.rating(id=int(event.subject.id))
        is_call = event.kind == CALL_CLOCK
        _tell(
            by, found, "hp.call.late" if is_call else "hp.late", [*([] if is_call else _heads(found)), *_above(found)]
        )


def tell_contested(*, by: Actor, event: RatingContested) -> None:
    """Somebody of another unit has to look."""
    found = queries.rating(id=int(event.subject.id))
    _tell(by, found, "hp.contest", _above(found))


def tell_decided(*, by: Actor, event: ContestDecided) -> None:
    """The unit reads how it came out."""
    found = queries.rating(id=int(event.subject.id))
    _tell(by, found, "hp.contest.done", _heads(found))


def _tell(by: Actor, found: Rating, template: str, officers: Iterable[Officer]) -> None:
    told: set[int] = set()
    for officer in officers:
        to = organisation.stand_in(officer_id=officer.pk) or officer
        if to.pk in told or to.pk == found.handler_id:
            continue
        told.add(to.pk)
        messaging.send(
            by=by, template=template, to=phones.to_officer(officer=to, kind="unit_head"), subject=found.ref,
            params={"unit": found.unit.short_name},
        )  # fmt: skip


def _heads(found: Rating) -> list[Officer]:
    """One head of the unit who did not serve; where there is none, one above."""
    return _first(found, found.unit, (Role.UNIT_HEAD, Role.DEPUTY_HEAD)) or _above(found)


def _above(found: Rating) -> list[Officer]:
    """One supervisor of another unit over this one, the nearest; where there is none, the head of the bureau."""
    above = organisation.ancestors(found.unit.code)
    posts = [post for post in organisation.posts_with(role=Role.SUPERVISOR) if post.scope.code in above]
    others = [post for post in posts if not organisation.is_within(post.unit.code, found.unit.code)]
    nearest = sorted(others, key=lambda post: (-len(post.scope.code), post.pk))
    officers = [post.officer for post in nearest if post.officer_id != found.handler_id]
    head = organisation.head_of(unit_code=above[-1])
    return officers[:1] or [one for one in (head,) if one and one.pk != found.handler_id]


def _first(found: Rating, unit: Unit, roles: Iterable[Role]) -> list[Officer]:
    for role in roles:
        for officer in organisation.officers_of(unit_code=unit.code, roles=[role]):
            if officer.pk != found.handler_id:
                return [officer]
    return []
