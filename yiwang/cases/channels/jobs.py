"""Work in the background: tell other platforms, fetch from them, take up what waited."""

from yiwang.cases.channels import commands, policies, queries
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job

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
    for key in queries.notices_waiting():
        commands.settle_notice(by=Actor.job("channels.settle_notices"), notice_id=key)


@job("channels.look_again", every="*/5 * * * *")
def look_again(timestamp: int) -> None:
    """What waits, whose term is near, and strings that nobody can use again."""
    by = Actor.job("channels.look_again")
    settle_notices()
    for order in queries.orders_to_warn(before=clock.now() + policies.WARN_AHEAD):
        commands.warn_of_due(by=by, order_id=order.pk)
    commands.forget_nonces(by=by)
