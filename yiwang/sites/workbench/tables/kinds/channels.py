"""受理渠道: how appeals come in, whose clock counts, how they are answered; a channel can be switched off."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.rules.states import Kind
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Row, Section, Table

GROUPS = (
    ("web", "网站与平台"), ("phone", "电话热线"), ("sms", "短信"), ("social", "新媒体"), ("gov_hotline", "政府热线"),
    ("letters", "来信来访"), ("leaders", "领导与上级"), ("npc", "人大政协"), ("media", "媒体"), ("field", "一线走访"),
    ("feedback", "回访与监督"),
)  # fmt: skip
REPLIES = (
    ("same", "原渠道答复"), ("phone", "打电话答复"), ("in_person", "当面答复"), ("letter", "书信答复"), ("exchange",
    "回传转办平台"),
    ("to_superior", "报上级"), ("to_leader", "报批示领导"), ("formal_letter", "正式复函"), ("media", "向媒体说明"),
)  # fmt: skip
IDENTITIES = (
    ("unknown", "不知道是谁"), ("unverified", "没有核对"), ("provided_by_source", "由转办平台提供"), ("platform_id", "平台账号"),
    ("phone_number", "来电号码"), ("sms_verified", "短信验证"), ("in_person", "当面核对"), ("known_person", "熟识的人"),
    ("real_name", "实名核验"),
)  # fmt: skip
STARTS = (("registered", "本局登记时"), ("order_received", "收到转办单时"))


class Channels(Table):
    """The channels."""

    kind = Kind.CHANNELS
    slug = "channels"
    label = "受理渠道"
    noun = "渠道"
    icon = "message"
    lead = "诉求从哪里来、从什么时候起算、经哪里答复。停用的渠道不再收新件，办过的件仍显示它的名字。"
    filters = ("category", "clock_starts", "is_on")
    retire = ("is_on", "yes", "no")
    may_move = True
    sections = (
        Section(
            "叫什么",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="接口和导入用它认渠道，定了就不能改，例如station_phone。",
                ),
                Column(name="zh", label="名称", is_required=True, longest=40, size="m", in_list=True),
                Column(name="en", label="英文名", longest=80, size="m", help="英文版门户上显示。"),
                Column(name="category", label="哪一类", shape="choice", options=GROUPS, is_required=True, size="m"),
            ),
        ),
        Section(
            "怎么办",
            (
                Column(
                    name="clock_starts", label="期限从什么时候起算", head="起算", shape="choice", options=STARTS,
                    is_required=True, size="m",
                    help="12345等转办件从转办单下达时算，其余从本局登记时算。", in_list=True,
                ),
                Column(
                    name="reply_through", label="经哪里答复", head="答复", shape="choice", options=REPLIES, is_required=True,
                    size="m",
                    in_list=True,
                ),
                Column(
                    name="identity", label="诉求人身份", head="身份", shape="choice", options=IDENTITIES, is_required=True,
                    size="m",
                    help="这个渠道一般能核实到什么程度。", in_list=True,
                ),
                Column(
                    name="takes_back", label="不归本局管的，来源收回吗", shape="choice", size="s",
                    options=(("yes", "收回"), ("no", "不收回")),
                    help="选“收回”的，受理员和负责人可以在期限内把件“退回来源”。",
                ),
                Column(
                    name="default_type", label="没写类型时按", shape="choice", source="types", is_required=True, size="s",
                ),
                Column(name="notes", label="说明", shape="long", longest=300),
            ),
        ),
    )  # fmt: skip

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """With the group's own name, which other systems read from the table."""
        row = super().stored(cleaned, old)
        return {**({} if old else {"is_on": "yes"}), **row, "category_zh": dict(GROUPS).get(row["category"], "")}

    def may_retire(self, row: Mapping[str, Any]) -> Verdict:
        """The portal's own channel stays."""
        if row["code"] == appeals.PORTAL_CHANNEL:
            return Verdict("网上门户从这个渠道收件", "要暂停网上受理，请联系运维停门户")
        return ALLOWED

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """The portal's own channel stays."""
        verdict = self.may_retire(row)
        return super().may_drop(row, in_force=in_force) if verdict else verdict

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """网站与平台, 电话热线, …"""
        return dict(GROUPS).get(str(row["category"]), "其他")

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """从本局登记时起算，原渠道答复."""
        starts, replies = dict(STARTS), dict(REPLIES)
        return f"从{starts.get(row['clock_starts'], '？')}起算，{replies.get(row['reply_through'], '？')}"

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Two channels of one name cannot be told apart at the desk."""
        if any(other["zh"] == row["zh"] and other["code"] != row["code"] for other in rows):
            yield "zh", "已经有同名的渠道，请换个名称"
