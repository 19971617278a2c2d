"""Whether a short answer is expected from somebody."""

from yiwang.ground.messaging.models import Expectation
from yiwang.ground.messaging.queries.incoming import sender_index
from yiwang.ground.messaging.states import Inlet
from yiwang.kit import clock


def expectation(*, inlet: Inlet, address: str) -> Expectation | None:
    """The newest question that waits for an answer from this address, held; None: none does."""
    index = sender_index(inlet, address)
    rows = Expectation.objects.select_for_update().filter(
        inlet=inlet, address_index=index, ended_at=None, until__gt=clock.now()
    )
    return rows.order_by("-asked_at", "-id").first() if index else None
