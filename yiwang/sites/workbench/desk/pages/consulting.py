"""会商: the lists, the page of one consultation and its minutes for print."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal, Consultation
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import ConsultationAct, OpinionAct, Proposal
from yiwang.cases.appeals.queries.together import PROPOSED as MOST_PROPOSED
from yiwang.cases.appeals.states import ConsultationGround, ConsultationState, Move
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.quality.campaigns.states import PLANNERS
from yiwang.sites.ui.pages import Chip, ClockChip, Label, Row, Tag
from yiwang.sites.workbench.desk.pages.boxes_together import TONES, is_asked, is_kept_from, why
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.frame import capped
from yiwang.sites.workbench.desk.pages.load import line_name
from yiwang.sites.workbench.desk.pages.rows import chip, state_tag

KIND = "joint_consultation"
SHOWN = 40


@dataclass(frozen=True, kw_only=True)
class Voice:
    """One who was asked. `at` None: has not spoken yet."""

    name: str
    unit: str
    line: str
    text: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConsultationPage:
    """One consultation: what about, who, what they say in the order of time, and what this hand may do."""

    head: Head
    letter: Letter | None
    act: ConsultationAct
    state: Tag
    ground: str
    clock: ClockChip | None
    spoken: Sequence[Voice]
    awaited: Sequence[Voice]
    own: OpinionAct | None
    is_open: bool
    can_conclude: bool
    can_cancel: bool
    next_url: str
    next_label: str
    urls: Mapping[str, str]
    source: str
    """What a campaign that is planned from here came from; empty where none may be."""

    @classmethod
    def of(cls, who: Mover, appeal: Appeal, key: int) -> "ConsultationPage":
        """From the acts. Missing: none of this key, or a guest that was not asked to this one."""
        act = next((one for one in queries.acts_of(appeal).consultations if one.id == key), None)
        if act is None or (appeal.case.is_lent and not is_asked(who, act)):
            raise Missing
        is_open, ref = act.state is ConsultationState.OPEN, appeal.case.ref
        view = clocks.clocks_of(subjects=[ref], kinds=(KIND,)).get(ref, {}).get(KIND) if is_open else None
        voices = [
            _voice(one)
            for one in sorted(act.opinions, key=lambda one: (one.given_at is None, one.given_at or one.asked_at))
        ]
        next_url, next_label = _next(who, appeal, act)
        return cls(
            head=Head.of(appeal, None),
            letter=None if is_kept_from(appeal) else Letter.of(appeal, files.of(subject=ref)), act=act,
            state=Tag(text=act.state.label, tone=TONES[act.state]), ground=act.ground.label, clock=chip(view, clock.now()),
            spoken=[one for one in voices if one.at], awaited=[one for one in voices if not one.at],
            own=next((one for one in act.opinions if one.officer_id == who.officer_id), None) if is_open else None,
            is_open=is_open, can_conclude=is_open and bool(policies.may_conclude(who, appeal)),
            can_cancel=is_open and bool(policies.may_cancel_consultation(who, appeal)),
            next_url=next_url, next_label=next_label, urls=_urls(appeal, key),
            source=_source(who, appeal, act),
        )  # fmt: skip


def _source(who: Mover, appeal: Appeal, act: ConsultationAct) -> str:
    """Of a conclusion that may be spoken of, for whoever plans campaigns."""
    is_told = bool(act.conclusion) and not appeal.case.is_kept_secret
    return str(Consultation(pk=act.id).ref) if is_told and who.reach.roles & PLANNERS else ""


def _urls(appeal: Appeal, key: int) -> dict[str, str]:
    names = ("opine", "conclude", "cancel_consultation", "minutes")
    return {name: reverse(f"workbench:{name}", args=[appeal.case.number, key]) for name in names}


def _next(who: Mover, appeal: Appeal, act: ConsultationAct) -> tuple[str, str]:
    """Where a conclusion that names a unit leads: to the ordinary move that puts it there, for whoever may make it."""
    if not act.unit_code or (appeal.case.unit and appeal.case.unit.code == act.unit_code):
        return "", ""
    for move, name, label in (
        (Move.PUSH, "triage_one", _("照结论分派")),
        (Move.DESIGNATE, "designate", _("照结论指定")),
    ):
        if policies.POLICIES[move](who, appeal):
            return reverse(f"workbench:{name}", args=[appeal.case.number]), label
    return "", ""


def _voice(one: OpinionAct) -> Voice:
    line = line_name(one.line) if one.line else ""
    return Voice(name=one.officer, unit=one.unit, line=line, text=one.text, at=one.given_at)


ASKED, PROPOSED, OWN = "asked", "proposed", "own"


@dataclass(frozen=True, kw_only=True)
class Shelves:
    """The three lists, one of them shown: the one asked for, else the first that holds anything. `is_full`: more is proposed."""

    shown: str
    title: str
    chips: Sequence[Chip]
    listed: QuerySet[Consultation]
    proposed: Sequence[Proposal]
    is_full: bool
    may_convene: bool

    @classmethod
    def of(cls, who: Mover, wanted: str, *, may_convene: bool) -> "Shelves":
        """As this hand sees them; who may not convene has the first alone."""
        asked = queries.asked_of(by=who.actor, reach=who.reach)
        own = queries.convened_by(by=who.actor, reach=who.reach) if may_convene else asked.none()
        found = queries.proposals(by=who.actor, reach=who.reach) if may_convene else []
        is_full = len(found) > MOST_PROPOSED
        counts = {ASKED: _count(asked), PROPOSED: min(len(found), MOST_PROPOSED), OWN: _count(own)}
        open_to = (ASKED, PROPOSED, OWN) if may_convene else (ASKED,)
        shown = wanted if wanted in open_to else next((one for one in open_to if counts[one]), ASKED)
        names = {ASKED: _("请我提意见的"), PROPOSED: _("系统建议会商的"), OWN: _("我召集的")}
        url = reverse("workbench:consultations")
        chips = [
            Chip(
                label=names[one],
                count=f"{MOST_PROPOSED}+" if is_full and one == PROPOSED else capped(counts[one]),
                url=f"{url}?show={one}",
                current=one == shown,
            )
            for one in open_to
        ]
        return cls(
            shown=shown, title=names[shown], chips=chips if any(counts.values()) else (), listed=own if shown == OWN else asked,
            proposed=found[: MOST_PROPOSED], is_full=is_full, may_convene=may_convene,
        )  # fmt: skip


def _count(found: QuerySet[Consultation]) -> int:
    return found.select_related(None).prefetch_related(None).order_by()[: queries.COUNTED].count()


def consultation_rows(found: Sequence[Consultation]) -> list[Row]:
    """A row for each; one query for all the clocks."""
    refs = [one.appeal.case.ref for one in found if one.state == ConsultationState.OPEN]
    views = clocks.clocks_of(subjects=refs, kinds=(KIND,)) if refs else {}
    rows = []
    for one in found:
        case, said, state = one.appeal.case, list(one.opinions.all()), ConsultationState(one.state)
        given = sum(voice.given_at is not None for voice in said)
        told = _("%(given)d/%(asked)d人已提意见") % {"given": given, "asked": len(said)}
        question = one.question if len(one.question) <= SHOWN else f"{one.question[:SHOWN]}……"
        view = views.get(case.ref, {}).get(KIND) if state is ConsultationState.OPEN else None
        rows.append(
            Row(
                url=reverse("workbench:consultation", args=[case.number, one.pk]), title=case.title,
                meta=" · ".join((ConsultationGround(one.ground).label, told, question)), clock=chip(view, clock.now()),
                tag=Tag(text=state.label, tone=TONES[state]), who=one.convened_by.name, html_id=f"consultation-{one.pk}",
            )
        )  # fmt: skip
    return rows


def proposal_rows(found: Sequence[Proposal]) -> list[Row]:
    """A row for each appeal that the house would have several look at; one query for all the clocks."""
    views = clocks.clocks_of(subjects=[one.appeal.case.ref for one in found], kinds=("handle",)) if found else {}
    rows = []
    for one in found:
        case = one.appeal.case
        view = views.get(case.ref, {}).get("handle")
        url = reverse("workbench:convene", args=[case.number])
        rows.append(
            Row(
                url=f"{url}?ground={one.ground}", title=case.title, meta=f"{one.ground.label} · {why(one.ground)}",
                clock=chip(view, clock.now()), tag=state_tag(case), who=case.unit.short_name if case.unit else "",
                html_id=f"proposal-{case.number}",
            )
        )  # fmt: skip
    return rows


def lines_to_ask(appeal: Appeal) -> list[tuple[str, Label]]:
    """Every line that has somebody to ask, with their names."""
    found = [
        (line, Label(line_name(line), "、".join(f"{one.officer.name}（{one.unit.short_name}）" for one in people)))
        for line, people in queries.experts(appeal=appeal).items()
    ]
    return sorted(found, key=lambda one: str(one[1]))


def names_of_units(appeal: Appeal) -> dict[str, list[str]]:
    """Codes of the open units by each of their names, without those it is about."""
    found: dict[str, list[str]] = {}
    for unit in organisation.roster().standing.values():
        if unit.is_open and unit.code not in appeal.case.excluded_units:
            for name in {unit.name, unit.short_name}:
                found.setdefault(name, []).append(unit.code)
    return found
