"""Work in the background: send, ask for receipts, settle what got stuck. What is old goes by its term (`keeping.clear`)."""

from yiwang.ground.messaging import commands, policies
from yiwang.kit import jobs
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job

BATCH = 100
ROUNDS = 10
EVERY_MINUTE = "* * * * *"
AHEAD = 8
"""Hours by which China is ahead of the schedule's clock."""


@job("messaging.drain", poll=1.0)
def drain() -> None:
    """Every second, and at once where a commit left what cannot wait; a full batch asks for another round."""
    if commands.drain(by=Actor.job("messaging.drain"), limit=BATCH) == BATCH:
        jobs.enqueue("messaging.drain")


@job("messaging.sweep", every=EVERY_MINUTE)
def sweep(timestamp: int) -> None:
    """What waited for the morning, for a retry or for a gateway; its own name, for only one of it may be queued."""
    commands.drain(by=Actor.job("messaging.sweep"), limit=BATCH)


@job("messaging.send_mails", poll=2.0)
def send_mails() -> None:
    """Every two seconds: mails that are due, and what a broken connection left on the way."""
    commands.send_mails(by=Actor.job("messaging.send_mails"))


@job("messaging.fetch_mail", poll=10.0)
def fetch_mail() -> None:
    """Every ten seconds, over a connection that is kept: what is new in the public mailbox."""
    commands.fetch_mail(by=Actor.job("messaging.fetch_mail"))


@job("messaging.receipts", every=EVERY_MINUTE)
def receipts(timestamp: int) -> None:
    """Ask what became of what was sent."""
    commands.receipts(by=Actor.job("messaging.receipts"))


@job("messaging.settle", every=EVERY_MINUTE)
def settle(timestamp: int) -> None:
    """Look after what a crash left behind."""
    commands.settle(by=Actor.job("messaging.settle"))


@job("messaging.deliver")
def deliver() -> None:
    """Woken by a commit that left deliveries for webhooks; as long as receivers take them, there may be more.

    After some rounds another job goes on, so that messages and envelopes get their turn.
    """
    by = Actor.job("messaging.deliver")
    if all(commands.deliver(by=by, limit=BATCH) for _ in range(ROUNDS)):
        jobs.enqueue("messaging.deliver")


@job("messaging.deliver_again", every=EVERY_MINUTE)
def deliver_again(timestamp: int) -> None:
    """What waited for another try, or was left behind by a worker that died."""
    deliver()


@job("messaging.post")
def post() -> None:
    """Woken by a commit that left something to say in a group."""
    if commands.post_notices(by=Actor.job("messaging.post"), limit=BATCH) == BATCH:
        jobs.enqueue("messaging.post")


@job("messaging.post_again", every=EVERY_MINUTE)
def post_again(timestamp: int) -> None:
    """What waited for another minute, another try or the morning."""
    commands.post_notices(by=Actor.job("messaging.post_again"), limit=BATCH)


@job("messaging.digest", every=f"30 {','.join(str(at.hour - AHEAD) for at in policies.DIGEST_AT)} * * *")
def digest(timestamp: int) -> None:
    """At 08:30 and 17:30 in China: what was gathered goes in one message each."""
    commands.send_digests(by=Actor.job("messaging.digest"))


@job("messaging.talk", poll=1.0)
def talk() -> None:
    """Every second: what is to be said in the chats of the official account, by people who wait for it there."""
    commands.talk(by=Actor.job("messaging.talk"), limit=BATCH)


@job("messaging.fetch_media", poll=2.0)
def fetch_media() -> None:
    """Every two seconds: pictures that messages named, while their senders go on telling."""
    commands.fetch_media(by=Actor.job("messaging.fetch_media"))
