"""抽样规则: whom of those served we ask; of the rows that fit the narrowest decides."""

from collections.abc import Mapping
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Section, Table

_YES_NO = (("yes", "用"), ("no", "停用"))


class Sampling(Table):
    """The rows; the narrowest that fits decides."""

    kind = Kind.SAMPLING
    slug = "sampling"
    label = "抽样规则"
    noun = "规则"
    icon = "people"
    lead = "服务过的人问多少、什么时候问。写得最窄的一条说了算；同一个人30天内最多问一次。不询问的情形在另一张表里。"
    sections = (
        Section(
            "哪些服务",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    in_list=True, help="定了就不能改；抽中的服务上记着它。",
                ),
                Column(
                    name="feed", label="数据来源", is_required=True, longest=40, size="m", in_list=True, help="代码；*是全部。",
                ),
                Column(name="item", label="业务", longest=60, size="m", help="业务代码，也管它下面的；空着是全部。"),
                Column(name="unit", label="单位", shape="choice", source="units", size="m", help="也管下级；空着是全部。"),
            ),
        ),
        Section(
            "问多少",
            (
                Column(
                    name="share", label="抽多少", shape="number", is_required=True, least=0, most=100, size="s", unit="%",
                    in_list=True, help="每一天按各自的种子抽，谁也不能事先算出会问谁。",
                ),
                Column(
                    name="delay_hours", label="办完多久以后问", shape="number", is_required=True, least=0, most=240, size="s",
                    unit="小时", help="落在免打扰时段的，等到早上。",
                ),
                Column(
                    name="within_days", label="多久以前的不再问", shape="number", is_required=True, least=1, most=30, size="s",
                    unit="天",
                ),
                Column(name="is_on", label="用不用", shape="choice", options=_YES_NO, is_required=True, size="s", in_list=True),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its code."""
        return str(row.get("code"))
