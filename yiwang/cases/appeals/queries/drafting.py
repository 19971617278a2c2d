"""机器拟稿: the drafts of a file, what goes out to a model, and how much is asked of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Sum

from yiwang.cases.appeals.models import Appeal, MachineDraft
from yiwang.cases.appeals.queries.desk import get_by_id
from yiwang.cases.appeals.queries.entities import entities
from yiwang.cases.appeals.queries.precedents import like_answers
from yiwang.cases.appeals.queries.tables import setting
from yiwang.cases.appeals.states import AppealType, DraftState, SentenceFate
from yiwang.cases.casework.models import Case
from yiwang.ground.language.queries import Entity
from yiwang.ground.language.queries.drafting import Mask, Source, is_set_up, material, repeated
from yiwang.ground.language.states import EntityKind
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.settings import settings
from yiwang.offer.knowledge import queries as knowledge

STANDARDS, PRECEDENTS = 3, 3
"""Approved texts that go out with a letter."""
SHORTEST_NAME = 2
KEPT = SentenceFate.KEPT.value


@dataclass(frozen=True, kw_only=True)
class Outgoing:
    """What goes to the model, everybody masked, and by what they are put back. Never kept."""

    text: str
    mask: Mask


@dataclass(frozen=True, kw_only=True)
class Use:
    """How much was asked of the model: requests and tokens, today and this month; `most`: requests a day."""

    today: int
    month: int
    tokens: int
    most: int


def is_switched_on() -> bool:
    """Whether a model is set by the installation and the bureau has switched drafts on."""
    return is_set_up() and setting("draft_by_machine") == "yes"


def draft_of(*, appeal: Appeal) -> MachineDraft | None:
    """The newest draft of this round, whatever became of it."""
    found = appeal.machine_drafts.filter(round=appeal.case.round)
    return found.select_related("asked_by", "read_by").first()


def draft_by_id(*, draft_id: int) -> MachineDraft | None:
    """One draft with its file, for the house itself."""
    return MachineDraft.objects.select_related("appeal__case", "asked_by").filter(pk=draft_id).first()


def unread(*, appeal: Appeal, text: str) -> list[str]:
    """Sentences of this text that a model wrote and nobody has been over; also of an earlier round, and of a draft not wanted.

    What stands in a standard that was used was approved before any model repeated it.
    """
    drafts = list(appeal.machine_drafts.filter(state__in=[DraftState.READY, DraftState.DROPPED, DraftState.READ]))
    drafted = {sentence for draft in drafts if draft.state != DraftState.READ for sentence in draft.sentences}
    found = [sentence for sentence in sorted(drafted) if repeated(sentence, text)]
    if not found:
        return []
    read = {
        sentence
        for draft in drafts
        for sentence, fate in zip(draft.sentences, draft.said, strict=False)
        if fate == KEPT
    }
    approved = "\n".join(use.standard.answer for use in knowledge.used_for(subject=appeal.case.ref))
    return [sentence for sentence in found if sentence not in read and not repeated(sentence, approved)]


def outgoing(*, draft: MachineDraft) -> Outgoing:
    """The letter, approved answers in sight of who asked, and standards: with people, officers and numbers masked."""
    appeal = get_by_id(case_id=draft.appeal_id)
    case, mask = appeal.case, Mask()
    said = f"{case.title}。{appeal.content}"
    letter = mask.hide(said, [one for one in entities(said, names=_names(case)) if one.kind is not EntityKind.UNIT])
    return Outgoing(
        text=material(
            letter=letter, kind=AppealType(appeal.type).label, unit=case.unit.short_name if case.unit else "",
            phone=case.unit.duty_phone if case.unit else "", sources=_sources(draft, appeal, mask),
        ),
        mask=mask,
    )  # fmt: skip


def _names(case: Case) -> list[str]:
    party = case.applicant
    return [party.name] if party and len(party.name) >= SHORTEST_NAME else []


def _sources(draft: MachineDraft, appeal: Appeal, mask: Mask) -> Sequence[Source]:
    """Standards as they stand; answers to like matters with everybody in them masked once more."""
    by = organisation.actor_for(officer=draft.asked_by, door="worker")
    text = f"{appeal.case.title}。{appeal.content}"
    standards = knowledge.find_standard(text=text, limit=STANDARDS, category=appeal.category)
    like = like_answers(by=by, text=appeal.content, category=appeal.category, apart=appeal.pk, size=PRECEDENTS)
    told = [Source(title=one.question, text=f"{one.answer}\n{one.ground}", is_standard=True) for one in standards]
    return [*told, *(Source(title="", text=mask.hide(one.text, _people(one.text))) for one in like)]


def _people(text: str) -> list[Entity]:
    """Officers by name too; units, their telephones and addresses may stand in an answer that was approved."""
    kept = {EntityKind.UNIT, EntityKind.ADDRESS}
    return [one for one in entities(text) if one.kind not in kept and not _is_office_phone(one, text)]


def _is_office_phone(one: Entity, text: str) -> bool:
    return one.kind is EntityKind.PHONE and one.of(text).startswith(("0", "400", "800"))


def use_of_machine() -> Use:
    """Requests and tokens of the whole house, today and in this month."""
    day = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    rows = MachineDraft.objects.filter(asked_at__gte=day.replace(day=1))
    sums = rows.aggregate(into=Sum("tokens_in"), out=Sum("tokens_out"))
    return Use(
        today=rows.filter(asked_at__gte=day).count(), month=rows.count(),
        tokens=(sums["into"] or 0) + (sums["out"] or 0), most=settings().draft_daily,
    )  # fmt: skip
