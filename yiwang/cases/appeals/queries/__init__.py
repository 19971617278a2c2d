"""Reads of appeals, by topic."""

from yiwang.cases.appeals.queries.acts import (
    Acts,
    ConsultationAct,
    DesignationAct,
    HandBackAct,
    InstructionAct,
    OpinionAct,
    PartAct,
    QuestionAct,
    RequestAct,
    ReturnAct,
    SupplementAct,
    UrgeAct,
    acts_of,
)
from yiwang.cases.appeals.queries.asking import (
    ask_limit,
    days_to_ask,
    open_question,
    question,
    questions_over,
    questions_to_remind,
    supplement_of,
    urge_count,
    urge_of,
    waits_for,
)
from yiwang.cases.appeals.queries.bulking import (
    AT_A_TIME,
    COLUMNS,
    MOST_EXPORTED,
    MOST_STEPS,
    Step,
    bulk_run,
    bulk_run_of,
    bulk_runs_of,
    exported,
    filters_for,
    is_filter_seen,
    keys_among,
    keys_found,
    keys_of,
    saved_filter,
    saved_filters,
    steps_left,
    steps_of,
    without_figures,
)
from yiwang.cases.appeals.queries.desk import (
    DirectShare,
    alarm_of,
    approvals,
    case_by_number,
    direct_share,
    find_by_id,
    find_many,
    full_appeal,
    get_appeal,
    get_by_id,
    inbox,
    lock_alarmed,
    lock_appeal,
    open_alarms,
    overdue_alarms,
    to_close,
    triage_queue,
    unit_load,
)
from yiwang.cases.appeals.queries.doubts import CLOCK_STARTS, PORTAL_CHANNEL
from yiwang.cases.appeals.queries.drafting import (
    Outgoing,
    Use,
    draft_by_id,
    draft_of,
    is_switched_on,
    outgoing,
    unread,
    use_of_machine,
)
from yiwang.cases.appeals.queries.entities import entities
from yiwang.cases.appeals.queries.finding import (
    ANYWHERE,
    holding,
    texts_of,
    unindexed,
    with_words,
)
from yiwang.cases.appeals.queries.grading import Graded
from yiwang.cases.appeals.queries.green import GreenChannel, green_channels, is_green
from yiwang.cases.appeals.queries.handover import (
    SHOWN,
    OpenWork,
    Piece,
    answered_in,
    approvals_waiting,
    count_on_desk,
    on_desk,
    open_work,
    states_on_desk,
    takers,
    units_on_desk,
)
from yiwang.cases.appeals.queries.importing import (
    Reading,
    batch_of,
    batches,
    file_of,
    first_of_words,
    import_batch,
    is_imported,
    key_of_external,
    key_of_old,
    key_of_row,
    keys_known,
    likeness,
    lock_batch,
    old_steps_of,
    origin_of,
    read_many,
    rejects_of,
    unit_called,
)
from yiwang.cases.appeals.queries.lists import (
    COUNTED,
    Counts,
    Wanted,
    approving,
    counts,
    line_load,
    listing,
    narrowed,
    numbers_among,
    of_applicants,
    of_keys,
)
from yiwang.cases.appeals.queries.marks import MARKS, mark
from yiwang.cases.appeals.queries.orders import (
    Waiting,
    instruction,
    orders_by,
    orders_on,
    second_for,
    to_approve,
)
from yiwang.cases.appeals.queries.papers import letter_of, next_serial, paper_of, receipt_number, receipt_of, serial_of
from yiwang.cases.appeals.queries.patrol import Patrolled, Stage, consultations, stage
from yiwang.cases.appeals.queries.printed import printed, words_to_compare
from yiwang.cases.appeals.queries.publishing import agreed_to_publish
from yiwang.cases.appeals.queries.rehearsal import Rehearsal, rehearse
from yiwang.cases.appeals.queries.repeats import Repeat, repeat_of
from yiwang.cases.appeals.queries.replies import (
    answer_of,
    dispute_of,
    disputes_of,
    has_answer,
    main_of,
    open_replies,
    open_reply,
    replies_of,
    seen_open,
    seen_replies,
)
from yiwang.cases.appeals.queries.requests import (
    extension_rule,
    open_pause,
    open_request,
    paused_keys,
    pauses,
    requests_of,
    requests_waiting,
)
from yiwang.cases.appeals.queries.similar import Similar, similar
from yiwang.cases.appeals.queries.systems import TOLD, Fact, Sought, facts, sought, trip_of
from yiwang.cases.appeals.queries.tables import (
    Category,
    Channel,
    categories,
    category,
    channel,
    channels,
    house_unit,
    open_channel,
    setting,
)
from yiwang.cases.appeals.queries.teaching import TEACHER
from yiwang.cases.appeals.queries.today import opinions_to_give, requests_to_decide, to_be_designated
from yiwang.cases.appeals.queries.together import (
    Expert,
    Proposal,
    asked_of,
    consultation,
    consultation_in_sight,
    convened_by,
    experts,
    open_consultation,
    opinions_of,
    part,
    part_by_id,
    parts_owed,
    proposal_of,
    proposals,
)
from yiwang.cases.appeals.queries.understanding import Suggestion, Told, resolve_unit, text_of, understand
from yiwang.cases.appeals.queries.whose import (
    RETURNS,
    hand_back_rule,
    hand_back_until,
    is_taken_back,
    return_rule,
    return_until,
    returns_of,
    superior_of,
    to_designate,
)

__all__ = [
    "ANYWHERE", "AT_A_TIME", "CLOCK_STARTS", "COLUMNS", "COUNTED", "MARKS", "MOST_EXPORTED", "MOST_STEPS",
    "PORTAL_CHANNEL", "RETURNS", "SHOWN", "TEACHER", "TOLD", "Acts", "Category", "Channel",
    "ConsultationAct", "Counts", "DesignationAct", "DirectShare", "Expert", "Fact", "Graded", "GreenChannel",
    "HandBackAct", "InstructionAct", "OpenWork", "OpinionAct", "Outgoing", "PartAct", "Patrolled", "Piece",
    "Proposal", "QuestionAct", "Reading", "Rehearsal", "Repeat", "RequestAct", "ReturnAct", "Similar", "Sought",
    "Stage", "Step", "Suggestion", "SupplementAct", "Told", "UrgeAct", "Use", "Waiting", "Wanted", "acts_of",
    "agreed_to_publish", "alarm_of", "answer_of", "answered_in", "approvals", "approvals_waiting", "approving",
    "ask_limit", "asked_of", "batch_of", "batches", "bulk_run", "bulk_run_of", "bulk_runs_of",
    "case_by_number", "categories", "category", "channel", "channels", "consultation", "consultation_in_sight", "consultations",
    "convened_by",
    "count_on_desk", "counts", "days_to_ask", "direct_share", "dispute_of", "disputes_of", "draft_by_id", "draft_of",
    "entities", "experts", "exported", "extension_rule", "facts", "file_of", "filters_for", "find_by_id", "find_many",
    "first_of_words", "full_appeal", "get_appeal", "get_by_id", "green_channels", "hand_back_rule", "hand_back_until",
    "has_answer", "holding", "house_unit", "import_batch", "inbox", "instruction", "is_filter_seen", "is_green", "is_imported",
    "is_switched_on", "is_taken_back", "key_of_external", "key_of_old", "key_of_row", "keys_among", "keys_found",
    "keys_known", "keys_of", "letter_of", "likeness", "line_load", "listing", "lock_alarmed", "lock_appeal",
    "lock_batch", "main_of", "mark", "narrowed", "next_serial", "numbers_among", "of_applicants", "of_keys",
    "old_steps_of", "on_desk", "open_alarms", "open_channel", "open_consultation", "open_pause", "open_question",
    "open_replies", "open_reply", "open_request", "open_work", "opinions_of", "opinions_to_give", "orders_by", "orders_on",
    "origin_of", "outgoing", "overdue_alarms", "paper_of", "part", "part_by_id", "parts_owed", "paused_keys", "pauses", "printed",
    "proposal_of", "proposals", "question", "questions_over", "questions_to_remind", "read_many", "receipt_number", "receipt_of",
    "rehearse", "rejects_of", "repeat_of", "replies_of", "requests_of", "requests_to_decide", "requests_waiting", "resolve_unit",
    "return_rule", "return_until", "returns_of", "saved_filter", "saved_filters", "second_for", "seen_open", "seen_replies",
    "serial_of", "setting", "similar", "sought", "stage", "states_on_desk", "steps_left",
    "steps_of", "superior_of", "supplement_of", "takers",
    "text_of", "texts_of", "to_approve", "to_be_designated", "to_close", "to_designate", "triage_queue", "trip_of",
    "understand", "unindexed", "unit_called", "unit_load", "units_on_desk", "unread", "urge_count", "urge_of", "use_of_machine",
    "waits_for", "with_words", "without_figures", "words_to_compare",
]  # fmt: skip
