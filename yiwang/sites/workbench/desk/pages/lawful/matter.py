"""A lawful matter in words: its state, its time, its facts. Knows no page."""

from django.utils.translation import gettext as _

from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.queries import remedy_of
from yiwang.cases.tracks.states import (
    CLOCK_WORDS,
    MATTER_OUTCOMES,
    SERVED_HOW,
    SUSPENSION_GROUNDS,
    MatterKind,
    MatterOutcome,
    MatterState,
    ServedHow,
    SuspensionGround,
)
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Fact, Tag


def state_tag(matter: Matter) -> Tag:
    """Where the matter is."""
    state = MatterState(matter.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


def chip_of(matter: Matter) -> ClockChip | None:
    """剩12天; None where no time of the law runs. A pause stands still."""
    if matter.state == MatterState.SUSPENDED:
        return ClockChip(text=_("暂停计时"), tone="hold")
    if matter.due_at is None:
        return None
    now = clock.now()
    tone = "bad" if matter.due_at < now else "warn" if matter.amber_at and matter.amber_at <= now else ""
    return ClockChip(text=words.left(matter.due_at, now=now), tone=tone, at=matter.due_at)  # type: ignore[arg-type]


def step_due(matter: Matter) -> str:
    """What the running time is for: 受理审查, 作出决定."""
    return CLOCK_WORDS.get(matter.clock, "") if matter.due_at else ""


def facts_of(matter: Matter) -> list[Fact]:
    """Law, days, outcome, whose it is, where else it is worked on."""
    now = matter.instance
    other = _("%(system)s %(number)s") % {"system": matter.system, "number": matter.system_number}
    known = [
        (_("依据"), matter.law.basis), (_("层级"), now.name if now and len(matter.law.levels) > 1 else ""),
        (_("收到"), words.day(clock.local(matter.received_at).date())),
        (matter.law.accepting, words.day(clock.local(matter.accepted_at).date()) if matter.accepted_at else ""),
        (_("结果"), MatterOutcome(matter.outcome).label if matter.outcome in MATTER_OUTCOMES else ""),
        (_("移送机关"), matter.body), (_("对方系统"), other if matter.system else ""),
        (_("救济"), remedy_of(matter)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in known if value]


def code_words(matter: Matter, code: str) -> str:
    """Outcome, ground, stage or kind of paper, in words."""
    if code in MATTER_OUTCOMES:
        return MatterOutcome(code).label
    if code in SUSPENSION_GROUNDS:
        return SuspensionGround(code).label
    if code in SERVED_HOW:
        return ServedHow(code).label
    if code in matter.law.stages:
        return matter.law.stages[code]
    return MatterKind(code).label if code in frozenset(MatterKind) else code
