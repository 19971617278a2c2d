"""撤并: a unit's last day is set beforehand, may be called off, and is carried out once it is over."""

from datetime import date

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.commands.units import locked_unit
from yiwang.ground.organisation.events import OfficerMoved, PostEnded, UnitClosed, UnitEnded, UnitKept
from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.organisation.states import PostState
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.kit.work import command, unchanged

CLOSED = "单位撤并"
"""Why the posts of a unit ended, as their holders read it."""


@command
def close_unit(*, by: Actor, code: str, successor: str, last_day: date | None = None) -> Unit:
    """Set a unit's last day (today) and who takes over; until that day is over nothing moves, and it may be called off.

    Refused: a unit below it stands longer than it. Invalid: a day that is past; a successor that lies in it, is not open,
    or closes sooner. Conflict: another closing is set; call that off first. Codes of closed units are never used again.
    """
    policies.may_close_unit(by).require()
    found, day = locked_unit(code), last_day or today()
    if found.valid_to is not None:
        if found.successor and (found.successor.code, found.valid_to) == (successor, day):
            return unchanged(found)
        raise Conflict("这个单位已经定了撤销日期。要改，请先取消原来的安排")
    heir = _heir(found, successor, day)
    if staying := _standing_longer(found, day):
        names = "、".join(unit.short_name for unit in staying[:5])
        raise Refused(f"下面还有{len(staying)}个单位没有定撤销日期，或者日期更晚：{names}。请先撤并它们")
    found.valid_to, found.successor = day, heir
    found.save(update_fields=["valid_to", "successor"])
    record.write(by=by, event=UnitClosed(found.ref, found.code, day.isoformat(), heir.code))
    return found


@command
def keep_unit(*, by: Actor, code: str) -> Unit:
    """Call a closing off while its last day is not over: the unit stands on. Conflict: it has been carried out."""
    policies.may_close_unit(by).require()
    found = locked_unit(code)
    if found.closed_at is not None or (found.valid_to and found.valid_to < today()):
        raise Conflict("最后一天已经过了，撤销不能取消。需要的话请另设新单位")
    if found.valid_to is None:
        return unchanged(found)
    found.valid_to = found.successor = None
    found.save(update_fields=["valid_to", "successor"])
    record.write(by=by, event=UnitKept(found.ref, found.code))
    return found


@command
def end_unit(*, by: Actor, code: str) -> Unit:
    """Carry a closing out once its last day is over: grants in it end, its people move to the successor.

    The house does it by itself; run twice it changes nothing more. Work and areas are moved by the rooms above, which
    answer `UnitEnded`. Conflict: the last day is not over.
    """
    if not by.is_machine:
        raise Refused("撤销由系统在最后一天过后执行")
    found = locked_unit(code)
    if found.closed_at is not None:
        return unchanged(found)
    if found.valid_to is None or found.valid_to >= today():
        raise Conflict("最后一天还没有过")
    heir = queries.heir(code=code)
    _end_posts(by, found, found.valid_to)
    for officer in Officer.objects.select_for_update().filter(unit=found, left_on=None):
        officer.unit = heir
        officer.save(update_fields=["unit"])
        record.write(by=by, event=OfficerMoved(officer.ref, found.code, heir.code))
    found.closed_at = now()
    found.save(update_fields=["closed_at"])
    record.write(by=by, event=UnitEnded(found.ref, found.code, found.valid_to.isoformat(), heir.code))
    return found


def _end_posts(by: Actor, unit: Unit, last_day: date) -> None:
    for post in queries.posts_in(unit=unit):
        if post.state != PostState.ACTIVE:
            continue  # a proposal stays with the security office, which sees that the unit is gone
        post.state, post.reason, post.valid_to = PostState.ENDED, CLOSED, max(post.valid_from, last_day)
        Post.objects.filter(pk=post.pk).update(state=post.state, reason=post.reason, valid_to=post.valid_to)
        record.write(by=by, event=PostEnded(post.ref, post.officer.ref, CLOSED))


def _heir(unit: Unit, successor: str, day: date) -> Unit:
    heir = queries.unit(code=successor)
    if day < today():
        raise Invalid(last_day="最后一天不能早于今天")
    if queries.is_within(heir.code, unit.code):
        raise Invalid(successor="接管单位不能是它自己或者它下面的单位")
    if heir.valid_from > day or (heir.valid_to is not None and heir.valid_to <= day):
        raise Invalid(successor="接管单位到那天要还在，也已经设立")
    return heir


def _standing_longer(unit: Unit, day: date) -> list[Unit]:
    below = [row for row in queries.every_unit() if row.pk != unit.pk and queries.is_within(row.code, unit.code)]
    return [row for row in below if row.valid_to is None or row.valid_to > day]
