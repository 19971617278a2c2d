"""What else a change of grade asks for: what was said about the file is kept as its grade wants, and strangers let go of it."""

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.commands.shared import end_open_business
from yiwang.cases.appeals.models import (
    Appeal,
    Consultation,
    Designation,
    Dispute,
    HandBack,
    Instruction,
    MachineDraft,
    Opinion,
    Part,
    Question,
    Reply,
    Request,
    Return,
    Supplement,
)
from yiwang.cases.casework import commands as casework
from yiwang.cases.secrecy.events import CaseRegraded
from yiwang.cases.secrecy.states import Grade
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import sealable
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge.states import Ending

HOUSE = Actor.job("appeals.seal")
"""Whoever changed the grade may not see the file any more."""
SPOKEN = (
    (Appeal, "case"),
    (Consultation, "appeal__case"),
    (Designation, "appeal__case"),
    (Dispute, "appeal__case"),
    (HandBack, "appeal__case"),
    (Instruction, "appeal__case"),
    (MachineDraft, "appeal__case"),
    (Opinion, "consultation__appeal__case"),
    (Part, "appeal__case"),
    (Question, "appeal__case"),
    (Reply, "appeal__case"),
    (Request, "appeal__case"),
    (Return, "appeal__case"),
    (Supplement, "appeal__case"),
)
"""Where something is said about a file, and the way to its cover: each is written anew when the grade changes."""


def keep_as_graded(*, by: Actor, event: CaseRegraded) -> None:
    """Reaction: texts are encrypted, or clear again, and what was published of a secret file is taken down.

    Of misconduct no guest reads on, and what other units were asked ends.
    """
    appeal = queries.lock_appeal(by=HOUSE, case_id=int(event.subject.id))
    if event.grade not in ("", Grade.ORDINARY):
        knowledge.end_answer(by=HOUSE, source=event.subject, ending=Ending.SEALED)
    if event.grade == Grade.MISCONDUCT:
        end_open_business(by=HOUSE, appeal=appeal, counts_on=True)
        casework.dismiss_all(by=HOUSE, case=appeal.case, until=clock.now())
    _write_anew(appeal)
    casework.write_contacts_anew(by=HOUSE, case=appeal.case)


def _write_anew(appeal: Appeal) -> None:
    """Each text saved again: the field looks at the file by itself."""
    for model, way in SPOKEN:
        names = sealable(model)
        for row in model._default_manager.select_related(way).filter(**{way: appeal.pk}):
            row.save(update_fields=names)
