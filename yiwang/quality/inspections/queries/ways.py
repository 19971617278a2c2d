"""What facts do with a file, by its kind: whom each gives it to, what it says against whoever had it; the walk is the same."""

from collections.abc import Mapping
from dataclasses import dataclass

from yiwang.ground.record.queries import Entry
from yiwang.quality.inspections.states import Fault

DESK, HANDS, APPROVAL, CITIZEN = "分派", "承办", "审定", "等群众"
SPECIAL, PLATFORM, DELIVERY = "特别程序", "国家平台", "送达"
OUTSIDE = frozenset({CITIZEN, SPECIAL, PLATFORM})
"""Hands of nobody in the house: their time counts for no one."""
BACK = "back"
"""To whoever had it before it was given away for a while."""
_A, _R, _Q, _P = "appeals.appeal", "appeals.reply", "appeals.question", "applications.application"


@dataclass(frozen=True, kw_only=True)
class Way:
    """`gives`: fact → the hand it gives the file to. `over`: facts after which nobody has it. `delivered`: facts that end its
    delivery. `against`: fact → what it says against who handled it, or (`of_last`) against whoever has it. `clocks`: clock → the
    fault of whoever had it at its due moment. `named`: facts whose actor is who has it, where nobody is named.
    """

    gives: Mapping[str, str]
    over: frozenset[str]
    against: Mapping[str, Fault]
    clocks: Mapping[str, Fault]
    of_last: frozenset[str] = frozenset()
    delivered: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


_APPEAL = Way(
    gives={
        **dict.fromkeys((f"{_A}.registered", f"{_A}.returned", f"{_A}.taken_back"), DESK),
        **dict.fromkeys(
            (
                f"{_A}.pushed", f"{_A}.designated", f"{_A}.taken_up", f"{_A}.handed_over", f"{_A}.reassigned", f"{_A}.signed",
                f"{_A}.followed", f"{_A}.went_alone", f"{_A}.disputed",
            ),
            HANDS,
        ),
        **dict.fromkeys((f"{_R}.submitted", f"{_R}.passed_up"), APPROVAL),
        f"{_Q}.asked": CITIZEN,
        **dict.fromkeys((f"{_Q}.answered", f"{_Q}.taken_back", f"{_Q}.lapsed", f"{_R}.sent_back"), BACK),
    },
    over=frozenset({f"{_R}.approved", f"{_A}.closed", f"{_A}.withdrawn", f"{_A}.handed_back", f"{_A}.merged"}),
    against={
        f"{_A}.returned": Fault.RETURNED, f"{_R}.sent_back": Fault.SENT_BACK, f"{_A}.disputed": Fault.DISPUTED,
        f"{_A}.urged": Fault.URGED,
    },
    of_last=frozenset({f"{_A}.urged"}),
    clocks={
        "triage": Fault.TRIAGE_LATE, "sign": Fault.SIGN_LATE, "first_contact": Fault.CONTACT_LATE, "handle": Fault.HANDLE_LATE,
        "approve": Fault.APPROVE_LATE,
    },
)  # fmt: skip
_APPLICATION = Way(
    gives={
        **dict.fromkeys((f"{_P}.submitted", f"{_P}.reassigned", f"{_P}.handed_over", f"{_P}.handed_back"), HANDS),
        f"{_P}.correction_told": CITIZEN, f"{_P}.special_started": SPECIAL, f"{_P}.forwarded": PLATFORM,
        **dict.fromkeys(
            (
                f"{_P}.correction_received", f"{_P}.special_ended", f"{_P}.decision_taken_back",
                "applications.forwarding.answered:failed",
            ),
            BACK,
        ),
    },
    over=frozenset({
        f"{_P}.decided", f"{_P}.not_accepted", f"{_P}.withdrawn", f"{_P}.correction_lapsed", f"{_P}.gap_lapsed",
    }),
    delivered=frozenset({f"{_P}.delivered"}),
    against={
        f"{_P}.handed_back": Fault.RETURNED, f"{_P}.decision_taken_back": Fault.TAKEN_BACK, f"{_P}.accepted:silent": Fault.SILENT,
    },
    clocks={
        "accept": Fault.ACCEPT_LATE, "handle": Fault.PROMISE_LATE, "decide": Fault.LAW_LATE, "decide_there": Fault.THERE_LATE,
        "deliver": Fault.DELIVER_LATE,
    },
    named=frozenset({
        f"{_P}.accepted", f"{_P}.correction_told", f"{_P}.not_accepted", f"{_P}.handed_over", f"{_P}.handed_back",
        f"{_P}.special_started",
    }),
)  # fmt: skip
WAYS: Mapping[str, Way] = {"appeal": _APPEAL, "application": _APPLICATION}
"""By kind of file (`casework.Kind.code`)."""


def names_of(entry: Entry) -> tuple[str, ...]:
    """How a fact may be named in a way: by its code, and with what it says where that makes another one of it."""
    said = entry.payload
    found = [entry.code]
    found += [f"{entry.code}:{said['state']}"] if said.get("state") else []
    found += [f"{entry.code}:silent"] if said.get("is_silent") else []
    return tuple(found)
