"""流程跟踪: every node of a file with planned and actual times, who it was and how long it lay there (S5.16).

Built from the record, the clocks and what goes on beside the state; it has no table of its own.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import OPEN
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import ClockView
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.sites.ui.pages import Tag
from yiwang.sites.workbench.desk.pages.case import Head

_A = "appeals.appeal."
_R = "appeals.reply."
TIMED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "triage": ("分派", (f"{_A}pushed", f"{_A}designated")),
    "sign": ("签收", (f"{_A}signed",)),
    "first_contact": ("首次联系", (f"{_A}contacted",)),
    "approve": ("审批", (f"{_R}approved", f"{_R}sent_back", f"{_R}passed_up")),
    "approve_level2": ("二级审定", (f"{_R}approved", f"{_R}sent_back")),
    "ask_back_answer": (
        "等诉求人回答",
        ("appeals.question.answered", "appeals.question.lapsed", "appeals.question.taken_back"),
    ),
    "designate": ("指定管辖", (f"{_A}designated",)),
    "handle": ("答复", (f"{_R}approved", f"{_A}withdrawn", f"{_A}handed_back", f"{_A}merged")),
}
"""Clock → what its node is called, and the facts that end it."""
MOMENTS: Mapping[str, str] = {
    f"{_A}registered": "登记", f"{_A}pushed": "推送到单位", f"{_A}returned": "退办",
    f"{_A}reassigned": "换人办理", f"{_A}handed_over": "移交",
    f"{_A}disputed": "诉求人说没有解决", f"{_A}urged": "催办", f"{_A}closed": "办结", f"{_A}withdrawn": "撤回",
    f"{_A}merged": "并入", f"{_A}handed_back": "退回来源", f"{_A}taken_up": "来源不收，接着办",
    "appeals.request.granted": "批准延期或暂停",
    "appeals.pause.ended": "恢复计时", "appeals.alarm.acknowledged": "紧急警示确认",
}  # fmt: skip
"""Facts that are nodes without a length."""


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
class TrackPage:
    """The whole way, oldest first, and its sums."""

    head: Head
    nodes: Sequence[Node]
    whole: str
    late: int
    url: str
    print_url: str

    @classmethod
    def of(cls, appeal: Appeal) -> "TrackPage":
        """From the record and the clocks; four statements."""
        case, now = appeal.case, clock.now()
        facts = [entry for entry in record.history(subject=case.ref) if entry.code.startswith("appeals.")]
        views = [ClockView.of(row) for row in clocks.clocks_of_one(case.ref)]
        units = {code: unit.short_name for code, unit in organisation.roster().by_code.items()}
        way = _Way(appeal=appeal, facts=facts, units=units, now=now)
        nodes = sorted([*way.timed(views), *way.handled(views), *way.moments(), *way.beside()], key=_order)
        end = case.replied_at or case.closed_at or now
        promise = next((view for view in reversed(views) if view.kind == "handle"), None)
        return cls(
            head=Head.of(appeal, promise), nodes=nodes, url=reverse("workbench:track", args=[case.number]),
            whole=clocks.in_working_days(clocks.working_time(begin=case.registered_at, end=end)),
            late=sum(bool(node.tag and node.tag.tone == "bad") for node in nodes),
            print_url=f"{reverse('workbench:track', args=[case.number])}?print=1",
        )  # fmt: skip


def _order(node: Node) -> tuple[datetime, bool, datetime]:
    """By when a node begins; of two the one that is over first comes first, and what has no end comes last.

    The promise spans all others, so it stands where it is kept. What one command did is one moment.
    """
    far = node.ended_at or datetime.max.replace(tzinfo=node.began_at.tzinfo)
    at = far if node.is_whole else node.began_at
    return at.replace(microsecond=0), not node.is_moment, far


@dataclass(frozen=True, kw_only=True)
class _Way:
    """The facts of a file, read once, and how they become nodes."""

    appeal: Appeal
    facts: Sequence[Entry]
    units: Mapping[str, str]
    now: datetime

    def timed(self, views: Iterable[ClockView]) -> Iterator[Node]:
        """Nodes that have a limit of their own."""
        for view in views:
            if view.kind not in TIMED:
                continue
            title, codes = TIMED[view.kind]
            end = next((one for one in self.facts if one.code in codes and self._ends(one, view)), None)
            is_cancelled = view.stopped_at is not None and end is None
            yield self._node(
                title, view.started_at, view.stopped_at, planned=view.due_at, amber=view.amber_at, by=end,
                round=view.round, note=_("这一环节不用再办") if is_cancelled else "", whole=view.kind == "handle",
            )  # fmt: skip

    def handled(self, views: Sequence[ClockView]) -> Iterator[Node]:
        """办理: from signing to handing in the reply, against the promise."""
        promises = {view.round: view for view in views if view.kind == "handle"}
        round_, begun = 1, None
        for fact in self.facts:
            if fact.code in (f"{_A}disputed", f"{_A}taken_up"):
                round_ = int(fact.payload.get("round", round_ + 1))
            if fact.code in (f"{_A}signed", f"{_R}sent_back"):
                begun = fact
            elif begun and fact.code in (
                f"{_R}submitted",
                f"{_A}withdrawn",
                f"{_A}returned",
                f"{_A}handed_back",
                f"{_A}merged",
            ):
                promise = promises.get(round_)
                yield self._node(
                    _("办理"), begun.at, fact.at, planned=promise.due_at if promise else None, by=fact, round=round_
                )
                begun = None
        if begun and self.appeal.case.state in OPEN:
            promise = promises.get(round_)
            planned, amber = (promise.due_at, promise.amber_at) if promise else (None, None)
            yield self._node(_("办理"), begun.at, None, planned=planned, amber=amber, by=None, round=round_)

    def moments(self) -> Iterator[Node]:
        """What happened at once."""
        for fact in self.facts:
            if fact.code in MOMENTS:
                yield Node(
                    title=_(MOMENTS[fact.code]), round=0, began_at=fact.at, ended_at=fact.at, planned_at=None,
                    who=_hand(fact), unit=self._unit(fact), lay="", tag=None, is_moment=True,
                )  # fmt: skip

    def beside(self) -> Iterator[Node]:
        """What goes on beside the state: parts of other units, consultations, instructions."""
        acts = queries.acts_of(self.appeal)
        for part in acts.parts:
            yield self._span(_("协办"), part.called_at, part.ended_at, part.due_at, part.officer, part.unit)
        for one in acts.consultations:
            asked = len(one.opinions)
            given = sum(opinion.given_at is not None for opinion in one.opinions)
            note = _("请了%(asked)d人，%(given)d人提了意见") % {"asked": asked, "given": given}
            yield self._span(_("会商"), one.convened_at, one.ended_at, one.due_at, one.convened_by, "", note)
        for order in acts.instructions:
            yield self._span(_("批示落实"), order.at, order.reported_at or order.closed_at, order.due_at, order.by, "")

    def _node(
        self, title: str, began: datetime, ended: datetime | None, *, planned: datetime | None, by: Entry | None,
        round: int, amber: datetime | None = None, note: str = "", whole: bool = False,
    ) -> Node:  # fmt: skip
        case = self.appeal.case
        waiting = " ".join(
            filter(None, (case.unit.short_name if case.unit else "", case.officer.name if case.officer else ""))
        )
        return Node(
            title=_(title), round=round, began_at=began, ended_at=ended, planned_at=planned,
            who=_hand(by) if by else "" if ended else waiting, unit=self._unit(by) if by else "",
            lay=self._lay(began, ended), tag=self._tag(ended, planned, amber), is_now=ended is None, note=note,
            is_whole=whole,
        )  # fmt: skip

    def _span(
        self, title: str, began: datetime, ended: datetime | None, due: datetime | None, who: str, unit: str, note: str = "",
    ) -> Node:  # fmt: skip
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


def _hand(fact: Entry) -> str:
    """Who acted, and for whom; a citizen by the word alone."""
    if fact.actor_kind in (ActorKind.JOB, ActorKind.SYSTEM):
        return _("系统")
    if fact.actor_kind is ActorKind.CITIZEN:
        return _("诉求人")
    if fact.on_behalf_of:
        return _("%(name)s（代%(whom)s）") % {"name": fact.actor_label, "whom": fact.on_behalf_of}
    return fact.actor_label
