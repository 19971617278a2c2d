"""机器拟稿: the box beside the editor of a reply, the page on which it is read sentence by sentence, and the approver's line."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _n

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, MachineDraft
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Use
from yiwang.cases.appeals.states import DraftState, SentenceFate
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.language.states import WriterTrouble
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.workbench.desk.forms import stamps
from yiwang.sites.workbench.desk.pages.case import Head, Letter

_TROUBLES = frozenset(WriterTrouble)
_STALE = _n("这一件现在不送外部模型")


@dataclass(frozen=True, kw_only=True)
class DraftBox:
    """`verdict`: whether one may be asked for; `told`: how far the newest is; `count`: sentences that wait to be read."""

    verdict: Verdict
    told: str
    count: int
    is_waiting: bool
    ask_url: str
    read_url: str
    stamps: Sequence[tuple[str, str]]

    @classmethod
    def of(cls, who: Mover, appeal: Appeal) -> "DraftBox | None":
        """For an appeal; None where drafts by a machine are not switched on: nothing is asked of the database then."""
        if not queries.is_switched_on():
            return None
        draft, number = queries.draft_of(appeal=appeal), appeal.case.number
        is_ready = draft is not None and draft.state == DraftState.READY
        return cls(
            verdict=policies.may_ask_for_draft(who, appeal), told=told(draft),
            count=len(draft.sentences) if draft and is_ready else 0,
            is_waiting=draft is not None and draft.state == DraftState.WAITING,
            ask_url=reverse("workbench:draft_ask", args=[number]), read_url=reverse("workbench:draft", args=[number]),
            stamps=stamps(appeal.case),
        )  # fmt: skip


def told(draft: MachineDraft | None) -> str:
    """How far a draft is, in a sentence; empty where there is none."""
    if draft is None:
        return ""
    state = DraftState(draft.state)
    if state is DraftState.FAILED:
        why = WriterTrouble(draft.trouble).label if draft.trouble in _TROUBLES else _(_STALE)
        return _("没有拟成：%(why)s") % {"why": why}
    if state is DraftState.READ:
        return read_by(draft)
    if state is DraftState.READY:
        return _("拟好了，还没有逐句核对，一句也不能直接用")
    return _("正在拟，一般一分钟内，请刷新看看") if state is DraftState.WAITING else ""


def read_by(draft: MachineDraft) -> str:
    """Who has been over it, and what became of its sentences."""
    counts = {fate: draft.said.count(fate.value) for fate in SentenceFate}
    return _("%(name)s于%(at)s逐句核对：照用%(kept)s句，改%(changed)s句，不用%(left)s句") % {
        "name": draft.read_by.name if draft.read_by else "", "at": words.near(draft.read_at) if draft.read_at else "",
        "kept": counts[SentenceFate.KEPT], "changed": counts[SentenceFate.CHANGED], "left": counts[SentenceFate.LEFT_OUT],
    }  # fmt: skip


def told_to_approver(appeal: Appeal) -> str:
    """That the reply was drafted by a machine and read by whom; empty where it was not."""
    draft = queries.draft_of(appeal=appeal)
    return read_by(draft) if draft and draft.state == DraftState.READ else ""


@dataclass(frozen=True, kw_only=True)
class DraftPage:
    """One draft beside its letter. `use`: how much was asked of the model in the whole house."""

    head: Head
    letter: Letter
    model: str
    at: str
    use: Use
    drop_url: str
    back_url: str

    @classmethod
    def of(cls, appeal: Appeal, draft: MachineDraft) -> "DraftPage":
        """From the appeal and the draft that waits."""
        case = appeal.case
        views = clocks.clocks_of(subjects=[case.ref], kinds=("handle",)).get(case.ref, {})
        return cls(
            head=Head.of(appeal, views.get("handle")), letter=Letter.of(appeal, files.of(subject=case.ref)),
            model=draft.model, at=words.near(draft.made_at) if draft.made_at else "", use=queries.use_of_machine(),
            drop_url=reverse("workbench:draft_drop", args=[case.number]),
            back_url=reverse("workbench:reply", args=[case.number]),
        )  # fmt: skip
