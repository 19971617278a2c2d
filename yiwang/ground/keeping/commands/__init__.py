"""Writes: erasures, orders, holds."""

from yiwang.ground.keeping.commands.erasing import BATCH, clear_due, erase
from yiwang.ground.keeping.commands.holds import lift_hold, place_hold
from yiwang.ground.keeping.commands.orders import (
    approve_order,
    carry_on,
    order_expired,
    order_person,
    order_thing,
    refuse_order,
)

__all__ = [
    "BATCH", "approve_order", "carry_on", "clear_due", "erase", "lift_hold", "order_expired", "order_person", "order_thing",
    "place_hold", "refuse_order",
]  # fmt: skip
