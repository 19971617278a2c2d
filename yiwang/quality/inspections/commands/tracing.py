"""责任倒查: who goes back over a file's hands says what for, and it is on record before anything is shown."""

from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.work import command
from yiwang.quality.inspections import policies, queries
from yiwang.quality.inspections.commands.drawing import asked, digest
from yiwang.quality.inspections.events import CaseTraced
from yiwang.quality.inspections.queries import Trace

PURPOSE_SIGNS = 200


@command
def trace(*, by: Actor, number: str, purpose: str) -> Trace:
    """倒查 of a file by its number. Each is logged, also a repeated one. Missing: not there, or not for this reader.

    Invalid: no purpose. Refused: see `policies.may_trace`.
    """
    case = casework.get_case(for_=by, number=number)
    policies.may_trace(organisation.reach(by=by), case).require()
    why = asked(purpose, field="purpose", message="请写为什么倒查", limit=PURPOSE_SIGNS)
    found = queries.trace(case=case)
    record.look(by=by, subject=case.ref, fields=("hands",), purpose=why)
    record.write(by=by, event=CaseTraced(case.ref, len(found.hands), found.faults, digest(case.ref, why)))
    return found
