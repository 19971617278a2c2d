"""Published questions and answers cross the border: put where the portal reads them, emptied when they are taken down."""

from typing import Any

from yiwang.cases.appeals import commands, policies
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import AppealType
from yiwang.cases.casework.queries import fold, tokens
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish, public_body
from yiwang.cases.counter.models import PublicAnswer
from yiwang.cases.counter.models.answers import SHOWN
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import border_command, command, unchanged
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.events import AnswerPublished, AnswerWithdrawn
from yiwang.offer.knowledge.models import Answer
from yiwang.offer.knowledge.states import AnswerState


@command
def show_answer(*, by: Actor, event: Any) -> None:
    """Reaction: the public copy follows at once. Derived, so it leaves no event of its own."""
    found = knowledge.by_id(answer_id=int(event.subject.id))
    row = PublicAnswer.objects.select_for_update().filter(key=found.pk).first() or PublicAnswer(key=found.pk, version=0)
    row.is_gone = found.state != AnswerState.PUBLISHED
    fill(row, {} if row.is_gone else _said(found))
    row.published_at = None if row.is_gone else found.published_at
    row.version, row.updated_at, row.is_waiting = row.version + 1, clock.now(), queries.has_relay()
    row.save()
    return unchanged(None)


def _said(found: Answer) -> dict[str, str]:
    theme, category = appeals.category(found.theme), appeals.category(found.category)
    return {
        "title": found.title, "question": found.question, "answer": found.answer, "theme": found.theme,
        "theme_label": theme.label if theme else "", "category_label": category.label if category else "",
        "unit": found.unit.short_name, "unit_en": found.unit.name_en,
    }  # fmt: skip


def fill(row: PublicAnswer, said: dict[str, str]) -> None:
    """Put the words in a row, with what they are found by; without words it is emptied."""
    for name in SHOWN:
        setattr(row, name, said.get(name, ""))
    text = " ".join(filter(None, (row.title, row.question, row.answer, row.category_label)))
    row.folded, row.tokens = fold(text), tokens(text)


@border_command
def choose_publishing(*, by: Actor, number: str, agrees: bool) -> None:
    """公开意愿: whether question and answer may be published without what points at a person. Refused: it is no consultation."""
    body = public_body(number)
    if not (body.get("publishing") or {}).get("may"):
        raise Refused("这一件不会公开，不用选")
    said = "yes" if agrees else "no"
    nonce = f"publishing:{number}:{said}:{int(clock.now().timestamp())}"
    post_wish(EnvelopeKind.PUBLISHING, number, nonce, agrees=agrees)


def choose_at_intake(*, by: Actor, case_id: int, said: str) -> None:
    """What was chosen beside the submission; nothing where the house has understood that it is nothing to be published."""
    appeal = appeals.get_by_id(case_id=case_id)
    if policies.may_choose_publishing(policies.mover(by), appeal):
        commands.choose_publishing(by=by, case_id=case_id, agrees=said == "yes")


def owe_asker(*, by: Actor, event: AnswerPublished | AnswerWithdrawn) -> None:
    """Reaction: the asker sees on the file's page that it is public, and that it is not any more."""
    source = Ref.parse(event.source)
    if source.kind == "casework.case":
        work.buffer("renewals", int(source.id))


def publishing_of(appeal: Appeal, who: Mover) -> dict[str, Any] | None:
    """What a projection says of it: whether the asker may choose, what they said, and the address while it is public."""
    if appeal.type != AppealType.CONSULT:
        return None
    found = knowledge.of_source(source=appeal.case.ref)
    agreed = found is not None and found.agreed_at is not None
    said = "no" if appeal.publishing_refused_at else "yes" if agreed or appeals.agreed_to_publish(appeal) else ""
    key = found.pk if found and found.state == AnswerState.PUBLISHED else None
    return {"may": bool(policies.may_choose_publishing(who, appeal)), "said": said, "key": key}
