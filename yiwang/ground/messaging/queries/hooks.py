"""Webhooks: who wants to be told of what, from a cache; what was delivered and what was not."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from yiwang.ground.messaging.gateways import hooks
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.messaging.states import ANY_EVENT, DeliveryState
from yiwang.kit import memory
from yiwang.kit.errors import Missing
from yiwang.kit.settings import settings

_tellable: set[str] = set()


def tells(codes: Iterable[str]) -> None:
    """A room's public facts, which other systems may ask to be told of; said when its queries are loaded."""
    _tellable.update(codes)


def tellable() -> frozenset[str]:
    """The codes of all of them."""
    return frozenset(_tellable)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """A webhook as a writer of facts needs it."""

    id: int
    client: str
    events: frozenset[str]

    def wants(self, event: str) -> bool:
        """Whether it is to be told of this event."""
        return event in self.events or ANY_EVENT in self.events


def wishes(*, event: str) -> tuple[Wish, ...]:
    """The live webhooks that want this event; no query within five seconds of the last, and nothing to do where none live."""
    return tuple(wish for wish in _wishes() if wish.wants(event))


@memory.remembered(until="messaging.hook.")
def _wishes() -> tuple[Wish, ...]:
    rows = Hook.objects.filter(stopped_at=None, client__revoked_at=None).order_by("id")
    return tuple(
        Wish(id=pk, client=code, events=frozenset(events))
        for pk, code, events in rows.values_list("id", "client__code", "events")
    )


def hook(*, code: str) -> Hook:
    """One webhook with its client. Missing where there is none."""
    found = Hook.objects.select_related("client").filter(code=code).first()
    if found is None:
        raise Missing("没有这个推送")
    return found


def hooks_of(*, client: str = "") -> QuerySet[Hook]:
    """Every webhook, or one client's, stopped ones too, with how many deliveries wait and how many are parked."""
    rows = Hook.objects.select_related("client").filter(Q(client__code=client) if client else Q())
    return rows.annotate(
        waiting=Count("deliveries", filter=Q(deliveries__state=DeliveryState.WAITING)),
        parked=Count("deliveries", filter=Q(deliveries__state=DeliveryState.PARKED)),
    )


def hooks_standing() -> tuple[int, int]:
    """How many webhooks are live, and how many of their deliveries are parked."""
    live = Hook.objects.filter(stopped_at=None)
    parked = Delivery.objects.filter(hook__in=live, state=DeliveryState.PARKED)
    return live.count(), parked.count()


def deliveries_of(*, hook: Hook, before: int | None = None, limit: int = 50) -> list[Delivery]:
    """A webhook's deliveries, newest first; `before`: the key of the last one seen."""
    rows = hook.deliveries.filter(Q(pk__lt=before) if before else Q())
    return list(rows.order_by("-pk")[:limit])


def networks() -> tuple[hooks.Network, ...]:
    """The networks that webhooks may go to besides public addresses."""
    return hooks.read_networks(settings().webhook_networks)
