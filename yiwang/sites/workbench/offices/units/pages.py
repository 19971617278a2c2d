"""What the pages of units show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries import OpenWork
from yiwang.ground.clocks.states import Heat
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.places import queries as places
from yiwang.ground.places.models import Area
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.kit.clock import today
from yiwang.kit.errors import Missing
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, Fact, Tag, TimelineItem
from yiwang.sites.workbench.offices.pages import PostLine, story_of

LEVELS = {1: "市局", 2: "分县局、支队", 3: "科所队", 4: "点位"}
STANDINGS = {"": "在用", "closing": "定了撤销日期", "closed": "已撤销", "all": "全部"}
FIELDS = {
    "name": "全称", "name_en": "英文名", "short_name": "简称", "kind": "类别", "lines": "警种", "duty_phone": "值班电话",
    "office_hours": "办公时间", "note": "备注",
}  # fmt: skip


def line_names(codes: Sequence[str]) -> str:
    """Police lines in words; `*` is all of them."""
    if "*" in codes:
        return _("全部警种")
    try:
        known = {row["code"]: row["zh"] for row in rules.current(kind="police_lines")}
    except Missing:
        known = {}
    return "、".join(known.get(code, code) for code in codes)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the tree is narrowed to."""

    words: str = ""
    level: str = ""
    line: str = ""
    standing: str = ""

    def holds(self, unit: Unit) -> bool:
        """Whether the unit is wanted."""
        said = f"{unit.code} {unit.name} {unit.short_name} {unit.name_en}".lower()
        return (
            self.words.lower() in said
            and self.level in ("", str(unit.level))
            and (not self.line or self.line in unit.lines or "*" in unit.lines)
            and self._stands(unit)
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether only part of the tree shows, so that it is a list and no tree."""
        return bool(self.words or self.level or self.line or self.standing in ("closing", "closed"))

    def url(self, **changes: str) -> str:
        """The same list with another choice."""
        asked = {"q": self.words, "level": self.level, "line": self.line, "standing": self.standing} | changes
        kept = {name: value for name, value in asked.items() if value}
        return f"{reverse('offices:units')}?{urlencode(kept)}" if kept else reverse("offices:units")

    def _stands(self, unit: Unit) -> bool:
        is_gone = unit.valid_to is not None and unit.valid_to < today()
        return {"closing": unit.is_closing and not is_gone, "closed": is_gone, "all": True}.get(
            self.standing, not is_gone
        )


@dataclass(frozen=True, kw_only=True)
class UnitLine:
    """A unit of the tree; `indent` of wide spaces, `above` where only part of the tree shows."""

    name: str
    code: str
    kind: str
    lines: str
    duty_phone: str
    people: int
    url: str
    indent: str
    above: str
    tag: Tag | None


@dataclass(frozen=True, kw_only=True)
class TreePage:
    """The tree, or what was found in it."""

    rows: list[UnitLine]
    standings: list[Chip]
    levels: list[Chip]
    total: int

    @classmethod
    def of(cls, asked: Asked) -> "TreePage":
        """Two queries: units, and how many serve in each."""
        every, people = organisation.every_unit(), organisation.headcounts()
        rows = [_line(unit, people, asked) for unit in every if asked.holds(unit)]
        depths = sorted({unit.level for unit in every})
        return cls(
            rows=rows,
            standings=[
                Chip(label=label, url=asked.url(standing=code), current=asked.standing == code)
                for code, label in STANDINGS.items()
            ],
            levels=[Chip(label=_("各级"), url=asked.url(level=""), current=not asked.level)]
            + [Chip(label=_level(n), url=asked.url(level=str(n)), current=asked.level == str(n)) for n in depths],
            total=len(every),
        )


def _level(level: int) -> str:
    return LEVELS.get(level, _("第%(n)d级") % {"n": level})


def _line(unit: Unit, people: Mapping[str, int], asked: Asked) -> UnitLine:
    return UnitLine(
        name=unit.short_name,
        code=unit.code,
        kind=str(unit.get_kind_display()),
        lines=line_names(unit.lines),
        duty_phone=unit.duty_phone,
        people=people.get(unit.code, 0),
        url=reverse("offices:unit", args=[unit.code]),
        indent="" if asked.is_narrowed else "　" * (unit.level - 1),
        above=unit.parent.short_name if asked.is_narrowed and unit.parent else "",
        tag=standing_tag(unit),
    )


def standing_tag(unit: Unit) -> Tag | None:
    """Closed, closing, or not begun; nothing for a unit that simply stands."""
    if unit.valid_to is not None and unit.valid_to < today():
        return Tag(text=_("已撤销"), tone="")
    if unit.valid_to is not None:
        return Tag(text=_("%(day)s撤销") % {"day": words.day(unit.valid_to)}, tone="warn")
    if unit.valid_from > today():
        return Tag(text=_("%(day)s起设立") % {"day": words.day(unit.valid_from)}, tone="hold")
    return None


def facts_of(unit: Unit) -> list[Fact]:
    """A unit's particulars, each with its way to change."""
    until = words.day(unit.valid_to) if unit.valid_to else _("没有定")
    hours = _("全天有人") if unit.is_always_on_duty else unit.office_hours.replace(",", "，") or _("没有填")
    return [
        Fact(term=_("代码"), value=unit.code),
        Fact(term=_("全称"), value=unit.name),
        Fact(term=_("英文名"), value=unit.name_en or _("没有填")),
        Fact(term=_("上级"), value=unit.parent.short_name if unit.parent else _("没有，它是最上一级")),
        Fact(term=_("层级"), value=_level(unit.level)),
        Fact(term=_("类别"), value=str(unit.get_kind_display())),
        Fact(term=_("警种"), value=line_names(unit.lines)),
        Fact(term=_("值班电话"), value=unit.duty_phone or _("没有填"), tel=unit.duty_phone),
        Fact(term=_("办公时间"), value=hours),
        Fact(term=_("起止"), value=f"{words.day(unit.valid_from)}—{until}"),
        Fact(term=_("备注"), value=unit.note or _("没有")),
    ]


@dataclass(frozen=True, kw_only=True)
class Hanging:
    """All that hangs on a unit: shown on its page, and moved when it closes. `rules`: routing rules that name it."""

    work: OpenWork
    answered: int
    below: list[Unit]
    staff: list[Officer]
    posts: list[PostLine]
    areas: list[Area]
    rules: list[str]
    settings: list[str]

    @classmethod
    def of(cls, unit: Unit) -> "Hanging":
        """Read for one unit."""
        below = [u for u in organisation.every_unit() if u.parent_id == unit.pk and not _is_gone(u)]
        return cls(
            work=appeals.open_work(unit_code=unit.code),
            answered=appeals.answered_in(unit_code=unit.code),
            below=below,
            staff=organisation.staff_of(unit_id=unit.pk),
            posts=[PostLine.of(post) for post in organisation.posts_in(unit=unit)],
            areas=[area for area in places.areas() if area.station_code == unit.code],
            rules=_rules_naming(unit.code),
            settings=_settings_naming(unit.code),
        )

    @property
    def red(self) -> int:
        """Open files past their day."""
        return self.work.of(Heat.RED)


def _is_gone(unit: Unit) -> bool:
    return unit.valid_to is not None and unit.valid_to < today()


def _rules_naming(code: str) -> list[str]:
    try:
        rows = rules.current(kind="routing")
    except Missing:
        return []
    rows = rows.get("rules", []) if isinstance(rows, dict) else rows
    named = (row for row in rows if _names(row.get("then", {}), code))
    return [f"{row.get('id', '')} {row.get('name', row.get('zh', ''))}".strip() for row in named]


def _names(then: object, code: str) -> bool:
    return isinstance(then, dict) and code in [str(value) for value in then.values()]


def _settings_naming(code: str) -> list[str]:
    try:
        rows = rules.current(kind="settings")
    except Missing:
        return []
    pairs = rows.items() if isinstance(rows, dict) else [(row.get("key"), row.get("value")) for row in rows]
    return [str(name) for name, value in pairs if value == code]


@dataclass(frozen=True, kw_only=True)
class UnitPage:
    """One unit."""

    unit: Unit
    facts: list[Fact]
    tag: Tag | None
    hanging: Hanging
    story: list[TimelineItem]
    heirs_of: list[Unit]

    @classmethod
    def of(cls, unit: Unit) -> "UnitPage":
        """For the system office."""
        return cls(
            unit=unit,
            facts=facts_of(unit),
            tag=standing_tag(unit),
            hanging=Hanging.of(unit),
            story=story_of(record.history(subject=unit.ref), FIELDS),
            heirs_of=organisation.predecessors(unit_id=unit.pk),
        )


def seat(code: str, name: str) -> list[str]:
    """Where a new unit would sit: those above it, those beside it, and itself, indented."""
    above = [unit for unit in organisation.every_unit() if unit.code in organisation.ancestors(code)[1:]]
    parent = code.rpartition(".")[0]
    beside = [unit for unit in organisation.units() if unit.code.rpartition(".")[0] == parent and unit.code != code]
    depth = code.count(".")
    lines = ["　" * unit.code.count(".") + unit.short_name for unit in sorted(above, key=lambda unit: unit.level)]
    lines += ["　" * depth + f"{name}（{code}，{_('新设')}）"]
    lines += ["　" * depth + unit.short_name for unit in beside[:5]]
    return lines + (["　" * depth + _("等%(n)d个单位") % {"n": len(beside)}] if len(beside) > 5 else [])


def closing_steps(unit: Unit, heir: Unit, last_day: date, hanging: Hanging) -> list[str]:
    """What will happen on which day, in the order it happens."""
    day, name = words.day(last_day), heir.short_name
    posts = sum(post.is_active for post in hanging.posts)
    counted = [
        (hanging.work.total, _("没办完的%(n)d件交给%(heir)s，期限不变，每件都有记录，群众看得到换了单位。")),
        (len(hanging.staff), _("%(n)d位民警的所在单位改为%(heir)s。")),
        (posts, _("在这里的%(n)d项授权同时结束。要让他们在%(heir)s接着办件，请提前提请新的授权，由安全管理员批准。")),
        (len(hanging.areas), _("%(n)d个片区改由%(heir)s管辖，新的诉求按新的管辖派。")),
        (hanging.answered, _("已经答复、还能提出异议的%(n)d件留着原来的单位名；群众不认可的，由%(heir)s接着办。")),
    ]
    steps = [
        _("到%(day)s为止一切照旧，随时可以取消；下面的事在这一天过后才办。") % {"day": day},
        *(text % {"n": count, "heir": name} for count, text in counted if count),
        _("代码%(code)s以后不能再用；过了最后一天就不能恢复。") % {"code": unit.code},
    ]
    if hanging.rules or hanging.settings:
        named = "、".join([*hanging.rules, *hanging.settings])
        steps.append(_("这些规则和参数直接写着它，请在最后一天前改好：%(named)s。") % {"named": named})
    return steps
