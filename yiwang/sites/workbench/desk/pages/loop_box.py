"""The box of the loop of call-backs on a file's page: that somebody was not satisfied, and who answers for it by now."""

from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.kit import clock
from yiwang.quality.callbacks import policies, queries
from yiwang.quality.callbacks.models import Loop
from yiwang.quality.callbacks.states import LoopLevel, LoopState
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Tag, Text

_WAITS: dict[LoopState, Text] = {
    LoopState.UNDERSTAND: gettext_lazy("等没有经手的人听诉求人说"),
    LoopState.REWORK: gettext_lazy("等承办单位再次答复"),
    LoopState.CALL: gettext_lazy("等回访员打电话"),
    LoopState.SIGN: gettext_lazy("等市局领导签批"),
    LoopState.JOINT: gettext_lazy("等会同部门的意见"),
    LoopState.REDO: gettext_lazy("等承办单位按结论再答复"),
    LoopState.FINAL: gettext_lazy("等分管领导决定"),
    LoopState.STUDY: gettext_lazy("等研究结果"),
    LoopState.ORDERED: gettext_lazy("等承办单位按督办落实"),
    LoopState.EXPLAIN: gettext_lazy("等承办单位书面说明"),
    LoopState.REVIEW: gettext_lazy("等另一位领导复核"),
}


def waits_for(loop: Loop) -> str:
    """Whose turn it is, in words; empty where it is over."""
    return str(_WAITS.get(LoopState(loop.state), ""))


def tag(loop: Loop) -> Tag:
    """Where it is."""
    state = LoopState(loop.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


def chip(loop: Loop) -> ClockChip | None:
    """Time left of the step that is waited for; none where it is over."""
    if loop.due_at is None or not loop.is_live:
        return None
    now = clock.now()
    return ClockChip(text=words.left(loop.due_at, now=now), tone="bad" if loop.due_at < now else "", at=loop.due_at)


@dataclass(frozen=True, kw_only=True)
class LoopBox:
    """三级回访."""

    template: ClassVar[str] = "workbench/desk/boxes/loop.html"
    level: str
    tag: Tag
    waits: str
    clock: ClockChip | None
    url: str


def loop_box(who: Mover, appeal: Appeal, acts: Acts) -> LoopBox | None:
    """Of a file that was opened again, for who may read the loop, which is never who handles it; of others nothing is asked."""
    loop = queries.of_case(case_id=appeal.pk) if appeal.case.round > 1 else None
    if loop is None or not policies.may_read(who, loop):
        return None
    return LoopBox(
        level=LoopLevel(loop.level).label, tag=tag(loop), waits=waits_for(loop), clock=chip(loop),
        url=reverse("loops:one", args=[loop.pk]),
    )  # fmt: skip
