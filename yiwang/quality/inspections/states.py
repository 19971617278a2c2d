"""Where an inspection stands and every move of it; what counts against a hand in a trace."""

from collections.abc import Mapping
from enum import StrEnum

from django.db.models import TextChoices

from yiwang.ground.organisation.states import Role
from yiwang.kit.states import MoveRow, MoveTable


class Pool(TextChoices):
    """考评范围: of which files is drawn. An application is answered when it is decided."""

    ANSWERED = "answered", "期间答复的"
    CLOSED = "closed", "期间办结的"


class InspectionState(StrEnum):
    """Where an inspection stands."""

    SCORING = "scoring"
    SHOWN = "shown"
    CLOSED = "closed"
    DROPPED = "dropped"
    """Laid aside before anything was shown; seed and reason stay, so that nobody draws until they like it."""

    @property
    def label(self) -> str:
        """What officers read."""
        return {"scoring": "评分中", "shown": "公示，可申诉", "closed": "已定稿", "dropped": "已作废"}[self]

    @property
    def tone(self) -> str:
        """The colour of its tag."""
        return {"scoring": "go", "shown": "warn", "closed": "ok"}.get(self, "")


class ContestState(TextChoices):
    """Where a unit's appeal stands."""

    OPEN = "open", "待复核"
    UPHELD = "upheld", "申诉成立，改分"
    DISMISSED = "dismissed", "维持原分"


class InspectionMove(StrEnum):
    """What is done with an inspection."""

    DRAW = "draw"
    SCORE = "score"
    SHOW = "show"
    CONTEST = "contest"
    DECIDE = "decide_contest"
    CLOSE = "close"
    DROP = "drop"


class Fault(TextChoices):
    """倒查发现: what counts against a hand. What ends in _late is a clock that was missed."""

    TRIAGE_LATE = "triage_late", "超时分派"
    SIGN_LATE = "sign_late", "超时签收"
    CONTACT_LATE = "contact_late", "首次联系超时"
    HANDLE_LATE = "handle_late", "超期答复"
    APPROVE_LATE = "approve_late", "超时审定"
    RETURNED = "returned", "退办"
    SENT_BACK = "sent_back", "答复被退回"
    URGED = "urged", "群众催办"
    DISPUTED = "disputed", "群众说没有解决"
    ACCEPT_LATE = "accept_late", "超时受理"
    SILENT = "silent", "没有答复，视为受理"
    STEP_LATE = "step_late", "环节超时"
    PROMISE_LATE = "promise_late", "超过承诺时限"
    LAW_LATE = "law_late", "超过法定时限"
    THERE_LATE = "there_late", "异地决定超时"
    DELIVER_LATE = "deliver_late", "超时送达"
    TAKEN_BACK = "taken_back", "决定被收回"


INSPECTORS = (Role.INSPECTOR, Role.SUPERVISOR, Role.ASSESSOR)
"""Who draws, scores and decides, and who traces a file back."""
TRACERS = (*INSPECTORS, Role.LEADER, Role.DEPUTY_APPROVER)
"""Who traces a file back: those who look over units, and leaders."""
ANSWERERS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who appeals for a unit."""
GAP = 15
"""Points of 100 between two inspectors from which a third scores too, and the middle one counts (bureau default, no source)."""
CHECKLIST: tuple[tuple[str, int], ...] = (
    ("按时签收、按时首次联系，联系有记录", 15), ("事实查清，有到场、走访或核查记录", 25), ("答复针对诉求，逐项回应", 25),
    ("依据准确，办不到的讲清理由和途径", 15), ("用语平实，没有官话和推诿", 10), ("不满意的有后续，承诺有着落", 10),
)  # fmt: skip
"""What is looked at of an appeal and for how many points of 100 (bureau default, no source); each draw may bring its own."""
CHECKLISTS: Mapping[str, tuple[tuple[str, int], ...]] = {
    "appeal": CHECKLIST,
    "application": (
        ("受理及时，补正一次告知、写得清楚", 20), ("没有要目录以外的材料，能免交的没有要", 15), ("环节按时，核查有记录", 20),
        ("决定有依据，不予办理的写明理由和救济", 25), ("按承诺办完并送达，文书齐全", 10), ("容缺、承诺和收回决定有后续", 10),
    ),
}  # fmt: skip
"""The same by kind of file (`casework.Kind.code`); of no other kind is drawn."""
_S, _M = InspectionState, InspectionMove
_BY, _UNIT = tuple(map(str, INSPECTORS)), tuple(map(str, ANSWERERS))
MOVES: MoveTable[InspectionState, InspectionMove] = MoveTable(
    [
        MoveRow(
            move=_M.DRAW, label="抽取", sources=(), to=_S.SCORING, who=_BY,
            asks=("title", "kind", "pool", "period", "size", "checklist"),
            event="InspectionDrawn",
        ),
        MoveRow(move=_M.SCORE, label="评分", sources=(_S.SCORING,), to=None, who=_BY, asks=("points",), event="SampleScored"),
        MoveRow(move=_M.SHOW, label="公示", sources=(_S.SCORING,), to=_S.SHOWN, who=_BY, primary=True, event="InspectionShown"),
        MoveRow(
            move=_M.CONTEST, label="申诉", sources=(_S.SHOWN,), to=None, who=_UNIT, asks=("reason",), event="ScoreContested",
        ),
        MoveRow(
            move=_M.DECIDE, label="复核申诉", sources=(_S.SHOWN,), to=None, who=_BY, asks=("score", "words"),
            event="ContestDecided",
        ),
        MoveRow(move=_M.CLOSE, label="定稿", sources=(_S.SHOWN,), to=_S.CLOSED, who=_BY, primary=True, event="InspectionClosed"),
        MoveRow(
            move=_M.DROP, label="作废", sources=(_S.SCORING,), to=_S.DROPPED, who=_BY, asks=("why",), event="InspectionDropped",
        ),
    ]
)  # fmt: skip
