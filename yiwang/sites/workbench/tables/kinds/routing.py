"""分流规则 and their 词表: each rule a form (when, then), in the order of its stage; the tripwire's conditions are read-only."""

from collections.abc import Mapping
from typing import Any

from django import forms

from yiwang.cases.casework.states import LAWFUL_TRACKS
from yiwang.cases.secrecy.states import Grade
from yiwang.ground.rules.queries import LEXICONS
from yiwang.ground.rules.states import Kind
from yiwang.kit.verdicts import ALLOWED, Verdict
from yiwang.sites.workbench.tables.called import LEXICON_NAMES, TARGETS
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.kinds import conditions
from yiwang.sites.workbench.tables.kinds.categories import LEVELS
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import Row, Section, Table

TRIPWIRE = "tripwire"
STAGES = (
    (TRIPWIRE, "警情提示"), ("seal", "密封和保护"), ("divert", "分到别的部门"), ("priority", "急缓和合并"), ("route", "派给单位"),
)  # fmt: skip
_HOWS = ((conditions.ALL, "全部符合"), (conditions.ANY, "符合任一"), (conditions.ALWAYS, "总是（兜底）"))
_PLACES = (("known", "写明了地点"), ("unknown", "没有地点"))
_EXCLUDED = (
    ("named", "被点到名的单位"),
    ("named_and_parents", "被点到名的单位和它的上级"),
    ("rated_unit", "被评价的单位"),
)
_TRACKS = tuple((track.value, track.label) for track in LAWFUL_TRACKS)
_GRADES = tuple((grade.value, grade.label) for grade in Grade)
_THEN = (
    "grade", "unsure", "to", "fallback", "copy_to", "priority", "seal", "hide_identity", "exclude_units", "to_body",
    "track",
)  # fmt: skip
_WHEN = (
    "how", "words", "lists", "also", "also_lists", "without", "without_lists", "types", "other_types", "categories", "channels",
    "areas", "level", "place",
)  # fmt: skip
_LINES = ("words", "also", "without", "hits", "misses")


class Routing(Table):
    """The rules."""

    kind = Kind.ROUTING
    slug = "routing"
    label = "分流规则"
    noun = "规则"
    icon = "triage"
    lead = "诉求派给谁。按阶段从上到下逐条判断，先命中的先算；命中后停止的规则，这一阶段后面的不再看。"
    filters = ("stage",)
    reads_aloud = True
    may_move = True
    retire = ("off", "", "True")
    has_files = False
    template = "routing"
    sections = (
        Section(
            "叫什么",
            (
                Column(name="id", label="编号", is_required=True, longest=20, pattern=r"[A-Z][0-9]{1,3}[a-z]?", size="s",
                       pattern_said="一个大写字母加数字，例如R21", help="例如R21；定了就不能改。"),
                Column(name="name", label="名称", is_required=True, longest=60, size="m"),
                Column(name="stage", label="阶段", shape="choice", options=STAGES[1:], is_required=True, size="s"),
                Column(name="why", label="为什么", longest=300, help="依据或考虑，给批准的人看。"),
            ),
        ),
        Section(
            "什么时候命中",
            (
                Column(name="how", label="下面的条件", shape="choice", options=_HOWS, is_required=True, size="s"),
                Column(name="categories", label="类别是", shape="many", source="categories",
                       help="可以多选；选大类就包括它下面的小类。"),
                Column(name="types", label="诉求类型是", shape="many", source="types"),
                Column(name="other_types", label="诉求类型不是", shape="many", source="types"),
                Column(name="channels", label="渠道是", shape="many", source="channels"),
                Column(name="areas", label="片区是", shape="many", source="areas"),
                Column(name="place", label="地点", shape="choice", options=_PLACES, none="不论", size="s"),
                Column(name="level", label="类别一般由哪一级办", shape="choice", options=LEVELS, none="不论", size="s"),
                Column(name="words", label="文字里有其中一个词", shape="long", longest=2000, rows=3,
                       help="一行一个。…代表同一句里最多六个字，/代表任选其一，#代表数字。"),
                Column(name="lists", label="或者词表里的词", shape="many", source="lexicons"),
                Column(name="also", label="同时还有其中一个词", shape="long", longest=2000, rows=2, help="一行一个。"),
                Column(name="also_lists", label="或者词表里的词（同时）", shape="many", source="lexicons"),
                Column(name="without", label="而且没有这些词", shape="long", longest=2000, rows=2, help="一行一个。"),
                Column(name="without_lists", label="也没有词表里的词", shape="many", source="lexicons"),
            ),
        ),
        Section(
            "命中后怎么办",
            (
                Column(name="to", label="派给", shape="choice", source="targets", none="不指定", size="m"),
                Column(name="fallback", label="没有这个单位时派给", shape="choice", source="targets", none="不指定", size="m"),
                Column(name="copy_to", label="抄给", shape="many", source="targets"),
                Column(name="to_body", label="可能归哪个部门管", longest=60, help="受理台会提示。"),
                Column(name="track", label="建议走哪条法定途径", shape="choice", options=_TRACKS, none="按诉求办", size="m",
                       help="有建议的件不由系统直接派出，先由人看过再定。"),
                Column(name="priority", label="急缓", shape="choice", source="priorities", none="不改", size="s"),
                Column(name="grade", label="密级", shape="choice", options=_GRADES, none="不定", size="s",
                       help="一般投诉由上一级受理；违纪违法密封，只有督察看得到；举报保密先脱敏再派。"),
                Column(name="unsure", label="说不准，由督察核定", shape="yes"),
                Column(name="seal", label="按密封件办", shape="yes"),
                Column(name="hide_identity", label="对承办人隐去诉求人身份", shape="yes"),
                Column(name="exclude_units", label="不让谁看到", shape="choice", options=_EXCLUDED, none="不限", size="m"),
                Column(name="stop", label="命中就停止，这一阶段后面的规则不再看", shape="yes"),
            ),
        ),
        Section(
            "例句",
            (
                Column(name="hits", label="应当命中的话", shape="long", longest=3000, rows=3,
                       help="一行一句。改了规则或词表以后，这些话还要能命中，否则提交不了。"),
                Column(name="misses", label="不该命中的话", shape="long", longest=3000, rows=3, help="一行一句。"),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """R01 有地点且属派出所辖区."""
        return f"{row['id']} {row['name']}"

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """Its stage."""
        return dict(STAGES).get(str(row["stage"]), str(row["stage"]))

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """Whether the stage ends with it."""
        return [("命中后停止", "")] if row.get("stop") else []

    def is_off(self, row: Mapping[str, Any]) -> bool:
        """Laid aside."""
        return bool(row.get("off"))

    def may_retire(self, row: Mapping[str, Any]) -> Verdict:
        """Lives hang on the tripwire."""
        if row["stage"] == TRIPWIRE:
            return Verdict("警情提示关系到人的安全，不能停用", "误报多的，请改词表")
        if row["when"].get("always"):
            return Verdict("兜底规则不能停用，否则有的件没有去处", "可以改派给谁")
        return ALLOWED

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """As retiring; and what was in force is laid aside, so that old files can name it."""
        verdict = self.may_retire(row)
        return super().may_drop(row, in_force=in_force) if verdict else verdict

    def blank(self) -> Row:
        """A rule of the last stage that stops nothing."""
        return {
            "stage": "route",
            "when": {"always": True},
            "then": {},
            "stop": False,
            "why": "",
            "hits": [],
            "misses": [],
        }

    def fields(self, row: Mapping[str, Any] | None, names: Names) -> dict[str, forms.Field]:
        """The tripwire's conditions and answers are not asked for."""
        fields = super().fields(row, names)
        if row and row["stage"] == TRIPWIRE:
            kept = ("id", "name", "why", "hits", "misses")
            return {name: field for name, field in fields.items() if name in kept}
        return fields

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """The rule as its form asks for it."""
        copies = row["then"].get("copy_to", [])
        found = {**row, **conditions.read(row["when"]), **{name: row["then"].get(name, "") for name in _THEN}}
        found |= {name: "\n".join(found.get(name) or ()) for name in _LINES}
        return found | {"copy_to": [copies] if isinstance(copies, str) else list(copies), "stop": bool(row.get("stop"))}

    def cells(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """As `asked`, with yes and no as the columns tell them."""
        found = self.asked(row)
        for name in ("unsure", "seal", "hide_identity", "stop"):
            found[name] = "yes" if found[name] else ""
        return found | {"rest": "；".join(conditions.say(part) for part in found["rest"])}

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """The rule that the answers mean; what the form does not ask for stays."""
        row = {**self.blank(), **old}
        given = dict(cleaned) | {name: _lines(cleaned[name]) for name in _LINES if name in cleaned}
        row |= {name: given[name] for name in ("id", "name", "why", "hits", "misses", "stage", "stop") if name in given}
        if "how" not in given:
            return row
        rest = conditions.read(old["when"])["rest"] if old else []
        when = conditions.build({name: given[name] for name in _WHEN} | {"rest": rest})
        kept = {name: value for name, value in row["then"].items() if name not in _THEN}
        copies = given["copy_to"]
        wanted = {name: given[name] for name in _THEN} | {"copy_to": copies[0] if len(copies) == 1 else copies}
        return row | {"when": when, "then": kept | {name: value for name, value in wanted.items() if value}}

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """When … then …, in words."""
        return f"{condition_of(row, names)}→{outcome_of(row, names)}"


def _lines(text: str) -> list[str]:
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def condition_of(row: Mapping[str, Any], names: Names) -> str:
    """类别是违法停车，文字里有“占道”."""
    asked = conditions.read(row["when"])
    if asked["how"] == conditions.ALWAYS:
        return "其余的件"
    parts = [
        f"{label}{'、'.join(known.get(code, code) for code in asked[name])}"
        for name, label, known in (
            ("categories", "类别是", names.categories), ("types", "类型是", names.types),
            ("other_types", "类型不是", names.types), ("channels", "渠道是", names.channels), ("areas", "片区是", names.areas),
        )
        if asked[name]
    ]  # fmt: skip
    parts += [dict(_PLACES)[asked["place"]]] if asked["place"] else []
    parts += [f"一般由{dict(LEVELS).get(asked['level'], asked['level'])}办"] if asked["level"] else []
    for name, label in (("words", "有"), ("also", "还有"), ("without", "没有")):
        lists = asked["lists" if name == "words" else f"{name}_lists"]
        said = [
            *(f"词表“{LEXICON_NAMES.get(one, one)}”里的词" for one in lists),
            *(f"“{word}”" for word in asked[name]),
        ]
        parts += [f"文字里{label}{'、'.join(said)}"] if said else []
    parts += [conditions.say(part) for part in asked["rest"]]
    return ("，或者" if asked["how"] == conditions.ANY else "，").join(parts)


def outcome_of(row: Mapping[str, Any], names: Names) -> str:
    """派给辖区派出所，抄给户政."""
    then = row["then"]
    called = {**TARGETS, **names.units}
    parts = [f"派给{called.get(then['to'], then['to'])}"] if then.get("to") else []
    parts += [f"没有就派给{called.get(then['fallback'], then['fallback'])}"] if then.get("fallback") else []
    copies = then.get("copy_to") or []
    copies = [copies] if isinstance(copies, str) else copies
    parts += [f"抄给{'、'.join(called.get(code, code) for code in copies)}"] if copies else []
    parts += [f"提示可能归{then['to_body']}管"] if then.get("to_body") else []
    parts += [f"建议按{dict(_TRACKS)[then['track']]}办"] if then.get("track") in dict(_TRACKS) else []
    parts += (
        [f"定为{dict(_GRADES)[then['grade']]}{'（待督察核定）' if then.get('unsure') else ''}"]
        if then.get("grade")
        else []
    )
    parts += ["密封"] if then.get("seal") else []
    parts += ["隐去身份"] if then.get("hide_identity") else []
    parts += [f"按{names.priorities.get(then['priority'], then['priority'])}办"] if then.get("priority") else []
    parts += ["打断填写，提示报警"] if then.get("interrupt_form") else []
    parts += [f"给出{'、'.join(then['offer'])}"] if then.get("offer") else []
    return "，".join(parts) or "只作标记"


class Words(Table):
    """The lists of words that rules name."""

    kind = Kind.ROUTING
    part = LEXICONS
    slug = "words"
    reads_aloud = True
    label = "分流词表"
    noun = "词表"
    icon = "list"
    lead = "规则里用“词表”称呼的一组词。一张词表可能好几条规则都在用，改动会一起起作用。"
    has_files = False
    sections = (
        Section(
            "词表",
            (
                Column(name="code", label="代码", is_required=True, longest=30, pattern=r"[a-z][a-z0-9_]*",
                       pattern_said="小写英文字母、数字和下划线，以字母开头", size="m", help="规则里用它称呼；定了就不能改。"),
                Column(name="words", label="词语", shape="long", is_required=True, longest=20000, rows=16,
                       help="一行一个。…代表同一句里最多六个字，/代表任选其一，#代表数字，@开头引用另一张词表。"),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """Its Chinese name, where the product gave one."""
        return LEXICON_NAMES.get(str(row["code"]), str(row["code"]))

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """How many, and the first few."""
        words = row["words"]
        return f"{len(words)}个词：{'、'.join(words[:6])}{'…' if len(words) > 6 else ''}"

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """A word a line."""
        return {**row, "words": "\n".join(row["words"])}

    def cells(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Words in one cell."""
        return {**row, "words": "、".join(row["words"])}

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """A word a line, each once."""
        return {"code": cleaned["code"], "words": list(dict.fromkeys(_lines(cleaned["words"])))}

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """Only what no rule names."""
        return ALLOWED if not in_force else Verdict("规则可能在用这张词表", "可以把词删到只剩一个")
