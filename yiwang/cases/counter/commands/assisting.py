"""问一问: standards that citizens may read are put where the portal reads them; whether an answer helped comes back."""

from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.events import RulesPublished
from yiwang.cases.counter.models import Publication
from yiwang.cases.counter.queries.assistant import STANDARDS
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.models import Standard


def standard_rows() -> list[dict[str, Any]]:
    """What is published of standards: words that two persons have let out, and by when they are read again."""
    return [_row(found) for found in knowledge.public_standards()]


def _row(found: Standard) -> dict[str, Any]:
    return {
        "id": found.pk, "question": found.question, "also": found.also.splitlines(), "answer": found.answer,
        "ground": found.ground, "unit": found.unit.short_name, "unit_en": found.unit.name_en,
        "until": found.review_on.isoformat() if found.review_on else "",
    }  # fmt: skip


@command
def show_standards(*, by: Actor, event: Any) -> bool:
    """Reaction: a standard that is approved, confirmed or retired is so for citizens at once, in the same transaction."""
    row = Publication.objects.select_for_update().filter(key=STANDARDS).first() or Publication(key=STANDARDS, version=0)
    payload = standard_rows()
    if row.version and row.payload == payload:
        return unchanged(False)
    row.payload, row.version, row.updated_at = payload, row.version + 1, clock.now()
    row.save()
    queries.forget()
    record.write(by=by, event=RulesPublished(Ref("counter.publication", STANDARDS), row.version))
    return True
