"""What the writes of matters share."""

from collections.abc import Sequence

from yiwang.cases.appeals.models import Reply
from yiwang.cases.matters.events import RunBegun
from yiwang.cases.matters.models import Matter, Run
from yiwang.cases.matters.states import RunKind
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.jobs import enqueue
from yiwang.kit.work import command


def digest(text: str, matter: Matter) -> str:
    """What the record keeps of words: a keyed digest; of none, nothing."""
    return keyed_digest(f"{matter.pk}\x00{text}", purpose="record-text") if text else ""


def required(text: str, *, field: str, message: str, limit: int) -> str:
    """A text that must stand, stripped. Invalid: empty, or above `limit` signs."""
    clean = text.strip()
    if not clean:
        raise Invalid(message, **{field: message})
    if len(clean) > limit:
        raise Invalid(f"最多{limit}字", **{field: f"最多{limit}字，请删去{len(clean) - limit}字"})
    return clean


@command
def begin_run(*, by: Actor, matter: Matter, kind: RunKind, keys: Sequence[int], reply_id: int | None = None) -> Run:
    """Have something done with these files one by one, in the background: to add as this hand, to send as the house."""
    run = Run.objects.create(
        matter=matter, kind=kind, keys=list(keys), reply_id=reply_id, begun_at=clock.now(),
        by_id=by.officer_id if kind is RunKind.ADD else None,
    )  # fmt: skip
    record.write(by=by, event=RunBegun(run.ref, matter.ref, kind, len(run.keys)))
    enqueue("matters.carry_out", run_id=run.pk)
    return run


def answer_words(reply: Reply) -> str:
    """What an answer says to everybody who reads it."""
    return "\n".join(part for part in (reply.text, reply.ground) if part)
