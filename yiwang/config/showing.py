"""What the demo shows besides its first appeals: standards to answer after, figures of its first days, one call to make."""

import csv
from pathlib import Path

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.states import Confidentiality, Track
from yiwang.cases.centre import commands as centre
from yiwang.cases.centre import queries as centre_queries
from yiwang.cases.counter.commands.figures import publish_figures
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge import queries as knowledge_queries
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking import queries as asking_queries
from yiwang.quality.asking.queries import About, Whom
from yiwang.quality.asking.states import Purpose

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


def call() -> None:
    """One answered citizen is to be rung up by the call-back desk, as if no text could reach them; once."""
    if asking_queries.tasks_of(by=_officer("tan.mei")).exists():
        return
    answered = casework.every().filter(
        state=State.REPLIED, confidentiality=Confidentiality.NORMAL, track=Track.APPEAL, applicant__is_anonymous=False
    )
    for case in answered.exclude(officer=None).select_related("unit", "officer", "applicant").order_by("id")[:20]:
        appeal = appeals.get_by_id(case_id=case.pk)
        about = About(category=appeal.category or "", type=appeal.type, track=case.track)
        if case.applicant is None or case.unit is None or asking_queries.rule_for(about):
            continue
        asking.call(
            by=BY, purpose=Purpose.LEVEL_ONE, subject=case.ref, round=case.round, case=case, judged=case.unit,
            unit=asking_queries.call_unit(case.unit), handler=case.officer, about=about,
            whom=Whom(recipient=messaging.to_applicant(applicant=case.applicant)), params={"number": case.number},
        )  # fmt: skip
        return
