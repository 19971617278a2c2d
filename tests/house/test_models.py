"""Tables: a foreign key is an import in disguise and points down only; every model says what is personal and its order."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.db import models

from tests.house.tree import floors
from yiwang.kit.privacy import Privacy

ACCOUNT = "access.Account"
FRAME = {"contenttypes", "auth", "sessions", "sites"}
"""Django's own tables lie below every room; only access, whose account builds on them, may point at them."""


def house_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("yiwang.")]


def room_of(model: type[models.Model]) -> str:
    """`ground.record` for a model of ours, the app's label for somebody else's."""
    parts = model.__module__.split(".")
    return ".".join(parts[1:3]) if parts[0] == "yiwang" else model._meta.app_label


def keys_of(model: type[models.Model]) -> Iterator[tuple[str, type[models.Model]]]:
    for field in [*model._meta.local_fields, *model._meta.local_many_to_many]:
        target: Any = field.remote_field.model if field.remote_field else None
        if isinstance(target, type):
            yield f"{model._meta.label}.{field.name}", target


def climbs(source: str, target: str, target_label: str, heights: dict[str, int]) -> bool:
    """A key from `source` to `target` breaks the plan: it goes up, or sideways to a sibling."""
    if source == target:
        return False
    if source not in heights:  # a library's table
        return target in heights and target_label != ACCOUNT
    if target not in heights:
        return not (target in FRAME and source == "ground.access")
    return heights[target] >= heights[source]


def wrong_keys(found: Iterable[type[models.Model]], heights: dict[str, int]) -> list[str]:
    return [
        f"{name} → {target._meta.label}"
        for model in found
        for name, target in keys_of(model)
        if climbs(room_of(model), room_of(target), target._meta.label, heights)
    ]


def test_keys_point_down() -> None:
    assert wrong_keys(apps.get_models(include_auto_created=True), floors()) == []


def test_the_record_has_no_keys_out_of_itself() -> None:
    record = apps.get_app_config("record").get_models()
    assert [name for model in record for name, target in keys_of(model) if target._meta.app_label != "record"] == []


def test_cascades_only_inside_a_room() -> None:
    """Deleting never reaches into another room: PROTECT by default."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in house_models()
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey)
        and field.remote_field.on_delete is models.CASCADE
        and room_of(field.remote_field.model) != room_of(model)
        and field.remote_field.model._meta.label != ACCOUNT
    ]
    assert wrong == []


def test_every_model_says_what_is_personal() -> None:
    wrong = []
    for model in house_models():
        privacy = getattr(model, "privacy", None)
        if not isinstance(privacy, Privacy) or not privacy.keep:
            wrong.append(f"{model._meta.label} declares no privacy")
            continue
        columns = {field.name for field in model._meta.get_fields()}
        named = (*privacy.public, *privacy.personal, *privacy.sensitive)
        wrong += [f"{model._meta.label}.privacy names {name}, no such field" for name in named if name not in columns]
        wrong += [f"{model._meta.label}.privacy names {name} twice" for name in set(named) if named.count(name) > 1]
    assert wrong == []


def test_encrypted_fields_are_declared() -> None:
    """What is worth encrypting is personal."""
    wrong = [
        f"{model._meta.label}.{field.name}"
        for model in house_models()
        for field in model._meta.local_fields
        if type(field).__name__.startswith("Encrypted")
        and field.name not in (*model.privacy.personal, *model.privacy.sensitive)  # type: ignore[attr-defined]
    ]
    assert wrong == []


def test_every_order_is_total() -> None:
    """Explicit ordering ending in the key: two rows never change places between two pages."""
    wrong = []
    for model in house_models():
        ordering = [str(name).lstrip("-") for name in model._meta.ordering]
        unique = ordering and ordering[-1] in ("id", "pk", model._meta.pk.name, model._meta.pk.attname)
        if not unique:
            wrong.append(f"{model._meta.label}: {ordering}")
    assert wrong == []


def test_the_key_check_bites() -> None:
    heights = floors()
    assert climbs("ground.record", "cases.casework", "casework.Case", heights)
    assert climbs("ground.people", "ground.organisation", "organisation.Unit", heights)  # siblings
    assert climbs("cases.casework", "cases.appeals", "appeals.Appeal", heights)
    assert climbs("axes", "people", "people.Applicant", {**heights, "people": 1})
    assert not climbs("axes", "ground.access", ACCOUNT, heights)
    assert not climbs("cases.appeals", "cases.casework", "casework.Case", heights)
    assert not climbs("ground.messaging", "ground.organisation", "organisation.Unit", heights)
