"""移交: an open application found another desk because its officer left or its unit closed; clocks and steps run on."""

from yiwang.cases.applications.events import ApplicationReassigned
from yiwang.cases.casework.models import Case
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.work import command


@command
def note_hand_over(*, by: Actor, case: Case, why: str) -> None:
    """Record on an application whose desk it lies on now; nobody's where it went back to its unit."""
    record.write(by=by, event=ApplicationReassigned(case.ref, case.officer.code if case.officer else ""))
