"""The model in service, loaded once a process."""

import time
import zipfile
from dataclasses import dataclass
from threading import Lock

from yiwang.ground.language.models import TextModel
from yiwang.ground.language.queries.guess import Model, load
from yiwang.ground.language.states import ModelState
from yiwang.kit.errors import Missing

STALE_AFTER = 5.0
"""Seconds after which a process asks whether another model serves."""


@dataclass
class _Kept:
    id: int = 0
    model: Model | None = None
    asked_at: float = 0.0


_kept = _Kept()
_lock = Lock()


def model() -> Model:
    """The model in service; at most five seconds behind a change. Missing: none was trained yet."""
    with _lock:
        if _kept.model is None or time.monotonic() - _kept.asked_at > STALE_AFTER:
            _refresh()
        if _kept.model is None:
            raise Missing("还没有训练好的模型，请先训练")
        return _kept.model


def _refresh() -> None:
    row = TextModel.objects.filter(state=ModelState.ACTIVE).only("id", "version").first()
    if row is None:
        _kept.id, _kept.model = 0, None
    elif row.pk != _kept.id:
        _kept.model, _kept.id = load(bytes(row.blob), version=row.version), row.pk
    _kept.asked_at = time.monotonic()


def forget() -> None:
    """Ask the database again at the next call; after a change in this very process, and between tests."""
    with _lock:
        _kept.id, _kept.model, _kept.asked_at = 0, None, 0.0


def versions() -> list[TextModel]:
    """Every model, newest first, without its arrays."""
    return list(TextModel.objects.defer("blob"))


def in_service() -> TextModel:
    """The row of the model in service, without its arrays. Missing: none was trained yet."""
    row = TextModel.objects.filter(state=ModelState.ACTIVE).defer("blob").first()
    if row is None:
        raise Missing("还没有训练好的模型，请先训练")
    return row


def is_trained_on(examples_digest: str) -> bool:
    """Whether the model in service learnt from these very examples."""
    return TextModel.objects.filter(state=ModelState.ACTIVE, examples_digest=examples_digest).exists()


def is_readable(blob: bytes) -> bool:
    """Whether a model can be loaded from these bytes."""
    try:
        return bool(load(blob).heads)
    except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile):
        return False
