"""流程跟踪 of an application: its clocks, each step with its unit and due moment, what happened at once; its sheet, 办理单."""

from collections.abc import Iterator, Mapping, Sequence

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Outcome
from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.privacy import mask_name
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact
from yiwang.sites.workbench.desk.pages.outcome import tag
from yiwang.sites.workbench.desk.pages.rows import chip
from yiwang.sites.workbench.desk.pages.way import Node, TrackHead, TrackPage, Way, facts_of, in_time, late_of, whole_of
from yiwang.sites.workbench.desk.views.shared import for_staff, show
from yiwang.sites.workbench.middleware import StaffRequest

_P = "applications.application."
_ENDS = (f"{_P}decided", f"{_P}not_accepted", f"{_P}withdrawn", f"{_P}correction_lapsed", f"{_P}gap_lapsed")
TIMED: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "accept": ("受理", (f"{_P}accepted", f"{_P}correction_told", *_ENDS)),
    "correction_wait": ("等申请人补正", (f"{_P}correction_received", f"{_P}correction_lapsed", f"{_P}withdrawn")),
    "decide_there": ("决定地办理", (*_ENDS, f"{_P}handed_back")),
    "handle": ("按承诺办好", _ENDS), "decide": ("按法定期限办好", _ENDS),
    "deliver": ("送达", (f"{_P}delivered", f"{_P}decision_taken_back")),
    "promise_check": ("核查承诺", (f"{_P}pledge_checked", f"{_P}decision_taken_back")),
}  # fmt: skip
"""Clock → what its node is called, and the facts that end it."""
MOMENTS: Mapping[str, str] = {
    f"{_P}submitted": "提交申请", f"{_P}reassigned": "换人办理", f"{_P}correction_told": "一次告知补正",
    f"{_P}correction_received": "收到补正", f"{_P}accepted": "受理", f"{_P}not_accepted": "不予受理",
    f"{_P}special_started": "进入特别程序", f"{_P}special_ended": "特别程序结束", f"{_P}extended": "批准延长",
    f"{_P}gap_filled": "收到后补材料", f"{_P}gap_lapsed": "逾期未补材料", f"{_P}correction_lapsed": "逾期未补正",
    f"{_P}material_taken": "收材料", f"{_P}handed_to_person": "转人工", f"{_P}handed_over": "转到决定地",
    f"{_P}handed_back": "退回受理地", f"{_P}forwarded": "转报国家平台", f"{_P}decided": "作出决定",
    f"{_P}decision_taken_back": "收回决定", f"{_P}delivered": "送达", f"{_P}result_revoked": "撤销结果",
    f"{_P}pledge_checked": "核查承诺", f"{_P}withdrawn": "撤回申请",
}  # fmt: skip
"""Facts that are nodes without a length."""


class ApplicationWay(Way):
    """The way of an application: beside its clocks the steps, side by side where they ran so."""

    def steps(self) -> Iterator[Node]:
        """Each step that has begun: whose it is, when it was due, who did it."""
        for spell in casework.spells_of(self.case):
            who = organisation.officer_by_code(code=spell.officer).name if spell.officer else ""
            done = who or (_("系统") if spell.until else "")
            yield self.span(
                _("环节：%(name)s") % {"name": spell.name}, spell.since, spell.until, spell.due_at, done,
                self.units.get(spell.unit, ""),
            )  # fmt: skip


def track_page(one: Application) -> TrackPage:
    """From the record, the clocks and the steps."""
    case = one.case
    facts, views, units = facts_of(case, room="applications")
    way = ApplicationWay(
        case=case, facts=facts, units=units, now=clock.now(), timed_by=TIMED, marks=MOMENTS,
        whole_by=frozenset({"handle", "decide"}), whose="申请人",
    )  # fmt: skip
    nodes = sorted([*way.timed(views), *way.steps(), *way.moments()], key=in_time)
    promise = next((view for view in reversed(views) if view.kind == "handle"), None)
    head = TrackHead(
        number=case.number, title=case.title, url=reverse("applications:one", args=[case.number]), state=tag(one),
        clock=chip(promise, clock.now()) if promise else None,
    )  # fmt: skip
    return TrackPage(
        head=head, nodes=nodes, whole=whole_of(case), late=late_of(nodes), sheet=_sheet(one),
        print_url=f"{reverse('applications:track', args=[case.number])}?print=1",
    )  # fmt: skip


def _sheet(one: Application) -> Sequence[Fact]:
    """What the sheet says above the nodes; who applied is masked, it lies on desks."""
    case, person = one.case, one.case.applicant
    told = [
        (_("事项"), one.document.name.zh), (_("申请人"), mask_name(person.name) if person else ""),
        (_("提交"), words.near(one.submitted_at)), (_("办理单位"), case.unit.name if case.unit else ""),
        (_("承办人"), case.officer.name if case.officer else ""),
        (_("决定地"), one.deciding_unit.name if one.handed_at and one.deciding_unit else ""),
        (_("受理"), words.near(one.accepted_at) if one.accepted_at else ""),
        (_("决定"), f"{Outcome(one.outcome).label} {words.near(one.decided_at)}" if one.outcome and one.decided_at else ""),
        (_("结束"), words.near(one.finished_at) if one.finished_at else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=str(value)) for term, value in told if value]


@for_staff()
def track(request: StaffRequest, number: str) -> HttpResponse:
    """Every node of an application; with `print` its sheet, without what only a screen needs."""
    page = track_page(queries.get_application(for_=request.actor, number=number))
    return show(request, "track", page=page, is_print="print" in request.GET)
