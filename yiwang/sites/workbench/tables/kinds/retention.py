"""保管期限: how long what is kept about people is kept; law may be lengthened, never shortened."""

from collections.abc import Mapping
from typing import Any

from yiwang.ground.keeping.states import TermUnit
from yiwang.ground.rules.states import Kind
from yiwang.kit.verdicts import Verdict
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Section, Table


class Retention(Table):
    """The terms."""

    kind = Kind.RETENTION
    slug = "retention"
    label = "保管期限"
    noun = "期限"
    icon = "lock"
    lead = "每一种信息保管多久、从什么时候算、凭什么。到期的数和删除看安全管理的“保管和删除”；有法定最短期限的不能改得更短。"
    may_add = False
    sections = (
        Section(
            "保管什么",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="系统按它找到要删的信息，不能改。",
                ),
                Column(name="label", label="是什么", is_required=True, longest=60, in_list=True),
            ),
        ),
        Section(
            "多久",
            (
                Column(name="value", label="时长", shape="number", is_required=True, least=1, most=3650, size="s", in_list=True),
                Column(
                    name="unit", label="单位", shape="choice", options=tuple(TermUnit.choices), is_required=True, size="s",
                    in_list=True,
                ),
                Column(name="counted_from", label="从什么时候算", is_required=True, longest=30, size="m", in_list=True),
            ),
        ),
        Section(
            "依据",
            (
                Column(name="basis", label="依据", shape="long", is_required=True, longest=200, rows=2),
                Column(name="source", label="出处", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """What it is of."""
        return str(row.get("label") or row.get("code"))

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """Without its row nothing of the kind would ever go."""
        return Verdict("少了这一行，这一种信息就永远不会到期", "可以把时长改长")
