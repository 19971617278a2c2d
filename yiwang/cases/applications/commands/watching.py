"""Which facts of applications are steps that officers may want to hear of, and in which words (S5.17); the wiring says it to the
one room that tells of steps.
"""

from collections.abc import Mapping

from yiwang.cases.applications.events import (
    AcceptanceRefused,
    ApplicationAccepted,
    ApplicationDecided,
    ApplicationExtended,
    CorrectionTold,
    DecisionTakenBack,
    HandedBack,
)
from yiwang.ground.messaging.states import Node
from yiwang.kit.bus import Event

STEPS: Mapping[type[Event], tuple[Node, str]] = {
    ApplicationAccepted: (Node.SIGN, "nt.app.accepted"),
    CorrectionTold: (Node.HANDLE, "nt.app.correction"),
    ApplicationExtended: (Node.APPROVE, "nt.app.extended"),
    ApplicationDecided: (Node.REPLY, "nt.app.decided"),
    AcceptanceRefused: (Node.REPLY, "nt.app.not_accepted"),
    HandedBack: (Node.RETURN, "nt.app.back"),
    DecisionTakenBack: (Node.RETURN, "nt.app.taken_back"),
}
OVERDUE = "nt.app.overdue"
"""Said where the promise of an application was missed."""
