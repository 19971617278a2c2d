"""警种条线: the lines of work along which posts and files are seen."""

from yiwang.ground.rules.states import Kind
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Section, Table


class Lines(Table):
    """The police lines."""

    kind = Kind.POLICE_LINES
    slug = "lines"
    label = "警种条线"
    noun = "条线"
    icon = "shield"
    lead = "户政、交管、治安等条线。岗位授权、单位和类别都从这里选。停用的条线不能再选，已有的授权不变。"
    filters = ("retired",)
    retire = ("retired", "", "yes")
    may_move = True
    sections = (
        Section(
            "条线",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE, pattern_said=CODE_SAID, size="m",
                    help="例如household；定了就不能改。",
                ),
                Column(name="zh", label="名称", is_required=True, longest=40, size="m", in_list=True),
                Column(name="en", label="英文名", longest=80, size="m"),
                Column(name="duty", label="管什么", shape="long", longest=200, in_list=True),
            ),
        ),
    )  # fmt: skip
