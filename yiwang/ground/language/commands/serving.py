"""Taking a trained model into service. The training itself stands in `bulk.py`, which alone needs scikit-learn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from yiwang.ground.language import queries
from yiwang.ground.language.events import TextModelCalledBack, TextModelSetAside, TextModelTrained
from yiwang.ground.language.models import TextModel
from yiwang.ground.language.states import ModelCause, ModelState
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged

ASIDE_KEPT = 5
"""So many of the models that never served keep their arrays; of older ones the figures stay."""


@dataclass(frozen=True, kw_only=True)
class Trained:
    """A model as training gave it. `contest`, `taught_until`: see `models.TextModel`."""

    blob: bytes
    examples: int
    digest: str
    metrics: Mapping[str, Any]
    cause: ModelCause = ModelCause.FIRST
    taught_until: datetime | None = None
    contest: Mapping[str, Any] | None = None


@command
def keep_model(*, by: Actor, blob: bytes, examples: int, examples_digest: str, metrics: dict[str, Any]) -> TextModel:
    """Store a freshly trained model and let it serve.

    Unchanged where the model in service learnt from the very same examples. Invalid: the arrays cannot be read.
    """
    found = Trained(blob=blob, examples=examples, digest=examples_digest, metrics=metrics)
    return keep_compared(by=by, trained=found, state=ModelState.ACTIVE)


@command
def keep_compared(*, by: Actor, trained: Trained, state: ModelState) -> TextModel:
    """Store a trained model: in service (`active`), as a better one that waits for two hands (`resting`), or as one that was no
    better (`rejected`).

    Unchanged where the newest model, or the one in service, learnt from the very same examples. Invalid: it cannot be read.
    """
    if not queries.is_readable(trained.blob):
        raise Invalid("模型文件读不出来，请重新训练")
    served = TextModel.objects.select_for_update().filter(state=ModelState.ACTIVE).first()
    for known in (served, None if state == ModelState.ACTIVE else queries.newest()):
        if known and known.examples_digest == trained.digest:
            return unchanged(known)
    if state == ModelState.ACTIVE and served:
        _rest(served)
    model = _stored(trained, state)
    _drop_old_arrays()
    if state == ModelState.ACTIVE:
        record.write(by=by, event=TextModelTrained(model.ref, model.version, model.examples, trained.digest))
    else:
        aside = TextModelSetAside(model.ref, model.version, state.value, model.examples, trained.digest)
        record.write(by=by, event=aside)
    return model


def _stored(trained: Trained, state: ModelState) -> TextModel:
    return TextModel.objects.create(
        version=(TextModel.objects.aggregate(last=Max("version"))["last"] or 0) + 1,
        state=state,
        cause=trained.cause,
        trained_at=clock.now(),
        taught_until=trained.taught_until,
        examples=trained.examples,
        examples_digest=trained.digest,
        metrics=dict(trained.metrics),
        contest=dict(trained.contest or {}),
        blob=trained.blob,
    )


def _rest(served: TextModel) -> None:
    TextModel.objects.filter(pk=served.pk).update(state=ModelState.RESTING)


def _drop_old_arrays() -> None:
    """A model a night would fill the disk: those that were no better are kept as figures alone."""
    aside = TextModel.objects.filter(state=ModelState.REJECTED, is_whole=True).order_by("-version")
    old = list(aside.values_list("pk", flat=True)[ASIDE_KEPT:])
    if old:
        TextModel.objects.filter(pk__in=old).update(blob=b"", is_whole=False)


@command
def call_back(*, by: Actor, version: int) -> TextModel:
    """Let an earlier model serve again. Unchanged where it serves already; Missing: no such version, or only its figures stay."""
    model = TextModel.objects.select_for_update().filter(version=version, is_whole=True).first()
    if model is None:
        raise Missing(f"没有第{version}版模型，请在列表里选一个")
    if model.state == ModelState.ACTIVE:
        return unchanged(model)
    served = TextModel.objects.select_for_update().get(state=ModelState.ACTIVE)
    _rest(served)
    model.state = ModelState.ACTIVE
    model.save(update_fields=["state"])
    record.write(by=by, event=TextModelCalledBack(model.ref, model.version, served.version))
    return model
