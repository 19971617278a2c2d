"""Webhook deliveries on their way: claimed, posted, noted. At least once each, in order for each thing they are about.

A delivery is claimed (`sending`) and that is committed before a word is said; a crash leaves it `sending`, and after a while it
is tried again under the same id. Receivers are spoken to side by side, so that one that hangs holds up nobody else.
"""

import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import httpx
from django.db.models import Exists, F, OuterRef, Q

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.hooks import shut
from yiwang.ground.messaging.events import DeliveryParked
from yiwang.ground.messaging.gateways import hooks
from yiwang.ground.messaging.gateways.hooks import Outcome
from yiwang.ground.messaging.models import Delivery, Hook
from yiwang.ground.messaging.states import ON_THE_WAY, DeliveryState
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, must_stand_alone, unchanged

SIDE_BY_SIDE = 4
"""Receivers spoken to at once."""
ROUND_SECONDS = 45.0
"""How long a round goes on with a receiver that answers slowly; the rest goes back. Far below the lease."""


def deliver(*, by: Actor, limit: int = 100, timeout: httpx.Timeout = hooks.TIMEOUT) -> int:
    """Deliver what is due; how many were taken by their receivers.

    Not a command but a row of them, each committed before the next: so it may not be called inside one.
    """
    must_stand_alone()
    batch: dict[int, list[Delivery]] = defaultdict(list)
    for one in claim_deliveries(by=by, limit=limit):
        batch[one.hook_id].append(one)
    if not batch:
        return 0
    with hooks.new_client(timeout) as client, ThreadPoolExecutor(min(SIDE_BY_SIDE, len(batch)), "hook") as pool:
        said = list(pool.map(partial(_post_all, client, queries.networks()), batch.values()))
    return sum(note_outcomes(by=by, hook_id=key, outcomes=found) for key, found in zip(batch, said, strict=True))


@command
def claim_deliveries(*, by: Actor, limit: int) -> list[Delivery]:
    """Take a batch for this worker alone: of each thing the oldest one that has not arrived. Bookkeeping, no fact."""
    moment = clock.now()
    late = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_at__lt=moment - policies.HOOK_LEASE)
    late.update(state=DeliveryState.WAITING)
    earlier = Delivery.objects.filter(
        hook=OuterRef("hook"), subject_kind=OuterRef("subject_kind"), subject_id=OuterRef("subject_id"),
        pk__lt=OuterRef("pk"), state__in=ON_THE_WAY,
    )  # fmt: skip
    due = Delivery.objects.filter(state=DeliveryState.WAITING, next_try_at__lte=moment, hook__stopped_at=None)
    due = due.filter(hook__client__revoked_at=None)
    due = due.filter(Q(hook__rests_until=None) | Q(hook__rests_until__lte=moment)).exclude(Exists(earlier))
    ready = due.order_by("next_try_at", "id").select_related("hook")
    found = list(ready.select_for_update(of=("self",), skip_locked=True)[:limit])
    Delivery.objects.filter(pk__in=[one.pk for one in found]).update(
        state=DeliveryState.SENDING, claimed_at=moment, attempts=F("attempts") + 1
    )
    return unchanged(found)


@command
def note_outcomes(*, by: Actor, hook_id: int, outcomes: Mapping[int, Outcome | None]) -> int:
    """What came of one webhook's deliveries, by key; None: it was not tried. How many were taken."""
    hook = Hook.objects.select_for_update().get(pk=hook_id)
    rows = Delivery.objects.select_for_update().filter(pk__in=outcomes, state=DeliveryState.SENDING)
    held = {row.pk: row for row in rows.order_by("pk")}
    taken = [outcomes[pk] for pk, row in held.items() if _settle(by, hook, row, outcomes[pk])]
    tried = [found for found in outcomes.values() if found]
    if any(found.is_gone for found in tried) and not hook.stopped_at:
        shut(by=by, row=hook, why="gone")
    elif tried:
        _rest(hook, is_well=tried[-1].is_taken)
    return unchanged(len(taken))


def _post_all(
    client: httpx.Client, networks: Sequence[hooks.Network], batch: Sequence[Delivery]
) -> dict[int, Outcome | None]:
    """One receiver's, one after another until it fails; in a thread of its own, without the database."""
    found: dict[int, Outcome | None] = dict.fromkeys(one.pk for one in batch)
    until = time.monotonic() + ROUND_SECONDS
    for one in batch:
        outcome = found[one.pk] = _post(client, networks, one)
        if not outcome.is_taken or time.monotonic() > until:
            break
    return found


def _post(client: httpx.Client, networks: Sequence[hooks.Network], one: Delivery) -> Outcome:
    moment, body = clock.now(), one.body.encode()
    keys = [one.hook.secret]
    if one.hook.old_secret and one.hook.old_secret_until and moment < one.hook.old_secret_until:
        keys.append(one.hook.old_secret)
    headers = hooks.headers_of(secrets_=keys, id=one.name, at=int(moment.timestamp()), body=body)
    return hooks.post(url=one.hook.url, headers=headers, body=body, networks=networks, client=client)


def _settle(by: Actor, hook: Hook, row: Delivery, outcome: Outcome | None) -> bool:
    """Note one outcome; True where the receiver has it."""
    moment = clock.now()
    if outcome is None:
        row.state, row.attempts = DeliveryState.WAITING, row.attempts - 1
    elif outcome.is_taken:
        row.state, row.delivered_at, row.status, row.error = DeliveryState.DELIVERED, moment, outcome.status, ""
    else:
        row.status, row.error = outcome.status, outcome.error
        wait = policies.hook_patience(row.attempts)
        row.state = DeliveryState.WAITING if wait else DeliveryState.PARKED
        row.next_try_at = moment + wait if wait else row.next_try_at
        if not wait:
            record.write(by=by, event=DeliveryParked(hook.ref, hook.code, row.name))
    row.save(update_fields=["state", "attempts", "delivered_at", "status", "error", "next_try_at"])
    return row.state == DeliveryState.DELIVERED


def _rest(hook: Hook, *, is_well: bool) -> None:
    if is_well and not hook.failures:
        return
    hook.failures = 0 if is_well else hook.failures + 1
    hook.rests_until = None if is_well else clock.now() + policies.hook_rest(hook.failures)
    hook.save(update_fields=["failures", "rests_until"])
