"""Asking the registers that an item names, and having a grant carried out there: outside of any transaction."""

from time import monotonic

from yiwang.cases.applications import queries
from yiwang.cases.applications.commands.accepting import refuse_acceptance
from yiwang.cases.applications.commands.deciding import decide_by_table, note_act
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.knowing import KEYS, asked_of
from yiwang.cases.applications.states import State
from yiwang.ground.registers import commands as registers
from yiwang.ground.registers import queries as registered
from yiwang.ground.registers.gateways.base import Way
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Unavailable


def look_and_decide(*, by: Actor, case_id: int, way: Way | None = None) -> Application:
    """秒办 of one application: registers are asked one by one, the table says what follows, and what a grant needs elsewhere is
    done before anybody is told of it. A system that is silent sends it to a person.
    """
    one, began = queries.by_case(case_id=case_id), monotonic()
    looks, trouble = ask_registers(by=by, one=one, way=way)
    rule = None if trouble else queries.rule_for(one)
    if rule and rule.then == "approve":
        trouble = _carried_out(by=by, one=one, act=_act_of(one), way=way)
    took = round((monotonic() - began) * 1000)
    return decide_by_table(by=by, case_id=case_id, looks=looks, milliseconds=took, trouble=trouble)


def look_first(*, by: Actor, case_id: int, way: Way | None = None) -> Application:
    """What a person will decide: registers are asked at once, so that who decides has it before them, and what they make certain
    is told the same minute instead of days later. Only what was filed online stops there: at a window somebody stands
    and can put it right. A part goes with its whole. Unavailable: a register is silent; to be tried again.
    """
    one = queries.by_case(case_id=case_id)
    has_way = way or registered.way()  # a house without registers has nobody to ask
    if not has_way or one.is_instant or one.case.state != State.SUBMITTED or not one.document.registers:
        return one
    _looks, trouble = ask_registers(by=by, one=one, way=way)
    if trouble:
        raise Unavailable(trouble)
    held = queries.grounds_that_hold(one, certain=True)
    if not held or one.window_unit_id or one.parent_id:
        return one
    return refuse_acceptance(by=by, case_id=case_id, words=held[0].next or held[0].text, ground=held[0].code)


def ask_registers(*, by: Actor, one: Application, way: Way | None = None) -> tuple[list[int], str]:
    """Ask what the document names; keys of the look-ups, and why one of them could not be made."""
    looks: list[int] = []
    for name, keys in asked_of(one).items():
        try:
            answer = registers.look_up(
                by=by, subject=one.case.ref, case=one.case.number, purpose=_purpose(one), register=name, keys=keys,
                request_id=f"{one.case.number}:{name}", way=way,
            )  # fmt: skip
        except HouseError as error:
            return looks, str(error)
        looks.append(answer.look_id)
    return looks, ""


def act_elsewhere(*, by: Actor, case_id: int, way: Way | None = None) -> bool:
    """What a granted application needs another system to do, once; False where that system is silent, to be tried again."""
    one = queries.by_case(case_id=case_id)
    if one.owed_act and _carried_out(by=by, one=one, act=one.owed_act, way=way):
        return False
    note_act(by=by, case_id=case_id)
    return True


def _act_of(one: Application) -> str:
    return one.document.result.act if one.document.result else ""


def _carried_out(*, by: Actor, one: Application, act: str, way: Way | None) -> str:
    """Why it could not be done; empty where it was, or where nothing is to be done."""
    if not act:
        return ""
    form = queries.form_of(one)
    keys = {name: str(form[field]) for name, field in KEYS.items() if form.get(field)}
    try:
        answer = registers.act(
            by=by, subject=one.case.ref, case=one.case.number, purpose=_purpose(one), act=act, keys=keys,
            body={"application": one.case.number}, request_id=f"{one.case.number}:act:{act}", way=way,
        )  # fmt: skip
    except HouseError as error:
        return str(error)
    return "" if answer.found else "对方系统没有这个人或这辆车，请人工核对"


def _purpose(one: Application) -> str:
    return f"办理{one.document.name.zh}"[:80]
