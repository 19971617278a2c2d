"""Opening what somebody filled in: for a purpose that is named, and always on record."""

from typing import Any

from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.work import command

PERSONAL = ("personal", "sensitive")


@command
def open_form(*, by: Actor, number: str, purpose: str) -> dict[str, Any]:
    """The form in full. Missing: not there, or not for this reader. Invalid: no purpose."""
    one: Application = queries.get_application(for_=by, number=number)
    fields = one.document.form.get("properties", {})
    opened = tuple(name for name, field in fields.items() if field.get("x-privacy") in PERSONAL)
    record.look(by=by, subject=one.case.ref, fields=opened or ("form",), purpose=purpose)
    return queries.form_of(one)
