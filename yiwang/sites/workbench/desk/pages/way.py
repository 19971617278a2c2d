"""How facts, clocks and what goes on beside them become the nodes of 流程跟踪, of a file of whatever kind (S5.16)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.sites.ui.pages import ClockChip, Fact, Tag


@dataclass(frozen=True, kw_only=True)
class Node:
    """One node. `lay`: how long, in working time; `tone`: green nothing, amber `warn`, red `bad`."""

    title: str
    round: int
    began_at: datetime
    ended_at: datetime | None
    planned_at: datetime | None
    who: str
    unit: str
    lay: str
    tag: Tag | None
    is_now: bool = False
    is_moment: bool = False
    is_whole: bool = False
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class TrackHead:
    """What stands above the nodes."""

    number: str
    title: str
    url: str
    state: Tag
    clock: ClockChip | None


@dataclass(frozen=True, kw_only=True)
class TrackPage:
    """The whole way, oldest first, and its sums. `sheet`: what the sheet to print says above it (办理单)."""

    head: TrackHead
    nodes: Sequence[Node]
    whole: str
    late: int
    print_url: str
    sheet: Sequence[Fact] = ()


def in_time(node: Node) -> tuple[datetime, bool, datetime]:
    """By when a node begins; of two the one that is over first comes first, and what has no end comes last.

    The promise spans all others, so it stands where it is kept. What one command did is one moment.
    """
    far = node.ended_at or datetime.max.replace(tzinfo=node.began_at.tzinfo)
    at = far if node.is_whole else node.began_at
    return at.replace(microsecond=0), not node.is_moment, far


@dataclass(frozen=True, kw_only=True)
class Way:
    """The facts of a file, read once, and how they become nodes. `timed_by`: clock → what its node is called, and the facts that
    end it; `marks`: facts that are nodes without a length; `whole_by`: the clocks that span all others; `whose`: a citizen.
    """

    case: Case
    facts: Sequence[Entry]
    units: Mapping[str, str]
    now: datetime
    timed_by: Mapping[str, tuple[str, tuple[str, ...]]]
    marks: Mapping[str, str]
    whole_by: frozenset[str] = frozenset({"handle"})
    whose: str = "诉求人"

    def timed(self, views: Iterable[ClockView]) -> Iterator[Node]:
        """Nodes that have a limit of their own."""
        for view in views:
            if view.kind not in self.timed_by:
                continue
            title, codes = self.timed_by[view.kind]
            end = next((one for one in self.facts if one.code in codes and self._ends(one, view)), None)
            is_cancelled = view.stopped_at is not None and end is None
            yield self.node(
                title, view.started_at, view.stopped_at, planned=view.due_at, amber=view.amber_at, by=end,
                round=view.round, note=_("这一环节不用再办") if is_cancelled else "", whole=view.kind in self.whole_by,
            )  # fmt: skip

    def moments(self) -> Iterator[Node]:
        """What happened at once."""
        for fact in self.facts:
            if fact.code in self.marks:
                yield Node(
                    title=_(self.marks[fact.code]), round=0, began_at=fact.at, ended_at=fact.at, planned_at=None,
                    who=self.hand(fact), unit=self._unit(fact), lay="", tag=None, is_moment=True,
                )  # fmt: skip

    def node(
        self, title: str, began: datetime, ended: datetime | None, *, planned: datetime | None, by: Entry | None,
        round: int, amber: datetime | None = None, note: str = "", whole: bool = False,
    ) -> Node:  # fmt: skip
        """A node with a length; `by`: the fact that ended it."""
        case = self.case
        waiting = " ".join(
            filter(None, (case.unit.short_name if case.unit else "", case.officer.name if case.officer else ""))
        )
        return Node(
            title=_(title), round=round, began_at=began, ended_at=ended, planned_at=planned,
            who=self.hand(by) if by else "" if ended else waiting, unit=self._unit(by) if by else "",
            lay=self._lay(began, ended), tag=self._tag(ended, planned, amber), is_now=ended is None, note=note,
            is_whole=whole,
        )  # fmt: skip

    def span(
        self, title: str, began: datetime, ended: datetime | None, due: datetime | None, who: str, unit: str, note: str = "",
    ) -> Node:  # fmt: skip
        """A node of what goes on beside the state."""
        return Node(
            title=title, round=0, began_at=began, ended_at=ended, planned_at=due, who=who, unit=unit,
            lay=self._lay(began, ended), tag=self._tag(ended, due, None), is_now=ended is None, note=note,
        )  # fmt: skip

    def _lay(self, began: datetime, ended: datetime | None) -> str:
        return clocks.in_working_days(clocks.working_time(begin=began, end=ended or self.now))

    def _tag(self, ended: datetime | None, planned: datetime | None, amber: datetime | None) -> Tag | None:
        """How it stands, or stood, to its limit."""
        at = ended or self.now
        if planned is None:
            return None
        if at > planned:
            over = clocks.in_working_days(clocks.working_time(begin=planned, end=at))
            return Tag(text=_("超时%(length)s") % {"length": over}, tone="bad")
        if ended is None and amber and at >= amber:
            return Tag(text=_("快到时限"), tone="warn")
        return Tag(text=_("在时限内"), tone="ok") if ended else None

    def _unit(self, fact: Entry) -> str:
        return self.units.get(str(fact.payload.get("unit", "")), "")

    @staticmethod
    def _ends(fact: Entry, view: ClockView) -> bool:
        """Whether a fact stopped the clock: the two are written by one command, within the same moment."""
        return view.stopped_at is not None and abs((fact.at - view.stopped_at).total_seconds()) < 1

    def hand(self, fact: Entry) -> str:
        """Who acted, and for whom; a citizen by the word alone."""
        if fact.actor_kind in (ActorKind.JOB, ActorKind.SYSTEM):
            return _("系统")
        if fact.actor_kind is ActorKind.CITIZEN:
            return _(self.whose)
        if fact.on_behalf_of:
            return _("%(name)s（代%(whom)s）") % {"name": fact.actor_label, "whom": fact.on_behalf_of}
        return fact.actor_label


def facts_of(case: Case, *, room: str) -> tuple[list[Entry], list[ClockView], dict[str, str]]:
    """What nodes are made of: the facts of this room about the file, its clocks, the names of units. Three statements."""
    facts = [entry for entry in record.history(subject=case.ref) if entry.code.startswith(f"{room}.")]
    views = [ClockView.of(row) for row in clocks.clocks_of_one(case.ref)]
    return facts, views, {code: unit.short_name for code, unit in organisation.roster().by_code.items()}


def whole_of(case: Case) -> str:
    """How long it took from its registration to its answer, or takes, in working time."""
    end = case.replied_at or case.closed_at or clock.now()
    return clocks.in_working_days(clocks.working_time(begin=case.registered_at, end=end))


def late_of(nodes: Iterable[Node]) -> int:
    """How many nodes are past their limit."""
    return sum(bool(node.tag and node.tag.tone == "bad") for node in nodes)
