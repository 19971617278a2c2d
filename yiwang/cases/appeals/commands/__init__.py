"""Writes of appeals, by topic: intake, triage, handling, replies, what the citizen does, alarms."""

from yiwang.cases.appeals.commands.adding import supplement, urge
from yiwang.cases.appeals.commands.alarms import acknowledge, escalate, raise_alarm
from yiwang.cases.appeals.commands.asking import answer, ask, lapse_question, remind_question, take_back_question
from yiwang.cases.appeals.commands.bulking import (
    begin_bulk,
    carry_out_bulk,
    drop_sheets,
    fetch_sheet,
    index_words,
)
from yiwang.cases.appeals.commands.cautioning import caution, lift_caution
from yiwang.cases.appeals.commands.citizen import close, dispute, read_reply, withdraw
from yiwang.cases.appeals.commands.consulting import cancel_consultation, conclude, convene, opine
from yiwang.cases.appeals.commands.direct import answer_directly
from yiwang.cases.appeals.commands.drafting import STALE, ask_draft, drop_draft, fail_draft, keep_draft, read_draft
from yiwang.cases.appeals.commands.filters import drop_filter, save_filter, share_filter, unshare_filter
from yiwang.cases.appeals.commands.following import Before, answer_together, follow, go_alone
from yiwang.cases.appeals.commands.grading import redact
from yiwang.cases.appeals.commands.handling import attach, reassign, record_contact, sign
from yiwang.cases.appeals.commands.handover import hand_over, hand_over_desk, leave, succeed, succeed_areas, transfer
from yiwang.cases.appeals.commands.hooks import subscribe
from yiwang.cases.appeals.commands.importing import (
    Incoming,
    Taken,
    begin_import,
    finish_import,
    take_history,
    take_open,
)
from yiwang.cases.appeals.commands.intake import Party, Submission, register
from yiwang.cases.appeals.commands.keeping import KEEPER
from yiwang.cases.appeals.commands.level import pass_up
from yiwang.cases.appeals.commands.lookups import open_identity
from yiwang.cases.appeals.commands.migrating import OldCase, attach_old, take_cases
from yiwang.cases.appeals.commands.notices import approver_of
from yiwang.cases.appeals.commands.offering import (
    clear_imports,
    drop_import,
    fail_import,
    note_foreseen,
    offer_import,
    start_import,
)
from yiwang.cases.appeals.commands.orders import close_instruction, instruct, report_instruction
from yiwang.cases.appeals.commands.papers import issue_paper
from yiwang.cases.appeals.commands.parts import call_in, recall_part, report_part
from yiwang.cases.appeals.commands.publishing import choose_publishing
from yiwang.cases.appeals.commands.replies import approve, draft_reply, send_back, submit_reply
from yiwang.cases.appeals.commands.requests import (
    decline,
    grant,
    remind_paused,
    request_extension,
    request_pause,
    resume,
    withdraw_request,
)
from yiwang.cases.appeals.commands.several import LetterPart, link_up, merge, split, unmerge
from yiwang.cases.appeals.commands.shared import checks_reply
from yiwang.cases.appeals.commands.systems import Letter, Received, act_for_sender, heeded, receive
from yiwang.cases.appeals.commands.tracks import end_by_law, put_on_track, reason_given, take_off_track
from yiwang.cases.appeals.commands.triage import push, take_back
from yiwang.cases.appeals.commands.whose import designate, hand_back, return_to_desk, take_up

__all__ = [
    "KEEPER",
    "STALE",
    "Before",
    "Incoming",
    "Letter",
    "LetterPart",
    "OldCase",
    "Party",
    "Received",
    "Submission",
    "Taken",
    "acknowledge",
    "act_for_sender",
    "answer",
    "answer_directly",
    "answer_together",
    "approve",
    "approver_of",
    "ask",
    "ask_draft",
    "attach",
    "attach_old",
    "begin_bulk",
    "begin_import",
    "call_in",
    "cancel_consultation",
    "carry_out_bulk",
    "caution",
    "checks_reply",
    "choose_publishing",
    "clear_imports",
    "close",
    "close_instruction",
    "conclude",
    "convene",
    "decline",
    "designate",
    "dispute",
    "draft_reply",
    "drop_draft",
    "drop_filter",
    "drop_import",
    "drop_sheets",
    "end_by_law",
    "escalate",
    "fail_draft",
    "fail_import",
    "fetch_sheet",
    "finish_import",
    "follow",
    "go_alone",
    "grant",
    "hand_back",
    "hand_over",
    "hand_over_desk",
    "heeded",
    "index_words",
    "instruct",
    "issue_paper",
    "keep_draft",
    "lapse_question",
    "leave",
    "lift_caution",
    "link_up",
    "merge",
    "note_foreseen",
    "offer_import",
    "open_identity",
    "opine",
    "pass_up",
    "push",
    "put_on_track",
    "raise_alarm",
    "read_draft",
    "read_reply",
    "reason_given",
    "reassign",
    "recall_part",
    "receive",
    "record_contact",
    "redact",
    "register",
    "remind_paused",
    "remind_question",
    "report_instruction",
    "report_part",
    "request_extension",
    "request_pause",
    "resume",
    "return_to_desk",
    "save_filter",
    "send_back",
    "share_filter",
    "sign",
    "split",
    "start_import",
    "submit_reply",
    "subscribe",
    "succeed",
    "succeed_areas",
    "supplement",
    "take_back",
    "take_back_question",
    "take_cases",
    "take_history",
    "take_off_track",
    "take_open",
    "take_up",
    "transfer",
    "unmerge",
    "unshare_filter",
    "urge",
    "withdraw",
    "withdraw_request",
]
