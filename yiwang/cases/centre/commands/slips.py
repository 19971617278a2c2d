"""登记单, and taking a matter in at the desk: one act for what was said, what the channel asks, and what it came from."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeal_policies
from yiwang.cases.appeals import queries as appeal_queries
from yiwang.cases.appeals.commands import Submission
from yiwang.cases.appeals.states import Outcome
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.centre import policies
from yiwang.cases.centre.commands.calls import tie_call
from yiwang.cases.centre.events import SlipWritten
from yiwang.cases.centre.models import Slip
from yiwang.cases.centre.states import ORDERED_ON, OUTSIDE_NUMBER, Ask, AskKind, WrapUp, asks
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

TEXT_SIGNS, LONG_SIGNS = 120, 1000


@dataclass(frozen=True, kw_only=True)
class DirectAnswer:
    """What is answered at once. `source`: the standard or published answer it was taken from."""

    text: str
    outcome: str = Outcome.EXPLAINED
    ground: str = ""
    source: Ref | None = None


@command
def take_in(*, by: Actor, submission: Submission, told: Mapping[str, str] | None = None, call_id: int = 0) -> Case:
    """登记诉求 at the desk, with what its channel asks (`states.ASKS`); the call that it came by (0: none) is tied to it.

    What the sender numbered and dated stands on the cover too: their number, and from when their clock runs. The same
    submission again changes nothing. Invalid: an answer is missing or cannot be read, by its name in the slip.
    """
    known = casework.by_intake_key(key=submission.key)
    if known:
        return unchanged(known)
    answers = _checked(submission.told.channel, told or {})
    submission = replace(
        submission,
        external_id=submission.external_id or answers.get(OUTSIDE_NUMBER, "")[:80],
        ordered_at=submission.ordered_at or _ordered_at(answers.get(ORDERED_ON, "")),
    )
    case = appeals.register(by=by, submission=submission)
    if answers:
        _write(by, case, answers)
    if call_id:
        tie_call(by=by, call_id=call_id, to=case.ref, wrap_up=WrapUp.REGISTERED)
    return case


@command
def answer_at_once(
    *, by: Actor, submission: Submission, answer: DirectAnswer, told: Mapping[str, str] | None = None,
    call_id: int = 0,
) -> Case:  # fmt: skip
    """直接答复: taken in, answered and over for the desk in one act; no unit is asked. The same submission again changes nothing.

    Refused: a complaint, a report, danger, a sealed matter. See `appeals.answer_directly`.
    """
    if known := casework.by_intake_key(key=submission.key):
        return unchanged(known)
    case = take_in(by=by, submission=replace(submission, is_held=True), told=told)
    if case.confidentiality == Confidentiality.SEALED:
        raise Refused("说的是要密封的事，不能直接答复。请登记，由依法能办的单位办")
    if call_id:
        tie_call(by=by, call_id=call_id, to=case.ref, wrap_up=WrapUp.ANSWERED)
    return answer_case(by=by, case_id=case.pk, answer=answer)


@command
def answer_case(*, by: Actor, case_id: int, answer: DirectAnswer) -> Case:
    """直接答复 of a file that waits for an operator."""
    reply = appeals.answer_directly(
        by=by, case_id=case_id, text=answer.text, outcome=answer.outcome, ground=answer.ground, source=answer.source
    )
    return reply.appeal.case


@command
def mend_slip(*, by: Actor, case_id: int, told: Mapping[str, str]) -> Slip:
    """改登记单: what was missing is added, what was wrong is mended, while the file is open. The same answers: unchanged."""
    case = casework.lock(by=by, case_id=case_id)
    policies.may_mend_slip(appeal_policies.mover(by), case).require()
    answers = _checked(case.channel, told)
    known = Slip.objects.filter(case=case).first()
    if known and known.answers == answers:
        return unchanged(known)
    return _write(by, case, answers)


def _write(by: Actor, case: Case, answers: Mapping[str, str]) -> Slip:
    told = json.dumps(answers, ensure_ascii=False, sort_keys=True)
    slip, _ = Slip.objects.update_or_create(
        case=case, defaults={"told": told, "written_by_id": by.officer_id, "written_at": clock.now()}
    )
    digest = keyed_digest(f"{case.number}\x00{told}", purpose="record-text")
    record.write(by=by, event=SlipWritten(case.ref, case.channel, digest))
    return slip


def _checked(channel: str, told: Mapping[str, str]) -> dict[str, str]:
    """The answers that this channel asks for. Invalid: `ask_<name>` with what is wrong."""
    appeal_queries.open_channel(channel)
    faults: dict[str, str] = {}
    answers: dict[str, str] = {}
    for ask in asks(channel):
        said = told.get(ask.name, "").strip()
        if fault := _fault(ask, said):
            faults[f"ask_{ask.name}"] = fault
        elif said:
            answers[ask.name] = said
    if faults:
        raise Invalid("登记单还没有填好", **faults)
    return answers


def _fault(ask: Ask, said: str) -> str:
    if not said:
        return (ask.why or f"请填{ask.label}") if ask.is_needed else ""
    most = LONG_SIGNS if ask.kind is AskKind.LONG else TEXT_SIGNS
    if len(said) > most:
        return f"最多{most}字，请删去{len(said) - most}字"
    if ask.kind is AskKind.CHOICE and said not in dict(ask.choices):
        return "请从列出的里面选一个"
    if ask.kind is AskKind.NUMBER and not (said.isascii() and said.isdigit() and 0 < int(said) < 10_000):
        return "请写一个数，例如2"
    if ask.kind is AskKind.LINK and not said.startswith(("http://", "https://")):
        return "请写完整的网址，以https://或http://开头"
    return _date_fault(ask, said) if ask.kind is AskKind.DATE else ""


def _date_fault(ask: Ask, said: str) -> str:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return "请写成年-月-日，例如2026-11-22"
    is_ahead = ask.name in ("due_on", "session")
    return "日期还没有到，请核对" if day > clock.today() and not is_ahead else ""


def _ordered_at(said: str) -> datetime | None:
    """The sender's clock runs from that day; an order of today counts from its first minute, as the day is all that is known."""
    if not said:
        return None
    return datetime.combine(date.fromisoformat(said), time.min, tzinfo=clock.local(clock.now()).tzinfo)
