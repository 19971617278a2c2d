"""Where a loop of call-backs can be, every move in it, and the words for its levels."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class LoopState(StrEnum):
    """Where the loop is: whose turn it is."""

    UNDERSTAND = "understand"
    REWORK = "rework"
    CALL = "call"
    SIGN = "sign"
    JOINT = "joint"
    REDO = "redo"
    FINAL = "final"
    STUDY = "study"
    ORDERED = "ordered"
    EXPLAIN = "explain"
    ENDED = "ended"
    REVIEW = "review"
    SETTLED = "settled"
    SILENT = "silent"
    LEFT = "left"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "understand": "待了解", "rework": "再办理", "call": "待回访", "sign": "待签批", "joint": "会同调查",
            "redo": "落实结论", "final": "待最后处理", "study": "专题研究", "ordered": "督办立项", "explain": "待书面说明",
            "ended": "已终结", "review": "终结复核", "settled": "已认可", "silent": "未回应，不再回访", "left": "不再回访",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The tag's colour."""
        return {
            "understand": "warn", "rework": "go", "sign": "warn", "joint": "go", "redo": "go", "final": "bad",
            "study": "go", "ordered": "bad", "explain": "warn", "review": "warn", "settled": "ok",
        }.get(self, "")  # fmt: skip


_S = LoopState
LIVE = frozenset({
    _S.UNDERSTAND, _S.REWORK, _S.CALL, _S.SIGN, _S.JOINT, _S.REDO, _S.FINAL, _S.STUDY, _S.ORDERED, _S.EXPLAIN, _S.REVIEW,
})  # fmt: skip
"""Somebody here has to do something, or is about to call."""
ANSWERING = frozenset({_S.UNDERSTAND, _S.REWORK, _S.REDO, _S.ORDERED})
"""The unit works on it again, and its next answer is called about."""


class LoopLevel(StrEnum):
    """Who answers for it by now. The first level is the question itself and needs nobody."""

    TWO = "two"
    THREE = "three"
    FINAL = "final"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"two": "二级", "three": "三级", "final": "分管领导"}[self]

    @property
    def next(self) -> "LoopLevel":
        """One up; the last has none above it."""
        return {"two": LoopLevel.THREE, "three": LoopLevel.FINAL, "final": LoopLevel.FINAL}[self]


class Ground(StrEnum):
    """终结理由: why nothing more can be done about a demand. It is the demand that has no ground, never the person."""

    DONE = "done"
    LAW = "law"
    NOT_OURS = "not_ours"
    FACTS = "facts"

    @property
    def label(self) -> str:
        """What officers read, and the citizen with it."""
        return {
            "done": "依法能办的都已经办了", "law": "这项要求没有法律依据", "not_ours": "这项要求不归公安机关决定",
            "facts": "查明的事实和反映的不一致",
        }[self]  # fmt: skip


class Move(StrEnum):
    """Every move of a loop."""

    RAISE_LEVEL = "raise_level"
    UNDERSTAND = "understand"
    FOLLOW_UP = "follow_up"
    FOLLOW_ANSWER = "follow_answer"
    SIGN = "sign"
    OPINE = "opine"
    CONCLUDE = "conclude"
    ORDER = "order"
    STUDY = "study"
    REPORT_STUDY = "report_study"
    CLOSE = "close"
    END = "end"
    CONTEST = "contest"
    UPHOLD = "uphold"
    OVERTURN = "overturn"
    CALL_AGAIN = "call_again"
    SETTLE = "settle"
    FALL_SILENT = "fall_silent"
    LET_GO = "let_go"


WRITTEN = (
    Move.UNDERSTAND, Move.FOLLOW_UP, Move.SIGN, Move.CONCLUDE, Move.CALL_AGAIN, Move.ORDER, Move.STUDY, Move.REPORT_STUDY,
    Move.CLOSE, Move.UPHOLD, Move.OVERTURN,
)  # fmt: skip
"""Moves at which somebody here writes what stands in an `Act`."""
CITIZEN, SYSTEM = "citizen", "system"
HEADS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
LISTENERS = (*HEADS, Role.SUPERVISOR, Role.CALLBACK_AGENT)
"""Who calls to understand what is wrong: of those, whoever had no hand in the file."""
FOLLOWERS = (*HEADS, Role.SUPERVISOR)
"""Who of the supervising unit looks after what the unit does."""
BODIES = (*HEADS, Role.INSPECTOR, Role.SUPERVISOR, Role.LINE_EXPERT, Role.HANDLER)
"""Who of a body that was named gives its opinion."""
OFFICE = (*HEADS, Role.SUPERVISOR, Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN)
"""平台办: who of the service centre concludes."""
DEPUTIES = (Role.DEPUTY_APPROVER,)
REVIEWERS = (Role.LEADER, Role.DEPUTY_APPROVER)

MOVES: MoveTable[LoopState, Move] = MoveTable(
    [
        MoveRow(
            move=Move.RAISE_LEVEL, label="不满意，升一级", to=_S.SIGN,
            sources=(_S.UNDERSTAND, _S.REWORK, _S.CALL, _S.REDO, _S.ORDERED, _S.SETTLED, _S.SILENT),
            others=(_S.UNDERSTAND, _S.FINAL), public=True, who=(CITIZEN, SYSTEM), event="LoopRaised",
        ),
        MoveRow(
            move=Move.UNDERSTAND, label="记下了解到的", sources=(_S.UNDERSTAND,), to=_S.REWORK, primary=True, public=True,
            who=LISTENERS, asks=("words",), event="NeedUnderstood",
        ),
        MoveRow(
            move=Move.FOLLOW_UP, label="记下督导情况", sources=(_S.UNDERSTAND, _S.REWORK), to=None, who=FOLLOWERS,
            asks=("words",), event="ReworkFollowed",
        ),
        MoveRow(
            move=Move.FOLLOW_ANSWER, label="再次答复", sources=tuple(sorted(ANSWERING)), to=_S.CALL,
            who=(SYSTEM,), event="CallOrdered",
        ),
        MoveRow(
            move=Move.SIGN, label="签批", sources=(_S.SIGN,), to=_S.JOINT, primary=True, public=True, who=(Role.LEADER,),
            asks=("bodies", "words"), event="InquirySigned",
        ),
        MoveRow(
            move=Move.OPINE, label="提意见", sources=(_S.JOINT,), to=None, primary=True, who=BODIES, asks=("words",),
            event="OpinionFiled",
        ),
        MoveRow(
            move=Move.CONCLUDE, label="作出结论", sources=(_S.JOINT,), to=_S.REDO, others=(_S.CALL,), primary=True, public=True,
            who=OFFICE, asks=("words",), event="InquiryConcluded",
        ),
        MoveRow(
            move=Move.ORDER, label="督办立项", sources=(_S.FINAL,), to=_S.ORDERED, primary=True, public=True, who=DEPUTIES,
            asks=("words",), event="OrderDecided",
        ),
        MoveRow(
            move=Move.STUDY, label="专题研究", sources=(_S.FINAL,), to=_S.STUDY, who=DEPUTIES, asks=("words",),
            event="StudyBegun",
        ),
        MoveRow(
            move=Move.REPORT_STUDY, label="写研究结果", sources=(_S.STUDY,), to=_S.FINAL, primary=True, who=DEPUTIES,
            asks=("words",), event="StudyReported",
        ),
        MoveRow(
            move=Move.CLOSE, label="说明理由，终结", sources=(_S.FINAL,), to=_S.EXPLAIN, others=(_S.ENDED,), who=DEPUTIES,
            asks=("ground", "words"), event="ClosingDecided",
        ),
        MoveRow(
            move=Move.END, label="书面说明已送达", sources=(_S.EXPLAIN,), to=_S.ENDED, public=True, who=(SYSTEM,),
            event="LoopEnded",
        ),
        MoveRow(
            move=Move.CONTEST, label="对终结有异议", sources=(_S.ENDED,), to=_S.REVIEW, public=True, who=(CITIZEN,),
            event="EndContested",
        ),
        MoveRow(
            move=Move.UPHOLD, label="维持终结", sources=(_S.REVIEW,), to=_S.EXPLAIN, public=True, who=REVIEWERS, asks=("words",),
            event="EndReviewed",
        ),
        MoveRow(
            move=Move.OVERTURN, label="撤销终结，督办立项", sources=(_S.REVIEW,), to=_S.ORDERED, public=True, who=REVIEWERS,
            asks=("words",), event="OrderDecided",
        ),
        MoveRow(
            move=Move.CALL_AGAIN, label="已经落实，请回访", sources=(_S.REDO, _S.ORDERED), to=_S.CALL, who=OFFICE,
            asks=("words",), event="CallOrdered",
        ),
        MoveRow(
            move=Move.SETTLE, label="本人认可", sources=(_S.CALL,), to=_S.SETTLED, public=True, who=(CITIZEN,),
            event="LoopSettled",
        ),
        MoveRow(
            move=Move.FALL_SILENT, label="未回应", sources=(_S.CALL,), to=_S.SILENT, who=(SYSTEM,), event="LoopSilent",
        ),
        MoveRow(
            move=Move.LET_GO, label="不再回访", sources=tuple(sorted(LIVE)), to=_S.LEFT, who=(SYSTEM,), event="LoopLeft",
        ),
    ]
)  # fmt: skip
