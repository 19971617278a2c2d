"""The words of a clock: its units, what its ledger can say, its states, its colours, and their Chinese."""

from enum import StrEnum


class Unit(StrEnum):
    """How a limit is measured (time_limits.csv). Minutes, hours and days are calendar time."""

    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    """To the day of the same number (民法典202条)."""
    WORKING_HOURS = "working_hours"
    WORKING_DAYS = "working_days"
    WORKING_DAYS_BEFORE = "working_days_before"
    """A mark, not a limit: so many working days before a due day."""
    WORKING_DAYS_AFTER = "working_days_after"
    """A mark, not a limit: so many working days after a due day."""
    TIMES = "times"
    """A number of times, not a time."""
    NONE = "none"
    """No length of its own: it lasts while its lawful ground lasts."""

    @property
    def is_day(self) -> bool:
        """Whole days: begins the day after, ends at the end of a working day."""
        return self in (Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS)

    @property
    def is_hour(self) -> bool:
        """To the minute."""
        return self in (Unit.MINUTES, Unit.HOURS, Unit.WORKING_HOURS)

    @property
    def is_length(self) -> bool:
        """Has a due moment of its own; marks, counts and open-ended grounds have not."""
        return self.is_day or self.is_hour

    @property
    def is_working(self) -> bool:
        """Runs on working days alone."""
        return self in (Unit.WORKING_HOURS, Unit.WORKING_DAYS)


UNIT_WORDS = {
    Unit.MINUTES: "分钟", Unit.HOURS: "小时", Unit.DAYS: "日", Unit.MONTHS: "个月", Unit.WORKING_HOURS: "个工作小时",
    Unit.WORKING_DAYS: "个工作日", Unit.WORKING_DAYS_BEFORE: "个工作日前", Unit.WORKING_DAYS_AFTER: "个工作日后",
    Unit.TIMES: "次", Unit.NONE: "",
}  # fmt: skip


class Action(StrEnum):
    """What a line of the ledger does to its clock."""

    START = "start"
    RESTART = "restart"
    """The start of a later round: a reopened case."""
    CHANGE = "change"
    """Another limit holds, counted from the same start (a type corrected, a hard case approved as such)."""
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    STOP = "stop"

    @property
    def opens(self) -> bool:
        """Begins a round."""
        return self in (Action.START, Action.RESTART)


class State(StrEnum):
    """Where a clock stands."""

    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"


class Heat(StrEnum):
    """The colour of a running clock: plenty of time, due soon, overdue."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Ground(StrEnum):
    """Grounds the ledger knows how to put in words; any other text is shown as it is given."""

    QUESTION = "question"
    EXPERT = "expert"
    SECRECY = "secrecy"
    HEARING = "hearing"
    ANSWERED = "answered"
    LAPSED = "lapsed"
    OVER = "over"
    REPLIED = "replied"
    WITHDRAWN = "withdrawn"
    CANCELLED = "cancelled"
    DONE = "done"


GROUND_WORDS: dict[str, tuple[str, str]] = {
    Ground.QUESTION: ("民警问您一个问题，暂停", "等您答复不计时"),
    Ground.EXPERT: ("要做鉴定、检测，暂停", "鉴定、检测的时间依法不计入"),
    Ground.SECRECY: ("涉及正在侦查的案件，暂停", "侦查保密期间依法不计入"),
    Ground.HEARING: ("要听证或专家评审，暂停", "听证、评审的时间依法不计入"),
    Ground.ANSWERED: ("您答复了，恢复", ""),
    Ground.LAPSED: ("没有等到您的答复，恢复，按现有材料办", ""),
    Ground.OVER: ("暂停的事由结束，恢复", ""),
    Ground.REPLIED: ("已经答复您，停止计时", ""),
    Ground.WITHDRAWN: ("您撤回了，停止计时", ""),
    Ground.CANCELLED: ("这一环节不用再办，停止计时", ""),
    Ground.DONE: ("这一环节办完，停止计时", ""),
}
"""What happened and on what basis, as the citizen reads it; the desk reads 诉求人 for 您."""

TYPE_WORDS = {
    "consult": "咨询", "help": "求助", "complaint": "投诉", "report": "举报", "suggestion": "建议", "praise": "表扬",
}  # fmt: skip

CHANNEL_WORDS = {
    "12345": "12345派单", "director_mailbox": "局长信箱", "mayor_mailbox": "市长信箱", "gov_message_board": "领导留言板",
    "leader_instruction": "领导批示", "superior_assigned": "上级交办", "npc_proposal": "代表建议",
    "cppcc_proposal": "委员提案", "media_report": "媒体反映", "online_petition": "网上信访",
}  # fmt: skip

KIND_WORDS = {
    "triage": "分派", "sign": "签收", "first_contact": "首次联系", "handle": "答复", "approve": "审定", "on_site": "到场",
    "approve_level2": "二级审定", "return": "退办", "designate": "指定管辖", "co_handling": "协办",
    "ask_back_answer": "答复提问", "pause_max": "暂停", "dispute_window": "反映没有解决", "overdue_explain": "说明超期",
    "return_result": "回传结果", "joint_consultation": "会商", "publish": "公开", "danger": "接警",
    "instruction": "落实批示", "hand_over": "送达", "data_request": "答复个人信息申请", "inquiry": "答复核实函",
    "new_deadline": "新期限", "warning_ack": "签收预警单", "warning_follow": "报预警措施的结果",
}  # fmt: skip
"""Kinds of clocks by what must be done in time; `appeals` and others may start kinds that are not here."""

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
