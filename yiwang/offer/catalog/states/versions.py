"""Where a version of an item stands, and every move of it."""

from enum import StrEnum

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class VersionState(StrEnum):
    """版本状态: draft → waiting for another's approval → published from a date → replaced or taken down."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    PUBLISHED = "published"
    REPLACED = "replaced"
    TAKEN_DOWN = "taken_down"
    DROPPED = "dropped"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "draft": "草稿", "submitted": "待审核", "published": "已发布", "replaced": "已被新版替换", "taken_down": "已下架",
            "dropped": "已作废",
        }[self]  # fmt: skip

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"draft": "", "submitted": "warn", "published": "ok"}.get(self, "")


class VersionMove(StrEnum):
    """What is done with a version."""

    DRAFT = "draft"
    REVISE = "revise"
    SUBMIT = "submit"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    TAKE_DOWN = "take_down"
    DROP = "drop"


DRAFTERS = (str(Role.SYSTEM_ADMIN), str(Role.CATALOG_MANAGER))
APPROVERS = (str(Role.SECURITY_ADMIN),)
SHOWN = (VersionState.PUBLISHED, VersionState.REPLACED)
"""States in which a version holds between its dates; one that is replaced from a coming day holds until then."""
IN_WORK = (VersionState.DRAFT, VersionState.SUBMITTED)
_S, _M = VersionState, VersionMove
MOVES: MoveTable[VersionState, VersionMove] = MoveTable(
    [
        MoveRow(move=_M.DRAFT, label="新建", sources=(), to=_S.DRAFT, who=DRAFTERS, event="VersionDrafted"),
        MoveRow(move=_M.REVISE, label="修改", sources=(_S.DRAFT,), to=None, who=DRAFTERS, event="VersionRevised"),
        MoveRow(
            move=_M.SUBMIT, label="送审", sources=(_S.DRAFT,), to=_S.SUBMITTED, who=DRAFTERS, primary=True,
            event="VersionSubmitted",
        ),
        MoveRow(
            move=_M.SEND_BACK, label="退回修改", sources=(_S.SUBMITTED,), to=_S.DRAFT, who=APPROVERS, asks=("reason",),
            event="VersionSentBack",
        ),
        MoveRow(
            move=_M.PUBLISH, label="审核发布", sources=(_S.SUBMITTED,), to=_S.PUBLISHED, who=APPROVERS, asks=("valid_from",),
            primary=True, event="VersionPublished",
        ),
        MoveRow(
            move=_M.TAKE_DOWN, label="下架", sources=(_S.PUBLISHED,), to=_S.TAKEN_DOWN, who=APPROVERS, asks=("reason",),
            event="VersionTakenDown",
        ),
        MoveRow(move=_M.DROP, label="作废", sources=(_S.DRAFT,), to=_S.DROPPED, who=DRAFTERS, event="VersionDropped"),
    ]
)  # fmt: skip
