"""Learning: what there is to learn goes to a process of its own, and what comes back serves, waits or is set aside.

No command itself, for training lasts minutes and no transaction may: what it comes to is kept by commands.
"""

import base64
import time
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from importlib import import_module
from typing import Any

import structlog

from yiwang.ground.language import queries
from yiwang.ground.language.commands.counting import note_night
from yiwang.ground.language.commands.serving import Trained, keep_compared
from yiwang.ground.language.models import Night, TextModel
from yiwang.ground.language.states import ModelCause, ModelState, NightEnd
from yiwang.kit import apart, clock
from yiwang.kit.actor import Actor
from yiwang.kit.apart import Row

log = structlog.get_logger(__name__)
SECONDS = 3600.0
"""After so long a training is given up: at night nobody waits for it, but the morning's work does."""
_ENDS = {
    ModelState.ACTIVE: NightEnd.TOOK_OVER, ModelState.RESTING: NightEnd.KEPT, ModelState.REJECTED: NightEnd.REJECTED,
}  # fmt: skip


def compare(rows: Iterator[Row]) -> bytes:
    """What the other process does: split, train, judge. It alone loads what training needs."""
    bulk = import_module("yiwang.ground.language.bulk")
    return queries.compare(rows, fit=bulk.fit, digest=bulk.examples_digest)


def learn(*, by: Actor, cause: ModelCause) -> tuple[dict[str, Any], TextModel | None]:
    """Train on everything there is to learn, and keep what came of it; the header of `queries.compare`, and the new model.

    By night it serves where it was better than the one in service, and the bureau lets it. Where the categories themselves
    changed it serves whatever the figures say, for the old one knows other categories. `kit.apart.Failed`: it was not trained.
    """
    answer = apart.run(f"{__name__}:{compare.__name__}", _rows(cause), seconds=SECONDS)
    told, blob = queries.read(answer)
    if not blob:
        return told, None
    contest = told["contest"]
    trained = Trained(
        blob=blob, examples=told["taught"], digest=told["digest"], metrics=told["metrics"], cause=cause, contest=contest,
        taught_until=datetime.fromisoformat(told["until"]) if told["until"] else None,
    )  # fmt: skip
    return told, keep_compared(by=by, trained=trained, state=_state(cause, contest))


def _state(cause: ModelCause, contest: Mapping[str, Any]) -> ModelState:
    """Where the model in service cannot be read there is nothing to compare, and the new one serves."""
    if cause == ModelCause.CATEGORIES or not contest:
        return ModelState.ACTIVE
    if not contest["is_better"]:
        return ModelState.REJECTED
    return ModelState.ACTIVE if queries.setting("learn_nightly") == "replace" else ModelState.RESTING


def _rows(cause: ModelCause) -> Iterator[Row]:
    """First what is compared with, then every lesson. Categories that are retired or gone are taught no more."""
    served = queries.serving_arrays()
    until = served[0].taught_until if served else None
    newest = queries.newest()
    yield {
        "old": base64.b64encode(served[1]).decode() if served else "",
        "since": queries.stamp(until) if until else "",
        "known": [row.examples_digest for row in {served[0] if served else None, newest} if row],
        "base": _base(served[0] if served else None) if cause == ModelCause.CATEGORIES or not served else "",
    }
    yield from queries.lessons()
    yield from queries.history(now=clock.now())


def _base(served: TextModel | None) -> str:
    """What the model in service learnt from before anybody had decided anything; the first one learnt from nothing else."""
    return str(served.metrics.get("base", served.examples_digest)) if served else "none"


def learn_by_night(*, by: Actor, day: date) -> Night | None:
    """One night's learning, with its end on record; None where the bureau has it off, or the night has been gone through."""
    if queries.setting("learn_nightly") == "off" or queries.is_learnt(day=day):
        return None
    began = time.monotonic()
    try:
        told, model = learn(by=by, cause=ModelCause.NIGHT)
    except apart.Failed:
        log.exception("nothing was learnt")
        return note_night(by=by, day=day, end=NightEnd.FAILED, seconds=int(time.monotonic() - began))
    end = _ENDS[ModelState(model.state)] if model else NightEnd(told["end"])
    return note_night(
        by=by, day=day, end=end, fresh=told["fresh"], judged=told["judged"], overruled=told["overruled"],
        seconds=int(time.monotonic() - began), model=model,
    )  # fmt: skip
