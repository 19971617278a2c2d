"""诉求分类: a tree of two floors; the examples teach the model, the level and the line decide the road."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE_SAID, Row, Section, Table

LEVELS = (("station", "派出所"), ("county", "分县局"), ("city", "市局"), ("none", "不由公安办"))
SENSITIVITIES = (
    ("normal", "一般"), ("personal", "涉个人隐私"), ("informant", "举报人保护"), ("sealed", "密封"), ("danger", "可能有危险"),
)  # fmt: skip
FEWEST_EXAMPLES = 3


class Categories(Table):
    """The tree of categories."""

    kind = Kind.CATEGORIES
    slug = "categories"
    label = "诉求分类"
    noun = "类别"
    icon = "list"
    lead = "一件诉求说的是哪一类事。例句教系统认字：批准后系统自动重新学习，新类别马上能在分派台选到。"
    filters = ("parent", "line", "handling_level", "sensitivity", "retired")
    retire = ("retired", "", "yes")
    may_move = True
    sections = (
        Section(
            "叫什么",
            (
                Column(
                    name="parent", label="属于哪一大类", shape="choice", source="families", none="它自己就是大类", size="m",
                ),
                Column(
                    name="code", label="代码", is_required=True, longest=60, pattern=r"[a-z0-9_]+(\.[a-z0-9_]+)?",
                    pattern_said=CODE_SAID, size="m",
                    help="大类代码加一点再加一节，例如neighbour.noise；定了就不能改。",
                ),
                Column(name="zh", label="名称", is_required=True, longest=30, size="m", in_list=True),
                Column(name="en", label="英文名", longest=80, size="m"),
                Column(name="description", label="包括哪些事", head="包括", longest=200, help="几个词，用顿号隔开。",
                in_list=True),
            ),
        ),
        Section(
            "系统怎么认",
            (
                Column(
                    name="examples", label="群众会怎么说", shape="long", longest=2000, rows=5,
                    help="一行一句，写群众的原话，至少3句，越不一样越好。",
                ),
                Column(
                    name="default_type", label="一般是哪种诉求", shape="choice", source="types", size="s",
                    none="（大类不用选）",
                ),
            ),
        ),
        Section(
            "谁来办",
            (
                Column(name="line", label="警种条线", head="条线", shape="choice", source="lines", is_required=True, size="m",
                in_list=True),
                Column(
                    name="handling_level", label="一般由哪一级办", head="谁来办", shape="choice", options=LEVELS, size="s",
                    none="（大类不用选）", help="选派出所的，有地点就直接推给辖区派出所；其余按分流规则。", in_list=True,
                ),
                Column(name="other_body", label="可能归哪个部门管", longest=60, help="不归公安的，写主管部门。"),
                Column(
                    name="usual_outcome", label="常见结果", shape="choice", source="outcomes", size="s",
                    none="（不预设）",
                ),
            ),
        ),
        Section(
            "要不要保护",
            (
                Column(
                    name="sensitivity", label="敏感程度", shape="choice", options=SENSITIVITIES, size="s", none="（大类不用选）",
                    help="密封件只有办理单位的指定人员看得到。",
                ),
                Column(name="sealed", label="按密封件办", shape="yes"),
                Column(name="hide_identity", label="对承办人隐去诉求人身份", shape="yes"),
                Column(name="danger", label="可能正有危险", shape="yes"),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """With its family."""
        return names.categories.get(row["code"]) or str(row["zh"])

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """Examples stand in one cell, parted by full-width semicolons."""
        lines = str(cleaned.get("examples", "")).replace("；", "\n").splitlines()
        examples = "；".join(filter(None, (line.strip() for line in lines)))
        row = super().stored({**cleaned, "examples": examples}, old)
        return {**row, "level": "2" if row["parent"] else "1"}

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Examples a line each."""
        return {**super().asked(row), "examples": "\n".join(str(row.get("examples", "")).split("；"))}

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """A leaf needs what routes and teaches it; a code tells its family."""
        if not row["parent"]:
            if "." in row["code"]:
                yield "code", "大类的代码里没有点；要加小类，请先选它属于哪一大类"
            return
        if not row["code"].startswith(f"{row['parent']}.") or row["code"].endswith("."):
            yield "code", f"这一类的代码要以“{row['parent']}.”开头，后面再加一节"
        if len(row["examples"].split("；")) < FEWEST_EXAMPLES:
            yield "examples", f"请至少写{FEWEST_EXAMPLES}句，一行一句，系统靠它们认这一类"
        for name, said in (("default_type", "请选一般是哪种诉求"), ("handling_level", "请选一般由哪一级办")):
            if not row[name]:
                yield name, said
        if not row["sensitivity"]:
            yield "sensitivity", "请选敏感程度，没有特别的选“一般”"

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """Its family."""
        family = row["parent"] or row["code"]
        return names.categories.get(family, family)

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """What protects it."""
        found = [("大类", "")] if not row["parent"] else []
        sensitive = str(row.get("sensitivity", ""))
        return [
            *found,
            *([(dict(SENSITIVITIES)[sensitive], "hold")] if sensitive in ("informant", "sealed", "danger") else []),
        ]

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """派出所办理 · 一般是投诉."""
        level = dict(LEVELS).get(row.get("handling_level", ""), "")
        kind = names.types.get(row.get("default_type", ""), "")
        return " · ".join(filter(None, (f"{level}办理" if level else "", f"一般是{kind}" if kind else "")))
