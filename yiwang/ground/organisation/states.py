"""Roles, permissions, kinds of unit and the states of a post, with their Chinese labels."""

from enum import StrEnum

from django.db.models import TextChoices


class UnitKind(TextChoices):
    """What a unit is."""

    PROVINCE = "provincial_department", "省厅"
    CITY = "city_bureau", "市局"
    CITY_DEPARTMENT = "city_department", "市局部门"
    COUNTY = "county_bureau", "分县局"
    COUNTY_DEPARTMENT = "county_department", "分县局大队"
    STATION = "station", "派出所"
    VEHICLE_OFFICE = "vehicle_office", "车管所"
    DETENTION_CENTRE = "detention_centre", "看守所"
    LOCKUP = "administrative_lockup", "拘留所"
    POINT = "point", "就近办点位"


class PostState(TextChoices):
    """A grant's life: it takes effect only once the security office has approved it."""

    PROPOSED = "proposed", "待批准"
    ACTIVE = "active", "有效"
    REFUSED = "refused", "未批准"
    ENDED = "ended", "已结束"


class Role(TextChoices):
    """What a post lets its holder do. Given with a scope, lines and dates; several a post, several posts a person."""

    LEADER = "leader", "局领导"
    DEPUTY_APPROVER = "deputy_approver", "分管审批"
    UNIT_HEAD = "unit_head", "单位负责人"
    DEPUTY_HEAD = "deputy_head", "单位副职"
    APPROVER = "approver", "审批人"
    SUPERVISOR = "supervisor", "督办员"
    ASSESSOR = "assessor", "考核员"
    PLATFORM_ADMIN = "platform_admin", "平台管理员"
    CATALOG_MANAGER = "catalog_manager", "事项管理员"
    TRIAGE_LEAD = "triage_lead", "受理组长"
    OPERATOR = "operator", "受理员"
    CALLBACK_AGENT = "callback_agent", "回访员"
    HANDLER = "handler", "承办民警"
    COMMUNITY_OFFICER = "community_officer", "社区民警"
    WINDOW_CLERK = "window_clerk", "窗口受理民警"
    LINE_EXPERT = "line_expert", "业务专家"
    REMOTE_AGENT = "remote_agent", "远程帮办员"
    DUTY_OFFICER = "duty_officer", "值班民警"
    DUTY_LEADER = "duty_leader", "值班领导"
    INSPECTOR = "inspector", "督察员"
    SYSTEM_ADMIN = "system_admin", "系统管理员"
    SECURITY_ADMIN = "security_admin", "安全管理员"
    AUDIT_ADMIN = "audit_admin", "审计管理员"


class Office(TextChoices):
    """The three offices (三员分立, GB/T 22239 8.1.5), and everything else. One person stands on one side only."""

    SYSTEM = "system", "系统管理"
    SECURITY = "security", "安全管理"
    AUDIT = "audit", "审计管理"
    CASES = "cases", "业务"


class DutyKind(TextChoices):
    """What somebody does on a duty day."""

    LEADER = "leader", "带班领导"
    OFFICER = "officer", "值班民警"

    @property
    def role(self) -> Role:
        """The role whose alarms ring for it."""
        return Role.DUTY_LEADER if self is DutyKind.LEADER else Role.DUTY_OFFICER


OFFICE_ROLES: dict[str, Office] = {
    Role.SYSTEM_ADMIN: Office.SYSTEM,
    Role.SECURITY_ADMIN: Office.SECURITY,
    Role.AUDIT_ADMIN: Office.AUDIT,
}
"""The one role of each of the three offices."""


class Permission(StrEnum):
    """What may be opened or done outside of the table of moves."""

    READ_CASES = "cases.read"
    TAKE_IN = "cases.take_in"
    HANDLE = "cases.handle"
    APPROVE = "cases.approve"
    SUPERVISE = "cases.supervise"
    ANSWER_ALARMS = "alarms.answer"
    READ_SEALED = "cases.read_sealed"
    READ_MESSAGES = "messages.read"
    MANAGE_UNITS = "units.manage"
    MANAGE_OFFICERS = "officers.manage"
    PROPOSE_POSTS = "posts.propose"
    DRAFT_RULES = "rules.draft"
    DECIDE_POSTS = "posts.decide"
    APPROVE_RULES = "rules.approve"
    UNLOCK_ACCOUNTS = "accounts.unlock"
    MANAGE_SYSTEMS = "systems.manage"
    READ_RECORD = "record.read"
    WATCH_HOUSE = "house.watch"
    IMPORT_CASES = "cases.import"
    ASK_ERASURE = "erasures.ask"
    DECIDE_ERASURE = "erasures.decide"


PERMISSION_LABELS: dict[Permission, str] = {
    Permission.READ_CASES: "看范围内的件",
    Permission.TAKE_IN: "登记、分派",
    Permission.HANDLE: "承办",
    Permission.APPROVE: "审批答复",
    Permission.SUPERVISE: "督办",
    Permission.ANSWER_ALARMS: "处置紧急件",
    Permission.READ_SEALED: "看督察密封件",
    Permission.READ_MESSAGES: "看发出的消息",
    Permission.MANAGE_UNITS: "管理单位",
    Permission.MANAGE_OFFICERS: "管理人员和账号",
    Permission.PROPOSE_POSTS: "提请授权",
    Permission.DRAFT_RULES: "起草设置",
    Permission.DECIDE_POSTS: "批准授权",
    Permission.APPROVE_RULES: "批准设置",
    Permission.UNLOCK_ACCOUNTS: "解锁账号",
    Permission.MANAGE_SYSTEMS: "管理外部系统",
    Permission.READ_RECORD: "看日志",
    Permission.WATCH_HOUSE: "看运行状况",
    Permission.IMPORT_CASES: "导入旧件",
    Permission.ASK_ERASURE: "登记删除令",
    Permission.DECIDE_ERASURE: "批准删除令",
}

_P = Permission
_HANDLES = frozenset({_P.READ_CASES, _P.HANDLE})
_HEADS = _HANDLES | {_P.APPROVE, _P.ANSWER_ALARMS}
_TAKES_IN = frozenset({_P.READ_CASES, _P.TAKE_IN})

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.LEADER: frozenset({_P.READ_CASES, _P.APPROVE, _P.SUPERVISE}),
    Role.DEPUTY_APPROVER: frozenset({_P.READ_CASES, _P.APPROVE}),
    Role.UNIT_HEAD: _HEADS,
    Role.DEPUTY_HEAD: _HEADS,
    Role.APPROVER: frozenset({_P.READ_CASES, _P.APPROVE}),
    Role.SUPERVISOR: frozenset({_P.READ_CASES, _P.APPROVE, _P.SUPERVISE}),
    Role.ASSESSOR: frozenset({_P.READ_CASES}),
    Role.PLATFORM_ADMIN: _TAKES_IN | {_P.SUPERVISE, _P.READ_MESSAGES, _P.IMPORT_CASES},
    Role.CATALOG_MANAGER: frozenset(),
    Role.TRIAGE_LEAD: _TAKES_IN | {_P.READ_MESSAGES},
    Role.OPERATOR: _TAKES_IN,
    Role.CALLBACK_AGENT: frozenset({_P.READ_CASES}),
    Role.HANDLER: _HANDLES,
    Role.COMMUNITY_OFFICER: _HANDLES,
    Role.WINDOW_CLERK: _TAKES_IN,
    Role.LINE_EXPERT: frozenset({_P.READ_CASES}),
    Role.REMOTE_AGENT: _TAKES_IN,
    Role.DUTY_OFFICER: _HANDLES | {_P.ANSWER_ALARMS},
    Role.DUTY_LEADER: _HANDLES | {_P.ANSWER_ALARMS, _P.SUPERVISE},
    Role.INSPECTOR: frozenset({_P.READ_CASES, _P.SUPERVISE, _P.READ_SEALED}),
    Role.SYSTEM_ADMIN: frozenset(
        {_P.MANAGE_UNITS, _P.MANAGE_OFFICERS, _P.PROPOSE_POSTS, _P.DRAFT_RULES, _P.WATCH_HOUSE, _P.IMPORT_CASES}
    ),
    Role.SECURITY_ADMIN: frozenset(
        {
            _P.PROPOSE_POSTS,
            _P.DECIDE_POSTS,
            _P.APPROVE_RULES,
            _P.UNLOCK_ACCOUNTS,
            _P.MANAGE_SYSTEMS,
            _P.ASK_ERASURE,
            _P.DECIDE_ERASURE,
        }
    ),
    Role.AUDIT_ADMIN: frozenset({_P.READ_RECORD, _P.DECIDE_ERASURE}),
}
"""Which role carries which permission; the three offices carry none that reads a case."""
