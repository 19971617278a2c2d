"""Boxes of the service centre on a file's page: its slip, and how its answer gets to who asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.appeals.states import State
from yiwang.cases.centre import policies
from yiwang.cases.centre import queries as centre
from yiwang.cases.centre.states import HAND_OVER_WAYS, HandOverState, HandOverStep, HandOverWay, asks
from yiwang.kit import clock
from yiwang.sites.ui.pages import Fact, Tag


@dataclass(frozen=True, kw_only=True)
class SlipBox:
    """登记单. `wanted_by`: the sender's own date where it comes before ours; `mend_url`: empty where it may not be mended."""

    template: ClassVar[str] = "workbench/desk/boxes/slip.html"
    facts: Sequence[Fact]
    wanted_by: date | None
    is_late: bool
    mend_url: str


def slip_box(who: Mover, appeal: Appeal, acts: Acts) -> SlipBox | None:
    """Of a file whose channel asks something."""
    case = appeal.case
    if not asks(case.channel) or case.intake_key is None:
        return None
    slip = centre.slip_of(case=case) if centre.beside(case=case).slip else None
    may = policies.may_mend_slip(who, case)
    if slip is None and not (may and appeal.first_asked_id):  # what a machine brought has no slip to be filled in
        return None
    answers = slip.answers if slip else {}
    wanted = centre.wanted_by(answers=answers)
    is_first = wanted is not None and (case.due_at is None or wanted < clock.local(case.due_at).date())
    return SlipBox(
        facts=[Fact(term=term, value=value) for term, value in centre.lines_of(channel=case.channel, answers=answers)],
        wanted_by=wanted if is_first and case.replied_at is None else None,
        is_late=wanted is not None and wanted < clock.today(),
        mend_url=reverse("centre_desk:slip", args=[case.number]) if may else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HandOverLine:
    """One step, in a line."""

    words: str
    tag: Tag
    note: str


@dataclass(frozen=True, kw_only=True)
class HandOverBox:
    """送达."""

    template: ClassVar[str] = "workbench/desk/boxes/hand_over.html"
    lines: Sequence[HandOverLine]
    url: str


def state_words(state: str, step: str) -> str:
    """A meeting is held, an answer delivered."""
    if step == HandOverStep.DELIVER or state not in (HandOverState.WAITING, HandOverState.DONE):
        return HandOverState(state).label
    return _("待办") if state == HandOverState.WAITING else _("已办")


def hand_over_box(who: Mover, appeal: Appeal, acts: Acts) -> HandOverBox | None:
    """Of a file that was answered by a way that a person carries."""
    case = appeal.case
    channel = queries.channel(case.channel)
    is_carried = channel.reply_through in HAND_OVER_WAYS or channel.identity == centre.CALLED
    if not is_carried or (case.state not in (State.REPLIED, State.CLOSED) and case.round == 1):
        return None
    rows = centre.hand_overs_of(case=case) if centre.beside(case=case).hand_over else []
    lines = [
        HandOverLine(
            words=_("%(way)s：%(step)s") % {"way": HandOverWay(row.way).label, "step": HandOverStep(row.step).label},
            tag=Tag(text=state_words(row.state, row.step), tone=HandOverState(row.state).tone),  # type: ignore[arg-type]
            note=row.receiver or row.proof,
        )
        for row in rows
    ]  # fmt: skip
    return HandOverBox(lines=lines, url=reverse("centre_desk:hand_over", args=[case.number])) if lines else None
