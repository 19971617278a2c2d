"""Pages of inspections as their templates take them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import queries as counter
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.verdicts import Verdict
from yiwang.offer.catalog import queries as catalog
from yiwang.quality.inspections import policies, queries
from yiwang.quality.inspections.models import Contest, Inspection, Sample, Sheet
from yiwang.quality.inspections.queries import Result
from yiwang.quality.inspections.states import CHECKLISTS, MOVES, ContestState, InspectionMove, InspectionState, Pool
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Fact, MoveButton, Row, Tag
from yiwang.sites.workbench.desk.forms.base import new_nonce

ITEMS = 300
"""Items of which a draw may be."""


def tag(inspection: Inspection) -> Tag:
    """Where it is."""
    state = InspectionState(inspection.state)
    return Tag(text=state.label, tone=state.tone)  # type: ignore[arg-type]


def period(inspection: Inspection) -> str:
    """11月1日—11月20日."""
    since, until = inspection.since, inspection.until
    return f"{since.month}月{since.day}日—{until.month}月{until.day}日"


# ---- the list
@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Inspections in sight."""

    title: str
    rows: Sequence[Row]
    may_draw: bool


def home(reach: Reach) -> ListPage:
    """The newest first."""
    found = queries.inspections(reach=reach)
    live = sum(1 for one in found if one.state in (InspectionState.SCORING, InspectionState.SHOWN))
    return ListPage(
        title=_("%(n)s次考评在进行") % {"n": live} if live else _("没有在进行的考评"), rows=[_row(one) for one in found],
        may_draw=bool(policies.may_draw(reach)),
    )  # fmt: skip


def _row(one: Inspection) -> Row:
    parts = (
        casework.kinds(one.kind)[0].label,
        Pool(one.pool).label,
        period(one),
        _("从%(n)s件里抽") % {"n": one.files},
        one.drawn_by.name,
        words.near(one.at),
    )
    return Row(
        url=reverse("inspections:one", args=[one.pk]), title=one.title, meta=" · ".join(map(str, parts)), tag=tag(one)
    )


# ---- one inspection
@dataclass(frozen=True, kw_only=True)
class Line:
    """A file of it."""

    place: int
    number: str
    url: str
    unit: str
    points: str
    sheets: str
    contest: Tag | None


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One inspection. `seed`, `digest`: for who wants to draw again."""

    id: int
    title: str
    tag: Tag
    facts: Sequence[Fact]
    moves: Sequence[MoveButton]
    lines: Sequence[Line]
    results: Sequence[Result]
    missing: int
    seed: str
    digest: str
    files: int
    checklist: Sequence[tuple[str, int]]
    why: str
    is_whole: bool


def one(inspection: Inspection, reach: Reach) -> OnePage:
    """As this reader sees it: all of it, or the files of the reader's own units."""
    found, sheets = queries.samples(reach=reach, inspection=inspection), queries.sheets_of(inspection=inspection)
    is_whole = queries.is_inspector(reach, inspection)
    missing = sum(1 for sample in found if sample.points is None)
    return OnePage(
        id=inspection.pk, title=inspection.title, tag=tag(inspection), facts=_facts(inspection),
        moves=_moves(inspection, reach, found, missing) if is_whole else [], missing=missing, is_whole=is_whole,
        lines=[_line(inspection, sample, sheets.get(sample.pk, [])) for sample in found],
        results=queries.results(inspection=inspection, found=found), seed=inspection.seed, digest=inspection.digest,
        files=inspection.files, checklist=[(label, points) for label, points in inspection.checklist], why=inspection.why,
    )  # fmt: skip


def _facts(inspection: Inspection) -> list[Fact]:
    units = organisation.roster().by_code
    named = "、".join(units[code].name if code in units else code for code in inspection.units)
    kind = casework.kinds(inspection.kind)[0].label
    size = _("每个所队各%(n)s件") if inspection.is_each else _("共%(n)s件")
    told = [
        (_("单位"), named), (_("抽哪些件"), f"{kind} · {Pool(inspection.pool).label} {period(inspection)}"),
        (_("类别"), "、".join(_categories(inspection))), (_("怎样抽"), size % {"n": inspection.size}),
        (_("几个人评"), _("%(n)s个人") % {"n": inspection.sheets}),
        (_("抽取"), f"{inspection.drawn_by.name} {words.near(inspection.at)}"),
        (_("公示"), words.near(inspection.shown_at) if inspection.shown_at else ""),
        (_("申诉到"), words.near(inspection.contest_until) if inspection.contest_until else ""),
        (_("结束"), words.near(inspection.ended_at) if inspection.ended_at else ""),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _categories(inspection: Inspection) -> list[str]:
    """Of appeals their categories, of applications their items, as people read them."""
    if inspection.kind == "application":
        found = [(code, catalog.find_in_force(code=code)) for code in inspection.categories]
        return [version.document.name.zh if version else code for code, version in found]
    return [known.label for code in inspection.categories if (known := appeals.category(code))]


def _moves(inspection: Inspection, reach: Reach, found: Sequence[Sample], missing: int) -> list[MoveButton]:
    appeals_made = [known for one in found if (known := _contest(one))]
    waiting = sum(1 for one in appeals_made if one.state == ContestState.OPEN)
    verdicts = {
        InspectionMove.SHOW: policies.may_show(reach, inspection, missing=missing),
        InspectionMove.CLOSE: policies.may_close(reach, inspection, open_contests=waiting),
        InspectionMove.DROP: policies.may_drop(reach, inspection),
    }
    open_ = {row.move for row in MOVES.open_from(InspectionState(inspection.state))}
    return [_button(inspection, move, verdict) for move, verdict in verdicts.items() if move in open_]


def _button(inspection: Inspection, move: InspectionMove, verdict: Verdict) -> MoveButton:
    row, is_asked = MOVES[move], bool(MOVES[move].asks)
    name, given = ("drop", []) if is_asked else ("move", [move.value])
    url = reverse(f"inspections:{name}", args=[inspection.pk, *given])
    return MoveButton(
        label=row.label, url=url, reason=verdict.reason, way_out=verdict.way_out, is_primary=row.primary and bool(verdict),
        method="get" if is_asked else "post", fields=() if is_asked else (("nonce", new_nonce()),), html_id=f"move-{move}",
    )  # fmt: skip


def _contest(sample: Sample) -> Contest | None:
    return getattr(sample, "contest", None)


def contest_tag(sample: Sample) -> Tag | None:
    """Where an appeal stands."""
    if (found := _contest(sample)) is None:
        return None
    tones = {ContestState.OPEN: "warn", ContestState.UPHELD: "ok", ContestState.DISMISSED: ""}
    state = ContestState(found.state)
    return Tag(text=state.label, tone=tones[state])  # type: ignore[arg-type]


def _line(inspection: Inspection, sample: Sample, sheets: Sequence[Sheet]) -> Line:
    needs = queries.needed(inspection=inspection, sheets=sheets)
    return Line(
        place=sample.place, number=sample.case.number, url=reverse("inspections:sample", args=[inspection.pk, sample.pk]),
        unit=sample.unit.short_name, points=f"{float(sample.points):g}" if sample.points is not None else "",
        sheets="" if sample.points is not None else _("评了%(n)s份，要%(of)s份") % {"n": len(sheets), "of": needs},
        contest=contest_tag(sample),
    )  # fmt: skip


# ---- one file of it
@dataclass(frozen=True, kw_only=True)
class SheetLine:
    """A sheet: who, what for each line, what was said."""

    who: str
    points: str
    marks: Sequence[tuple[str, int, int]]
    note: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class SamplePage:
    """One file drawn. Other inspectors' sheets are shown to who has filled in their own, and to all once it is shown."""

    inspection_id: int
    title: str
    id: int
    number: str
    case_url: str
    facts: Sequence[Fact]
    sheets: Sequence[SheetLine]
    hidden: int
    contest: Contest | None
    contest_tag: Tag | None
    before: str
    after: str
    score: Verdict
    appeal: Verdict
    decide: Verdict
    is_scoring: bool
    is_shown: bool


def sample(inspection: Inspection, found: Sample, reach: Reach, *, case_url: str) -> SamplePage:
    """The page of one file."""
    sheets = queries.sheets_of(inspection=inspection).get(found.pk, [])
    is_scoring = inspection.state == InspectionState.SCORING
    is_open = not is_scoring or any(sheet.inspector_id in reach.hands for sheet in sheets)
    known = _contest(found)
    is_inspector = queries.is_inspector(reach, inspection)
    nothing = Verdict(_("没有申诉"))
    return SamplePage(
        inspection_id=inspection.pk, title=inspection.title, id=found.pk, number=found.case.number, case_url=case_url,
        facts=_sample_facts(inspection, found), contest=known, contest_tag=contest_tag(found),
        before=_points(known.before) if known else "", after=_points(known.after) if known else "",
        sheets=[_sheet(inspection, sheet, named=is_inspector) for sheet in sheets] if is_open else [],
        hidden=0 if is_open else len(sheets), is_scoring=is_scoring, is_shown=inspection.state == InspectionState.SHOWN,
        score=policies.may_score(reach, inspection, found),
        appeal=policies.may_contest(reach, inspection, found, is_contested=known is not None),
        decide=policies.may_decide_contest(reach, inspection, known, scored_by=[one.inspector_id for one in sheets])
        if known else nothing,
    )  # fmt: skip


def _points(value: Decimal | None) -> str:
    return f"{float(value):g}" if value is not None else ""


def _sample_facts(inspection: Inspection, found: Sample) -> list[Fact]:
    told = [
        (_("序"), str(found.place)), (_("单位"), found.unit.short_name),
        (_("承办"), found.handler.name if found.handler else ""),
        (_("得分"), f"{float(found.points):g}" if found.points is not None else ""),
        (_("种子下的序"), queries.rank_of(seed=inspection.seed, number=found.case.number)[:16]),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _sheet(inspection: Inspection, sheet: Sheet, *, named: bool) -> SheetLine:
    marks = [
        (str(label), given, int(points))
        for (label, points), given in zip(inspection.checklist, sheet.marks, strict=True)
    ]
    return SheetLine(
        who=sheet.inspector.name if named else _("考评员"),
        points=f"{float(sheet.points):g}",
        marks=marks,
        note=sheet.note,
        at=sheet.at,
    )


# ---- a new one
def choices(reach: Reach) -> tuple[list[tuple[str, str]], list[tuple[str, list[tuple[str, str]]]]]:
    """Units over which this hand may draw, the largest first; families of categories, and items that are applied for here."""
    units = [one for one in organisation.units() if policies.may_draw(reach, units=[one.code])]
    families = [(f"appeal:{one.code}", one.label) for one in appeals.categories().values() if not one.parent]
    items = [(f"application:{one.key}", one.name) for one in counter.guides_with_forms(size=ITEMS)]
    groups = [(_("诉求的类别"), families), (_("办件的事项"), items)]
    return [(one.code, one.name) for one in units], groups


def checklists() -> list[tuple[str, Sequence[tuple[str, int]]]]:
    """What is looked at where nobody writes a list of their own, by kind of file."""
    return [(kind.label, CHECKLISTS[kind.code]) for kind in casework.kinds() if kind.code in CHECKLISTS]
