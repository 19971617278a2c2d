"""What stands in the rail, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from yiwang.cases.appeals.states import DESK, DUTY
from yiwang.cases.centre.states import HEARERS
from yiwang.cases.matters.policies import GATHERERS
from yiwang.cases.rights.states import DESK as RIGHTS
from yiwang.cases.secrecy.queries import ANSWERS
from yiwang.ground.organisation.models import Officer
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit.settings import settings
from yiwang.offer.knowledge.states import EDITORS, PATROLLERS, PUBLISHERS
from yiwang.quality.asking.queries import CALLERS
from yiwang.quality.callbacks.policies import PLACES as LOOPS
from yiwang.quality.inspections.states import INSPECTORS, TRACERS
from yiwang.quality.ratings.queries import READERS as RATINGS
from yiwang.quality.surveys.states.improving import ASSESSORS, HEADS, PANELISTS
from yiwang.quality.surveys.states.surveying import APPROVERS, WRITERS
from yiwang.sites.ui.pages import Me, NavItem, Text
from yiwang.sites.workbench.desk.pages.frame import desk_of

_P = Permission
SERVED_READERS = frozenset({Role.PLATFORM_ADMIN, Role.CALLBACK_AGENT})
"""Whose daily work feeds are; whoever else may read or set them up finds them by their address."""
_WORK: Text = ""
_HEARD, _WATCHED, _KNOWN = gettext_lazy("回访和评价"), gettext_lazy("督办和考评"), gettext_lazy("资料")
_SYSTEM, _SECURITY, _AUDIT = gettext_lazy("系统管理"), gettext_lazy("安全管理"), gettext_lazy("审计管理")


@dataclass(frozen=True)
class Place:
    """A place of the workbench; shown where its address exists and a post carries one of the permissions or the roles."""

    label: Text
    name: str
    icon: str
    permissions: tuple[Permission, ...] = ()
    group: Text = _WORK
    roles: frozenset[Role] = frozenset()

    def is_for(self, reach: Reach) -> bool:
        """Whether it stands in the rail of this reach."""
        return any(map(reach.may, self.permissions)) or bool(reach.roles & self.roles)

    def url(self) -> str:
        """Its address; empty while no slice has it."""
        try:
            return reverse(self.name)
        except NoReverseMatch:
            return ""


PLACES = (
    Place(gettext_lazy("待我处理"), "workbench:inbox", "inbox", (_P.HANDLE, _P.APPROVE)),
    Place(gettext_lazy("今天"), "workbench:today", "home", (_P.APPROVE, _P.SUPERVISE)),
    Place(gettext_lazy("分派"), "workbench:triage", "triage", roles=frozenset(DESK)),
    Place(gettext_lazy("服务中心"), "centre:home", "phone", roles=frozenset(DESK)),
    Place(gettext_lazy("来电"), "centre:calls", "phone", roles=frozenset(HEARERS) - frozenset(DESK)),
    Place(gettext_lazy("分流"), "centre_desk:diversions", "next", roles=frozenset(DESK)),
    Place(gettext_lazy("待送达"), "centre_desk:hand_overs", "document", (_P.TAKE_IN, _P.HANDLE)),
    Place(gettext_lazy("来件"), "incoming:list", "message", roles=frozenset(DESK)),
    Place(gettext_lazy("个人信息申请"), "rights:list", "eye", roles=frozenset(RIGHTS)),
    Place(gettext_lazy("办件"), "applications:list", "document", (_P.HANDLE, _P.APPROVE, _P.TAKE_IN)),
    Place(gettext_lazy("待审批"), "workbench:approvals", "tick", (_P.APPROVE,)),
    Place(gettext_lazy("回访台"), "calls:home", "phone", roles=frozenset(CALLERS)),
    Place(gettext_lazy("会商"), "workbench:consultations", "people", (_P.READ_CASES,)),
    Place(gettext_lazy("紧急件"), "workbench:alarms", "warning", roles=frozenset(DUTY)),
    Place(gettext_lazy("法定事项"), "tracks:desk", "flag", (_P.TAKE_IN, _P.HANDLE, _P.APPROVE, _P.READ_SEALED)),
    Place(gettext_lazy("督察台"), "secrecy:register", "shield", (_P.READ_SEALED,)),
    Place(gettext_lazy("涉警投诉"), "secrecy:register", "shield", roles=frozenset(DESK)),
    Place(gettext_lazy("核实函"), "secrecy:letters", "document", roles=frozenset(ANSWERS)),
    Place(gettext_lazy("同诉求"), "matters:home", "people", roles=frozenset(GATHERERS)),
    Place(gettext_lazy("全部件"), "workbench:list", "list", (_P.READ_CASES,)),
    Place(gettext_lazy("三级回访"), "loops:home", "flag", roles=LOOPS, group=_HEARD),
    Place(gettext_lazy("评价"), "ratings:home", "tick", roles=frozenset(RATINGS), group=_HEARD),
    Place(gettext_lazy("服务对象"), "served:home", "people", roles=SERVED_READERS, group=_HEARD),
    Place(gettext_lazy("民意调查"), "surveys:home", "chart", roles=frozenset((*WRITERS, *APPROVERS)), group=_HEARD),
    Place(gettext_lazy("优秀监督员"), "panel:home", "people", roles=frozenset(PANELISTS), group=_HEARD),
    Place(
        gettext_lazy("意见和整改"),
        "improvements:home",
        "progress",
        roles=frozenset((*ASSESSORS, *HEADS, *PANELISTS)),
        group=_HEARD,
    ),
    Place(gettext_lazy("民生清单"), "supervision:duties", "tick", (_P.APPROVE, _P.SUPERVISE), group=_WATCHED),
    Place(
        gettext_lazy("超期说明"),
        "supervision:explanations",
        "document",
        (_P.APPROVE, _P.SUPERVISE, _P.HANDLE),
        group=_WATCHED,
    ),
    Place(gettext_lazy("批示"), "workbench:orders", "flag", (_P.APPROVE, _P.HANDLE), group=_WATCHED),
    Place(gettext_lazy("督办单"), "orders:home", "document", (_P.SUPERVISE, _P.APPROVE), group=_WATCHED),
    Place(gettext_lazy("集中整治"), "campaigns:home", "flag", (_P.APPROVE, _P.SUPERVISE, _P.HANDLE), group=_WATCHED),
    Place(gettext_lazy("工作任务"), "programme:home", "list", (_P.APPROVE, _P.SUPERVISE, _P.HANDLE), group=_WATCHED),
    Place(
        gettext_lazy("考评"),
        "inspections:home",
        "tick",
        (_P.SUPERVISE, _P.APPROVE),
        roles=frozenset(INSPECTORS),
        group=_WATCHED,
    ),
    Place(gettext_lazy("倒查"), "inspections:traces", "search", roles=frozenset(TRACERS), group=_WATCHED),
    Place(gettext_lazy("热点"), "topics:home", "flag", (_P.READ_CASES,), group=_KNOWN),
    Place(
        gettext_lazy("渠道数据"),
        "figures:channels",
        "chart",
        (_P.APPROVE, _P.SUPERVISE),
        roles=frozenset(DESK),
        group=_KNOWN,
    ),
    Place(gettext_lazy("单位和警种"), "workbench:units", "chart", (_P.APPROVE, _P.SUPERVISE), group=_KNOWN),
    Place(gettext_lazy("咨询巡查"), "answers:patrol", "search", roles=frozenset(PATROLLERS), group=_KNOWN),
    Place(
        gettext_lazy("公开问答"), "answers:tasks", "document", roles=frozenset((*EDITORS, *PUBLISHERS)), group=_KNOWN
    ),
    Place(gettext_lazy("标准口径"), "standards:home", "book", (_P.READ_CASES,), group=_KNOWN),
    Place(gettext_lazy("事项目录"), "catalog:home", "book", roles=frozenset({Role.CATALOG_MANAGER}), group=_KNOWN),
    Place(gettext_lazy("值班表"), "duty:home", "calendar", (_P.HANDLE, _P.APPROVE, _P.ANSWER_ALARMS), group=_KNOWN),
    Place(gettext_lazy("站内消息"), "workbench:messages", "message", (_P.READ_CASES,), group=_KNOWN),
    Place(
        gettext_lazy("文本模型"),
        "reading:home",
        "letters",
        roles=frozenset({Role.TRIAGE_LEAD, Role.PLATFORM_ADMIN}),
        group=_KNOWN,
    ),
    Place(pgettext_lazy("nav", "单位"), "offices:units", "place", (_P.MANAGE_UNITS,), _SYSTEM),
    Place(gettext_lazy("人员和账号"), "offices:officers", "people", (_P.MANAGE_OFFICERS,), _SYSTEM),
    Place(gettext_lazy("业务设置"), "tables:home", "settings", (_P.DRAFT_RULES,), _SYSTEM),
    Place(gettext_lazy("事项目录"), "catalog:home", "book", group=_SYSTEM, roles=frozenset({Role.SYSTEM_ADMIN})),
    Place(gettext_lazy("文本模型"), "reading:home", "letters", (_P.DRAFT_RULES,), _SYSTEM),
    Place(gettext_lazy("导入"), "offices:imports", "document", (_P.IMPORT_CASES,), _SYSTEM),
    Place(gettext_lazy("工作群机器人"), "offices:robots", "message", (_P.MANAGE_UNITS,), _SYSTEM),
    Place(gettext_lazy("运行状况"), "health:health", "chart", (_P.WATCH_HOUSE,), _SYSTEM),
    Place(gettext_lazy("对接平台"), "partners:list", "next", (_P.WATCH_HOUSE,), _SYSTEM),
    Place(gettext_lazy("待批准"), "offices:pending", "tick", (_P.DECIDE_POSTS,), _SECURITY),
    Place(gettext_lazy("事项目录"), "catalog:home", "book", group=_SECURITY, roles=frozenset({Role.SECURITY_ADMIN})),
    Place(gettext_lazy("文本模型"), "reading:home", "letters", (_P.APPROVE_RULES,), _SECURITY),
    Place(gettext_lazy("角色和授权"), "offices:roles", "shield", (_P.DECIDE_POSTS,), _SECURITY),
    Place(gettext_lazy("被锁的账号"), "offices:locks", "lock", (_P.UNLOCK_ACCOUNTS,), _SECURITY),
    Place(gettext_lazy("外部系统"), "offices:systems", "idcard", (_P.MANAGE_SYSTEMS,), _SECURITY),
    Place(gettext_lazy("对接平台"), "partners:list", "next", (_P.MANAGE_SYSTEMS,), _SECURITY),
    Place(gettext_lazy("保管和删除"), "offices:keeping", "lock", (_P.ASK_ERASURE,), _SECURITY),
    Place(gettext_lazy("操作日志"), "offices:events", "document", (_P.READ_RECORD,), _AUDIT),
    Place(gettext_lazy("个人信息查阅"), "offices:looks", "eye", (_P.READ_RECORD,), _AUDIT),
    Place(gettext_lazy("保管和删除"), "offices:keeping", "lock", (_P.READ_RECORD,), _AUDIT),
    Place(gettext_lazy("外出委托"), "offices:deputies", "people", (_P.READ_RECORD,), _AUDIT),
)


def items(*, reach: Reach, path: str = "", counts: Mapping[str, int | str] | None = None) -> list[NavItem]:
    """The rail for this reach. `counts`: by the address' name, e.g. {"workbench:inbox": 7}.

    Where the page lies below two places (来电 below 服务中心), the nearer one is where somebody is.
    """
    shown = [(place, url) for place in PLACES if place.is_for(reach) and (url := place.url())]
    here = max((url for _place, url in shown if url != "/" and path.startswith(url)), key=len, default=path)
    return [
        NavItem(
            label=place.label,
            url=url,
            icon=place.icon,
            count=(counts or {}).get(place.name),
            current=url == here,
            group=place.group,
        )
        for place, url in shown
    ]


def me(*, officer: Officer, reach: Reach) -> Me:
    """Who sits at the desk: 龚亮 · 盐场派出所所长."""
    title = next((grant.title for grant in reach.grants if grant.unit == officer.unit.code), "")
    post = title if title.startswith(officer.unit.short_name) else f"{officer.unit.short_name}{title}"
    return Me(
        name=officer.name,
        post=post if title else officer.unit.short_name,
        url=reverse("me:me"),
        logout_url=reverse("account_logout"),
        code=officer.code,
    )


def home(*, reach: Reach, is_phone: bool = False) -> str:
    """Where somebody starts: the first place of the rail; empty for somebody without any grant.

    Heads, supervisors and leaders on a phone: what waits for them now.
    """
    found = items(reach=reach)
    today = reverse("workbench:today")
    if is_phone and any(one.url == today for one in found):
        return today
    return str(found[0].url) if found else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor of the workbench: `nav` and `me` of the layout, and the `desk` with its figures.

    Every component of a page asks for it again, and most fragments for nothing of it: so it is made once, and late.
    """
    officer = getattr(request, "officer", None)
    if officer is None:
        return {}
    known: dict[str, Any] | None = getattr(request, "workbench_frame", None)
    if known is None:
        reach: Reach = request.reach  # type: ignore[attr-defined]
        desk = desk_of(request)
        known = {
            "nav": SimpleLazyObject(lambda: items(reach=reach, path=request.path, counts=desk.numbers)),
            "me": SimpleLazyObject(lambda: me(officer=officer, reach=reach)),
            "desk": desk,
            "idle_seconds": settings().idle_minutes * 60,
        }
        request.workbench_frame = known  # type: ignore[attr-defined]
    return known


def nothing_yet() -> str:
    """What somebody without a grant reads."""
    return _("您还没有岗位授权。请联系本单位的系统管理员提请授权，经安全管理员批准后就能用。")
