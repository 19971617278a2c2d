"""督办立项 of a call-back: what the deputy's desk decided becomes the draft of an order."""

from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.callbacks import queries as callbacks
from yiwang.quality.callbacks.events import OrderDecided
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.commands.orders import draft_order
from yiwang.quality.supervision.commands.orders_begun import HOUSE
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.models.orders import DEMAND_SIGNS
from yiwang.quality.supervision.states import OrderSource


@command
def order_from_loop(*, by: Actor, event: OrderDecided) -> Order | None:
    """Reaction: drafted in the words of whoever decided, and asked of them to sign where they may. Drafted already: unchanged."""
    loop = callbacks.lock_of_case(by=by, case_id=int(event.subject.id))
    act = next((one for one in callbacks.acts_of(loop=loop) if one.pk == event.act), None) if loop else None
    about = Ref("callbacks.act", event.act)
    known = queries.order_of(about=about)
    if known or loop is None or act is None:
        return unchanged(known)
    unit, reach = organisation.unit(code=event.unit), organisation.reach(by=by)
    hand = by if policies.may_draft_order(reach, unit_code=unit.code) else HOUSE
    able = {one.pk for one in queries.signers_for(unit=unit)}
    return draft_order(
        by=hand, unit=unit, case=loop.case, source=OrderSource.CALLBACK, about=about,
        signer_id=by.officer_id if by.officer_id in able else None, title=f"诉求{loop.case.number}三级回访仍不满意",
        matter=f"诉求{loop.case.number}经三级回访，诉求人仍不满意，已经立项督办。", demand=act.words[:DEMAND_SIGNS],
    )  # fmt: skip
