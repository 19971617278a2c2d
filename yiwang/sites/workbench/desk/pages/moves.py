"""The moves of a file as buttons: where each leads, and the refused ones with their reasons."""

from typing import Literal

from django.urls import reverse

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.states import Move, State
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui.pages import MoveButton
from yiwang.sites.workbench.desk.forms import stamps

PAGES: dict[Move, tuple[str, Literal["get", "post"], str]] = {
    Move.PUSH: ("workbench:triage_one", "get", "triage"),
    Move.ANSWER_DIRECTLY: ("workbench:answer_directly", "get", "phone"),
    Move.TAKE_BACK: ("workbench:take_back", "post", "undo"),
    Move.SIGN: ("workbench:sign", "post", "tick"),
    Move.SUBMIT_REPLY: ("workbench:reply", "get", "document"),
    Move.RECORD_CONTACT: ("workbench:contact", "get", "phone"),
    Move.ASK: ("workbench:ask", "get", "message"),
    Move.REASSIGN: ("workbench:reassign", "get", "people"),
    Move.ATTACH: ("workbench:attach", "get", "attach"),
    Move.APPROVE: ("workbench:review", "get", "tick"),
    Move.SEND_BACK: ("workbench:send_back", "get", "undo"),
    Move.PASS_UP: ("workbench:pass_up", "get", "next"),
    Move.REPORT_INSTRUCTION: ("workbench:report_instruction", "get", "document"),
    Move.CLOSE_INSTRUCTION: ("workbench:close_instruction", "get", "tick"),
    Move.INSTRUCT: ("workbench:instruct", "get", "flag"),
    Move.GRANT: ("workbench:grant", "get", "tick"),
    Move.DECLINE: ("workbench:decline", "get", "undo"),
    Move.RESUME: ("workbench:resume", "get", "clock"),
    Move.WITHDRAW_REQUEST: ("workbench:withdraw_request", "post", "undo"),
    Move.REQUEST_EXTENSION: ("workbench:extension", "get", "clock"),
    Move.REQUEST_PAUSE: ("workbench:pause", "get", "clock"),
    Move.DESIGNATE: ("workbench:designate", "get", "people"),
    Move.RETURN_TO_DESK: ("workbench:return", "get", "undo"),
    Move.HAND_BACK: ("workbench:hand_back", "get", "undo"),
    Move.SPLIT: ("workbench:split", "get", "copy"),
    Move.LINK_UP: ("workbench:link_up", "get", "attach"),
    Move.MERGE: ("workbench:merge", "get", "inbox"),
    Move.FOLLOW: ("matters:join", "get", "people"),
    Move.UNMERGE: ("workbench:unmerge", "get", "undo"),
    Move.SUPPLEMENT: ("workbench:supplement", "get", "attach"),
    Move.URGE: ("workbench:urge", "post", "clock"),
    Move.REPORT_PART: ("workbench:my_part", "get", "document"),
    Move.OPINE: ("workbench:my_opinion", "get", "message"),
    Move.CALL_IN: ("workbench:call_in", "get", "people"),
    Move.CONVENE: ("workbench:convene", "get", "people"),
    Move.CONCLUDE: ("workbench:my_opinion", "get", "tick"),
    Move.PUT_ON_TRACK: ("tracks:put", "get", "flag"),
    Move.TAKE_OFF_TRACK: ("tracks:off", "get", "undo"),
    Move.ACKNOWLEDGE: ("workbench:acknowledge", "post", "warning"),
}
"""Name of the address, how it is asked, and the drawing, in the order of the buttons. A draft is kept on the page of the reply;
the rest is not a desk's."""
RARE = frozenset({
    Move.REQUEST_EXTENSION, Move.REQUEST_PAUSE, Move.RETURN_TO_DESK, Move.HAND_BACK, Move.SPLIT, Move.LINK_UP, Move.MERGE,
    Move.CALL_IN, Move.CONVENE, Move.PUT_ON_TRACK, Move.TAKE_OFF_TRACK, Move.FOLLOW,
})  # fmt: skip
"""Not every file's business: folded behind 更多."""
_ORDER = {move: place for place, move in enumerate(PAGES)}


def button(row: MoveRow[State, Move], verdict: Verdict, appeal: Appeal) -> MoveButton:
    """One move on this file."""
    name, method, icon = PAGES[row.move]
    return MoveButton(
        label=row.label,
        url=reverse(name, args=[appeal.case.number]),
        method=method,
        key=row.key.upper() if verdict else "",
        icon=icon,
        is_primary=row.primary,
        reason=verdict.reason,
        way_out=verdict.way_out,
        asks=row.asks,
        fields=stamps(appeal.case) if method == "post" else (),
        html_id=f"move-{row.move.value.replace('_', '-')}",
        is_rare=row.move in RARE,
    )


def buttons(who: Mover, appeal: Appeal) -> list[MoveButton]:
    """Every move that belongs here, the primary one first."""
    alarm = queries.alarm_of(appeal=appeal)
    rings = alarm is not None and alarm.acknowledged_at is None
    found = [
        button(row, verdict, appeal)
        for row, verdict in sorted(policies.open_moves(who, appeal), key=lambda one: _ORDER.get(one[0].move, 0))
        if row.move in PAGES and (rings or row.move is not Move.ACKNOWLEDGE)
    ]
    return sorted(found, key=lambda one: (not one.is_primary, one.is_refused))
