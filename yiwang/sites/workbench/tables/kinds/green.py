"""绿色通道和特殊时期: matters that go first, faster or later between two dates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Row, Section, Table, days_in_order

MODES = (("green", "绿色通道"), ("expedited", "加急"), ("postponed", "延期"))
MODE_UNITS = (("hours", "小时"), ("days", "日"), ("working_days", "工作日"), ("minutes", "分钟"))
_DAY, _DAY_SAID = r"\d{4}-\d\d-\d\d", "写成2027-06-01这样"


class Green(Table):
    """The green channels, open, to come and past."""

    kind = Kind.GREEN_CHANNELS
    slug = "green"
    label = "绿色通道和特殊时期"
    noun = "安排"
    icon = "progress"
    lead = (
        "开放期间，这一类的新诉求按“绿色通道”的时限办（在办理时限里，急缓写绿色通道的行），门户首页会写出来。到期自动关上。"
        "加急和延期（例如疫情）改这一类办件的承诺期限，办事指南和期限账本都会写明。"
    )
    sections = (
        Section(
            "通道",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="例如gaokao.2027；定了就不能改。",
                ),
                Column(name="name", label="名称", is_required=True, longest=30, size="m", in_list=True),
                Column(
                    name="category", label="哪一类", shape="choice", source="categories", is_required=True, size="m",
                    in_list=True,
                ),
                Column(
                    name="mode", label="怎样安排", shape="choice", options=MODES, size="m",
                    help="绿色通道对诉求和办件都有效；加急和延期只改办件的承诺期限。",
                ),
                Column(
                    name="tag", label="哪些申请", longest=40, size="s",
                    help="事项情形里的标记，例如green是考生；空着就是这一类全部。只对办件。",
                ),
                Column(
                    name="value", label="办件期限", longest=4, pattern=r"\d{0,4}", pattern_said="写数字", size="s",
                    help="办件在这段时间里按它承诺；空着就照事项自己的。",
                ),
                Column(name="unit", label="单位", shape="choice", options=MODE_UNITS, size="s"),
                Column(
                    name="from", label="从哪天起", is_required=True, size="s", pattern=_DAY, pattern_said=_DAY_SAID, in_list=True,
                ),
                Column(
                    name="to", label="到哪天止", is_required=True, size="s", pattern=_DAY, pattern_said=_DAY_SAID, in_list=True,
                    help="这一天也算在内。",
                ),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its name."""
        return str(row.get("name") or row.get("code"))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Whether it is open today."""
        today = clock.today().isoformat()
        if str(row.get("from", "")) <= today <= str(row.get("to", "")):
            return [("开放中", "ok")]
        return [("还没开", "")] if today < str(row.get("from", "")) else [("已关上", "")]

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Days that exist, the last one not before the first."""
        return days_in_order(row)
