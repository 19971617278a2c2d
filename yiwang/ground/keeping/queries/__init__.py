"""Reads: terms, what is due, what is held, orders."""

from yiwang.ground.keeping.queries.due import (
    Standing,
    counted,
    due_rows,
    held_among,
    hold_on,
    holds,
    holds_over,
    is_waiting,
    objections,
    order,
    orders,
    person,
    reached,
    standings,
    term_orders,
)
from yiwang.ground.keeping.queries.terms import KIND, Term, basis, terms

__all__ = [
    "KIND", "Standing", "Term", "basis", "counted", "due_rows", "held_among", "hold_on", "holds", "holds_over", "is_waiting",
    "objections", "order", "orders", "person", "reached", "standings", "term_orders", "terms",
]  # fmt: skip
