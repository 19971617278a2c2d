"""The permission table, role × move × scope: every cell is tried by running the command, not by asking the policy.

What is expected is written down here by hand, by groups of roles; the moves' own `who` says only which group a move is for.
"""

from datetime import timedelta

import pytest
from django.db import transaction

from tests.city import NOISE, answer, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, Consultation, Instruction, Part, Question, Request
from yiwang.cases.appeals.states import ASKED, CITIZEN, CLIENT, MOVES, SYSTEM, Move, State
from yiwang.cases.casework.models import Case
from yiwang.ground.files.queries import clean
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Post, Unit
from yiwang.ground.organisation.states import OFFICE_ROLES, Office, PostState, Role
from yiwang.kit import clock, memory
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Missing, Refused

pytestmark = pytest.mark.usefixtures("city")

SCOPES = {  # name: unit of the post, scope, lines — the case lies with yz.jc.gq (line community), supervised by yz.jc
    "own": ("yz.jc.gq", "yz.jc.gq", ["*"]),
    "county": ("yz.jc", "yz.jc", ["*"]),
    "beside": ("yz.jc.wj", "yz.jc.wj", ["*"]),
    "city": ("yz", "yz", ["*"]),
    "other_line": ("yz.traffic", "yz", ["traffic"]),
}
HANDLERS = {"handler", "community_officer", "window_clerk", "duty_officer", "remote_agent"}
HEADS = {"unit_head", "deputy_head"}
OVERSEERS = {"approver", "deputy_approver", "supervisor"}
WATCHERS = {"leader", "inspector", "duty_leader"}
DESK = {"operator", "triage_lead"}
CONVENERS = HEADS | DESK | {"supervisor", "deputy_approver", "leader"}
WHO = {
    Move.PUSH: DESK, Move.ANSWER_DIRECTLY: DESK, Move.TAKE_BACK: DESK,
    Move.SIGN: HANDLERS | HEADS, Move.REASSIGN: HANDLERS | HEADS,
    Move.RECORD_CONTACT: HANDLERS | HEADS, Move.ATTACH: HANDLERS | HEADS, Move.DRAFT_REPLY: HANDLERS | HEADS,
    Move.SUBMIT_REPLY: HANDLERS | HEADS, Move.SEND_BACK: HEADS | OVERSEERS, Move.APPROVE: HEADS | OVERSEERS,
    Move.ACKNOWLEDGE: DESK | {"duty_officer", "duty_leader"},
    Move.PASS_UP: HEADS | OVERSEERS, Move.INSTRUCT: HEADS | {"leader", "deputy_approver"},
    Move.REPORT_INSTRUCTION: HANDLERS | HEADS, Move.CLOSE_INSTRUCTION: HEADS | {"leader", "deputy_approver"},
    Move.REQUEST_EXTENSION: HANDLERS | HEADS, Move.REQUEST_PAUSE: HANDLERS | HEADS, Move.WITHDRAW_REQUEST: HANDLERS | HEADS,
    Move.GRANT: HEADS | OVERSEERS, Move.DECLINE: HEADS | OVERSEERS, Move.RESUME: HANDLERS | HEADS | OVERSEERS,
    Move.RETURN_TO_DESK: HANDLERS | HEADS, Move.HAND_BACK: DESK | HEADS,
    Move.DESIGNATE: HEADS | {"supervisor", "deputy_approver", "leader"},
    Move.SPLIT: DESK | HEADS, Move.LINK_UP: DESK | HANDLERS | HEADS, Move.MERGE: DESK | HEADS, Move.UNMERGE: DESK | HEADS,
    Move.FOLLOW: DESK | HANDLERS | HEADS, Move.GO_ALONE: DESK | HANDLERS | HEADS, Move.ANSWER_TOGETHER: set(),
    Move.ASK: HANDLERS | HEADS, Move.TAKE_BACK_QUESTION: HANDLERS | HEADS, Move.SUPPLEMENT: DESK, Move.URGE: DESK,
    Move.ANSWER: set(), Move.LAPSE_QUESTION: set(), Move.TAKE_UP: set(),
    Move.CALL_IN: HANDLERS | HEADS | DESK | {"supervisor"}, Move.RECALL_PART: HANDLERS | HEADS | DESK | {"supervisor"},
    Move.REPORT_PART: HANDLERS | HEADS, Move.CONVENE: CONVENERS, Move.CONCLUDE: CONVENERS,
    Move.CANCEL_CONSULTATION: CONVENERS, Move.OPINE: set(),
    Move.PUT_ON_TRACK: DESK | HEADS | {"inspector"}, Move.TAKE_OFF_TRACK: DESK | HEADS | {"inspector"}, Move.END_BY_LAW: set(),
    Move.READ_REPLY: set(), Move.DISPUTE: set(), Move.WITHDRAW: set(), Move.CLOSE: set(),
}  # fmt: skip
OTHER: dict[int, str] = {}
"""Of an appeal that is to be linked or merged: the number of the other."""
PICTURE = bytes.fromhex("89504e470d0a1a0a")


def stands(role: str, scope: str, move: Move) -> bool:
    """Whether a post of this role and scope has to do with the case, by hand."""
    if move in (Move.PUSH, Move.ANSWER_DIRECTLY):
        return True  # nobody has it yet: every operator may
    if move is Move.ACKNOWLEDGE and role == "duty_officer":
        return scope in ("own", "city", "other_line")  # its own unit's case, or the desk that rings lies in the scope
    if move is Move.INSTRUCT and role in HEADS:
        return scope in ("county", "city")  # the unit's own head gives it out, he does not instruct himself
    if move is Move.DESIGNATE:
        return scope in ("county", "city")  # it lies with yz.jc, above both that gave it back
    if move is Move.REPORT_PART:
        return scope == "beside" or (role in HEADS and scope in ("county", "city"))  # yz.jc.wj was called in
    if role in HANDLERS:
        return scope == "own"
    if role in HEADS:
        return scope in ("own", "county", "city")
    if role in DESK or role == "duty_leader":
        return scope != "beside"
    return scope in ("own", "county", "city")


def staged(move: Move) -> Appeal:
    """An appeal from which the move leads."""
    if move in (Move.PUSH, Move.ANSWER_DIRECTLY):
        return appeal_at(State.REGISTERED)
    if move is Move.ACKNOWLEDGE:
        return registered(is_urgent=True, tripwire={"page": "danger"}, told={"content": NOISE})
    if move in (Move.REPORT_INSTRUCTION, Move.CLOSE_INSTRUCTION):
        appeal = appeal_at(State.HANDLING)
        given = appeals.instruct(by=officer("zhai.gang"), case_id=appeal.pk, text="请抓紧")
        Instruction.objects.filter(pk=given.pk).update(by=organisation.officer_by_code(code="fu.yi"))
        return queries.get_by_id(case_id=appeal.pk)
    if move in (Move.WITHDRAW_REQUEST, Move.GRANT, Move.DECLINE, Move.RESUME):
        return with_request(move)
    if move is Move.DESIGNATE:
        return returned_twice()
    if move in (Move.RECALL_PART, Move.REPORT_PART, Move.CONCLUDE, Move.CANCEL_CONSULTATION, Move.OPINE):
        return with_others()
    if move in (Move.TAKE_BACK_QUESTION, Move.ANSWER, Move.LAPSE_QUESTION):
        return with_question()
    if move in (Move.TAKE_OFF_TRACK, Move.END_BY_LAW):
        appeal = appeal_at(State.HANDLING)
        appeals.put_on_track(by=officer("ye.qingwen"), case_id=appeal.pk, track="petition", reason="要求按信访办")
        return queries.get_by_id(case_id=appeal.pk)
    if move in (Move.LINK_UP, Move.MERGE, Move.UNMERGE, Move.FOLLOW, Move.GO_ALONE, Move.ANSWER_TOGETHER):
        return with_other(move)
    if move in (Move.HAND_BACK, Move.TAKE_UP):
        sent = registered(told={"channel": "12345"}, external_id="GD1", ordered_at=clock.now())
        if move is Move.TAKE_UP:
            appeals.hand_back(by=officer("ye.qingwen"), case_id=sent.pk, ground="归城管管")
        return queries.get_by_id(case_id=sent.pk)
    at = {
        Move.TAKE_BACK: State.PUSHED, Move.SIGN: State.PUSHED, Move.REASSIGN: State.PUSHED, Move.SEND_BACK: State.REVIEW,
        Move.APPROVE: State.REVIEW, Move.PASS_UP: State.REVIEW, Move.READ_REPLY: State.REPLIED, Move.DISPUTE: State.REPLIED,
        Move.CLOSE: State.REPLIED, Move.WITHDRAW: State.HANDLING,
    }  # fmt: skip
    return appeal_at(at.get(move, State.HANDLING))


def with_request(move: Move) -> Appeal:
    """More time was asked for; to be withdrawn, by whoever is tried; to be resumed, it was granted."""
    appeal = appeal_at(State.HANDLING)
    by = officer("yang.mo")
    if move is Move.RESUME:
        appeals.request_pause(by=by, case_id=appeal.pk, ground="expert", proof="鉴定委托书", reason="等鉴定")
        appeals.grant(by=officer("xiang.dong"), case_id=appeal.pk)
    else:
        asked = appeals.request_extension(by=by, case_id=appeal.pk, days=3, reason="还差材料")
        if move is Move.WITHDRAW_REQUEST:
            Request.objects.filter(pk=asked.pk).update(asked_by=organisation.officer_by_code(code="fu.yi"))
    return queries.get_by_id(case_id=appeal.pk)


def with_other(move: Move) -> Appeal:
    """Another of the same unit is there; to be set apart again, it is merged."""
    appeal, other = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    OTHER[appeal.pk] = other.case.number
    if move is Move.ANSWER_TOGETHER:
        answer(other)
        appeals.approve(by=officer("xiang.dong"), case_id=other.pk)
    if move is Move.UNMERGE:
        appeals.merge(by=officer("xiang.dong"), case_id=appeal.pk, number=other.case.number)
    return queries.get_by_id(case_id=appeal.pk)


def with_others() -> Appeal:
    """A unit beside does a part, and a consultation goes on; whoever is tried called both together."""
    appeal, me = appeal_at(State.HANDLING), organisation.officer_by_code(code="fu.yi")
    appeals.call_in(by=officer("yang.mo"), case_id=appeal.pk, tasks=[("yz.jc.wj", "查一查")])
    appeals.convene(by=officer("dai.jun"), case_id=appeal.pk, ground="important", question="怎么办", lines=["traffic"])
    Part.objects.update(called_by=me)
    Consultation.objects.update(convened_by=me)
    return queries.get_by_id(case_id=appeal.pk)


def returned_twice() -> Appeal:
    """Two stations gave it back: it lies with yz.jc."""
    appeal = appeal_at(State.PUSHED)
    given = {"ground": "not_here", "reason": "不在辖区"}
    appeals.return_to_desk(by=officer("yang.mo"), case_id=appeal.pk, suggested="yz.jc.wj", **given)
    appeals.push(by=officer("ye.qingwen"), case_id=appeal.pk, unit_code="yz.jc.wj")
    appeals.return_to_desk(by=officer("mu.yanqiu"), case_id=appeal.pk, suggested="yz.jc.gq", **given)
    return queries.get_by_id(case_id=appeal.pk)


def with_question() -> Appeal:
    """The citizen is asked something, and the time to answer is over."""
    appeal = appeal_at(State.HANDLING)
    asked = appeals.ask(by=officer("yang.mo"), case_id=appeal.pk, text="车牌是多少？")
    Question.objects.filter(pk=asked.pk).update(due_at=clock.now())
    return queries.get_by_id(case_id=appeal.pk)


def run(move: Move, by: Actor, appeal: Appeal) -> None:
    case_id = appeal.case.pk
    asked = {
        Move.PUSH: {"unit_code": "yz.jc.gq"},
        Move.REASSIGN: {"officer_code": "xiang.dong"},
        Move.RECORD_CONTACT: {"kind": "call", "reached": True, "note": "联系过"},
        Move.ATTACH: {"clean": clean(name="x.png", data=picture())},
        Move.DRAFT_REPLY: {"text": "初稿"},
        Move.SUBMIT_REPLY: {"text": "已办。", "outcome": "resolved"},
        Move.SEND_BACK: {"reason": "再补一句"},
        Move.ANSWER_DIRECTLY: {"text": "带身份证到就近的派出所办。"},
        Move.DISPUTE: {"reason": "没好"},
        Move.CALL_IN: {"tasks": [("yz.jc.wj", "查一查")]},
        Move.REPORT_PART: {"answer": "查过了"},
        Move.CONVENE: {"ground": "important", "question": "怎么办", "lines": ["traffic"]},
        Move.OPINE: {"text": "先劝导"},
        Move.CONCLUDE: {"conclusion": "由鼓前所办"},
        Move.CANCEL_CONSULTATION: {"reason": "不用了"},
        Move.ASK: {"text": "车牌是多少？"},
        Move.ANSWER: {"text": "云A"},
        Move.SUPPLEMENT: {"text": "还有一句", "key": "k"},
        Move.REQUEST_EXTENSION: {"days": 3, "reason": "还差材料"},
        Move.REQUEST_PAUSE: {"ground": "expert", "proof": "鉴定委托书", "reason": "等鉴定"},
        Move.DECLINE: {"opinion": "按时办"},
        Move.RETURN_TO_DESK: {"ground": "not_here", "reason": "不在辖区", "suggested": "yz.jc.wj"},
        Move.SPLIT: {"first": "摊位吵", "parts": [appeals.LetterPart(text="还想问问身份证换领要带什么材料")]},
        Move.LINK_UP: {"number": OTHER.get(case_id, "")},
        Move.MERGE: {"number": OTHER.get(case_id, "")},
        Move.DESIGNATE: {"unit_code": "yz.jc.gq", "reason": "在鼓前辖区"},
        Move.HAND_BACK: {"ground": "归城管"},
        Move.INSTRUCT: {"text": "请抓紧"},
        Move.REPORT_INSTRUCTION: {"report": "办了"},
        Move.PUT_ON_TRACK: {"track": "petition", "reason": "要求按信访办"},
        Move.TAKE_OFF_TRACK: {"reason": "是一般诉求"},
    }.get(move, {})
    if move in (Move.FOLLOW, Move.ANSWER_TOGETHER):
        asked = {"main_id": Case.objects.get(number=OTHER[case_id]).pk}
    if move is Move.GO_ALONE:
        asked = {
            "main": OTHER[case_id],
            "before": appeals.Before(unit=None, officer=None, was_signed=False),
            "reason": "不是一回事",
        }
    if move is Move.RECALL_PART:
        asked = {"part_id": Part.objects.get(appeal=appeal).pk}
    getattr(appeals, move.value)(by=by, case_id=case_id, **asked)


def picture() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (64, 64), (10, 90, 160)).save(out, "PNG")
    return out.getvalue()


def post(person, role: str, scope: str) -> None:
    posted(person, role, SCOPES[scope])


def posted(person, role: str, place: tuple[str, str, list[str]]) -> None:
    unit, over, lines = place
    Post.objects.filter(officer=person).delete()
    Post.objects.create(
        officer=person, unit=Unit.objects.get(code=unit), scope=Unit.objects.get(code=over), lines=lines, roles=[role],
        title="试", office=OFFICE_ROLES.get(role, Office.CASES), state=PostState.ACTIVE,
    )  # fmt: skip


def attempt(move: Move, by: Actor, appeal: Appeal) -> str:
    """allowed or refused, by trying; whatever it did is undone."""
    result = "allowed"
    with transaction.atomic():
        try:
            with transaction.atomic():
                run(move, by, appeal)
        except (Refused, Missing):
            result = "refused"
        transaction.set_rollback(True)
    return result


def tried(move: Move, scope: str) -> list[str]:
    """Every role in its own unit; elsewhere those that the move is for, and two that it is not for: a role no move names stays
    outside wherever it stands."""
    if scope == "own":
        return list(Role.values)
    outside = [role for role in Role.values if role not in WHO[move]]
    return [*sorted(WHO[move]), outside[0], outside[-1]]


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.REGISTER], ids=str)
def test_every_cell(move):
    """Staged once; whatever an attempt did is undone before the next role or scope is tried."""
    appeal = staged(move)
    wrong = not_as_the_table_says(move, appeal)
    person = organisation.officer_by_code(code="fu.yi")
    by = organisation.actor_for(officer=person)
    if appeal.case.unit and move is not Move.ACKNOWLEDGE:
        Case.objects.filter(pk=appeal.case.pk).update(officer=None)
        Appeal.objects.filter(pk=appeal.pk).update(pushed_by=person)
        appeal.case.contacts.create(kind="call", reached=True, note="x", at=appeal.case.registered_at)
    for scope in SCOPES:
        for role in tried(move, scope):
            post(person, role, scope)
            expected = "allowed" if role in WHO[move] and stands(role, scope, move) else "refused"
            got = attempt(move, by, appeal)
            if got != expected:
                wrong.append(f"{role} × {move} × {scope}: {got}, not {expected}")
    assert wrong == []


def not_as_the_table_says(move: Move, appeal: Appeal) -> list[str]:
    """Citizens and the house itself, by the policy alone."""
    standing = queries.get_by_id(case_id=appeal.case.pk)
    hands = ((CITIZEN, Actor.citizen()), (SYSTEM, Actor.job("test.job")))
    allowed = {name: bool(policies.POLICIES[move](policies.mover(by), standing)) for name, by in hands}
    return [f"{name} × {move}: {allowed[name]}" for name, _ in hands if allowed[name] != (name in MOVES[move].who)]


MERGED = {
    "heir": ("yz.jc.wj", "yz.jc.wj", ["*"]),
    "beside": ("yz.jc.order", "yz.jc.order", ["*"]),
    "heir_elsewhere": ("yz.sp", "yz.sp", ["*"]),
}
"""Scopes after yz.jc.gq was merged into yz.jc.wj: the successor, a brigade beside it, another county."""


@pytest.mark.parametrize("state", [State.CLOSED, State.HANDLING], ids=str)
def test_a_successor_reads_what_the_closed_unit_left_and_moves_none_of_it(state):
    """Role × scope: those who would have read it in their own unit read it; who may do what stays as the table says."""
    appeal, sealed = appeal_at(State.HANDLING), appeal_at(State.HANDLING)
    Case.objects.filter(pk=sealed.case.pk).update(confidentiality="sealed")
    Case.objects.filter(pk__in=[appeal.case.pk, sealed.case.pk]).update(state=state)
    Unit.objects.filter(code="yz.jc.gq").update(
        successor=Unit.objects.get(code="yz.jc.wj"), valid_to=today() - timedelta(days=1), closed_at=now()
    )
    memory.forget()
    person = organisation.officer_by_code(code="fu.yi")
    by = organisation.actor_for(officer=person)
    reads = {"heir": HANDLERS | HEADS | OVERSEERS | WATCHERS | DESK, "beside": set(), "heir_elsewhere": set()}
    wrong = []
    for scope, place in MERGED.items():
        for role in sorted(set(Role.values) - set(OFFICE_ROLES)):
            posted(person, role, place)
            seen = set(Case.objects.visible_to(organisation.reach(by=by)).values_list("pk", flat=True))
            if (appeal.case.pk in seen) != (role in reads[scope]) or sealed.case.pk in seen:
                wrong.append(f"{role} × {scope}: {sorted(seen)}")
            if role in HANDLERS and attempt(Move.RECORD_CONTACT, by, appeal) != "refused":
                wrong.append(f"{role} × {scope} moves it")
    assert wrong == []


def test_a_merger_of_a_merger_is_read_by_the_last():
    appeal = appeal_at(State.HANDLING)
    for gone, heir in (("yz.jc.gq", "yz.jc.wj"), ("yz.jc.wj", "yz.sp")):
        Unit.objects.filter(code=gone).update(
            successor=Unit.objects.get(code=heir), valid_to=today() - timedelta(days=1), closed_at=now()
        )
    memory.forget()
    person = organisation.officer_by_code(code="fu.yi")
    for unit, is_read in (("yz.sp", True), ("yz.traffic", False)):
        posted(person, "handler", (unit, unit, ["*"]))
        seen = Case.objects.visible_to(organisation.reach(by=organisation.actor_for(officer=person)))
        assert seen.filter(pk=appeal.case.pk).exists() == is_read


@pytest.mark.parametrize("role", Role.values)
def test_who_may_register(role):
    person = organisation.officer_by_code(code="fu.yi")
    post(person, role, "own")
    allowed = bool(policies.may_register(policies.mover(organisation.actor_for(officer=person))))
    assert allowed == (role in HANDLERS | HEADS | DESK)


def test_the_table_lists_no_role_that_is_not_tried():
    for row in MOVES.rows:
        if row.move is not Move.REGISTER:
            assert {str(who) for who in row.who} - {ASKED, CITIZEN, SYSTEM, CLIENT} == WHO[row.move], row.move


def test_a_wrong_state_is_refused_for_everybody():
    appeal = appeal_at(State.REPLIED)
    hands = {
        Move.SIGN: officer("xiang.dong"), Move.SUBMIT_REPLY: officer("yang.mo"), Move.APPROVE: officer("dai.jun"),
        Move.RECORD_CONTACT: officer("yang.mo"), Move.WITHDRAW: Actor.citizen(),
    }  # fmt: skip
    assert {move: attempt(move, by, appeal) for move, by in hands.items()} == dict.fromkeys(hands, "refused")
