"""The permission table of applications, role × move × scope: every cell is tried by running the command, not by asking a policy.

What is expected is written down here by hand, by groups of roles. Posts and scopes are those of the table of appeals.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.filing import CITIZEN, accepted, again, filed, head, window, worked
from tests.rooms.appeals.test_permissions import DESK, HANDLERS, HEADS, SCOPES, post
from yiwang.cases.applications import commands, policies, queries
from yiwang.cases.applications.commands import Given
from yiwang.cases.applications.models import Application, Correction
from yiwang.cases.applications.states import MOVES, MaterialState, Move, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import CITIZEN as A_CITIZEN
from yiwang.cases.casework.states import CLIENT, SYSTEM
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing, Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]

TAKES_IN = HANDLERS | HEADS | DESK
DECIDES = HEADS | {"approver", "deputy_approver"}
WORKS = HANDLERS | DECIDES
WHO = {
    Move.REASSIGN: HANDLERS | HEADS, Move.TAKE_MATERIAL: TAKES_IN, Move.HAND_TO_PERSON: set(), Move.HAND_OVER: TAKES_IN,
    Move.HAND_BACK: WORKS, Move.FORWARD: TAKES_IN, Move.CHECK_PLEDGE: WORKS, Move.ASK_CORRECTION: TAKES_IN,
    Move.CORRECT: TAKES_IN, Move.LAPSE_CORRECTION: set(), Move.ACCEPT: TAKES_IN, Move.REFUSE_ACCEPTANCE: HANDLERS | HEADS,
    Move.FINISH_STEP: WORKS, Move.START_SPECIAL: WORKS, Move.END_SPECIAL: WORKS, Move.EXTEND: HEADS, Move.SUPPLY: WORKS,
    Move.LAPSE_GAP: set(), Move.DECIDE: DECIDES, Move.TAKE_BACK_DECISION: DECIDES,
    Move.REVIEW_SAMPLE: DECIDES | {"supervisor", "inspector"}, Move.DELIVER: WORKS, Move.REVOKE_RESULT: DECIDES,
    Move.WITHDRAW: TAKES_IN,
}  # fmt: skip
OF_THE_HOUSE = {Move.HAND_TO_PERSON, Move.LAPSE_CORRECTION, Move.LAPSE_GAP}


def stands(role: str, scope: str, move: Move) -> bool:
    """Whether a post of this role and scope has to do with the file, by hand; the file lies with yz.jc.gq."""
    if role in HANDLERS or (move in (Move.FINISH_STEP, Move.HAND_BACK) and role not in HEADS):
        return scope == "own"
    if role in HEADS:
        return scope in ("own", "county", "city")
    if role in DESK:
        return scope != "beside"
    return scope in ("own", "county", "city")


def staged(move: Move) -> Application:
    """An application from which the move leads, in 鼓前."""
    match move:
        case Move.TAKE_MATERIAL:
            one = here(filed())
            row = one.materials.first()
            one.materials.filter(pk=row.pk).update(state=MaterialState.MISSING)
        case Move.ASK_CORRECTION | Move.ACCEPT | Move.REFUSE_ACCEPTANCE | Move.HAND_TO_PERSON:
            one = here(filed())
        case Move.CORRECT | Move.LAPSE_CORRECTION:
            one = here(filed())
            commands.ask_correction(by=window(one), case_id=one.pk, items=[("form", "地址写错了")])
        case Move.DECIDE:
            one = worked(here(accepted()))
        case Move.TAKE_BACK_DECISION | Move.DELIVER | Move.REVOKE_RESULT | Move.CHECK_PLEDGE | Move.REVIEW_SAMPLE:
            one = worked(here(accepted()))
            commands.decide(by=head(one), case_id=one.pk, granted=True, words="准予")
        case Move.SUPPLY | Move.LAPSE_GAP:
            one = here(accepted())
            row = one.materials.first()
            one.materials.filter(pk=row.pk).update(
                state=MaterialState.PROMISED, promised_by=date.today() - timedelta(days=1)
            )
        case Move.END_SPECIAL:
            one = here(accepted())
            commands.start_special(by=window(one), case_id=one.pk, kind="experts", days=5, why="请专家看")
        case Move.FORWARD:
            one = here(accepted(item="driver.renew_reissue"))
        case _:
            one = here(accepted())
    return prepared(again(one), move)


def here(one: Application) -> Application:
    """The file lies with 鼓前, whatever its form says; its steps are done there."""
    unit = Unit.objects.get(code="yz.jc.gq")
    officer = organisation.default_handler(unit_code=unit.code)
    Case.objects.filter(pk=one.pk).update(unit=unit, supervising_unit=Unit.objects.get(code="yz.jc"), officer=officer)
    one.steps.update(unit=unit)
    return again(one)


def prepared(one: Application, move: Move) -> Application:
    facts = {
        Move.CHECK_PLEDGE: {"pledge_check_at": clock.now()}, Move.REVIEW_SAMPLE: {"sample_at": clock.now()},
        Move.HAND_TO_PERSON: {"is_instant": True}, Move.HAND_BACK: {"deciding_unit": one.case.unit, "handed_at": clock.now()},
    }.get(move)  # fmt: skip
    if move is Move.LAPSE_CORRECTION:
        Correction.objects.filter(application=one.pk).update(until=clock.now() - timedelta(days=1))
    if facts:
        Application.objects.filter(pk=one.pk).update(**facts)
    return again(one)


def run(move: Move, by: Actor, one: Application) -> None:
    steps, material = queries.running_steps(application=one), one.materials.first()
    asked = {
        Move.REASSIGN: {"officer_code": "xiang.dong"},
        Move.TAKE_MATERIAL: {"given": Given(code=material.code, seen=True)},
        Move.HAND_OVER: {"unit": "yz.jc.wj"},
        Move.HAND_BACK: {"reason": "不在我处"},
        Move.CHECK_PLEDGE: {"is_kept": True, "found": "属实"},
        Move.ASK_CORRECTION: {"items": [(material.code, "看不清")]},
        Move.CORRECT: {"words": "补好了"},
        Move.REFUSE_ACCEPTANCE: {"words": "不属于本机关职权范围"},
        Move.FINISH_STEP: {"step": steps[0].code if steps else "", "opinion": "属实"},
        Move.START_SPECIAL: {"kind": "experts", "days": 5, "why": "请专家看"},
        Move.EXTEND: {"days": 5, "reason": "情况复杂"},
        Move.SUPPLY: {"given": Given(code=material.code, seen=True)},
        Move.DECIDE: {"granted": True, "words": "准予"},
        Move.TAKE_BACK_DECISION: {"reason": "发现材料不实"},
        Move.REVIEW_SAMPLE: {"is_right": True},
        Move.DELIVER: {"how": "window"},
        Move.REVOKE_RESULT: {"reason": "发现材料不实"},
    }.get(move, {})
    getattr(commands, move.value)(by=by, case_id=one.pk, **asked)


def attempt(move: Move, by: Actor, one: Application) -> str:
    """allowed or refused, by trying; whatever it did is undone."""
    result = "allowed"
    with transaction.atomic():
        try:
            with transaction.atomic():
                run(move, by, one)
        except (Refused, Missing):
            result = "refused"
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("move", [move for move in Move if move is not Move.SUBMIT], ids=str)
def test_every_cell(move):
    """Staged once; whatever an attempt did is undone before the next role or scope is tried."""
    one = staged(move)
    assert State(one.case.state) in MOVES[move].sources
    wrong = not_as_the_table_says(move, one)
    person = organisation.officer_by_code(code="fu.yi")
    by = organisation.actor_for(officer=person)
    for scope in SCOPES:
        for role in tried(move, scope):
            post(person, role, scope)
            expected = "allowed" if role in WHO[move] and stands(role, scope, move) else "refused"
            if (got := attempt(move, by, one)) != expected:
                wrong.append(f"{role} × {move} × {scope}: {got}, not {expected}")
    assert wrong == []


def tried(move: Move, scope: str) -> list[str]:
    """Every role in its own unit; elsewhere one of each group that the move is for, and two that it is not for."""
    if scope == "own":
        return list(Role.values)
    groups = (HANDLERS, HEADS, DESK, {"approver"}, {"supervisor", "inspector"})
    inside = [min(group & WHO[move]) for group in groups if group & WHO[move]]
    outside = [role for role in Role.values if role not in WHO[move]]
    return [*inside, outside[0], outside[-1]]


def not_as_the_table_says(move: Move, one: Application) -> list[str]:
    """Citizens and the house itself, by the policy alone."""
    hands = ((A_CITIZEN, CITIZEN), (SYSTEM, Actor.job("test.job")))
    allowed = {name: bool(policies.POLICIES[move](policies.mover(by), one)) for name, by in hands}
    return [f"{name} × {move}: {allowed[name]}" for name, _ in hands if allowed[name] != (name in MOVES[move].who)]


def test_the_table_lists_no_role_that_is_not_tried():
    named = {row.move: {str(who) for who in row.who} - {A_CITIZEN, CLIENT, SYSTEM} for row in MOVES.rows if row.sources}
    assert named == {move: set(who) for move, who in WHO.items()}
    assert {move for move, who in WHO.items() if not who} == OF_THE_HOUSE
