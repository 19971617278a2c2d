"""The doors by which an answer could come are shut once it is there, or is wanted no more."""

from collections.abc import Sequence

from yiwang.cases.counter import commands as counter
from yiwang.ground.messaging import commands as messaging
from yiwang.kit.actor import Actor
from yiwang.quality.asking.models import Ask


def close_doors(*, by: Actor, asks: Sequence[Ask], is_answered: bool) -> None:
    """Nothing more is expected by text, and the pages say that they are over."""
    if not asks:
        return
    messaging.expect_no_more(by=by, asked=[one.ref for one in asks])
    counter.end_invitations(by=by, hashes=[one.token_hash for one in asks], is_answered=is_answered)
