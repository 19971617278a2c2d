"""会商: somebody in charge asks lines, experts and units for an opinion; one conclusion ends it, and its minutes are kept."""

from collections.abc import Iterable
from datetime import datetime

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.parts import AFTERWARDS
from yiwang.cases.appeals.commands.shared import ends_with_file, move, required, taken_up, text_digest
from yiwang.cases.appeals.events import (
    ConsultationCancelled,
    ConsultationConcluded,
    ConsultationConvened,
    OpinionGiven,
)
from yiwang.cases.appeals.models import Appeal, Consultation, Opinion
from yiwang.cases.appeals.queries import Expert
from yiwang.cases.appeals.states import CONSULTATION_GROUNDS, ConsultationState, Move
from yiwang.cases.casework import commands as casework
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMoved
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

KIND = "joint_consultation"
QUESTION_SIGNS, OPINION_SIGNS, CONCLUSION_SIGNS, MINUTES_SIGNS, PLACE_SIGNS = 1000, 2000, 2000, 5000, 80
AT_MOST = 30
"""People who are asked to one consultation."""


@command
def convene(
    *,
    by: Actor,
    case_id: int,
    ground: str,
    question: str,
    lines: Iterable[str] = (),
    unit_codes: Iterable[str] = (),
    officer_codes: Iterable[str] = (),
    meets_at: datetime | None = None,
    place: str = "",
) -> Consultation:
    """发起会商: the experts of the lines, the heads of the units and the officers named are asked, and read the file from now on.

    It should come to its conclusion within the table's limit (ap.consult). The same question asked by the same hand
    already: unchanged. Invalid: no ground, no question, nobody to ask, somebody of a unit that it is about.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(question, field="question", message="请写明要商量什么", limit=QUESTION_SIGNS)
    held = queries.open_consultation(appeal=appeal)
    if held and (held.convened_by_id, held.question) == (by.officer_id, words):
        return unchanged(held)
    policies.may_convene(who, appeal).require()
    by = policies.hand(who, Move.CONVENE, appeal.case)
    if ground not in CONSULTATION_GROUNDS:
        raise Invalid("没有选会商的理由", ground="请选一个理由")
    asked = _asked(by, appeal, lines, unit_codes, officer_codes)
    made, now = (
        Consultation(appeal=appeal, ground=ground, question=words, convened_by_id=by.officer_id or 0),
        clock.now(),
    )
    made.convened_at, made.due_at, made.meets_at, made.place = (
        now,
        _due(by, appeal, now),
        meets_at,
        place.strip()[:PLACE_SIGNS],
    )
    made.save()
    Opinion.objects.bulk_create(
        [Opinion(consultation=made, officer=one.officer, unit=one.unit, line=one.line, asked_at=now) for one in asked]
    )
    casework.admit(by=by, case=appeal.case, officers=[one.officer for one in asked])
    move(by=by, appeal=appeal, by_move=Move.CONVENE)
    record.write(
        by=by,
        event=ConsultationConvened(appeal.case.ref, made.pk, ground, len(asked), text_digest(words, salt=made.pk)),
    )
    return made


def _due(by: Actor, appeal: Appeal, now: datetime) -> datetime:
    """By when there should be a conclusion: the clock runs on the file itself, so that its page shows it."""
    case = appeal.case
    limit = clocks_queries.limit_for(
        clock=KIND,
        type=appeal.type,
        category=appeal.category,
        channel=case.channel,
        priority=case.priority,
        began=case.began,
    )
    if limit is None:
        return case.due_at or now
    return clocks.start(by=by, subject=case.ref, kind=KIND, limit=limit, at=now).at


def _asked(
    by: Actor, appeal: Appeal, lines: Iterable[str], unit_codes: Iterable[str], officer_codes: Iterable[str]
) -> list[Expert]:  # fmt: skip
    """Who is asked, each once, never who asks. Experts of a line are asked as such, whatever else names them."""
    wanted, named = list(lines), [_unit(appeal, code) for code in unit_codes]
    found = [one for line in queries.experts(appeal=appeal, lines=wanted).values() for one in line] if wanted else []
    heads = [(organisation.head_of(unit_code=unit.code), unit) for unit in named]
    found += [Expert(officer=head, unit=unit, line="") for head, unit in heads if head]
    people = [organisation.officer_by_code(code=code) for code in officer_codes]
    found += [Expert(officer=one, unit=_unit(appeal, one.unit.code), line="") for one in people if one.is_active]
    unique = {one.officer.pk: one for one in reversed(found) if one.officer.pk != by.officer_id}
    if not 1 <= len(unique) <= AT_MOST:
        raise Invalid("没有选请谁", lines=f"请选警种或单位，一次最多请{AT_MOST}人；除了您自己至少要有一人")
    return list(reversed(unique.values()))


def _unit(appeal: Appeal, code: str) -> Unit:
    unit = organisation.roster().by_code.get(code)
    if unit is None or not unit.is_open or unit.code in appeal.case.excluded_units:
        raise Invalid("不能请这个单位", unit_codes="这个单位已撤并，或是被反映的单位，请另选")
    return unit


@command
def opine(*, by: Actor, case_id: int, text: str) -> Opinion:
    """提意见: who was asked says it, and may say it anew until the conclusion. The same words again: unchanged.

    The cover stays as it is: several speak at the same time.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(text, field="text", message="请写下您的意见", limit=OPINION_SIGNS)
    own = Opinion.objects.filter(consultation__appeal=appeal, consultation__state="open", officer_id=by.officer_id or 0)
    given = own.select_related("consultation").first()
    if given and given.given_at and given.text == words:
        return unchanged(given)
    policies.may_opine(who, appeal).require()
    assert given is not None
    given.text, given.given_at = words, clock.now()
    given.save(update_fields=["text", "given_at"])
    record.write(
        by=by,
        event=OpinionGiven(appeal.case.ref, given.consultation_id, given.pk, text_digest(words, salt=given.pk)),
    )
    return given


@command
def conclude(
    *, by: Actor, case_id: int, conclusion: str, minutes: str = "", unit_code: str = "", consultation_id: int | None = None
) -> Consultation:  # fmt: skip
    """会商结论: one text, with what was said where it should be kept. `unit_code`: which unit should handle it.

    The file stays where it is: pushing and designating are moves of their own. Conflict: it has ended meanwhile.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(conclusion, field="conclusion", message="请写下结论：怎么办，谁来办", limit=CONCLUSION_SIGNS)
    if (
        (before := _ended(appeal, consultation_id))
        and before.conclusion == words
        and before.ended_by_id == by.officer_id
    ):
        return unchanged(before)
    policies.may_conclude(who, appeal).require()
    by = policies.hand(who, Move.CONCLUDE, appeal.case)
    held = _held(appeal, consultation_id)
    unit = _unit_of_conclusion(appeal, unit_code) if unit_code else None
    kept = required(minutes, field="minutes", message="", limit=MINUTES_SIGNS) if minutes.strip() else ""
    held.conclusion, held.minutes, held.unit = words, kept, unit
    _end(by, appeal, held, ConsultationState.CONCLUDED, Ground.DONE)
    move(by=by, appeal=appeal, by_move=Move.CONCLUDE)
    digest = text_digest(f"{words}\x00{kept}", salt=held.pk)
    event = ConsultationConcluded(appeal.case.ref, held.pk, unit.code if unit else "", digest)
    record.write(by=by, event=event)
    return held


def _unit_of_conclusion(appeal: Appeal, code: str) -> Unit:
    unit = organisation.roster().by_code.get(code)
    if unit is None or not unit.is_open or unit.code in appeal.case.excluded_units:
        raise Invalid("不能由这个单位办", unit_code="这个单位已撤并，或是被反映的单位，请另选")
    return unit


@command
def cancel_consultation(*, by: Actor, case_id: int, reason: str, consultation_id: int | None = None) -> Consultation:
    """取消会商: without a conclusion; the reason is kept in the minutes. Conflict: it has ended meanwhile."""
    who, appeal = taken_up(by=by, case_id=case_id)
    words = required(reason, field="reason", message="请写明为什么取消", limit=OPINION_SIGNS)
    before = _ended(appeal, consultation_id)
    if before and before.state == ConsultationState.CANCELLED and before.ended_by_id == by.officer_id:
        return unchanged(before)
    policies.may_cancel_consultation(who, appeal).require()
    by = policies.hand(who, Move.CANCEL_CONSULTATION, appeal.case)
    held = _held(appeal, consultation_id)
    held.minutes = words
    _end(by, appeal, held, ConsultationState.CANCELLED, Ground.CANCELLED)
    move(by=by, appeal=appeal, by_move=Move.CANCEL_CONSULTATION)
    record.write(by=by, event=ConsultationCancelled(appeal.case.ref, held.pk))
    return held


def _ended(appeal: Appeal, consultation_id: int | None) -> Consultation | None:
    """The consultation that the page showed, where it is over."""
    if consultation_id is None:
        return None
    found = queries.consultation(appeal=appeal, id=consultation_id)
    return None if found.state == ConsultationState.OPEN else found


def _held(appeal: Appeal, consultation_id: int | None) -> Consultation:
    held = queries.open_consultation(appeal=appeal)
    if held is None or consultation_id not in (None, held.pk):
        raise Conflict("这一次会商已经结束，请刷新看看最新情况")
    return held


def _end(by: Actor, appeal: Appeal, held: Consultation, state: ConsultationState, ground: Ground) -> None:
    """The row, its clock, and how long those who were asked still read the file."""
    now = clock.now()
    held.state, held.ended_by_id, held.ended_at = state, by.officer_id, now
    held.save(update_fields=["state", "ended_by", "ended_at", "conclusion", "minutes", "unit"])
    clocks.stop(by=by, subject=appeal.case.ref, kind=KIND, ground=ground)
    asked = [one.officer_id for one in held.opinions.all()]
    casework.dismiss(by=by, case=appeal.case, until=now + AFTERWARDS, officers=asked)


@ends_with_file
def _end_consultation(by: Actor, appeal: Appeal) -> None:
    """With the file, or its round. Where it only leaves its unit the question stays: whose it is may be the very matter."""
    if queries.acts_of(appeal).consultation and (held := queries.open_consultation(appeal=appeal)):
        _end(by, appeal, held, ConsultationState.CANCELLED, Ground.CANCELLED)
        record.write(by=by, event=ConsultationCancelled(appeal.case.ref, held.pk))


@command
def follow_consultation(*, by: Actor, event: DeadlineMoved) -> None:
    """Reaction: a new calendar moved the clock of a consultation; its list shows what the ledger says, which is the fact."""
    if event.subject.kind == "casework.case" and event.kind == KIND and event.due_at:
        appeal = queries.get_by_id(case_id=int(event.subject.id))
        if held := queries.open_consultation(appeal=appeal):
            held.due_at = event.due_at
            held.save(update_fields=["due_at"])
    return unchanged(None)
