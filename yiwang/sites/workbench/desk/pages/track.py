"""流程跟踪: every node of a file with planned and actual times, who it was and how long it lay there (S5.16).

Built from the record, the clocks and what goes on beside the state; it has no table of its own.
"""

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import OPEN
from yiwang.ground.clocks.queries import ClockView
from yiwang.kit import clock
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.way import Node, TrackHead, TrackPage, Way, facts_of, in_time, late_of, whole_of

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


class AppealWay(Way):
    """The way of an appeal: 办理 between its clocks, and what goes on beside its state."""

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
                yield self.node(
                    _("办理"), begun.at, fact.at, planned=promise.due_at if promise else None, by=fact, round=round_
                )
                begun = None
        if begun and self.case.state in OPEN:
            promise = promises.get(round_)
            planned, amber = (promise.due_at, promise.amber_at) if promise else (None, None)
            yield self.node(_("办理"), begun.at, None, planned=planned, amber=amber, by=None, round=round_)

    def beside(self, acts: queries.Acts) -> Iterator[Node]:
        """What goes on beside the state: parts of other units, consultations, instructions."""
        for part in acts.parts:
            yield self.span(_("协办"), part.called_at, part.ended_at, part.due_at, part.officer, part.unit)
        for one in acts.consultations:
            asked = len(one.opinions)
            given = sum(opinion.given_at is not None for opinion in one.opinions)
            note = _("请了%(asked)d人，%(given)d人提了意见") % {"asked": asked, "given": given}
            yield self.span(_("会商"), one.convened_at, one.ended_at, one.due_at, one.convened_by, "", note)
        for order in acts.instructions:
            yield self.span(_("批示落实"), order.at, order.reported_at or order.closed_at, order.due_at, order.by, "")


def track_page(appeal: Appeal) -> TrackPage:
    """From the record and the clocks; four statements."""
    case = appeal.case
    facts, views, units = facts_of(case, room="appeals")
    way = AppealWay(case=case, facts=facts, units=units, now=clock.now(), timed_by=TIMED, marks=MOMENTS)
    nodes = sorted(
        [*way.timed(views), *way.handled(views), *way.moments(), *way.beside(queries.acts_of(appeal))], key=in_time
    )
    head = Head.of(appeal, next((view for view in reversed(views) if view.kind == "handle"), None))
    return TrackPage(
        head=TrackHead(number=head.number, title=head.title, url=head.url, state=head.state, clock=head.clock), nodes=nodes,
        whole=whole_of(case), late=late_of(nodes), print_url=f"{reverse('workbench:track', args=[case.number])}?print=1",
    )  # fmt: skip
