"""Asking the registers that an item names, outside of any transaction, and letting the table look at what they said."""

from time import monotonic

from yiwang.cases.applications import queries
from yiwang.cases.applications.commands.deciding import decide_by_table
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries.knowing import asked_of
from yiwang.ground.registers import commands as registers
from yiwang.ground.registers.gateways.base import Way
from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError


def look_and_decide(*, by: Actor, case_id: int, way: Way | None = None) -> Application:
    """秒办 of one application: registers are asked one by one, then the table decides. A register that is silent
    sends it to a person.
    """
    one, began = queries.by_case(case_id=case_id), monotonic()
    looks, trouble = ask_registers(by=by, one=one, way=way)
    took = round((monotonic() - began) * 1000)
    return decide_by_table(by=by, case_id=case_id, looks=looks, milliseconds=took, trouble=trouble)


def ask_registers(*, by: Actor, one: Application, way: Way | None = None) -> tuple[list[int], str]:
    """Ask what the document names; keys of the look-ups, and why one of them could not be made."""
    looks: list[int] = []
    for name, keys in asked_of(one).items():
        try:
            answer = registers.look_up(
                by=by, subject=one.case.ref, case=one.case.number, purpose=f"办理{one.document.name.zh}"[:80], register=name,
                keys=keys, request_id=f"{one.case.number}:{name}", way=way,
            )  # fmt: skip
        except HouseError as error:
            return looks, str(error)
        looks.append(answer.look_id)
    return looks, ""
