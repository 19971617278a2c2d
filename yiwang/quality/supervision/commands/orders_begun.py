"""Orders that a rule begins: what was due and never came becomes a draft that somebody signs or does not."""

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import InstructionState
from yiwang.cases.casework.states import KEPT_SECRET
from yiwang.ground.clocks.events import DeadlineMissed
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged
from yiwang.quality.ratings import queries as ratings
from yiwang.quality.ratings.events import RectificationEnded
from yiwang.quality.ratings.states import TURNS, RectificationState
from yiwang.quality.supervision import queries
from yiwang.quality.supervision.commands.orders import draft_order
from yiwang.quality.supervision.events import AlertEscalated, ExplanationEscalated
from yiwang.quality.supervision.models import Order
from yiwang.quality.supervision.states import OrderSource

INSTRUCTION = "appeals.instruction"
HOUSE = Actor.system("supervision.orders")
"""Drafts where whoever set it off holds no such post: a rater, or a hand that only decides."""


@command
def order_from_instruction(*, by: Actor, event: DeadlineMissed) -> Order | None:
    """Reaction: the day of a leader's 批示 is over and nothing was reported. Its words stay with the file."""
    if event.subject.kind != INSTRUCTION:
        return unchanged(None)
    row = appeals.instruction(id=int(event.subject.id))
    case = row.appeal.case
    known = queries.order_of(about=row.ref)
    if known or row.state != InstructionState.OPEN or case.unit is None or case.confidentiality in KEPT_SECRET:
        return unchanged(known)
    return draft_order(
        by=by, unit=case.unit, case=case, source=OrderSource.INSTRUCTION, about=row.ref, signer_id=_signer(row.by_id, case.unit),
        title=f"诉求{case.number}的批示落实", matter=f"{row.by.name}对诉求{case.number}作了批示，到期没有报告落实情况。",
        demand="请按批示落实，并说明没有按时报告的原因。",
    )  # fmt: skip


def _signer(officer_id: int, unit: object) -> int | None:
    """Whoever gave the instruction, where they may sign."""
    able = {one.pk for one in queries.signers_for(unit=unit)}  # type: ignore[arg-type]
    return officer_id if officer_id in able else None


@command
def order_from_lateness(*, by: Actor, event: ExplanationEscalated) -> Order | None:
    """Reaction: an overdue file was not even explained in time."""
    row = queries.lock_explanation(id=event.explanation)
    about = Ref("supervision.explanation", event.explanation)
    if known := queries.order_of(about=about):
        return unchanged(known)
    case = row.case
    if case.confidentiality in KEPT_SECRET:
        return unchanged(None)
    return draft_order(
        by=by, unit=row.unit, case=case, source=OrderSource.LATE, about=about,
        title=f"诉求{case.number}逾期未说明", matter=f"诉求{case.number}超过承诺期限没有答复，超期说明也没有按时交。",
        demand="请立即办理并答复诉求人，书面说明逾期的原因和责任，报新的办结日期。",
    )  # fmt: skip


@command
def order_from_alert(*, by: Actor, event: AlertEscalated) -> Order | None:
    """Reaction: nobody signed for an alert, or no result came, in time."""
    row = queries.lock_alert(id=int(event.subject.id))
    if known := queries.order_of(about=row.ref):
        return unchanged(known)
    return draft_order(
        by=by, unit=row.unit, source=OrderSource.ALERT, about=row.ref, title="预警单逾期未办",
        matter=f"{row.unit.name}收到预警单（7天内{row.seen}件，往常约{row.expected:.0f}件）后，没有按时签收或者报告结果。",
        demand="请查明原因，提出措施，报告落实情况和效果。",
    )  # fmt: skip


@command
def order_from_rating(*, by: Actor, event: RectificationEnded) -> Order | None:
    """Reaction: put right as often as the house asks for and rated badly still. Of who rated it nothing is said."""
    about = event.subject
    known = queries.order_of(about=about)
    if known or event.state != RectificationState.UNSETTLED:
        return unchanged(known)
    unit = ratings.rating(id=int(about.id)).unit
    return draft_order(
        by=HOUSE, unit=unit, source=OrderSource.RATING, about=about, title="差评整改后仍不满意",
        matter=f"{unit.name}有一条差评，整改{TURNS}次以后复评仍不满意。",
        demand="请由没有经办的人重新查清原因，提出措施，报告落实情况和效果。",
    )  # fmt: skip
