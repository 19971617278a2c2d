"""Where a published answer is, who may move it, and who looks through consultations."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable

OWN_UNIT = (
    Role.HANDLER, Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.WINDOW_CLERK, Role.REMOTE_AGENT,
)  # fmt: skip
"""Roles that edit what their own unit has answered."""
HEADS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
OVERSEERS = (Role.APPROVER, Role.DEPUTY_APPROVER, Role.SUPERVISOR, Role.LEADER)
DESK = (Role.OPERATOR, Role.TRIAGE_LEAD)
EDITORS = (*OWN_UNIT, *HEADS, *DESK, Role.LINE_EXPERT, Role.SUPERVISOR)
"""Who may take out what points at a person: the unit that answered, the desk, the line's experts (S1.10: 整理、筛选)."""
PUBLISHERS = (*HEADS, *OVERSEERS, Role.TRIAGE_LEAD)
"""Who may let it out, and take it down again."""
PATROLLERS = (*HEADS, *DESK, Role.SUPERVISOR, Role.DEPUTY_APPROVER, Role.LEADER)
"""Who looks through the consultations of each working day (S1.10)."""
EVERY_LINE = frozenset({"*", "service_centre", "inspection"})
"""Lines whose business is all business."""


class AnswerState(StrEnum):
    """Where it is."""

    WAITING = "waiting"
    EDITED = "edited"
    PUBLISHED = "published"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "waiting": "待隐去个人信息", "edited": "待复核", "published": "已公开", "kept": "不公开", "withdrawn": "已撤下",
        }[self.value]  # fmt: skip

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"waiting": "warn", "edited": "go", "published": "ok", "kept": "", "withdrawn": ""}[self.value]


TASKS = (AnswerState.WAITING, AnswerState.EDITED)
"""What somebody still has to do."""


class Ending(StrEnum):
    """Why it ended by itself: then a new answer, or the asker's yes, begins it again."""

    REFUSED = "refused"
    DISPUTED = "disputed"
    SEALED = "sealed"
    """Its file was sealed, or protects who asked, since."""

    @property
    def label(self) -> str:
        """What people read."""
        return {
            "refused": "提问人不同意公开", "disputed": "提问人说没有解决，正在重新办理", "sealed": "这一件已转为保密办理",
        }[self.value]  # fmt: skip


class Move(StrEnum):
    """What can be done with it."""

    REDACT = "redact"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    KEEP = "keep"
    WITHDRAW = "withdraw"
    RENEW = "renew"


_S = AnswerState

MOVES: MoveTable[AnswerState, Move] = MoveTable(
    [
        MoveRow(move=Move.REDACT, label="隐去个人信息", sources=(_S.WAITING, _S.EDITED), to=_S.EDITED, who=EDITORS,
                asks=("title", "question", "answer"), primary=True, event="AnswerRedacted"),
        MoveRow(move=Move.SEND_BACK, label="退回再改", sources=(_S.EDITED,), to=_S.WAITING, who=PUBLISHERS, asks=("reason",),
                event="AnswerSentBack"),
        MoveRow(move=Move.PUBLISH, label="公开", sources=(_S.EDITED,), to=_S.PUBLISHED, who=PUBLISHERS, primary=True,
                public=True, event="AnswerPublished"),
        MoveRow(move=Move.KEEP, label="不公开", sources=(_S.WAITING, _S.EDITED), to=_S.KEPT, who=(*EDITORS, *OVERSEERS),
                asks=("reason",), event="AnswerKept"),
        MoveRow(move=Move.WITHDRAW, label="撤下", sources=(_S.PUBLISHED,), to=_S.WITHDRAWN, who=PUBLISHERS,
                asks=("reason",), public=True, event="AnswerWithdrawn"),
        MoveRow(move=Move.RENEW, label="仍然有效", sources=(_S.PUBLISHED,), to=None, who=PUBLISHERS, event="AnswerRenewed"),
    ]
)  # fmt: skip
"""Every move of an answer on its way to the public, and off it again."""
