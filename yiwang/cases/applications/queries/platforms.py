"""The way to the national platforms, and what waits to be handed over or asked about there."""

from datetime import datetime
from functools import lru_cache

from yiwang.cases.applications.gateways.base import Way
from yiwang.cases.applications.gateways.rest import Rest
from yiwang.cases.applications.models import Forwarding
from yiwang.cases.applications.states import ForwardState
from yiwang.kit.settings import settings

_OPEN = (ForwardState.WAITING, ForwardState.SENT, ForwardState.HANDLING)


def platform_way() -> Way | None:
    """The way this house has been given; None where it has none, and people work as before."""
    house = settings()
    return _rest(house.platforms_url, house.platforms_token) if house.platforms_url else None


@lru_cache(maxsize=2)
def _rest(url: str, token: str) -> Rest:
    return Rest(url=url, token=token)


def forwardings_due(*, now: datetime, limit: int = 100) -> list[int]:
    """Applications to be handed over or asked about by now, the longest waiting first; nobody asks about what is over."""
    found = Forwarding.objects.filter(
        state__in=_OPEN, next_at__lte=now, application__decided_at=None, application__case__closed_at=None
    )
    return list(found.order_by("next_at").values_list("application_id", flat=True)[:limit])
