"""The portal's outside: what its foot says (站点信息), a county's own entrance (地方站), what everybody should know (公告)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from yiwang.cases.counter import queries as counter
from yiwang.cases.counter.states import DUTIES
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock, colours
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import CODE, CODE_SAID, Row, Section, Table, days_in_order

_DAY, _DAY_SAID = r"\d{4}-\d\d-\d\d", "写成2027-06-01这样"
_FACE = r"[a-z0-9][a-z0-9\-]{0,19}"
_HOST = r"[a-z0-9][a-z0-9.\-]*\.[a-z0-9\-]+"
_PHONE = r"[0-9][0-9\-]{2,19}"


class SiteInfo(Table):
    """What the foot and the page of contacts show."""

    kind = Kind.SITE_INFO
    slug = "site"
    label = "站点信息"
    noun = "信息"
    icon = "home"
    lead = "门户页脚和“联系方式”上写的：主办、承办单位，备案号，标识码，地址。没有填的一项也不显示。"
    sections = (
        Section(
            "信息",
            (
                Column(
                    name="code", label="哪一项", shape="choice", options=tuple(DUTIES.items()), is_required=True, size="m",
                    in_list=True,
                ),
                Column(
                    name="value", label="写什么", is_required=True, longest=120, in_list=True,
                    help="备案号照批下来的写，会自动链接到工信部、公安部的查询页。",
                ),
                Column(name="value_en", label="英文版写什么", longest=160, help="空着就照中文写。"),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """What it is."""
        return DUTIES.get(str(row.get("code")), str(row.get("code")))


class Faces(Table):
    """Local faces, each with its colour, which must leave every word readable."""

    kind = Kind.FACES
    slug = "faces"
    label = "地方站"
    noun = "地方站"
    icon = "place"
    lead = "县区自己的门面：名称、颜色、电话、公告。件还是登记在一处，本县区的街道排在前面。域名要先在服务器上配好。"
    retire = ("is_on", "yes", "no")
    sections = (
        Section(
            "门面",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=20, pattern=_FACE, size="s",
                    pattern_said="只用小写字母、数字和横线", help="写在网址里：/p/代码/。定了就不能改。",
                ),
                Column(name="name", label="名称", is_required=True, longest=30, size="m", in_list=True),
                Column(name="name_en", label="英文名称", longest=60, size="m"),
                Column(
                    name="county", label="哪个区县", shape="choice", source="counties", is_required=True, size="m", in_list=True,
                ),
                Column(
                    name="colour", label="颜色", longest=7, size="s", in_list=True, none="和市局一样",
                    help="写成#14528f这样。系统算对比度，字看不清的颜色不收；空着就和市局一样。",
                ),
            ),
        ),
        Section(
            "找到它、打给它",
            (
                Column(
                    name="host", label="域名", longest=100, pattern=_HOST, size="m", in_list=True,
                    pattern_said="写成jc.yunzhou.example这样，小写，不带http和斜线", help="空着就只用/p/代码/。",
                ),
                Column(
                    name="phone", label="电话", longest=20, pattern=_PHONE, pattern_said="只写数字和横线", size="s", in_list=True,
                    help="空着就用市局的人工服务电话。",
                ),
                Column(name="greeting", label="首页上的一句话", longest=60),
                Column(name="greeting_en", label="英文的一句话", longest=160),
            ),
        ),
        Section(
            "使用",
            (
                Column(name="is_on", label="开放", shape="yes", words=("yes", "no")),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its name."""
        return str(row.get("name") or row.get("code"))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """How readable its colour is, at its weakest."""
        colour = str(row.get("colour") or "")
        if not colours.is_colour(colour):
            return []
        ratio = colours.weakest(colour)[1]
        return [(f"对比{ratio:.1f}", "ok" if ratio >= colours.READABLE else "bad")]

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """A colour that can be read on, a host that nobody else has."""
        if row["colour"] and (fault := counter.colour_fault(str(row["colour"]).lower())):
            yield "colour", fault
        if row["host"] and any(one.get("host") == row["host"] and one["code"] != row["code"] for one in rows):
            yield "host", "别的地方站已经用了这个域名"

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """A colour has one spelling."""
        row = super().stored(cleaned, old)
        return {**row, "colour": str(row["colour"]).lower()}


class Notices(Table):
    """Notices that stand, are to come, or are over. Who wrote a version and who approved it stands in the versions."""

    kind = Kind.NOTICES
    slug = "notices"
    label = "公告"
    noun = "公告"
    icon = "document"
    lead = "门户首页和公告页上的通知。到日子自己上，过了日子自己下。谁写的、谁批准的，在“各版本”里。"
    sections = (
        Section(
            "公告",
            (
                Column(
                    name="code", label="代码", is_required=True, longest=40, pattern=CODE.replace(".", ""), size="m",
                    pattern_said=CODE_SAID.replace("点、", ""), help="写在网址里，例如winter-hours；定了就不能改。",
                ),
                Column(name="title", label="标题", is_required=True, longest=60, in_list=True),
                Column(name="body", label="正文", shape="long", rows=8, is_required=True, longest=3000),
                Column(name="title_en", label="英文标题", longest=160),
                Column(
                    name="body_en", label="英文正文", shape="long", rows=6, longest=6000,
                    help="空着的，英文版里照登中文，并说明只有中文。",
                ),
                Column(name="source", label="发布单位", is_required=True, longest=40, size="m", in_list=True),
            ),
        ),
        Section(
            "登在哪里，从哪天到哪天",
            (
                Column(
                    name="face", label="哪个站", shape="choice", source="faces", everything="所有站", none="只在市局站", size="m",
                    in_list=True,
                ),
                Column(
                    name="from", label="从哪天起", is_required=True, size="s", pattern=_DAY, pattern_said=_DAY_SAID, in_list=True,
                ),
                Column(
                    name="to", label="到哪天止", is_required=True, size="s", pattern=_DAY, pattern_said=_DAY_SAID, in_list=True,
                    help="这一天也算在内。",
                ),
                Column(
                    name="is_urgent", label="紧要，排在首页最上面", shape="yes", help="只用于大家马上要知道的事。",
                ),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its title."""
        return str(row.get("title") or row.get("code"))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Whether it stands today."""
        today, since, until = clock.today().isoformat(), str(row.get("from", "")), str(row.get("to", ""))
        shown = ("登着", "ok") if since <= today <= until else ("还没到", "") if today < since else ("过期了", "")
        return [shown, ("紧要", "warn")] if row.get("is_urgent") == "yes" else [shown]

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Days that exist, the last one not before the first."""
        return days_in_order(row)
