"""Webhooks: added, given a new secret, stopped; what they are told, written with the fact; sent again when asked."""

import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from yiwang.ground.access import queries as access
from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.events import DeliveriesReplayed, HookAdded, HookSecretRenewed, HookStopped
from yiwang.ground.messaging.gateways import hooks
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.messaging.states import DeliveryState
from yiwang.ground.organisation import policies as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, jobs, rows
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

MOST_REPLAYED = 10_000
"""Deliveries sent again by one order; more than this is a new beginning, not a repair."""
_SIGNS = "23456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, kw_only=True)
class NewHook:
    """A webhook and its signing secret; the secret is shown once."""

    hook: Hook
    secret: str


@command
def add_hook(*, by: Actor, client: str, url: str, events: Iterable[str]) -> NewHook:
    """Tell a system of these events (`*`: of all that are told) at this address. The caller knows which events there are.

    Refused: not the security office. Invalid: an address that webhooks may not go to, no events, a system that is out.
    """
    organisation.may_manage_systems(by).require()
    owner, wanted = access.client_row(code=client), sorted(set(events))
    if owner.revoked_at:
        raise Invalid(client="这个外部系统已经停用")
    if not wanted:
        raise Invalid(events="请至少选一种事件")
    try:
        hooks.check_url(url, queries.networks())
    except hooks.Forbidden as error:
        raise Invalid(url=str(error)) from error
    secret = hooks.new_secret()
    code = "".join(secrets.choice(_SIGNS) for _ in range(8))
    row = Hook(code=code, client=owner, url=url, events=wanted, secret=secret, created_by=by.label)
    row.save(force_insert=True)
    record.write(by=by, event=HookAdded(row.ref, code, owner.code, tuple(wanted)))
    return NewHook(hook=row, secret=secret)


@command
def renew_hook_secret(*, by: Actor, code: str) -> NewHook:
    """A new secret, returned once. For a day both sign, so that the receiver can change over at leisure."""
    organisation.may_manage_systems(by).require()
    row = _locked(code)
    row.old_secret, row.old_secret_until = row.secret, clock.now() + policies.SECRETS_OVERLAP
    row.secret = hooks.new_secret()
    row.save(update_fields=["secret", "old_secret", "old_secret_until"])
    record.write(by=by, event=HookSecretRenewed(row.ref, row.code))
    return NewHook(hook=row, secret=row.secret)


@command
def stop_hook(*, by: Actor, code: str) -> Hook:
    """Send nothing there any more; what waited is parked."""
    organisation.may_manage_systems(by).require()
    row = _locked(code)
    if row.stopped_at:
        return unchanged(row)
    shut(by=by, row=row, why="removed")
    return row


@command
def shut(*, by: Actor, row: Hook, why: str) -> Hook:
    """The end of a webhook; `why`: removed or gone."""
    row.stopped_at, row.stopped_why = clock.now(), why
    row.save(update_fields=["stopped_at", "stopped_why"])
    row.deliveries.filter(state=DeliveryState.WAITING).update(state=DeliveryState.PARKED, error=why)
    record.write(by=by, event=HookStopped(row.ref, row.code, why))
    return row


def tell_hook(*, by: Actor, hook_id: int, event: str, subject: Ref, data: Mapping[str, Any]) -> None:
    """Have an event delivered; the row is written with the fact when the outermost command ends.

    `data`: number, codes and states, never personal text.
    """
    moment = clock.now()
    body = {"type": event, "timestamp": moment.isoformat(), "data": dict(data)}
    rows.add(
        Delivery(
            hook_id=hook_id, name=f"msg_{uuid4().hex}", event=event, subject_kind=subject.kind,
            subject_id=str(subject.id), body=json.dumps(body, ensure_ascii=False), state=DeliveryState.WAITING,
            next_try_at=moment,
        )
    )  # fmt: skip
    jobs.enqueue("messaging.deliver")


@command
def replay(
    *, by: Actor, code: str, delivery: str = "", since: datetime | None = None, only_parked: bool = False
) -> int:
    """Send again: one delivery by its webhook-id, or all since a moment, or all that are parked; how many.

    A repetition carries the same webhook-id. Those still on their way are left alone. Invalid: nothing was named, or the
    webhook has been stopped.
    """
    organisation.may_manage_systems(by).require()
    row = _locked(code)
    if row.stopped_at:
        raise Invalid("这个推送已经停了，要重发请另建一个", code="已经停了")
    chosen = row.deliveries.filter(state__in=(DeliveryState.DELIVERED, DeliveryState.PARKED))
    if delivery:
        chosen = chosen.filter(name=delivery)
    elif only_parked:
        chosen = chosen.filter(state=DeliveryState.PARKED)
    elif since is None:
        raise Invalid("请写明重发哪些", delivery="请给出推送编号、起始时间，或只重发搁置的")
    if since:
        chosen = chosen.filter(created_at__gte=since)
    keys = list(chosen.order_by("pk").values_list("pk", flat=True)[:MOST_REPLAYED])
    if not keys:
        return unchanged(0)
    moment = clock.now()
    again = Delivery.objects.filter(pk__in=keys)
    again.update(state=DeliveryState.WAITING, attempts=0, next_try_at=moment, delivered_at=None, error="", status=0)
    Hook.objects.filter(pk=row.pk).update(failures=0, rests_until=None)
    jobs.enqueue("messaging.deliver")
    record.write(by=by, event=DeliveriesReplayed(row.ref, row.code, len(keys)))
    return len(keys)


def _locked(code: str) -> Hook:
    queries.hook(code=code)
    return Hook.objects.select_for_update(of=("self",)).select_related("client").get(code=code)
