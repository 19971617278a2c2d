"""Where a lawful matter can be, and every move it can make there. Which kind of matter makes which, its law says (`laws`)."""

from enum import StrEnum

from yiwang.cases.appeals.states import CITIZEN, DESK, HANDLERS, HEADS, SYSTEM, TRACKERS
from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class MatterState(StrEnum):
    """Where the matter is in the ways of its law."""

    PROPOSED = "proposed"
    CORRECTING = "correcting"
    ACCEPTED = "accepted"
    SUSPENDED = "suspended"
    NOT_ACCEPTED = "not_accepted"
    TRANSFERRED = "transferred"
    DECIDED = "decided"
    SERVED = "served"
    REVIEWING = "reviewing"
    ENDED = "ended"
    DROPPED = "dropped"
    """改按诉求办: no law of its own ruled it after all; the row stays as what was thought for a while."""

    @property
    def label(self) -> str:
        """What officers and citizens read."""
        return {
            "proposed": "待受理", "correcting": "待补正", "accepted": "办理中", "suspended": "暂停计时",
            "not_accepted": "不予受理，待送达", "transferred": "已移送", "decided": "已决定，待送达", "served": "已送达",
            "reviewing": "复查、复核中", "ended": "已终结", "dropped": "已改按诉求办",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The tag's colour."""
        return {
            "proposed": "warn", "correcting": "", "accepted": "go", "suspended": "", "reviewing": "go", "decided": "warn",
            "not_accepted": "warn", "served": "ok", "transferred": "ok",
        }.get(self, "")  # fmt: skip


LIVE = (
    MatterState.PROPOSED, MatterState.CORRECTING, MatterState.ACCEPTED, MatterState.SUSPENDED, MatterState.NOT_ACCEPTED,
    MatterState.TRANSFERRED, MatterState.DECIDED, MatterState.SERVED, MatterState.REVIEWING,
)  # fmt: skip
"""The states of a matter that is not over."""


class Move(StrEnum):
    """Every move of a lawful matter."""

    BEGIN = "begin"
    DROP = "drop"
    ACCEPT = "accept"
    REFUSE = "refuse"
    ASK_CORRECTION = "ask_correction"
    CORRECT = "correct"
    TRANSFER = "transfer"
    HAND_OVER = "hand_over"
    EXTEND = "extend"
    SUSPEND = "suspend"
    RESUME = "resume"
    DECIDE = "decide"
    ISSUE = "issue"
    DELIVER = "deliver"
    SERVE = "serve"
    ASK_REVIEW = "ask_review"
    DECIDE_REVIEW = "decide_review"
    WITHDRAW = "withdraw"
    END = "end"


WORKERS = (*HANDLERS, *HEADS, *DESK, Role.INSPECTOR)
"""Who does the daily steps of a matter of its unit."""
DECIDERS = (*HEADS, Role.APPROVER, Role.DEPUTY_APPROVER, Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR)
"""Who decides, and who gives more time: the laws want one in charge (本机关负责人批准)."""

_S = MatterState
MOVES: MoveTable[MatterState, Move] = MoveTable(
    [
        MoveRow(
            move=Move.BEGIN, label="列为法定事项", sources=(), to=_S.PROPOSED, public=True, who=(*TRACKERS, SYSTEM),
            asks=("track", "kind", "reason"), event="MatterBegun",
        ),
        MoveRow(
            move=Move.DROP, label="改按诉求办", sources=(_S.PROPOSED, _S.CORRECTING), to=_S.DROPPED, public=True,
            who=(*TRACKERS, SYSTEM), asks=("reason",), event="MatterDropped",
        ),
        MoveRow(
            move=Move.ACCEPT, label="受理", sources=(_S.PROPOSED,), to=_S.ACCEPTED, primary=True, public=True,
            who=WORKERS, event="MatterAccepted",
        ),
        MoveRow(
            move=Move.REFUSE, label="不予受理", sources=(_S.PROPOSED,), to=_S.NOT_ACCEPTED, public=True,
            who=DECIDERS, asks=("words",), event="MatterRefused",
        ),
        MoveRow(
            move=Move.ASK_CORRECTION, label="要求补正", sources=(_S.PROPOSED,), to=_S.CORRECTING, public=True,
            who=WORKERS, asks=("words",), event="CorrectionAsked",
        ),
        MoveRow(
            move=Move.CORRECT, label="收到补正", sources=(_S.CORRECTING,), to=_S.PROPOSED, primary=True, public=True,
            who=WORKERS, asks=("words",), event="CorrectionCame",
        ),
        MoveRow(
            move=Move.TRANSFER, label="移送", sources=(_S.PROPOSED, _S.ACCEPTED), to=_S.TRANSFERRED, public=True,
            who=WORKERS, asks=("body", "words"), event="MatterTransferred",
        ),
        MoveRow(
            move=Move.HAND_OVER, label="记下对方系统的编号", to=None,
            sources=(_S.ACCEPTED, _S.SUSPENDED, _S.TRANSFERRED, _S.DECIDED, _S.REVIEWING), public=True,
            who=WORKERS, asks=("system", "number"), event="MatterHandedOver",
        ),
        MoveRow(
            move=Move.EXTEND, label="延期", sources=(_S.PROPOSED, _S.ACCEPTED, _S.REVIEWING), to=None, public=True,
            who=DECIDERS, asks=("days", "words"), event="MatterExtended",
        ),
        MoveRow(
            move=Move.SUSPEND, label="暂停计时", sources=(_S.ACCEPTED, _S.REVIEWING), to=_S.SUSPENDED, public=True,
            who=WORKERS, asks=("ground", "words"), event="MatterSuspended",
        ),
        MoveRow(
            move=Move.RESUME, label="恢复计时", sources=(_S.SUSPENDED,), to=_S.ACCEPTED, others=(_S.REVIEWING,),
            primary=True, public=True, who=(*WORKERS, SYSTEM), event="MatterResumed",
        ),
        MoveRow(
            move=Move.DECIDE, label="作出决定", sources=(_S.ACCEPTED,), to=_S.DECIDED, primary=True, public=True,
            who=DECIDERS, asks=("outcome", "words"), event="MatterDecided",
        ),
        MoveRow(
            move=Move.ISSUE, label="出具文书", sources=LIVE, to=None, who=WORKERS, asks=("kind",), event="DeedIssued",
        ),
        MoveRow(
            move=Move.DELIVER, label="记录告知书送达", sources=LIVE, to=None, public=True, who=WORKERS,
            asks=("deed", "how", "receiver"), event="DeedDelivered",
        ),
        MoveRow(
            move=Move.SERVE, label="送达决定", sources=(_S.NOT_ACCEPTED, _S.DECIDED), to=_S.SERVED, others=(_S.ENDED,),
            primary=True, public=True, who=WORKERS, asks=("deed", "how", "receiver"), event="MatterServed",
        ),
        MoveRow(
            move=Move.ASK_REVIEW, label="申请复查、复核、复议", sources=(_S.SERVED,), to=_S.REVIEWING, public=True,
            who=(CITIZEN, *WORKERS), asks=("words",), event="ReviewAsked",
        ),
        MoveRow(
            move=Move.DECIDE_REVIEW, label="作出复查、复核、复议决定", sources=(_S.REVIEWING,), to=_S.DECIDED,
            primary=True, public=True, who=DECIDERS, asks=("outcome", "words"), event="ReviewDecided",
        ),
        MoveRow(
            move=Move.WITHDRAW, label="申请人撤回", to=_S.ENDED, public=True, who=(CITIZEN, *WORKERS), asks=("words",),
            sources=(_S.PROPOSED, _S.CORRECTING, _S.ACCEPTED, _S.SUSPENDED, _S.REVIEWING), event="MatterWithdrawn",
        ),
        MoveRow(
            move=Move.END, label="终结", sources=LIVE, to=_S.ENDED, public=True, who=(SYSTEM, *WORKERS),
            event="MatterEnded", notes="人只能终结已移送的；其余由系统在法定期满时终结",
        ),
    ]
)  # fmt: skip
