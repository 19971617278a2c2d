"""What the demo shows besides its first appeals: standards that officers answer after, and figures of its first days."""

import csv
from pathlib import Path

from yiwang.cases.centre import commands as centre
from yiwang.cases.centre import queries as centre_queries
from yiwang.cases.counter.commands.figures import publish_figures
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge import queries as knowledge_queries

BY = Actor.system("seed")
DEMO_ONLY = "演示口径，正式使用前由各警种核对"


def _officer(code: str) -> Actor:
    return organisation.actor_for(officer=organisation.officer_by_code(code=code))


def standards(path: Path) -> None:
    """Let the standards of the file be written and approved; an installation that has any is left as it is."""
    if knowledge_queries.standards():
        return
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            made = knowledge.write_standard(
                by=_officer(row["writer"]), question=row["question"], also=row["also"].replace("；", "\n"), why=DEMO_ONLY,
                answer=row["answer"], ground=row["ground"], category=row["category"], line=row["line"], is_public=True,
            )  # fmt: skip
            knowledge.approve_standard(by=_officer(row["approver"]), standard_id=made.pk)


def figures() -> None:
    """Count what has come so far, and let everybody read it."""
    if days := centre_queries.days_to_count():
        centre.tally_days(by=BY, first=days[0], last=days[1])
        publish_figures(by=BY, payload=centre_queries.public_figures())
