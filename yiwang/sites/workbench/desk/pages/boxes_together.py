"""Boxes on a file's page about working together: parts of helping units, consultations, and what the house proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts, ConsultationAct, PartAct
from yiwang.cases.appeals.states import ConsultationGround, ConsultationState, PartState
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.kit import clock
from yiwang.kit.refs import Ref
from yiwang.sites.ui.pages import ClockChip, Tag, Tone
from yiwang.sites.workbench.desk.pages.rows import chip

PART_TONES: dict[PartState, Tone] = {PartState.OPEN: "go", PartState.REPORTED: "ok", PartState.RECALLED: ""}
TONES: dict[ConsultationState, Tone] = {
    ConsultationState.OPEN: "go", ConsultationState.CONCLUDED: "ok", ConsultationState.CANCELLED: "",
}  # fmt: skip


def is_kept_from(appeal: Appeal) -> bool:
    """Whether this reader, a guest of a sealed file, does not see its words."""
    return appeal.case.is_lent and appeal.case.confidentiality == Confidentiality.SEALED


@dataclass(frozen=True, kw_only=True)
class PartLine:
    """One part. `recall_url`, `report_url`: empty where this hand may not."""

    unit: str
    task: str
    answer: str
    officer: str
    called_by: str
    called_at: datetime
    ended_at: datetime | None
    state: Tag
    clock: ClockChip | None
    round: int
    recall_url: str
    report_url: str


@dataclass(frozen=True, kw_only=True)
class PartsBox:
    """Every part, the newest last. `waiting`: units that have not reported."""

    template: ClassVar[str] = "workbench/desk/boxes/parts.html"
    parts: Sequence[PartLine]
    waiting: int
    round: int


def parts_box(who: Mover, appeal: Appeal, acts: Acts) -> PartsBox | None:
    """Of an appeal for which a unit was called in; one statement for the clocks that run."""
    if not acts.parts:
        return None
    refs = {one.id: Ref("appeals.part", one.id) for one in acts.open_parts}
    views = clocks.clocks_of(subjects=list(refs.values()), kinds=("co_handling",)) if refs else {}
    lines = []
    for one in acts.parts:
        view = views.get(refs[one.id], {}).get("co_handling") if one.id in refs else None
        lines.append(_line(who, appeal, one, view))
    return PartsBox(parts=lines, waiting=len(acts.open_parts), round=appeal.case.round)


def _line(who: Mover, appeal: Appeal, one: PartAct, view: ClockView | None) -> PartLine:
    number, is_open = appeal.case.number, one.state is PartState.OPEN
    at = [number, one.id]
    return PartLine(
        unit=one.unit, task=one.task, answer=one.answer, officer=one.officer, called_by=one.called_by,
        called_at=one.called_at, ended_at=one.ended_at, state=Tag(text=one.state.label, tone=PART_TONES[one.state]),
        clock=chip(view, clock.now()), round=one.round,
        recall_url=reverse("workbench:recall_part", args=at) if is_open and policies.may_recall_part(who, appeal, one) else "",
        report_url=reverse("workbench:report_part", args=at) if is_open and policies.may_report_part(who, appeal, one) else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ConsultationLine:
    """A consultation in a few words. `given`, `asked`: how many have spoken, of how many."""

    url: str
    state: Tag
    ground: str
    question: str
    convened_by: str
    convened_at: datetime
    due_at: datetime
    is_open: bool
    given: int
    asked: int
    conclusion: str
    unit: str


@dataclass(frozen=True, kw_only=True)
class ConsultationsBox:
    """Every consultation of the file, the newest first, and what the house proposes. `why`: empty where it proposes nothing."""

    template: ClassVar[str] = "workbench/desk/boxes/consultations.html"
    lines: Sequence[ConsultationLine]
    why: str
    convene_url: str


def consultations_box(who: Mover, appeal: Appeal, acts: Acts) -> ConsultationsBox | None:
    """What was conferred about, and, for whoever may convene, that it should be. Guests see those they were asked to."""
    seen = [one for one in acts.consultations if not appeal.case.is_lent or is_asked(who, one)]
    ground = queries.proposal_of(appeal=appeal, acts=acts) if policies.may_convene(who, appeal) else None
    if not seen and ground is None:
        return None
    url = reverse("workbench:convene", args=[appeal.case.number])
    return ConsultationsBox(
        lines=[_consultation(appeal, one) for one in seen], why=why(ground) if ground else "",
        convene_url=f"{url}?ground={ground}" if ground else "",
    )  # fmt: skip


def is_asked(who: Mover, one: ConsultationAct) -> bool:
    """Whether this hand was asked to it."""
    return any(said.officer_id == who.officer_id for said in one.opinions)


def why(ground: ConsultationGround) -> str:
    """Why the house proposes it."""
    return {
        ConsultationGround.OWNERLESS: _("已经退办两次，还没有单位接下。"),
        ConsultationGround.LONG_STANDING: _("办了很久，已远远超过期限。"),
        ConsultationGround.REOPENED: _("诉求人已经三次表示没有解决。"),
    }.get(ground, "")


def _consultation(appeal: Appeal, one: ConsultationAct) -> ConsultationLine:
    return ConsultationLine(
        url=reverse("workbench:consultation", args=[appeal.case.number, one.id]),
        state=Tag(text=one.state.label, tone=TONES[one.state]), ground=one.ground.label, question=one.question,
        convened_by=one.convened_by, convened_at=one.convened_at, due_at=one.due_at,
        is_open=one.state is ConsultationState.OPEN, given=sum(said.given_at is not None for said in one.opinions),
        asked=len(one.opinions), conclusion=one.conclusion, unit=one.unit,
    )  # fmt: skip
