"""办理时限: each row one sentence; law may be tightened, never loosened."""

from collections.abc import Mapping
from typing import Any

from yiwang.ground.clocks.states import KIND_WORDS, UNIT_WORDS, Unit
from yiwang.ground.rules.states import Kind
from yiwang.kit.verdicts import Verdict
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import ANY, Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Section, Table

SUBJECTS = (
    ("appeal", "诉求"), ("application", "办件"), ("petition", "信访"), ("crime", "报案、控告"),
    ("disclosure", "政府信息公开"), ("review", "行政复议、国家赔偿"), ("discipline", "纪检举报"),
    ("supervision", "督办"), ("feedback", "回访"),
    ("rating", "评价"),
    ("appointment", "预约"), ("consultation", "会商"), ("data_request", "个人信息申请"),
    ("opinion", "意见"), ("improvement", "整改"),
)  # fmt: skip
BINDINGS = (("legal", "法律规定"), ("local", "本局承诺"), ("default", "系统默认"))
STARTS = {
    "registered": "登记后", "accepted": "受理后", "order_received": "收到转办单后", "pushed": "派到单位后", "signed": "签收后",
    "submitted": "提交后", "question_sent": "提问后", "due": "到期", "closed": "办结后", "reply_sent": "答复后",
    "reply_submitted": "答复提交后", "reply_approved": "答复审定后", "approved_level1": "一级审批后", "callback_sent": "回访后",
    "unsatisfied": "不满意后", "bad_rating": "差评后", "order_served": "督办单送达后", "decided": "决定后",
    "extension_approved": "批准延期", "lawful_ground_recorded": "记录法定事由后", "second_return": "二次退办后",
    "review_served": "复查意见送达后", "review_requested": "申请复查后", "recheck_requested": "申请复核后",
    "decision_served": "决定送达后", "rework_ordered": "责令整改后", "still_unsatisfied": "仍不满意后", "l3_signed": "三级签收后",
    "l3_done": "三级办结后",
    "study_begun": "专题研究立项后", "contested": "提出异议后",
    "booked": "预约后", "slot_start": "预约时段开始", "service_done": "办完后", "rectified": "整改后",
    "warning_sent": "预警发出后", "draft_published": "通报公示后", "objection_received": "收到异议后",
    "penalty_served": "处罚送达后",
    "accepted_with_gap": "容缺受理后", "correction_told": "告知补正后", "special_told": "告知特别程序后", "opened": "上线后",
    "reply_read_or_sent": "答复送达后",
    "co_assigned": "转协办后", "consultation_opened": "会商开始后", "red": "红牌后", "urged": "催办后", "requested": "提出申请后",
    "third_party_asked": "征询第三方后", "act_known": "知道行政行为后",
}  # fmt: skip
CLOCKS = KIND_WORDS | {
    "issue": "制证", "extend_max": "延期", "decide": "决定", "accept": "受理", "amber": "黄牌", "red": "红牌",
    "urge_interval": "再次催办",
    "transfer": "转送", "review_request": "申请复查", "review": "复查", "recheck_request": "申请复核", "recheck": "复核",
    "callback_l1_send": "一级回访发出", "callback_l1_answer": "等一级回访答复", "callback_l1_remind": "提醒回访",
    "callback_l2_contact": "二级回访联系", "callback_l2_rework": "责令整改", "callback_l2_follow": "跟进整改",
    "callback_l3_sign": "三级回访签批", "callback_l3_handle": "三级回访办理", "callback_final": "回访终结",
    "callback_study": "专题研究", "callback_review": "终结复核",
    "contact_limit": "联系次数",
    "callback_fix_time": "约定回电", "rating_window": "评价", "bad_rating_callback": "差评回访", "bad_rating_rectify": "差评整改",
    "re_rating": "复评", "rating_contest": "评价申诉", "supervision_ack": "督办签收", "supervision_report": "督办报告",
    "bulletin_contest": "通报异议", "warning_ack": "预警签收", "correction_wait": "等补正", "lower_review": "下级审查",
    "deliver": "送达证件", "decide_there": "异地决定",
    "special_procedure": "特别程序", "tolerance_supply": "容缺补齐", "promise_check": "承诺核查", "objection": "异议复核",
    "pay": "缴款",
    "patrol": "巡查", "pre_review": "预审", "cancel_before": "取消预约",
    "correction_notice": "告知补正", "third_party": "第三方答复", "serve": "送达决定书", "review_extend_max": "复查复核延期",
    "application_window": "申请复议", "tell_accepted": "告知受理",
    "repeat_window": "重复件认定", "pause_legal": "依法暂停", "opinion_assess": "研判意见",
    "improvement_report": "报告整改", "handle": "办结答复",
}  # fmt: skip
UNITS = tuple((unit.value, UNIT_WORDS[unit] or "不计时长") for unit in Unit)
PRIORITIES = {
    "normal": "一般", "green": "绿色通道", "complex": "复杂", "urgent": "紧急", "joint": "联办", "instant": "即办",
    "temporary": "临时", "verify": "线索需要查证", "major": "重大、疑难、复杂",
}  # fmt: skip
_ENDS = frozenset({"extend_max", "review_extend_max", "pause_max", "pause_legal"})


class Limits(Table):
    """The limits."""

    kind = Kind.TIME_LIMITS
    slug = "limits"
    label = "办理时限"
    noun = "时限"
    icon = "clock"
    lead = "每一步最多用多久。同时合用几行时，看急缓、渠道、类别、类型，越具体的越先；法律规定的只能缩短。"
    reads_aloud = True
    filters = ("subject", "clock", "type", "channel", "binding")
    sections = (
        Section(
            "什么事",
            (
                Column(
                    name="code", label="编号", is_required=True, longest=60, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="例如ap.sign.urgent；定了就不能改。",
                ),
                Column(name="subject", label="对什么", shape="choice", options=SUBJECTS, is_required=True, size="s"),
                Column(
                    name="clock", label="哪一步", shape="choice", options=tuple(CLOCKS.items()), is_required=True, size="s",
                ),
            ),
        ),
        Section(
            "对哪些件",
            (
                Column(
                    name="type", label="诉求类型", shape="choice", source="types", everything="各种类型", is_required=True,
                    size="s",
                ),
                Column(
                    name="category", label="类别", shape="choice", source="categories", everything="各类", is_required=True,
                    size="m",
                    help="选大类就包括它下面的小类。",
                ),
                Column(
                    name="channel", label="渠道", shape="choice", source="channels", everything="各渠道", is_required=True,
                    size="m",
                ),
                Column(
                    name="priority", label="急缓", shape="choice", options=tuple(PRIORITIES.items()), everything="不分急缓",
                    is_required=True, size="s",
                ),
            ),
        ),
        Section(
            "最多多久",
            (
                Column(
                    name="starts_at", label="从什么时候起算", shape="choice", options=tuple(STARTS.items()), is_required=True,
                    size="m",
                ),
                Column(name="value", label="时长", shape="number", is_required=True, least=0, most=3650, size="s"),
                Column(
                    name="unit", label="单位", shape="choice", options=UNITS, is_required=True, size="s",
                    help="工作日和工作小时按工作日历算；日、小时、分钟不停。",
                ),
                Column(name="at_expiry", label="到期怎么办", shape="long", longest=200, rows=2),
            ),
        ),
        Section(
            "依据",
            (
                Column(
                    name="binding", label="谁定的", shape="choice", options=BINDINGS, is_required=True, size="s", in_list=True,
                ),
                Column(name="note", label="说明", longest=300),
                Column(name="source", label="出处", longest=300),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """求助·一般：首次联系."""
        scope, clock = scope_of(row, names), CLOCKS.get(str(row.get("clock")), str(row.get("clock")))
        return f"{scope}：{clock}" if scope else clock

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """求助 · 一般：受理后3个工作日内办结答复."""
        return f"{scope_of(row, names) or '各种诉求'}：{promise_of(row)}"

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """诉求, 办件, 信访, …"""
        return dict(SUBJECTS).get(str(row["subject"]), str(row["subject"]))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Law stands out."""
        return [("法律规定", "go")] if row["binding"] == "legal" else []

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """Law stays."""
        if in_force and row.get("binding") == "legal":
            return Verdict("这是法律规定的时限，不能删去", "可以把时长改短")
        return super().may_drop(row, in_force=in_force)


def scope_of(row: Mapping[str, Any], names: Names) -> str:
    """Which files it holds for: 12345 · 投诉 · 紧急; empty for all."""
    parts = [] if row["subject"] == "appeal" else [dict(SUBJECTS).get(row["subject"], row["subject"])]
    for column, known in (
        ("channel", names.channels), ("type", names.types), ("category", names.categories), ("priority", PRIORITIES),
    ):  # fmt: skip
        if row[column] != ANY:
            parts.append(known.get(row[column], row[column]))
    return "·".join(parts)


def promise_of(row: Mapping[str, Any]) -> str:
    """登记后5个工作日内办结答复."""
    unit, clock = Unit(row["unit"]), CLOCKS.get(str(row["clock"]), str(row["clock"]))
    starts = STARTS.get(str(row["starts_at"]), "")
    length = f"{row['value']}{UNIT_WORDS[unit]}"
    if unit is Unit.NONE:
        return f"{starts}{clock}，不限时长"
    if unit in (Unit.WORKING_DAYS_BEFORE, Unit.WORKING_DAYS_AFTER):
        return f"{starts}{length}{clock}"
    if unit is Unit.TIMES:
        return f"最多{length}"
    return f"{clock}最多{length}" if row["clock"] in _ENDS else f"{starts}{length}内{clock}"
