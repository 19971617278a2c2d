"""May this hand make this move? One function a move; each answers with the reason that its button shows."""

from yiwang.cases.appeals.policies.answering import (
    may_close,
    may_dispute,
    may_draft_reply,
    may_read_reply,
    may_submit_reply,
    may_withdraw,
)
from yiwang.cases.appeals.policies.door import (
    TAKE_BACK_SECONDS,
    may_be_given,
    may_begin_bulk,
    may_hand_over,
    may_import,
    may_push,
    may_register,
    may_take_back,
)
from yiwang.cases.appeals.policies.filters import may_share_filter, may_unshare_filter
from yiwang.cases.appeals.policies.handling import (
    may_acknowledge,
    may_attach,
    may_open_identity,
    may_reassign,
    may_record_contact,
    may_sign,
)
from yiwang.cases.appeals.policies.level import (
    PRIORITIES,
    approving_hand,
    decides,
    may_approve,
    may_pass_up,
    may_send_back,
    one_is_enough,
    why_two_levels,
)
from yiwang.cases.appeals.policies.orders import (
    closable,
    may_close_instruction,
    may_instruct,
    may_report_instruction,
)
from yiwang.cases.appeals.policies.outcomes import attempts_in_vain, may_end_in
from yiwang.cases.appeals.policies.requests import (
    may_decline,
    may_grant,
    may_request_extension,
    may_request_pause,
    may_resume,
    may_withdraw_request,
)
from yiwang.cases.appeals.policies.systems import Sight, sight
from yiwang.cases.appeals.policies.table import POLICIES, open_moves
from yiwang.cases.appeals.policies.who import (
    NOT_FILED,
    NOT_YOURS,
    Beside,
    Mover,
    at_all,
    hand,
    heads_it,
    mover,
    on_it,
    role_of,
    stands,
    stands_in_for,
)
from yiwang.cases.appeals.policies.whose import may_designate, may_hand_back, may_return_to_desk, returned_twice

__all__ = [
    "NOT_FILED", "NOT_YOURS", "POLICIES", "PRIORITIES", "TAKE_BACK_SECONDS", "Beside", "Mover", "Sight",
    "approving_hand", "at_all", "attempts_in_vain", "closable", "decides", "hand", "heads_it", "may_acknowledge",
    "may_approve", "may_attach", "may_be_given", "may_begin_bulk", "may_close", "may_close_instruction",
    "may_decline", "may_designate", "may_dispute", "may_draft_reply", "may_end_in", "may_grant", "may_hand_back",
    "may_hand_over", "may_import", "may_instruct", "may_open_identity", "may_pass_up", "may_push", "may_read_reply",
    "may_reassign", "may_record_contact", "may_register", "may_report_instruction", "may_request_extension",
    "may_request_pause", "may_resume", "may_return_to_desk", "may_send_back", "may_share_filter", "may_sign",
    "may_submit_reply", "may_take_back", "may_unshare_filter", "may_withdraw", "may_withdraw_request", "mover",
    "on_it", "open_moves", "returned_twice", "role_of", "sight", "stands", "why_two_levels",
]  # fmt: skip
