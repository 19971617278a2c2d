"""What was asked and what was changed because of it, as the portal shows it."""

from typing import Any

from yiwang.cases.counter.queries.published import publication
from yiwang.kit.errors import Unavailable

KEY = "heard"


def heard() -> dict[str, Any]:
    """What is published (`surveys.queries.for_everybody` says its shape), at most five seconds old; empty before anything was."""
    try:
        found: dict[str, Any] | None = publication(KEY).payload
    except Unavailable:
        return {"surveys": [], "changed": []}
    return found or {"surveys": [], "changed": []}
