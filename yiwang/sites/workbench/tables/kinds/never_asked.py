"""不询问的情形: whom nobody asks for an opinion, by what a file or a feed says of them."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.quality.asking.queries import TAGS, WHATS
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Row, Section, Table

_TAGS = "、".join(f"{code}（{said}）" for code, said in TAGS.items())


class NeverAsked(Table):
    """The rows, on by default."""

    kind = Kind.NEVER_ASKED
    slug = "never-asked"
    label = "不询问的情形"
    noun = "情形"
    icon = "stop"
    lead = (
        "落在这里的人，不发评价短信，不打回访电话，也不计入满意度的分母。"
        "密封件、举报保密的件、标为不安全的号码和退订的人不用写，系统本来就不问。"
    )
    sections = (
        Section(
            "什么情形",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="例如category.drugs；定了就不能改。",
                ),
                Column(
                    name="what", label="按什么判断", shape="choice", options=tuple(WHATS.items()), is_required=True, size="m",
                    in_list=True,
                ),
                Column(
                    name="value", label="取值", is_required=True, longest=60, size="m", in_list=True,
                    help=f"诉求类别和业务代码也管下面的小类。情形可以填：{_TAGS}。",
                ),
                Column(
                    name="is_on", label="在用", shape="yes", words=("yes", "no"), in_list=True,
                    help="关上以后，这些人也会被询问。请先想清楚。",
                ),
            ),
        ),
        Section(
            "为什么",
            (
                Column(name="reason", label="原因", shape="long", is_required=True, longest=200, rows=2, in_list=True),
                Column(name="source", label="出处", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """What it is, in words."""
        return str(row.get("reason") or row.get("code"))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Whether it holds."""
        return [("没有启用", "warn")] if row.get("is_on") == "no" else []

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """A situation must be one that the house knows."""
        if row.get("what") == "tag" and row.get("value") not in TAGS:
            yield "value", f"情形只能是{'、'.join(TAGS)}"
