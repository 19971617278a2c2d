"""The page of a trace."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.appeals.queries.papers import letterhead
from yiwang.ground.clocks import queries as clocks
from yiwang.kit import clock, papers
from yiwang.quality.inspections.queries import OUTSIDE, Found, Hand, Trace
from yiwang.sites.ui import words


@dataclass(frozen=True, kw_only=True)
class Line:
    """A hand, in words. `share`: of the duty time in the house, in %."""

    place: int
    part: str
    who: str
    span: str
    held: str
    share: int
    found: Sequence[str]


@dataclass(frozen=True, kw_only=True)
class TracePage:
    """A file's way."""

    number: str
    title: str
    in_house: str
    rounds: int
    lines: Sequence[Line]


def page(number: str, found: Trace) -> TracePage:
    """A trace as people read it; the title is the finding."""
    several = sum(1 for hand in found.hands if hand.found)
    said = _("没有超时、退回和不满意")
    if found.faults:
        said = _("%(n)s处问题，在%(hands)s手上") % {"n": found.faults, "hands": several}
    whole = found.in_house.total_seconds() or 1
    return TracePage(
        number=number, title=said, in_house=clocks.in_working_days(found.in_house), rounds=found.rounds,
        lines=[_line(place, hand, whole) for place, hand in enumerate(found.hands, start=1)],
    )  # fmt: skip


def paper(page: TracePage) -> papers.Paper:
    """The same as a paper of the bureau, without a red head: it is kept with the file and sent to nobody outside."""
    lead = f"{page.title}。在我们手上一共{page.in_house}，第{page.rounds}轮；等群众和等别处的时间不算。"
    return papers.Paper(
        title=f"{page.number}责任倒查情况", number="", words=[lead, *map(_paragraph, page.lines)], signed=letterhead(),
        dated=clock.today(), note="超时记在到期那一刻拿着这一件的人名下；用时按工作时间算",
    )  # fmt: skip


def _paragraph(line: Line) -> str:
    share = f"，占{line.share}%" if line.share else ""
    found = f"问题：{'；'.join(line.found)}。" if line.found else "没有问题。"
    who = f"（{line.who}）" if line.who else ""
    return f"{line.place}．{line.part}{who}：{line.span}，用时{line.held}{share}。{found}"


def _line(place: int, hand: Hand, whole: float) -> Line:
    who = " ".join(part for part in (hand.unit_name, hand.name) if part)
    end = words.near(hand.until) if hand.until else _("现在")
    part = _("环节：%(name)s") % {"name": hand.part} if hand.is_beside else hand.part
    share = 0 if hand.part in OUTSIDE else round(100 * hand.held.total_seconds() / whole)
    return Line(
        place=place, part=part, who=who, span=f"{words.near(hand.since)}—{end}",
        held=str(clocks.in_working_days(hand.held)), share=share, found=[_fault(one) for one in hand.found],
    )  # fmt: skip


def _fault(one: Found) -> str:
    late = _("，晚了%(time)s") % {"time": _rough(one)} if one.after else ""
    return f"{one.fault.label}（{words.near(one.at)}{late}）"


def _rough(one: Found) -> str:
    """How late, in days and hours of the clock."""
    minutes = int(one.after.total_seconds()) // 60 if one.after else 0
    days, hours = divmod(minutes // 60, 24)
    if days:
        return (
            _("%(days)s天%(hours)s小时") % {"days": days, "hours": hours} if hours else _("%(days)s天") % {"days": days}
        )
    return _("%(hours)s小时") % {"hours": hours} if hours else _("%(minutes)s分钟") % {"minutes": minutes}
