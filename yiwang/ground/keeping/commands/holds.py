"""Nothing is destroyed while a hold stands."""

from yiwang.ground.keeping import policies, queries
from yiwang.ground.keeping.events import HoldLifted, HoldPlaced
from yiwang.ground.keeping.models import Hold
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def place_hold(*, by: Actor, subject: Ref, name: str, ground: str) -> Hold:
    """Let nothing of a thing be destroyed until the hold is lifted. `name`: what people call it; `ground`: why, no personal text.

    Whether the thing exists, and for whom, is the caller's. Held already: unchanged.
    """
    policies.may_hold(by).require()
    if not ground.strip():
        raise Invalid(ground="请写明为什么暂停销毁，例如“行政诉讼（2026）湘9901行初3号”")
    if known := queries.hold_on(subject=subject):
        return unchanged(known)
    hold = Hold(
        subject_kind=subject.kind,
        subject_id=str(subject.id),
        name=name,
        ground=ground.strip(),
        by=by.label,
        at=clock.now(),
    )
    hold.save(force_insert=True)
    record.write(by=by, event=HoldPlaced(subject, hold.pk))
    return hold


@command
def lift_hold(*, by: Actor, hold_id: int, ground: str) -> Hold:
    """The thing may be destroyed again when its term is over. Lifted already: unchanged."""
    policies.may_hold(by).require()
    hold = Hold.objects.select_for_update().filter(pk=hold_id).first()
    if hold is None:
        raise Missing
    if hold.lifted_at:
        return unchanged(hold)
    if not ground.strip():
        raise Invalid(ground="请写明为什么可以恢复，例如“判决已生效”")
    hold.lifted_at, hold.lifted_by, hold.lift_ground = clock.now(), by.label, ground.strip()
    hold.save()
    record.write(by=by, event=HoldLifted(hold.subject, hold.pk))
    return hold
