"""At the door of the exchange: each random string is good once, and what was refused is counted without a word of it."""

import logging

from django.db import IntegrityError, transaction
from django.db.models import F

from yiwang.cases.channels import policies
from yiwang.cases.channels.models import Nonce, Partner
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

log = logging.getLogger("yiwang.channels")


@command
def spend_nonce(*, by: Actor, partner_id: int, value: str) -> bool:
    """Whether this string was not used before; from now on it is. Bookkeeping, no fact."""
    try:
        with transaction.atomic():
            Nonce.objects.create(partner_id=partner_id, value=value)
    except IntegrityError:
        return unchanged(False)
    Partner.objects.filter(pk=partner_id).update(heard_at=clock.now())
    return unchanged(True)


@command
def note_refusal(*, by: Actor, code: str, why: str) -> None:
    """Count a knock that was turned away, and say so in the log: by whom it claimed to be and why, nothing of its body."""
    known = Partner.objects.filter(code=code).update(refused=F("refused") + 1, refused_why=why, refused_at=clock.now())
    log.warning("exchange refused: partner=%s why=%s", code if known else "-", why)
    return unchanged(None)


@command
def forget_nonces(*, by: Actor) -> int:
    """Erase the strings of messages that are stale by now; how many. Bookkeeping, no fact."""
    old = Nonce.objects.filter(at__lt=clock.now() - policies.NONCES_KEPT)
    return unchanged(old.delete()[0])
