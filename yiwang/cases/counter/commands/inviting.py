"""Invitations: laid out by the inner side, and ended when nobody needs the answer any more."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Invitation
from yiwang.cases.counter.queries.invitations import invitation_hash
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.fresh import fresh
from yiwang.kit.work import command, unchanged

KEPT = timedelta(days=30)
"""So long an invitation that is over still says so."""


@dataclass(frozen=True, kw_only=True)
class NewInvitation:
    """One page to be laid out. `token`: sent to one person and kept nowhere. `body`: as `queries.Invited`."""

    token: str
    body: Mapping[str, Any]
    until: datetime


@command
def invite(*, by: Actor, invitations: Sequence[NewInvitation]) -> int:
    """Lay pages out, in one statement with all else. Derived from what was asked, so it leaves no event of its own."""
    now, waits = clock.now(), queries.has_relay()
    for one in invitations:
        rows.add(
            fresh(
                Invitation, token_hash=invitation_hash(one.token), body=json.dumps(dict(one.body), ensure_ascii=False),
                made_at=now, until=one.until, is_waiting=waits,
            )
        )  # fmt: skip
    return unchanged(len(invitations))


@command
def end_invitations(*, by: Actor, hashes: Collection[str], is_answered: bool) -> int:
    """They were answered by another door, or are asked no more: the page says so and holds nothing any more."""
    found = Invitation.objects.filter(token_hash__in=[one for one in hashes if one]).exclude(body=b"")
    changes: dict[str, Any] = {"body": "", "is_waiting": queries.has_relay()}
    if is_answered:
        changes["answered_at"] = clock.now()
    return unchanged(found.update(**changes))


@command
def forget_invitations(*, by: Actor) -> int:
    """Rows that are over for thirty days, on either side of two networks; how many."""
    return unchanged(Invitation.objects.filter(until__lt=clock.now() - KEPT).delete()[0])
