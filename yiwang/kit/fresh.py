"""New instances of models, as `Model(**values)` makes them and several times quicker: an intake makes twenty rows.

Django asks every field for its default each time an instance is made; here each model is asked once. Signals of making
(`pre_init`, `post_init`) are not sent; the house has none.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState
from django.db.models.query_utils import DeferredAttribute

M = TypeVar("M", bound=models.Model)


def fresh(model: type[M], **values: Any) -> M:
    """An unsaved instance. `values`: by field name, a relation by the related instance or by `…_id`.

    TypeError: the model has no such field.
    """
    constant, asked, names = _plan(model)
    if not names.issuperset(values):
        raise TypeError(f"{model.__name__} has no {', '.join(sorted(values.keys() - names))}")
    row = model.__new__(model)
    row._state = ModelState()
    row.__dict__.update(constant)
    for name, default in asked:
        if name not in values:
            setattr(row, name, default())
    for name, value in values.items():
        setattr(row, name, value)
    return row


@lru_cache
def _plan(
    model: type[models.Model],
) -> tuple[dict[str, Any], tuple[tuple[str, Callable[[], Any]], ...], frozenset[str]]:
    """Defaults that are always the same, those that are asked anew, and every name a value may have."""
    constant: dict[str, Any] = {}
    asked: list[tuple[str, Callable[[], Any]]] = []
    for field in model._meta.concrete_fields:
        is_plain = isinstance(model.__dict__.get(field.attname), DeferredAttribute)
        is_asked = field.has_default() and callable(field.default)
        if is_asked or field.has_db_default() or not is_plain:
            asked.append((field.attname, field.get_default))
        else:
            constant[field.attname] = field.get_default()
    names = {name for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    return constant, tuple(asked), frozenset({*names, "pk"})
