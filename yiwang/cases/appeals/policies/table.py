"""Every move with its policy, and the buttons that follow."""

from collections.abc import Callable

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies.answering import (
    may_close,
    may_dispute,
    may_draft_reply,
    may_read_reply,
    may_submit_reply,
    may_withdraw,
)
from yiwang.cases.appeals.policies.asking import (
    may_answer,
    may_ask,
    may_lapse_question,
    may_supplement,
    may_take_back_question,
    may_urge,
)
from yiwang.cases.appeals.policies.direct import may_answer_directly
from yiwang.cases.appeals.policies.door import may_push, may_take_back
from yiwang.cases.appeals.policies.following import may_answer_together, may_follow, may_go_alone
from yiwang.cases.appeals.policies.handling import (
    may_acknowledge,
    may_attach,
    may_reassign,
    may_record_contact,
    may_sign,
)
from yiwang.cases.appeals.policies.level import may_approve, may_pass_up, may_send_back
from yiwang.cases.appeals.policies.orders import may_close_instruction, may_instruct, may_report_instruction
from yiwang.cases.appeals.policies.requests import (
    may_decline,
    may_grant,
    may_request_extension,
    may_request_pause,
    may_resume,
    may_withdraw_request,
)
from yiwang.cases.appeals.policies.several import may_link_up, may_merge, may_split, may_unmerge
from yiwang.cases.appeals.policies.together import (
    may_call_in,
    may_cancel_consultation,
    may_conclude,
    may_convene,
    may_opine,
    may_recall_part,
    may_report_part,
)
from yiwang.cases.appeals.policies.tracks import may_end_by_law, may_put_on_track, may_take_off_track
from yiwang.cases.appeals.policies.who import NOT_YOURS, Beside, Mover, role_of
from yiwang.cases.appeals.policies.whose import may_designate, may_hand_back, may_return_to_desk, may_take_up
from yiwang.cases.appeals.states import INVITED, MOVES, Move, State
from yiwang.kit.states import MoveRow
from yiwang.kit.verdicts import Verdict

POLICIES: dict[Move, Callable[[Mover, Appeal], Verdict]] = {
    Move.PUSH: may_push,
    Move.TAKE_BACK: may_take_back,
    Move.SIGN: may_sign,
    Move.REASSIGN: may_reassign,
    Move.RECORD_CONTACT: may_record_contact,
    Move.ATTACH: may_attach,
    Move.DRAFT_REPLY: may_draft_reply,
    Move.SUBMIT_REPLY: may_submit_reply,
    Move.SEND_BACK: may_send_back,
    Move.APPROVE: may_approve,
    Move.ANSWER_DIRECTLY: may_answer_directly,
    Move.READ_REPLY: may_read_reply,
    Move.DISPUTE: may_dispute,
    Move.WITHDRAW: may_withdraw,
    Move.CLOSE: may_close,
    Move.ACKNOWLEDGE: may_acknowledge,
    Move.ASK: may_ask,
    Move.TAKE_BACK_QUESTION: may_take_back_question,
    Move.ANSWER: may_answer,
    Move.LAPSE_QUESTION: may_lapse_question,
    Move.SUPPLEMENT: may_supplement,
    Move.URGE: may_urge,
    Move.SPLIT: may_split,
    Move.LINK_UP: may_link_up,
    Move.MERGE: may_merge,
    Move.UNMERGE: may_unmerge,
    Move.REQUEST_EXTENSION: may_request_extension,
    Move.REQUEST_PAUSE: may_request_pause,
    Move.WITHDRAW_REQUEST: may_withdraw_request,
    Move.GRANT: may_grant,
    Move.DECLINE: may_decline,
    Move.RESUME: may_resume,
    Move.RETURN_TO_DESK: may_return_to_desk,
    Move.DESIGNATE: may_designate,
    Move.HAND_BACK: may_hand_back,
    Move.TAKE_UP: may_take_up,
    Move.CALL_IN: may_call_in,
    Move.RECALL_PART: may_recall_part,
    Move.REPORT_PART: may_report_part,
    Move.CONVENE: may_convene,
    Move.OPINE: may_opine,
    Move.CONCLUDE: may_conclude,
    Move.CANCEL_CONSULTATION: may_cancel_consultation,
    Move.PASS_UP: may_pass_up,
    Move.INSTRUCT: may_instruct,
    Move.REPORT_INSTRUCTION: may_report_instruction,
    Move.CLOSE_INSTRUCTION: may_close_instruction,
    Move.PUT_ON_TRACK: may_put_on_track,
    Move.TAKE_OFF_TRACK: may_take_off_track,
    Move.END_BY_LAW: may_end_by_law,
    Move.FOLLOW: may_follow,
    Move.GO_ALONE: may_go_alone,
    Move.ANSWER_TOGETHER: may_answer_together,
}
"""Every move but the first, which has no appeal yet."""


def open_moves(who: Mover, appeal: Appeal) -> list[tuple[MoveRow[State, Move], Verdict]]:
    """The moves that belong to where the appeal is, and to whom this hand is, each allowed or refused with its reason.

    A move whose matter is not there (`Beside`) is none of them.
    """
    rows = [row for row in MOVES.rows if row.sources and (row.move in INVITED or role_of(who, row, appeal.case))]
    found = ((row, POLICIES[row.move](who, appeal)) for row in rows if State(appeal.case.state) in row.sources)
    return [(row, verdict) for row, verdict in found if verdict is not NOT_YOURS and not isinstance(verdict, Beside)]
