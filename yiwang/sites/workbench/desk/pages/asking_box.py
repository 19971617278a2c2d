"""The box of going to and fro with the citizen: the question that waits, what was answered, added and urged."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import ClassVar

from django.urls import reverse

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts, QuestionAct, SupplementAct, UrgeAct
from yiwang.cases.appeals.states import QuestionState
from yiwang.kit import clock
from yiwang.sites.ui.pages import Tag
from yiwang.sites.workbench.desk.forms import stamps

DAY = 24 * 3600


@dataclass(frozen=True, kw_only=True)
class QuestionShown:
    """A question that is over."""

    act: QuestionAct
    tag: Tag


@dataclass(frozen=True, kw_only=True)
class AskingBox:
    """To and fro with the citizen. `days_left`: until the answer is waited for no longer, rounded up."""

    template: ClassVar[str] = "workbench/desk/boxes/asking.html"
    waiting: QuestionAct | None
    days_left: int
    take_back_url: str
    fields: Sequence[tuple[str, str]]
    over: Sequence[QuestionShown]
    supplements: Sequence[SupplementAct]
    urges: Sequence[UrgeAct]


_TONES = {QuestionState.ANSWERED: "ok", QuestionState.LAPSED: "warn"}


def asking_box(who: Mover, appeal: Appeal, acts: Acts) -> AskingBox | None:
    """Of an appeal with any of it."""
    if not (acts.questions or acts.supplements or acts.urges):
        return None
    waiting = acts.question
    left = (waiting.due_at - clock.now()).total_seconds() / DAY if waiting else 0
    may = waiting and policies.may_take_back_question(who, appeal)
    return AskingBox(
        waiting=waiting, days_left=max(0, ceil(left)), supplements=acts.supplements, urges=acts.urges,
        take_back_url=reverse("workbench:take_back_question", args=[appeal.case.number]) if may else "",
        fields=(*stamps(appeal.case), ("question", str(waiting.id))) if waiting else (),
        over=[
            QuestionShown(act=one, tag=Tag(text=one.state.label, tone=_TONES.get(one.state, "")))  # type: ignore[arg-type]
            for one in acts.questions
            if one.state is not QuestionState.OPEN
        ],
    )  # fmt: skip
