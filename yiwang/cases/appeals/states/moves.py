"""Where an appeal can be, and every move it can make: the one source of buttons, permissions, diagram and timeline."""

from enum import StrEnum

from yiwang.cases.casework.states import CITIZEN, CLIENT, DESK, HANDLERS, HEADS, SYSTEM
from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable

KIND = "appeal"
"""What kind of file an appeal is on the common cover."""


class State(StrEnum):
    """Where the appeal is. How hot it is, the clock says."""

    REGISTERED = "registered"
    PUSHED = "pushed"
    HANDLING = "handling"
    REVIEW = "review"
    SECOND_REVIEW = "second_review"
    REPLIED = "replied"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    HANDED_BACK = "handed_back"
    MERGED = "merged"
    ON_TRACK = "on_track"
    """Worked on by a law of its own (room `tracks`); nothing of an appeal runs meanwhile."""
    ENDED_BY_LAW = "ended_by_law"
    """Ended in the way of that law: never an answer, so nobody rates it and nobody disputes it here."""
    ARCHIVED = "archived"
    """Taken over from a file of old matters that shows no answer: kept to be read, worked on by nobody."""

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "registered": "待分派", "pushed": "待签收", "handling": "办理中", "review": "待审批",
            "second_review": "待二级审定", "replied": "已答复", "closed": "已办结", "withdrawn": "已撤回",
            "handed_back": "已退回来源", "merged": "已并入", "on_track": "依法办理", "ended_by_law": "依法办结",
            "archived": "已归档，未见答复",
        }[self]  # fmt: skip

    @property
    def public_label(self) -> str:
        """What citizens read."""
        return {
            "registered": "正在分派", "pushed": "已派给单位", "handling": "办理中", "review": "答复审核中",
            "second_review": "答复审核中", "replied": "已答复", "closed": "已结束", "withdrawn": "已撤回",
            "handed_back": "已退回转来单位", "merged": "已合并办理", "on_track": "依法办理", "ended_by_law": "依法办结",
            "archived": "已归档",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The tag's colour name (ui.md section 4)."""
        return {
            "handling": "go", "on_track": "go", "review": "go", "second_review": "go", "replied": "ok", "pushed": "warn",
            "registered": "warn",
        }.get(self, "")  # fmt: skip


OPEN = (State.REGISTERED, State.PUSHED, State.HANDLING, State.REVIEW, State.SECOND_REVIEW)
"""The states in which the promise runs."""
IN_UNIT = (State.PUSHED, State.HANDLING, State.REVIEW, State.SECOND_REVIEW)
ON_A_DESK = (*IN_UNIT, State.ON_TRACK)
"""What finds another desk when somebody leaves or a unit closes: by whatever law, a file lies with somebody."""


class HandOver(StrEnum):
    """Why open work found another desk without anybody's move."""

    LEFT = "left"
    MOVED = "moved"
    SUSPENDED = "suspended"
    UNIT_CLOSED = "unit_closed"
    REGRADED = "regraded"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "left": "人员离任", "moved": "人员调动", "suspended": "人员停用", "unit_closed": "单位撤并", "regraded": "密级调整",
        }[self]  # fmt: skip


class Move(StrEnum):
    """Every move of an appeal."""

    REGISTER = "register"
    PUSH = "push"
    TAKE_BACK = "take_back"
    SIGN = "sign"
    REASSIGN = "reassign"
    RECORD_CONTACT = "record_contact"
    ATTACH = "attach"
    DRAFT_REPLY = "draft_reply"
    SUBMIT_REPLY = "submit_reply"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    READ_REPLY = "read_reply"
    DISPUTE = "dispute"
    WITHDRAW = "withdraw"
    CLOSE = "close"
    ACKNOWLEDGE = "acknowledge"
    ASK = "ask"
    TAKE_BACK_QUESTION = "take_back_question"
    ANSWER = "answer"
    LAPSE_QUESTION = "lapse_question"
    SUPPLEMENT = "supplement"
    URGE = "urge"
    REQUEST_EXTENSION = "request_extension"
    REQUEST_PAUSE = "request_pause"
    WITHDRAW_REQUEST = "withdraw_request"
    GRANT = "grant"
    DECLINE = "decline"
    RESUME = "resume"
    RETURN_TO_DESK = "return_to_desk"
    DESIGNATE = "designate"
    HAND_BACK = "hand_back"
    TAKE_UP = "take_up"
    CALL_IN = "call_in"
    RECALL_PART = "recall_part"
    REPORT_PART = "report_part"
    CONVENE = "convene"
    OPINE = "opine"
    CONCLUDE = "conclude"
    CANCEL_CONSULTATION = "cancel_consultation"
    PASS_UP = "pass_up"  # noqa: S105 - a move of the reply, no secret
    INSTRUCT = "instruct"
    REPORT_INSTRUCTION = "report_instruction"
    CLOSE_INSTRUCTION = "close_instruction"
    SPLIT = "split"
    LINK_UP = "link_up"
    MERGE = "merge"
    UNMERGE = "unmerge"
    ANSWER_DIRECTLY = "answer_directly"
    PUT_ON_TRACK = "put_on_track"
    TAKE_OFF_TRACK = "take_off_track"
    END_BY_LAW = "end_by_law"
    FOLLOW = "follow"
    GO_ALONE = "go_alone"
    ANSWER_TOGETHER = "answer_together"


APPROVERS = (*HEADS, Role.APPROVER, Role.DEPUTY_APPROVER, Role.SUPERVISOR)
SUPERIORS = (*HEADS, Role.SUPERVISOR, Role.DEPUTY_APPROVER, Role.LEADER)
"""Who of the unit above says whose an appeal is that two units have given back."""
ASKED = "asked"
"""A hand without regard to its posts: whoever was asked to a consultation."""
CONVENERS = (*SUPERIORS, *DESK)
"""Who calls lines and experts together over an appeal."""
INVITED = frozenset({Move.REPORT_PART, Move.OPINE})
"""Moves of those whose file it is not: a helping unit, somebody asked for an opinion. Their policies say who that is."""
TRACKERS = (*DESK, *HEADS, Role.INSPECTOR)
"""Who says that a law of its own rules a matter, or that none does."""
DUTY = (Role.DUTY_OFFICER, Role.DUTY_LEADER, *DESK)


MOVES: MoveTable[State, Move] = MoveTable(
    [
        MoveRow(
            move=Move.REGISTER, label="登记诉求", key="c", sources=(), to=State.REGISTERED, public=True,
            who=(CITIZEN, SYSTEM, CLIENT, *DESK, *HANDLERS, *HEADS), asks=("type", "content"), event="AppealRegistered",
        ),
        MoveRow(
            move=Move.PUSH, label="派给单位", sources=(State.REGISTERED,), to=State.PUSHED, primary=True, public=True,
            who=(SYSTEM, *DESK), asks=("type", "category", "unit"), event="AppealPushed",
        ),
        MoveRow(
            move=Move.TAKE_BACK, label="收回", sources=(State.PUSHED,), to=State.REGISTERED,
            who=DESK, event="AppealTakenBack",
        ),
        MoveRow(
            move=Move.SIGN, label="签收", key="s", sources=(State.PUSHED,), to=State.HANDLING, primary=True, public=True,
            who=(*HANDLERS, *HEADS), event="AppealSigned",
        ),
        MoveRow(
            move=Move.REASSIGN, label="换人办理", key="a", sources=(State.PUSHED, State.HANDLING), to=None,
            who=(*HEADS, *HANDLERS), asks=("officer",), event="AppealReassigned",
        ),
        MoveRow(
            move=Move.RECORD_CONTACT, label="记录联系", key="l", to=None,
            sources=(State.HANDLING, State.REVIEW, State.SECOND_REVIEW), public=True,
            who=(*HANDLERS, *HEADS), asks=("kind", "reached", "note"), event="ApplicantContacted",
        ),
        MoveRow(
            move=Move.ATTACH, label="附材料", key="f", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS), asks=("file",), event="MaterialAttached",
        ),
        MoveRow(
            move=Move.DRAFT_REPLY, label="存草稿", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS), asks=("text",), event="ReplyDrafted",
        ),
        MoveRow(
            move=Move.SUBMIT_REPLY, label="起草答复", key="r", sources=(State.HANDLING,), to=State.REVIEW, primary=True,
            public=True, who=(*HANDLERS, *HEADS), asks=("outcome", "text"), event="ReplySubmitted",
        ),
        MoveRow(
            move=Move.SEND_BACK, label="退回修改", key="b", sources=(State.REVIEW, State.SECOND_REVIEW),
            to=State.HANDLING, who=APPROVERS, asks=("reason",), event="ReplySentBack",
        ),
        MoveRow(
            move=Move.APPROVE, label="审定并答复", key="y", sources=(State.REVIEW, State.SECOND_REVIEW),
            to=State.REPLIED, primary=True, public=True, who=APPROVERS, event="ReplyApproved",
        ),
        MoveRow(
            move=Move.ANSWER_DIRECTLY, label="直接答复", key="d", sources=(State.REGISTERED,), to=State.REPLIED,
            who=DESK, asks=("outcome", "text"), event="AppealAnsweredDirectly",
        ),
        MoveRow(
            move=Move.READ_REPLY, label="看答复", sources=(State.REPLIED, State.CLOSED), to=None,
            who=(CITIZEN, CLIENT), event="ReplyRead",
        ),
        MoveRow(
            move=Move.DISPUTE, label="没有解决", sources=(State.REPLIED, State.MERGED), to=State.PUSHED, public=True,
            who=(CITIZEN, CLIENT), asks=("reason",), event="AppealDisputed",
        ),
        MoveRow(
            move=Move.WITHDRAW, label="撤回", sources=OPEN, to=State.WITHDRAWN, public=True,
            who=(CITIZEN, CLIENT), event="AppealWithdrawn",
        ),
        MoveRow(
            move=Move.CLOSE, label="办结", sources=(State.REPLIED,), to=State.CLOSED, public=True,
            who=(SYSTEM,), event="AppealClosed",
        ),
        MoveRow(
            move=Move.ASK, label="问诉求人", key="q", sources=(State.HANDLING,), to=None, public=True,
            who=(*HANDLERS, *HEADS), asks=("text",), event="QuestionAsked",
        ),
        MoveRow(
            move=Move.TAKE_BACK_QUESTION, label="收回提问", sources=(State.HANDLING,), to=None, public=True,
            who=(*HANDLERS, *HEADS), event="QuestionTakenBack",
        ),
        MoveRow(
            move=Move.ANSWER, label="回答提问", sources=(State.HANDLING,), to=None, public=True,
            who=(CITIZEN, CLIENT), asks=("text",), event="QuestionAnswered",
        ),
        MoveRow(
            move=Move.LAPSE_QUESTION, label="提问到期", sources=(State.HANDLING,), to=None, public=True,
            who=(SYSTEM,), event="QuestionLapsed",
        ),
        MoveRow(
            move=Move.SUPPLEMENT, label="补充材料", sources=(*OPEN, State.ON_TRACK), to=None, public=True,
            who=(CITIZEN, CLIENT, *DESK), asks=("text",), event="SupplementAdded",
        ),
        MoveRow(
            move=Move.URGE, label="催办", sources=OPEN, to=None, public=True,
            who=(CITIZEN, CLIENT, *DESK), event="AppealUrged",
        ),
        MoveRow(
            move=Move.ACKNOWLEDGE, label="确认警示", key="g", sources=(*OPEN, State.ON_TRACK), to=None,
            who=DUTY, event="AlarmAcknowledged",
        ),
        MoveRow(
            move=Move.REQUEST_EXTENSION, label="申请延期", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS), asks=("days", "reason"), event="ExtensionRequested",
        ),
        MoveRow(
            move=Move.REQUEST_PAUSE, label="申请暂停计时", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS), asks=("ground", "proof", "reason"), event="PauseRequested",
        ),
        MoveRow(
            move=Move.WITHDRAW_REQUEST, label="撤回申请", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS), event="RequestWithdrawn",
        ),
        MoveRow(
            move=Move.GRANT, label="批准申请", sources=(State.HANDLING,), to=None, primary=True, public=True,
            who=APPROVERS, event="RequestGranted",
        ),
        MoveRow(
            move=Move.DECLINE, label="不批准", sources=(State.HANDLING,), to=None,
            who=APPROVERS, asks=("opinion",), event="RequestDeclined",
        ),
        MoveRow(
            move=Move.RESUME, label="恢复计时", sources=(State.HANDLING,), to=None, public=True,
            who=(*HANDLERS, *APPROVERS), event="PauseEnded",
        ),
        MoveRow(
            move=Move.RETURN_TO_DESK, label="退办", sources=(State.PUSHED, State.HANDLING), to=State.REGISTERED, public=True,
            who=(*HANDLERS, *HEADS), asks=("ground", "reason", "suggested"), event="AppealReturned",
        ),
        MoveRow(
            move=Move.DESIGNATE, label="指定管辖", sources=(State.REGISTERED,), to=State.PUSHED, primary=True, public=True,
            who=SUPERIORS, asks=("unit", "reason"), event="AppealDesignated",
        ),
        MoveRow(
            move=Move.HAND_BACK, label="退回来源", sources=(State.REGISTERED, State.PUSHED, State.HANDLING),
            to=State.HANDED_BACK, public=True, who=(*DESK, *HEADS), asks=("ground", "body"), event="AppealHandedBack",
        ),
        MoveRow(
            move=Move.TAKE_UP, label="来源不收，接着办", sources=(State.HANDED_BACK,), to=State.REGISTERED, public=True,
            who=(SYSTEM,), event="AppealTakenUp",
        ),
        MoveRow(
            move=Move.CALL_IN, label="请单位协办", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS, *DESK, Role.SUPERVISOR), asks=("tasks",), event="UnitCalledIn",
        ),
        MoveRow(
            move=Move.RECALL_PART, label="取消协办", sources=(State.HANDLING,), to=None,
            who=(*HANDLERS, *HEADS, *DESK, Role.SUPERVISOR), asks=("part",), event="PartRecalled",
        ),
        MoveRow(
            move=Move.REPORT_PART, label="协办反馈", sources=(State.HANDLING, State.REVIEW, State.SECOND_REVIEW), to=None,
            primary=True, who=(*HANDLERS, *HEADS), asks=("answer",), event="PartReported",
        ),
        MoveRow(
            move=Move.CONVENE, label="发起会商", sources=(State.REGISTERED, State.PUSHED, State.HANDLING), to=None,
            who=CONVENERS, asks=("ground", "question", "whom"), event="ConsultationConvened",
        ),
        MoveRow(
            move=Move.OPINE, label="提意见", sources=OPEN, to=None, primary=True, who=(ASKED,), asks=("text",),
            event="OpinionGiven",
        ),
        MoveRow(
            move=Move.CONCLUDE, label="作会商结论", sources=OPEN, to=None, who=CONVENERS,
            asks=("conclusion",), event="ConsultationConcluded",
        ),
        MoveRow(
            move=Move.CANCEL_CONSULTATION, label="取消会商", sources=OPEN, to=None, who=CONVENERS, asks=("reason",),
            event="ConsultationCancelled",
        ),
        MoveRow(
            move=Move.PASS_UP, label="呈上级审定", key="u", sources=(State.REVIEW,), to=State.SECOND_REVIEW,
            who=APPROVERS, asks=("note",), event="ReplyPassedUp",
        ),
        MoveRow(
            move=Move.INSTRUCT, label="批示", sources=(*OPEN, State.ON_TRACK, State.REPLIED), to=None,
            who=(Role.LEADER, Role.DEPUTY_APPROVER, *HEADS), asks=("text", "due"), event="InstructionGiven",
        ),
        MoveRow(
            move=Move.REPORT_INSTRUCTION, label="报告落实批示", to=None,
            sources=(*OPEN, State.ON_TRACK, State.REPLIED, State.CLOSED),
            who=(*HANDLERS, *HEADS), asks=("report",), event="InstructionReported",
        ),
        MoveRow(
            move=Move.CLOSE_INSTRUCTION, label="阅结批示", sources=tuple(State), to=None,
            who=(Role.LEADER, Role.DEPUTY_APPROVER, *HEADS), event="InstructionClosed",
        ),
        MoveRow(
            move=Move.SPLIT, label="拆分", sources=(State.REGISTERED, State.PUSHED, State.HANDLING), to=None, public=True,
            who=(*DESK, *HEADS), asks=("first", "parts"), event="AppealSplit",
        ),
        MoveRow(
            move=Move.LINK_UP, label="关联", sources=(*OPEN, State.REPLIED), to=None,
            who=(*DESK, *HANDLERS, *HEADS), asks=("number",), event="AppealLinked",
        ),
        MoveRow(
            move=Move.MERGE, label="并入", sources=(State.REGISTERED, State.PUSHED, State.HANDLING), to=State.MERGED,
            public=True, who=(*DESK, *HEADS), asks=("number",), event="AppealMerged",
        ),
        MoveRow(
            move=Move.UNMERGE, label="撤销并入", sources=(State.MERGED,), to=State.HANDLING,
            others=(State.PUSHED, State.REGISTERED), public=True, who=(*DESK, *HEADS), event="AppealUnmerged",
        ),
        MoveRow(
            move=Move.PUT_ON_TRACK, label="按法定途径办", sources=OPEN, to=State.ON_TRACK, public=True,
            who=TRACKERS, asks=("track", "reason"), event="AppealPutOnTrack",
        ),
        MoveRow(
            move=Move.TAKE_OFF_TRACK, label="改按诉求办", sources=(State.ON_TRACK,), to=State.REGISTERED, public=True,
            who=TRACKERS, asks=("reason",), event="AppealTakenOffTrack",
        ),
        MoveRow(
            move=Move.END_BY_LAW, label="依法终结", sources=(State.ON_TRACK,), to=State.ENDED_BY_LAW, public=True,
            who=(SYSTEM,), event="AppealEndedByLaw",
        ),
        MoveRow(
            move=Move.FOLLOW, label="归入同诉求", sources=(State.REGISTERED, State.PUSHED, State.HANDLING), to=State.HANDLING,
            public=True, who=(*DESK, *HANDLERS, *HEADS), asks=("matter",), event="AppealFollowed",
        ),
        MoveRow(
            move=Move.GO_ALONE, label="单独办理", sources=(State.HANDLING,), to=None, others=(State.PUSHED, State.REGISTERED),
            public=True, who=(SYSTEM, *DESK, *HANDLERS, *HEADS), asks=("reason",), event="AppealWentAlone",
        ),
        MoveRow(
            move=Move.ANSWER_TOGETHER, label="按主件答复", sources=(State.HANDLING,), to=State.REPLIED,
            who=(SYSTEM,), event="AppealAnsweredTogether",
        ),
    ]
)  # fmt: skip
