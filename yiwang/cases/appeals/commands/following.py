"""归入同诉求、单独办理、按主件答复: many files of one problem, each with its own number, clock, answer and right to dispute."""

from dataclasses import dataclass

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.shared import (
    answered_together,
    dispute_window,
    end_open_business,
    move,
    required,
    start_clock,
    taken_up,
    text_digest,
)
from yiwang.cases.appeals.events import AppealAnsweredTogether, AppealFollowed, AppealWentAlone, ReplyApproved
from yiwang.cases.appeals.models import Appeal, Reply, ReplyState
from yiwang.cases.appeals.states import MOVES, Move, State
from yiwang.cases.casework import commands as casework
from yiwang.cases.casework import queries as casework_queries
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks.states import Ground
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.work import command, unchanged

REASON_SIGNS = 300
_HANDS = (
    "outcome",
    "ground",
    "drafted_by_id",
    "drafted_at",
    "submitted_at",
    "passed_by_id",
    "passed_at",
    "decided_by_id",
)
"""What a file's own reply takes over from the main one's besides the words."""


@dataclass(frozen=True, kw_only=True)
class Before:
    """Where a file was before it was put beside others; a unit that is closed by now counts as none."""

    unit: Unit | None
    officer: Officer | None
    was_signed: bool


@command
def follow(*, by: Actor, case_id: int, main_id: int) -> Case:
    """归入同诉求: on the desk of who has the main file, handled there. Its promise runs on; the clocks of the steps that its unit
    does once for all of them (dispatch, signing, first contact) stop.

    Missing: the main file does not exist for this hand. Refused: see `policies.may_follow`.
    """
    if not casework_queries.visible(by=by).filter(pk=main_id).exists():
        raise Missing("没有这个编号的件，或不在您的范围内")
    who, appeal = taken_up(by=by, case_id=case_id)
    main = queries.get_by_id(case_id=main_id)
    policies.may_follow(who, appeal, main).require()
    by = policies.hand(who, Move.FOLLOW, appeal.case)
    case, now, before = appeal.case, clock.now(), appeal.case.unit
    is_moved = case.unit_id != main.case.unit_id
    if is_moved and before is not None:
        end_open_business(by=by, appeal=appeal, counts_on=True)
    officer = main.case.officer
    kept_from = officer is not None and officer.pk in case.excluded_officers
    move(
        by=by, appeal=appeal, by_move=Move.FOLLOW, unit=main.case.unit, supervising_unit=_above(main.case, case),
        officer=None if kept_from else officer, pushed_at=case.pushed_at or now,
        signed_at=case.signed_at or (now if main.case.signed_at else None),
    )  # fmt: skip
    for kind in ("triage", "sign", "first_contact"):
        clocks.stop(by=by, subject=case.ref, kind=kind)
    codes = (main.case.unit.code if main.case.unit else "", before.code if before and is_moved else "")
    record.write(by=by, event=AppealFollowed(case.ref, main.case.number, *codes))
    return case


def _above(main: Case, case: Case) -> Unit | None:
    """The unit with a copy of the main file, unless the other one is kept from it."""
    above = main.supervising_unit
    return above if above and above.code not in case.excluded_units else None


@command
def go_alone(*, by: Actor, case_id: int, main: str, before: Before, reason: str) -> Case:
    """单独办理: back where it was, with the clock of its next step; the promise counts from registration as it did all the while.

    `main`: number of the file it was worked on with. Conflict: it is answered by now. Invalid: no reason.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    policies.may_go_alone(who, appeal).require()
    words = required(reason, field="reason", message="请写明为什么要单独办", limit=REASON_SIGNS)
    by = policies.hand(who, Move.GO_ALONE, appeal.case)
    MOVES.target(State(appeal.case.state), Move.GO_ALONE)
    _put_back(by, appeal, before)
    unit = appeal.case.unit.code if appeal.case.unit else ""
    record.write(
        by=by, event=AppealWentAlone(appeal.case.ref, main, unit, text_digest(words, salt=appeal.case.number))
    )  # fmt: skip
    return appeal.case


def _put_back(by: Actor, appeal: Appeal, before: Before) -> None:
    case, unit, officer = appeal.case, before.unit, before.officer
    if unit is None or not unit.is_open or unit.code in case.excluded_units:
        casework.settle(
            by=by, case=case, state=State.REGISTERED, unit=None, supervising_unit=None, officer=None, pushed_at=None,
            signed_at=None,
        )  # fmt: skip
        start_clock(by=by, appeal=appeal, name="triage")
        return
    serves = officer is not None and officer.is_active and officer.pk not in case.excluded_officers
    above = organisation.roster().supervising(unit.code)
    casework.settle(
        by=by, case=case, state=State.HANDLING if before.was_signed else State.PUSHED, unit=unit,
        officer=officer if serves else None, signed_at=case.signed_at if before.was_signed else None,
        supervising_unit=above if above and above.code not in (unit.code, *case.excluded_units) else None,
    )  # fmt: skip
    was_reached = before.was_signed and case.contacts.filter(round=case.round, reached=True).exists()
    if not was_reached:
        start_clock(by=by, appeal=appeal, name="first_contact" if before.was_signed else "sign")


@command
def answer_together(*, by: Actor, case_id: int, main_id: int, more: str = "") -> Reply:
    """按主件答复: the approved answer of the main file becomes this file's own: private notice, own time to dispute it.

    `more`: a paragraph for this file alone, which whoever approved has seen. Answered by it before: unchanged. Refused: see
    `policies.may_answer_together`.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    case, main = appeal.case, queries.get_by_id(case_id=main_id)
    known = queries.answer_of(appeal=appeal)
    if known and known.round == case.round:
        return unchanged(known)
    answer = queries.answer_of(appeal=main)
    policies.may_answer_together(who, appeal, main, answer).require()
    reply = _own(appeal, answer, more)
    end_open_business(by=by, appeal=appeal)
    now = reply.decided_at or clock.now()
    move(by=by, appeal=appeal, by_move=Move.ANSWER_TOGETHER, replied_at=now, signed_at=case.signed_at or now)
    appeal.outcome, appeal.dispute_until, appeal.read_at = reply.outcome, now + dispute_window(case.began), None
    appeal.save(update_fields=["outcome", "dispute_until", "read_at"])
    for kind in ("approve", "approve_level2", "first_contact", "handle"):
        clocks.stop(by=by, subject=case.ref, kind=kind, ground=Ground.REPLIED)
    record.write(by=by, event=AppealAnsweredTogether(case.ref, reply.pk, main.case.number, bool(more.strip())))
    answered_together().add(case.pk)
    digest = text_digest(reply.text, salt=reply.pk)
    record.write(by=by, event=ReplyApproved(case.ref, reply.pk, reply.outcome, digest))
    return reply


def _own(appeal: Appeal, answer: Reply | None, more: str) -> Reply:
    """The file's own reply, by the hands that wrote and approved the main one's; a draft of this round becomes it."""
    if answer is None:
        raise Missing("主件还没有审定的答复")
    reply = queries.open_reply(appeal=appeal) or Reply(appeal=appeal, round=appeal.case.round)
    for name in _HANDS:
        setattr(reply, name, getattr(answer, name))
    reply.text = "\n\n".join(part for part in (answer.text.strip(), more.strip()) if part)
    reply.state, reply.decided_at = ReplyState.APPROVED, clock.now()
    reply.save()
    return reply
