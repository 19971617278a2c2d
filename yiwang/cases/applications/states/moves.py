"""Where an application can be, and every move it can make: the one source of buttons, permissions, diagram and timeline."""

from enum import StrEnum

from yiwang.cases.casework.states import CITIZEN, CLIENT, DESK, HANDLERS, HEADS, SYSTEM
from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class State(StrEnum):
    """Where the application is. How hot it is, the clock says."""

    SUBMITTED = "submitted"
    CORRECTING = "correcting"
    HANDLING = "in_steps"
    SPECIAL = "special"
    DECIDED = "decided"
    FINISHED = "finished"
    NOT_ACCEPTED = "not_accepted"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "submitted": "待受理", "correcting": "待补正", "in_steps": "办理中", "special": "特别程序", "decided":
            "已决定，待送达",
            "finished": "已办结", "not_accepted": "不予受理", "withdrawn": "已撤回", "lapsed": "逾期视为撤回",
        }[self]  # fmt: skip

    @property
    def public_label(self) -> str:
        """What citizens read."""
        return {
            "submitted": "已收到，正在看材料", "correcting": "请您补正", "in_steps": "办理中", "special":
            "办理中（特别程序，不计时）",
            "decided": "已办好，正在送达",
        }.get(self, self.label)  # fmt: skip

    @property
    def tone(self) -> str:
        """The tag's colour name (ui.md section 4)."""
        return {"submitted": "warn", "in_steps": "go", "special": "go", "decided": "warn", "finished": "ok"}.get(
            self, ""
        )


BEFORE = (State.SUBMITTED, State.CORRECTING)
"""Not accepted yet: the law's time has not begun (行政许可法第三十二条)."""
OPEN = (*BEFORE, State.HANDLING, State.SPECIAL)
"""Nobody has decided yet."""
OVER = (State.FINISHED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED)


class Move(StrEnum):
    """Every move of an application."""

    SUBMIT = "submit"
    REASSIGN = "reassign"
    TAKE_MATERIAL = "take_material"
    HAND_TO_PERSON = "hand_to_person"
    HAND_OVER = "hand_over"
    HAND_BACK = "hand_back"
    FORWARD = "forward"
    CHECK_PLEDGE = "check_pledge"
    ASK_CORRECTION = "ask_correction"
    CORRECT = "correct"
    LAPSE_CORRECTION = "lapse_correction"
    ACCEPT = "accept"
    REFUSE_ACCEPTANCE = "refuse_acceptance"
    FINISH_STEP = "finish_step"
    START_SPECIAL = "start_special"
    END_SPECIAL = "end_special"
    EXTEND = "extend"
    SUPPLY = "supply"
    LAPSE_GAP = "lapse_gap"
    DECIDE = "decide"
    TAKE_BACK_DECISION = "take_back_decision"
    REVIEW_SAMPLE = "review_sample"
    DELIVER = "deliver"
    REVOKE_RESULT = "revoke_result"
    WITHDRAW = "withdraw"


ACCEPTERS = (*HANDLERS, *HEADS, *DESK)
"""Who looks at what came in: windows, stations, the desk."""
DECIDERS = (*HEADS, Role.APPROVER, Role.DEPUTY_APPROVER)
WORKERS = (*HANDLERS, *HEADS, Role.APPROVER, Role.DEPUTY_APPROVER)
_S, _M = State, Move
MOVES: MoveTable[State, Move] = MoveTable(
    [
        MoveRow(
            move=_M.SUBMIT, label="提交申请", sources=(), to=_S.SUBMITTED, who=(CITIZEN, CLIENT, *ACCEPTERS),
            event="ApplicationSubmitted",
            public=True,
        ),
        MoveRow(
            move=_M.REASSIGN, label="换人办理", sources=(_S.SUBMITTED, _S.CORRECTING, _S.HANDLING, _S.SPECIAL,
            _S.DECIDED), to=None,
            who=(*HANDLERS, *HEADS), asks=("officer_code",), event="ApplicationReassigned",
        ),
        MoveRow(
            move=_M.TAKE_MATERIAL, label="收材料", sources=(_S.SUBMITTED, _S.HANDLING, _S.SPECIAL), to=None,
            who=(CLIENT, *ACCEPTERS),
            asks=("given",), event="MaterialTaken", public=True, key="m",
        ),
        MoveRow(
            move=_M.HAND_TO_PERSON, label="转人工", sources=(_S.SUBMITTED,), to=None, who=(SYSTEM,), event="HandedToPerson",
        ),
        MoveRow(
            move=_M.HAND_OVER, label="转到决定地", sources=(_S.HANDLING,), to=None, who=(*ACCEPTERS, SYSTEM), asks=("unit",),
            event="HandedOver", public=True,
        ),
        MoveRow(
            move=_M.HAND_BACK, label="退回受理地", sources=(_S.HANDLING,), to=None, who=WORKERS, asks=("reason",),
            event="HandedBack", public=True,
        ),
        MoveRow(
            move=_M.FORWARD, label="转报国家平台", sources=(_S.HANDLING,), to=None, who=(*ACCEPTERS, SYSTEM),
            event="ApplicationForwarded", public=True,
        ),
        MoveRow(
            move=_M.CHECK_PLEDGE, label="核查承诺", sources=(_S.DECIDED, _S.FINISHED), to=None, who=WORKERS,
            asks=("is_kept", "found"), event="PledgeChecked",
        ),
        MoveRow(
            move=_M.ASK_CORRECTION, label="告知补正", sources=(_S.SUBMITTED,), to=_S.CORRECTING, who=ACCEPTERS, asks=("items",),
            event="CorrectionTold", public=True, key="b",
        ),
        MoveRow(
            move=_M.CORRECT, label="收到补正", sources=(_S.CORRECTING,), to=_S.SUBMITTED, who=(CITIZEN, CLIENT, *ACCEPTERS),
            asks=("words",),
            event="CorrectionReceived", public=True,
        ),
        MoveRow(
            move=_M.LAPSE_CORRECTION, label="逾期未补正", sources=(_S.CORRECTING,), to=_S.LAPSED, who=(SYSTEM,),
            event="CorrectionLapsed", public=True,
        ),
        MoveRow(
            move=_M.ACCEPT, label="受理", sources=(_S.SUBMITTED,), to=_S.HANDLING, who=(*ACCEPTERS, SYSTEM), asks=("gaps",),
            event="ApplicationAccepted", public=True, primary=True, key="s",
        ),
        MoveRow(
            move=_M.REFUSE_ACCEPTANCE, label="不予受理", sources=(_S.SUBMITTED,), to=_S.NOT_ACCEPTED,
            who=(*HANDLERS, *HEADS, SYSTEM), asks=("words",), event="AcceptanceRefused", public=True,
        ),
        MoveRow(
            move=_M.FINISH_STEP, label="完成环节", sources=(_S.HANDLING,), to=None, who=(*WORKERS, SYSTEM), asks=("step",
            "passed", "opinion"),
            event="StepFinished", public=True, primary=True, key="w",
        ),
        MoveRow(
            move=_M.START_SPECIAL, label="进入特别程序", sources=(_S.HANDLING,), to=_S.SPECIAL, who=WORKERS,
            asks=("kind", "days", "why"), event="SpecialStarted", public=True,
        ),
        MoveRow(
            move=_M.END_SPECIAL, label="特别程序结束", sources=(_S.SPECIAL,), to=_S.HANDLING, who=WORKERS, event="SpecialEnded",
            public=True, primary=True,
        ),
        MoveRow(
            move=_M.EXTEND, label="批准延长", sources=(_S.HANDLING,), to=None, who=HEADS, asks=("days", "reason"),
            event="ApplicationExtended", public=True,
        ),
        MoveRow(
            move=_M.SUPPLY, label="收到后补材料", sources=(_S.HANDLING, _S.SPECIAL), to=None,
            who=(CITIZEN, CLIENT, *WORKERS), asks=("given",), event="GapFilled", public=True,
        ),
        MoveRow(
            move=_M.LAPSE_GAP, label="逾期未补材料", sources=(_S.HANDLING, _S.SPECIAL), to=_S.LAPSED, who=(SYSTEM,),
            event="GapLapsed", public=True,
        ),
        MoveRow(
            move=_M.DECIDE, label="作出决定", sources=(_S.HANDLING,), to=_S.DECIDED, others=(_S.FINISHED,),
            who=(*DECIDERS, SYSTEM),
            asks=("granted", "ground", "words"), event="ApplicationDecided", public=True, primary=True, key="d",
        ),
        MoveRow(
            move=_M.TAKE_BACK_DECISION, label="收回决定", sources=(_S.DECIDED, _S.FINISHED), to=_S.HANDLING, who=DECIDERS,
            asks=("reason",), event="DecisionTakenBack", public=True,
        ),
        MoveRow(
            move=_M.REVIEW_SAMPLE, label="抽样复核", sources=(_S.DECIDED, _S.FINISHED), to=None,
            who=(*DECIDERS, Role.SUPERVISOR, Role.INSPECTOR), asks=("is_right", "words"), event="SampleReviewed",
        ),
        MoveRow(
            move=_M.DELIVER, label="送达", sources=(_S.DECIDED,), to=_S.FINISHED, who=(*WORKERS, SYSTEM), asks=("how", "proof"),
            event="ResultDelivered", public=True, primary=True,
        ),
        MoveRow(
            move=_M.REVOKE_RESULT, label="撤销结果", sources=(_S.DECIDED, _S.FINISHED), to=None, who=DECIDERS,
            asks=("how", "reason"), event="ResultRevoked", public=True,
        ),
        MoveRow(
            move=_M.WITHDRAW, label="撤回申请", sources=(_S.SUBMITTED, _S.CORRECTING, _S.HANDLING, _S.SPECIAL), to=_S.WITHDRAWN,
            who=(CITIZEN, CLIENT, *ACCEPTERS), event="ApplicationWithdrawn", public=True,
        ),
    ]
)  # fmt: skip
