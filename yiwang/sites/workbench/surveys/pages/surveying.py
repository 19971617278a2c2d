"""Pages of surveys: what is asked, how it went, what it found with its intervals."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.quality.surveys import policies, queries
from yiwang.quality.surveys.models import Survey
from yiwang.quality.surveys.queries import FEW, Fieldwork, Finding, Question, Share
from yiwang.quality.surveys.states import SURVEY_MOVES, Axis, Frame, SurveyMove, SurveyState
from yiwang.quality.surveys.states.surveying import WRITERS
from yiwang.sites.ui.pages import Fact, Pager, Tag, Tone
from yiwang.sites.workbench.desk.pages.slices import sliced
from yiwang.sites.workbench.surveys.pages.shared import Act, between, day, percent

TONES: dict[str, Tone] = {"draft": "", "approved": "go", "open": "go", "closed": "ok", "dropped": ""}
WIDE = 200
"""Of the drawing of an interval: a pixel is half a percent."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A survey in the list."""

    url: str
    title: str
    unit: str
    tag: Tag
    asked: str
    answered: str
    until: str


@dataclass(frozen=True, kw_only=True)
class ListPage:
    """Surveys in sight."""

    lines: Sequence[Line]
    pager: Pager
    may_write: bool


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One option as it is drawn: where its interval begins and ends, and where its share lies."""

    label: str
    count: str
    share: str
    interval: str
    x: float
    width: float
    dot: float


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question with its answers; the title is what it says."""

    title: str
    label: str
    answered: int
    bars: Sequence[Bar]


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """One survey."""

    id: int
    title: str
    tag: Tag
    note: str
    facts: Sequence[Fact]
    questions: Sequence[Question]
    acts: Sequence[Act]
    work: Sequence[tuple[Fieldwork, str]]
    blocks: Sequence[Block]
    words: int
    is_own: bool
    is_over: bool
    is_public: bool
    publish: Act | None
    few: int = FEW
    wide: int = WIDE


def home(reach: Reach, *, path: str, page: str) -> ListPage:
    """The newest first."""
    rows, pager = sliced(queries.surveys(reach=reach), path=path, page=page)
    return ListPage(lines=[_line(row) for row in rows], pager=pager, may_write=bool(reach.scopes(*WRITERS)))


def _line(row: Survey) -> Line:
    begun = row.state in (SurveyState.OPEN, SurveyState.CLOSED)
    work = queries.fieldwork(row) if begun else []
    return Line(
        url=reverse("surveys:one", args=[row.pk]), title=row.title, unit=row.unit.short_name, tag=tag(row),
        asked=str(sum(one.asked for one in work)) if begun else "", until=day(row.closed_at or row.closes_at),
        answered=str(sum(one.answered for one in work)) if begun else "",
    )  # fmt: skip


def tag(row: Survey) -> Tag:
    """Where it stands."""
    return Tag(text=SurveyState(row.state).label, tone=TONES[row.state])


def one(row: Survey, reach: Reach) -> OnePage:
    """One survey as this reader may see it: few are told to nobody but the unit whose survey it is."""
    is_own = reach.holds(*WRITERS, unit=row.unit.code)
    begun = row.state in (SurveyState.OPEN, SurveyState.CLOSED)
    found = queries.result(row) if begun else None
    whole = [*found.strata, found.whole] if found and len(found.strata) > 1 else [found.whole] if found else []
    return OnePage(
        id=row.pk, title=row.title, tag=tag(row), note=row.note, facts=_facts(row), questions=queries.read(row.questions),
        acts=_acts(row, reach), is_own=is_own, is_over=row.state == SurveyState.CLOSED, is_public=row.is_public,
        work=[(one, percent(one.rate) if one.rate is not None else "") for one in whole],
        blocks=[_block(one, is_own=is_own) for one in found.findings] if found else [], words=found.words if found else 0,
        publish=_publish(row, reach, found.whole.answered) if found and row.state == SurveyState.CLOSED else None,
    )  # fmt: skip


def _facts(row: Survey) -> list[Fact]:
    told = [
        (_("单位"), row.unit.short_name), (_("为什么调查"), row.why), (_("从谁里面抽"), Frame(row.frame).label),
        (_("哪些天"), _("%(a)s到%(b)s") % {"a": day(row.since), "b": day(row.until)}), (_("问多少人"), str(row.target)),
        (_("配额"), Axis(row.axis).label), (_("等回答"), _("%(n)s天") % {"n": row.days}),
        (_("拟稿"), _("%(who)s，第%(n)s版") % {"who": row.drafted_by.name, "n": row.version}),
        (_("批准"), f"{row.approved_by.name} {day(row.approved_at)}" if row.approved_by else ""),
        (_("范围里共有"), _("%(n)s人次") % {"n": row.population} if row.population else ""),
        (_("抽样种子"), row.seed), (_("样本指纹"), row.sample_digest[:16]), (_("截止"), day(row.closed_at or row.closes_at)),
    ]  # fmt: skip
    return [Fact(term=term, value=value) for term, value in told if value]


def _acts(row: Survey, reach: Reach) -> list[Act]:
    acts = []
    for move in SURVEY_MOVES.open_from(SurveyState(row.state)):
        verdict = policies.may_move(reach, row, move.move)
        if not verdict and not (move.primary and reach.roles & set(move.who)):
            continue
        is_edit = move.move is SurveyMove.WRITE
        url = (
            reverse("surveys:edit", args=[row.pk])
            if is_edit
            else reverse("surveys:step", args=[row.pk, move.move.value])
        )
        acts.append(Act(label=move.label, url=url, verdict=verdict, is_primary=move.primary))
    return sorted(acts, key=lambda act: not act.is_primary)


def _publish(row: Survey, reach: Reach, answered: int) -> Act | None:
    least = 0 if row.is_public else queries.LEAST_PUBLIC
    verdict = policies.may_publish(reach, row, answered, least)
    if not verdict and not reach.holds(*WRITERS, unit=row.unit.code):
        return None
    label = _("撤下公布的结果") if row.is_public else _("公布结果")
    return Act(label=label, url=reverse("surveys:publish", args=[row.pk]), verdict=verdict)


def _block(found: Finding, *, is_own: bool) -> Block:
    label = found.question.label
    good = found.good
    title = label
    if good and found.answered and (is_own or not good.is_hidden):
        title = _("%(label)s%(share)s满意或基本满意（95%%区间%(between)s）") % {
            "label": f"{label} ", "share": percent(good.share), "between": between(good.low, good.high),
        }  # fmt: skip
    return Block(
        title=title, label=label, answered=found.answered, bars=[_bar(one, is_own=is_own) for one in found.shares]
    )


def _bar(one: Share, *, is_own: bool) -> Bar:
    if one.is_hidden and not is_own:
        return Bar(label=one.label, count=_("少于%(n)s") % {"n": FEW}, share="", interval="", x=0, width=0, dot=-10)
    return Bar(
        label=one.label, count=str(one.count), share=percent(one.share), interval=between(one.low, one.high),
        x=round(one.low * WIDE, 1), width=round((one.high - one.low) * WIDE, 1), dot=round(one.share * WIDE, 1),
    )  # fmt: skip
