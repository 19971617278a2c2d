"""Sealed results cross the border: what anybody may check of them, and the paper for its holder."""

import json
from contextlib import suppress
from typing import Any

from yiwang.cases.applications import queries as applications
from yiwang.cases.applications.models import Application, Result
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import PublicResult
from yiwang.cases.counter.queries.results import code_index, second_of
from yiwang.ground.files import queries as files
from yiwang.kit import clock, seals
from yiwang.kit.actor import Actor
from yiwang.kit.privacy import mask_name
from yiwang.kit.work import command, unchanged


@command
def show_results(*, by: Actor, event: Any) -> None:
    """Reaction: what anybody may check of a file's sealed results follows at once. Derived, so without an event of its own."""
    one = applications.by_case(case_id=int(event.subject.id))
    for row in one.results.filter(file__isnull=False).select_related("file"):
        _show(one, row)
    return unchanged(None)


def _show(one: Application, row: Result) -> None:
    index = code_index(row.verify_code)
    shown = PublicResult.objects.select_for_update().filter(code_index=index).first() or PublicResult(
        code_index=index, version=0
    )
    if not shown.data and row.file:
        shown.data = files.read(file=row.file)
    shown.number, shown.sha256, shown.body = (
        one.case.number,
        row.sha256,
        json.dumps(_body(one, row), ensure_ascii=False),
    )
    shown.version, shown.updated_at, shown.is_waiting = shown.version + 1, clock.now(), queries.has_relay()
    shown.save()


def _body(one: Application, row: Result) -> dict[str, Any]:
    name, _number = applications.holder_of(one)
    return {
        "document": row.document, "number": row.number, "holder": mask_name(name), "unit": one.case.unit.name if one.case.unit
        else "", "issued_at": row.issued_at.isoformat(), "until": row.valid_until.isoformat() if row.valid_until else "",
        "ended": row.ended_as, "ended_at": row.revoked_at.isoformat() if row.revoked_at else "",
        "second": [second_of(row.verify_code, said) for said in (name[-1:], row.number) if said],
    }  # fmt: skip


def seal_rows() -> dict[str, str]:
    """The seal's certificate as it is published; empty where the seal's file cannot be opened, which `doctor` tells."""
    with suppress(ValueError, OSError):
        return {"pem": seals.certificate().decode()}
    return {"pem": ""}
