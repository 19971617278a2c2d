"""Taking a trained model into service. The training itself stands in `bulk.py`, which alone needs scikit-learn."""

from typing import Any

from django.db.models import Max

from yiwang.ground.language import queries
from yiwang.ground.language.events import TextModelCalledBack, TextModelTrained
from yiwang.ground.language.models import TextModel
from yiwang.ground.language.states import ModelState
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.work import command, unchanged


@command
def keep_model(*, by: Actor, blob: bytes, examples: int, examples_digest: str, metrics: dict[str, Any]) -> TextModel:
    """Store a freshly trained model and let it serve.

    Unchanged where the model in service learnt from the very same examples. Invalid: the arrays cannot be read.
    """
    if not queries.is_readable(blob):
        raise Invalid("模型文件读不出来，请重新训练")
    served = TextModel.objects.select_for_update().filter(state=ModelState.ACTIVE).first()
    if served and served.examples_digest == examples_digest:
        return unchanged(served)
    TextModel.objects.filter(state=ModelState.ACTIVE).update(state=ModelState.RESTING)
    model = TextModel.objects.create(
        version=(TextModel.objects.aggregate(last=Max("version"))["last"] or 0) + 1,
        state=ModelState.ACTIVE,
        trained_at=clock.now(),
        examples=examples,
        examples_digest=examples_digest,
        metrics=metrics,
        blob=blob,
    )
    record.write(by=by, event=TextModelTrained(model.ref, model.version, examples, examples_digest))
    return model


@command
def call_back(*, by: Actor, version: int) -> TextModel:
    """Let an earlier model serve again. Unchanged where it serves already; Missing: no such version."""
    model = TextModel.objects.select_for_update().filter(version=version).first()
    if model is None:
        raise Missing(f"没有第{version}版模型，请在列表里选一个")
    if model.state == ModelState.ACTIVE:
        return unchanged(model)
    served = TextModel.objects.select_for_update().get(state=ModelState.ACTIVE)
    TextModel.objects.filter(pk=served.pk).update(state=ModelState.RESTING)
    model.state = ModelState.ACTIVE
    model.save(update_fields=["state"])
    record.write(by=by, event=TextModelCalledBack(model.ref, model.version, served.version))
    return model
