"""答复模板: skeletons that officers begin a reply with."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Row, Section, Table

VARIABLE = re.compile(r"\{(\w+)\}")
NEEDS = (
    ("answer", "回答了问的事"), ("facts", "查明的事实"), ("measures", "采取的措施"), ("ground", "依据"), ("condition", "条件"),
    ("materials", "要带的材料"), ("place", "在哪里办"), ("fee", "费用"), ("limit", "办多久"), ("date", "日期"), ("how",
    "怎么查验"),
    ("result", "结果"), ("next_step", "下一步"), ("remedy", "怎么救济"), ("not_ours", "不归我们管的部分"), ("contact",
    "联系电话"),
)  # fmt: skip


class Replies(Table):
    """The skeletons of replies."""

    kind = Kind.REPLY_TEMPLATES
    slug = "replies"
    label = "答复模板"
    noun = "答复模板"
    icon = "write"
    lead = "民警起草答复时可以套用的骨架。花括号里的词由民警换成实际内容，写答复的页面会逐项提醒。"
    reads_aloud = True
    filters = ("category", "outcome")
    sections = (
        Section(
            "什么时候用",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=60, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="例如rt.consult.move；定了就不能改。",
                ),
                Column(name="title", label="名称", is_required=True, longest=40, size="m", in_list=True),
                Column(
                    name="category", label="用在哪一类", shape="choice", source="categories", everything="各类都可以用",
                    is_required=True, size="m", in_list=True,
                ),
                Column(
                    name="outcome", label="办理结果", shape="choice", source="outcomes", is_required=True, size="s", in_list=True,
                ),
            ),
        ),
        Section(
            "写什么",
            (
                Column(
                    name="skeleton", label="骨架", shape="long", is_required=True, longest=1000, rows=6,
                    help="要换的内容写成花括号，例如{下一步}；{电话}、{编号}会自动填上。",
                ),
                Column(
                    name="required_parts", label="答复里必须有", longest=200,
                    help="用英文分号隔开，例如answer;materials;date;contact。",
                ),
                Column(name="ground_hint", label="依据提示", longest=200),
                Column(name="avoid", label="不要这样写", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its title."""
        return str(row.get("title") or row.get("code"))

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """The family it is for."""
        family = str(row["category"]).partition(".")[0]
        return "各类都可以用" if family == "*" else names.categories.get(family, family)

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """For which outcome."""
        return [(names.outcomes.get(row["outcome"], row["outcome"]), "")]

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Brackets must close, or the page that reminds of them does not see them."""
        text = VARIABLE.sub("", row["skeleton"])
        if "{" in text or "}" in text:
            yield "skeleton", "花括号没有成对，或里面不是一个词，请检查"

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """The skeleton's beginning."""
        return str(row.get("skeleton", ""))
