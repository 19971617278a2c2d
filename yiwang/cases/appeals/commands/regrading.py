"""What was added later may say more than the letter did: then the file is graded anew, by the same rules."""

from dataclasses import replace

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.words import HOUSE
from yiwang.cases.appeals.events import AppealDisputed, QuestionAnswered, SupplementAdded
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Suggestion
from yiwang.cases.appeals.queries.asking import supplement
from yiwang.cases.appeals.queries.rereading import line_of, told_of
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.secrecy import commands as secrecy
from yiwang.cases.secrecy import queries as secrecy_queries
from yiwang.cases.secrecy.states import Grade
from yiwang.kit.actor import Actor

Added = SupplementAdded | AppealDisputed | QuestionAnswered


def heed_added(*, by: Actor, event: Added) -> None:
    """Reaction, the last to these facts: a supplement, an answer or a dispute that tells of misconduct seals the file, one that
    asks for secrecy protects who wrote it.

    A complaint of the ordinary kind changes nothing: whoever is not content with an answer mostly says so of those who
    gave it, and the matter itself would leave the unit that can settle it.
    """
    appeal = queries.lock_appeal(by=HOUSE, case_id=int(event.subject.id))
    words = _words(appeal, event)
    if not words or appeal.case.confidentiality == Confidentiality.SEALED:
        return
    found = queries.understand(replace(told_of(appeal), title="", content=words, type="complaint"))
    if found.grade in (Grade.MISCONDUCT, Grade.INFORMANT):
        secrecy.raise_by_words(
            by=HOUSE, case=appeal.case, grade=Grade(found.grade), why=found.grade_why, is_sure=found.is_sure_of_grade,
            named_units=_meant(appeal, found), named_officers=found.named_officers, line=line_of(found),
        )  # fmt: skip


def _words(appeal: Appeal, event: Added) -> str:
    """As the citizen wrote them just now."""
    if isinstance(event, SupplementAdded):
        added = supplement(appeal=appeal, id=event.supplement)
        return added.text if added else ""
    if isinstance(event, QuestionAnswered):
        asked = queries.question(appeal=appeal, id=event.question)
        return asked.answer if asked else ""
    said = queries.dispute_of(appeal=appeal, round=event.round - 1)
    return said.reason if said else ""


def _meant(appeal: Appeal, found: Suggestion) -> list[str]:
    """Whom it is about. Who names nobody speaks of those who are working on it."""
    unit = appeal.case.unit
    if found.grade != Grade.MISCONDUCT or found.named_units or unit is None or "." not in unit.code:
        return found.named_units
    is_meant = unit.code != secrecy_queries.house_desk() and not secrecy_queries.is_watching(unit_code=unit.code)
    return [unit.code] if is_meant else []
