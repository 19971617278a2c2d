"""Work in the background: sort what came in, tell other platforms, fetch from them, take up what waited."""

import logging

from yiwang.cases.channels import commands, policies, queries
from yiwang.cases.channels.states import Why
from yiwang.ground.messaging import commands as messages
from yiwang.ground.messaging import queries as messaging
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref

_log = logging.getLogger("yiwang.channels")

BATCH = 50
ROUNDS = 5
EVERY_MINUTE = "* * * * *"


@job("channels.report")
def report() -> None:
    """Woken by a commit that left something to tell; after some rounds another job goes on, so that others get their turn."""
    by = Actor.job("channels.report")
    if all(commands.deliver_reports(by=by, limit=BATCH) for _ in range(ROUNDS)):
        jobs.enqueue("channels.report")


@job("channels.report_again", every=EVERY_MINUTE)
def report_again(timestamp: int) -> None:
    """What waited for another try, or was left behind by a worker that died."""
    report()


@job("channels.pull", every="*/2 * * * *")
def pull(timestamp: int) -> None:
    """Fetch what the platforms have for us that are asked."""
    for partner in queries.pulled():
        commands.pull(by=Actor.job("channels.pull"), partner=partner)


@job("channels.settle_notices")
def settle_notices() -> None:
    """Take up the notices that waited for their order, for the one before them, or for an answer."""
    commands.settle_waiting(by=Actor.job("channels.settle_notices"))


@job("channels.look_again", every="*/5 * * * *")
def look_again(timestamp: int) -> None:
    """What waits, whose term is near, and strings that nobody can use again."""
    by = Actor.job("channels.look_again")
    settle_notices()
    for order in queries.orders_to_warn(before=clock.now() + policies.WARN_AHEAD):
        commands.warn_of_due(by=by, order_id=order.pk)
    commands.forget_nonces(by=by)


@job("channels.sort")
def sort(ref: str) -> None:
    """Somebody wrote: the message, and what the same sender wrote before and is not sorted yet, in their order."""
    first = messaging.incoming(incoming_id=int(Ref.parse(ref).id))
    for key in messaging.waiting_up_to(incoming=first):
        _sort(key)


@job("channels.sort_again", every=EVERY_MINUTE)
def sort_again(timestamp: int) -> None:
    """What failed before, or was left behind by a worker that died."""
    for key in messaging.unsorted(limit=BATCH):
        _sort(key)


def _sort(key: int) -> None:
    try:
        commands.sort(by=Actor.job("channels.sort"), incoming_id=key)
    except Exception as error:  # whatever it is, the next message must not wait for it
        _log.warning("message %s could not be sorted: %s", key, type(error).__name__)
        messages.put_off_incoming(by=Actor.job("channels.sort"), incoming_id=key, error=error, reason=Why.TROUBLE)


@job("channels.files_came")
def files_came(ref: str) -> None:
    """What a message named was fetched: it is added where the message is a file's by now; what waited for it goes on."""
    key = int(Ref.parse(ref).id)
    commands.add_late_files(by=Actor.job("channels.files_came"), incoming_id=key)
    for waiting in messaging.waiting_of_sender(incoming=messaging.incoming(incoming_id=key)):
        _sort(waiting)
