"""业务参数: each with its name, what it does, its kind and range."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms

from yiwang.ground.clocks.queries import Hours
from yiwang.ground.rules.states import Kind
from yiwang.kit.errors import Invalid
from yiwang.kit.verdicts import Verdict
from yiwang.offer.catalog.states import CODE_NAMES
from yiwang.quality.asking.states import Grade
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import Row, Section, Table

KNOWN: dict[str, tuple[Column, str]] = {
    "direct_threshold": (
        Column(
            name="value", label="直推把握", shape="decimal", is_typed=True, is_required=True, least=0.01, most=1, size="s",
            help="系统对承办单位的把握达到它就直接推，不经受理员。0到1之间，出厂0.55；越高越多人工分派。",
        ),
        "分派",
    ),
    "desk_unit": (
        Column(
            name="value", label="受理台在哪个单位", shape="choice", source="units", is_required=True, is_typed=True, size="m",
            help="没有人管的件归它，督办副本也给它。",
        ),
        "分派",
    ),
    "office_hours": (
        Column(
            name="value", label="办公时间", is_required=True, is_typed=True, longest=80, size="m",
            help="工作小时按它算，单位自己没有写办公时间的也按它。写成09:00-12:00,13:30-17:30。",
        ),
        "时间",
    ),
    "day_ends": (
        Column(
            name="value", label="工作日到什么时候为止", shape="choice", options=(("close", "当天下班时"), ("midnight",
            "当天24时")),
            is_required=True, is_typed=True, size="m", help="期限的最后一天到几点算到期。",
        ),
        "时间",
    ),
    "duty_unit": (
        Column(
            name="value", label="紧急件响在哪个单位", shape="choice", source="units", is_required=True, is_typed=True, size="m",
            help="有危险的诉求马上响在它的值班台，短信发给它的值班民警。",
        ),
        "紧急件",
    ),
    "duty_changes_at": (
        Column(
            name="value", label="值班几点交接", is_required=True, is_typed=True, longest=5, size="s",
            help="到这个钟点前还算前一天的班。写成08:30。",
        ),
        "紧急件",
    ),
    "two_level_priorities": (
        Column(
            name="value", label="哪些急缓的答复要两级审定", shape="choice", is_required=True, is_typed=True, size="m",
            options=(("none", "都不用"), ("complex", "复杂件"), ("urgent", "紧急件和复杂件")),
            help="违纪违法类和有领导批示的，总要两级审定，不看这一项。",
        ),
        "办理",
    ),
    "consult_needs_deputy": (
        Column(
            name="value", label="咨询由分管领导审定", shape="choice", is_required=True, is_typed=True, size="s",
            options=(("yes", "是"), ("no", "否，负责人就可以")),
            help="分管这个警种的领导审定；没有分管领导的，由负责人审定。",
        ),
        "办理",
    ),
    "alarm_minutes": (
        Column(
            name="value", label="几分钟没人应答就报值班领导", shape="number", is_required=True, is_typed=True, least=1, most=60,
            size="s", unit="分钟", help="出厂2分钟。",
        ),
        "紧急件",
    ),
    "unreached_attempts": (
        Column(
            name="value", label="至少几次联系不上才能答“无法联系”", shape="number", is_required=True, is_typed=True, least=1,
            most=10, size="s", unit="次", help="从上一次联系上以后算起，出厂3次。",
        ),
        "办理",
    ),
    "unreached_days": (
        Column(
            name="value", label="这几次至少在几天里", shape="number", is_required=True, is_typed=True, least=1, most=10,
            size="s", unit="天", help="不能一天里连打几次就算，出厂2天。",
        ),
        "办理",
    ),
    "consult_after_limits": (
        Column(
            name="value", label="拖到期限的几倍就建议会商", shape="number", is_required=True, is_typed=True, least=1, most=10,
            size="s", unit="倍", help="系统只建议，不会自己发起。出厂2倍。",
        ),
        "办理",
    ),
    "letterhead": (
        Column(
            name="value", label="文书上的机关名称", longest=40, size="m", is_typed=True,
            help="答复书的红头和落款，写全称或规范化简称；空着就用安装时写的局名。",
        ),
        "文书",
    ),
    "letter_mark": (
        Column(
            name="value", label="答复书的机关代字", longest=12, size="s", is_required=True, is_typed=True,
            help="文号的开头，例如“云公民诉”，印出来是云公民诉〔2026〕第00123号。",
        ),
        "文书",
    ),
    "receipt_mark": (
        Column(
            name="value", label="受理回执的机关代字", longest=12, size="s", is_required=True, is_typed=True,
            help="文号的开头，例如“云公民诉受”；后面的号和诉求编号里的一样。",
        ),
        "文书",
    ),
    "deed_mark": (
        Column(
            name="value", label="法定文书的机关代字", longest=12, size="s", is_required=True, is_typed=True,
            help="后面接文书种类的代字，例如“云公”，受理告知书印出来是云公信受告〔2026〕3号。",
        ),
        "文书",
    ),
    "asks_a_month": (
        Column(
            name="value", label="一个人30天里最多问几次满不满意", shape="number", is_required=True, is_typed=True, least=0,
            most=30, size="s", unit="次", help="一级回访、服务评价、民意调查合在一起算，出厂3次；0是都不问。",
        ),
        "回访",
    ),
    "call_hours": (
        Column(
            name="value", label="几点到几点打回访电话", is_required=True, is_typed=True, longest=11, size="s",
            help="写成09:00-20:00。这以外不能拨。",
        ),
        "回访",
    ),
    "call_unit": (
        Column(
            name="value", label="回访电话由哪个单位打", shape="choice", source="units", none="受理台所在的单位", is_typed=True,
            size="m", help="没有手机的人由它打电话问；它自己办的件由上一级打。",
        ),
        "回访",
    ),
    "default_rating": (
        Column(
            name="value", label="没有回应时默认记成", shape="choice", options=tuple(Grade.choices),
            none="不代填（出厂如此）", is_typed=True, size="m", help="代填的单独列出，任何满意率都不算它。",
        ),
        "评价",
    ),
    "unrated_enforcement": (
        Column(
            name="value", label="不计入满意率的执法办案类", is_typed=True, longest=200,
            help="诉求分类的代码，用英文逗号隔开；它下面的也算。",
        ),
        "评价",
    ),
    "unrated_mediation": (
        Column(
            name="value", label="不计入满意率的调解类", is_typed=True, longest=200,
            help="诉求分类的代码，用英文逗号隔开；它下面的也算。",
        ),
        "评价",
    ),
    "ask_reminders": (
        Column(
            name="value", label="没有回答的提醒一次", shape="choice", options=(("yes", "提醒一次"), ("no", "不提醒")),
            is_required=True, is_typed=True, size="m", help="最多提醒一次，也计入联系次数。",
        ),
        "回访",
    ),
    "order_mark": (
        Column(
            name="value", label="督办单的机关代字", longest=12, size="s", is_required=True, is_typed=True,
            help="每年单独编号，不留空号，例如“云公督”，印出来是云公督〔2026〕3号。",
        ),
        "文书",
    ),
    "draft_by_machine": (
        Column(
            name="value", label="允许请外部模型拟答复草稿", shape="choice", is_required=True, is_typed=True, size="m",
            options=(("no", "不允许"), ("yes", "允许，逐句核对后才能用")),
            help="还要系统管理员配好模型地址才起作用。密封、举报保密、涉个人隐私和走法定途径的件从不送出；来信里的姓名、号码先遮住。",
        ),
        "读文字",
    ),
    "learn_nightly": (
        Column(
            name="value", label="夜间学习", shape="choice", is_required=True, is_typed=True, size="m",
            options=(("replace", "学，新的一版更好就换上"), ("compare", "学，换不换由人定"), ("off", "不学")),
            help="每晚23:30从核定过的件里学分类，和在用的一版比。人换要提请和批准，在“文本模型”里。",
        ),
        "读文字",
    ),
    "agreement_fall": (
        Column(
            name="value", label="建议和核定的吻合度降多少要提醒", shape="number", is_required=True, is_typed=True, least=1,
            most=50, size="s", unit="个点", help="最近两周比前八周低这么多，“文本模型”和“运行状况”就提醒。出厂10个点。",
        ),
        "读文字",
    ),
    "callback_bodies": (
        Column(
            name="value", label="三级回访由哪些部门会同调查", is_required=True, is_typed=True, longest=200, size="m",
            help="单位代码，用半角逗号隔开，例如纪检、督察、法制；领导签批时从里面选。",
        ),
        "回访",
    ),
    **{
        f"item_code_{name}": (
            Column(
                name="value", label=f"{label}的样子", is_typed=True, longest=120,
                help="正则表达式；事项的编码和它对不上，完整度检查会说。空着就用国家的样子。",
            ),
            "事项",
        )
        for name, label in CODE_NAMES.items()
    },
    "pledge_items": (
        Column(
            name="value", label="哪些事项用告知承诺", is_typed=True, longest=400,
            help="事项代码，用顿号隔开；只有列在这里、又写了承诺书的事项才能以承诺代替材料，其他的照常交材料。",
        ),
        "事项",
    ),
}  # fmt: skip
"""Every setting: how it is asked for, and under which heading it stands."""


class Options(Table):
    """The settings, one a row."""

    kind = Kind.SETTINGS
    slug = "options"
    label = "业务参数"
    noun = "参数"
    lead = "几个对全局起作用的数和单位。红色的指向不存在的单位，请先改好。"
    may_add = False
    has_files = False
    template = "options"
    sections = (
        Section("参数", (Column(name="code", label="代码", is_fixed=True, size="m"), Column(name="value", label="值"))),
    )

    def column_of(self, row: Mapping[str, Any], name: str = "value") -> Column:
        """How this setting is asked for."""
        known = KNOWN.get(str(row["code"]))
        return known[0] if known else Column(name="value", label=str(row["code"]), is_required=True, is_typed=True)

    def fields(self, row: Mapping[str, Any] | None, names: Names) -> dict[str, forms.Field]:
        """One question: the value."""
        return {"value": self.column_of(row or {"code": ""}).field(names, row)}

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The value as it is."""
        return {"value": row["value"]}

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """The value as JSON holds it."""
        return {"code": old["code"], "value": cleaned["value"]}

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its name."""
        return self.column_of(row).label

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """Its value."""
        return self.column_of(row).show(row["value"], names)

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """The program asks for each."""
        return Verdict("程序要用这个参数，不能删去", "可以改值")

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Hours can be read."""
        if row["code"] == "office_hours":
            try:
                Hours.parse(str(row["value"]))
            except Invalid as error:
                yield "value", error.fields["office_hours"]
