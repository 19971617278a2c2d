"""Figures for everybody, as the portal shows them."""

from typing import Any

from yiwang.cases.counter.queries.published import publication
from yiwang.kit.errors import Unavailable

KEY = "figures"


def figures() -> dict[str, Any] | None:
    """What is published (`centre.queries.public_figures` says its shape), at most five seconds old; None: nothing yet."""
    try:
        found: dict[str, Any] | None = publication(KEY).payload
    except Unavailable:
        return None
    return found
