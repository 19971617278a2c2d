"""The kinds of rules the house knows, and the states of one version."""

from enum import StrEnum


class Kind(StrEnum):
    """What a ruleset is about; its payload's shape is known to the room that reads it."""

    CHANNELS = "channels"
    CATEGORIES = "categories"
    TIME_LIMITS = "time_limits"
    ROUTING = "routing"
    MESSAGE_TEMPLATES = "message_templates"
    REPLY_TEMPLATES = "reply_templates"
    CALENDAR = "calendar"
    POLICE_LINES = "police_lines"
    SETTINGS = "settings"
    GREEN_CHANNELS = "green_channels"
    FACES = "faces"
    SITE_INFO = "site_info"
    NOTICES = "notices"
    RETENTION = "retention"
    NEVER_ASKED = "never_asked"
    SAMPLING = "sampling"

    @property
    def label(self) -> str:
        """As the workbench shows it."""
        return _KINDS[self]


_KINDS = {
    Kind.CHANNELS: "受理渠道",
    Kind.CATEGORIES: "诉求分类",
    Kind.TIME_LIMITS: "办理时限",
    Kind.ROUTING: "分流规则",
    Kind.MESSAGE_TEMPLATES: "消息模板",
    Kind.REPLY_TEMPLATES: "答复模板",
    Kind.CALENDAR: "工作日历",
    Kind.POLICE_LINES: "警种条线",
    Kind.SETTINGS: "业务参数",
    Kind.GREEN_CHANNELS: "绿色通道",
    Kind.FACES: "地方站",
    Kind.SITE_INFO: "站点信息",
    Kind.NOTICES: "公告",
    Kind.RETENTION: "保管期限",
    Kind.NEVER_ASKED: "不询问的情形",
    Kind.SAMPLING: "抽样规则",
}


class State(StrEnum):
    """Where a version stands."""

    DRAFT = "draft"
    APPROVED = "approved"
    """The newest approved one of its kind: in force, or to be from its date."""
    REPLACED = "replaced"
    """A later one is approved; this one is in force until that one's date, and is kept."""
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """As the workbench shows it."""
        return _STATES[self]


_STATES = {
    State.DRAFT: "待批准",
    State.APPROVED: "已批准",
    State.REPLACED: "已被新版替换",
    State.REFUSED: "未批准",
}
