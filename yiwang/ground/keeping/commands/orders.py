"""Orders to erase: asked by one, decided by another, carried out at once or, for an expired batch, at night."""

from yiwang.ground.keeping import policies, queries
from yiwang.ground.keeping.commands.erasing import clear_due, erase
from yiwang.ground.keeping.events import ErasureOrdered, OrderApproved, OrderDone, OrderRefused
from yiwang.ground.keeping.models import Order
from yiwang.ground.keeping.states import OrderKind, OrderState
from yiwang.ground.people import queries as people
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as kept
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.privacy import mask_phone
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def order_thing(*, by: Actor, number: str, ground: str, subject: Ref, name: str) -> Order:
    """Ask that the texts of one thing be erased. `name`: what people call it. Refused: not the security office, or held."""
    return _asked(by, Order(number=number, ground=ground, kind=OrderKind.THING, subjects=[str(subject)], name=name))


@command
def order_person(*, by: Actor, number: str, ground: str, phone: str) -> Order:
    """Ask that all that is kept under a phone number be erased. Invalid: no such number is kept."""
    policies.may_ask(by).require()
    target = queries.person(phone=phone)
    if not target.digests or not queries.counted(target):
        raise Invalid(phone="没有和这个号码有关的信息，请核对号码")
    masked = mask_phone(people.read_phone(phone))
    order = Order(number=number, ground=ground, kind=OrderKind.PERSON, digests=sorted(target.digests), name=masked)
    return _asked(by, order)


@command
def order_expired(*, by: Actor, number: str, ground: str, keeper: str) -> Order:
    """Ask that what has served its term today, of a kind that wants to be asked, be destroyed."""
    one = kept.keeper(name=keeper)
    if queries.is_waiting(keeper=keeper):
        raise Conflict(f"“{one.label}”已经有一道销毁在等批准或正在执行")
    before = queries.terms()[one.code].over(clock.now())
    return _asked(
        by, Order(number=number, ground=ground, kind=OrderKind.TERM, keeper=keeper, before=before, name=one.label)
    )


@command
def approve_order(*, by: Actor, order_id: int) -> Order:
    """Another person says yes: a person's or a thing's texts go at once, an expired batch from tonight on, in steps."""
    order = _locked(order_id)
    policies.may_decide(by, order).require()
    _decide(by, order, OrderState.APPROVED)
    record.write(by=by, event=OrderApproved(order.ref, order.number))
    if order.kind == OrderKind.TERM:
        order.save()
        return order
    counts = dict(erase(by=by, target=order.target, order=order.number, ground=order.ground))
    return _finish(by, order, counts)


@command
def refuse_order(*, by: Actor, order_id: int, reason: str) -> Order:
    """Another person says no, with the reason."""
    order = _locked(order_id)
    policies.may_decide(by, order).require()
    if not reason.strip():
        raise Invalid(reason="请写明为什么不批准")
    _decide(by, order, OrderState.REFUSED)
    order.reason, order.digests = reason.strip(), []
    order.save()
    record.write(by=by, event=OrderRefused(order.ref, order.number))
    return order


@command
def carry_on(*, by: Actor, order_id: int) -> int:
    """One batch of an approved order over expired rows; how many. After the last the order is done. Again: nothing more."""
    order = _locked(order_id)
    if order.state != OrderState.APPROVED or order.kind != OrderKind.TERM:
        return unchanged(0)
    count = clear_due(by=by, keeper=order.keeper, before=order.before, order=order.number)
    order.counts = {order.name: order.counts.get(order.name, 0) + count}
    if count:
        order.save()
        return count
    _finish(by, order, order.counts)
    return 0


def _asked(by: Actor, order: Order) -> Order:
    policies.may_ask(by).require()
    order.number, order.ground = order.number.strip(), order.ground.strip()
    _check(order.number, order.ground)
    if order.kind != OrderKind.TERM and (reasons := queries.objections(kept.widen(order.target))):
        raise Conflict("；".join(reasons))
    order.asked_by, order.asked_label, order.asked_at = by.id, by.label, clock.now()
    order.save(force_insert=True)
    record.write(by=by, event=ErasureOrdered(order.ref, order.number, order.kind))
    return order


def _check(number: str, ground: str) -> None:
    wrong = {
        "number": "" if number else "请填写删除令或销毁决定的编号",
        "ground": "" if ground else "请写明法律依据，例如“个人信息保护法第四十七条第一款第三项”",
    }
    if number and Order.objects.filter(number=number).exists():
        wrong["number"] = "这个编号已经登记过"
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def _locked(order_id: int) -> Order:
    queries.order(id=order_id)
    return Order.objects.select_for_update().get(pk=order_id)


def _decide(by: Actor, order: Order, state: OrderState) -> None:
    order.state, order.decided_by, order.decided_label, order.decided_at = state, by.id, by.label, clock.now()


def _finish(by: Actor, order: Order, counts: dict[str, int]) -> Order:
    order.state, order.counts, order.digests, order.done_at = OrderState.DONE, counts, [], clock.now()
    order.save()
    record.write(by=by, event=OrderDone(order.ref, order.number, sum(counts.values())))
    return order


kept.spare("删除令自己的登记簿，证明删除有据；号码打码，比对用的摘要决定后即清", "keeping.Order")
