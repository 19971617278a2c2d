"""分派: the queue, the letter, and the decision with what the house proposes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Repeat, ReturnAct, Suggestion, Told
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Choice, ClockChip, Row
from yiwang.sites.workbench.desk.pages import likeness_box
from yiwang.sites.workbench.desk.pages.case import Head, Letter, confidence
from yiwang.sites.workbench.desk.pages.lawful.proposal import Proposal, proposal_of
from yiwang.sites.workbench.desk.pages.likeness_box import LikenessBox
from yiwang.sites.workbench.desk.pages.offers import OffersBox, box_of
from yiwang.sites.workbench.desk.pages.rows import category_name, chip

QUEUE = 100
CATEGORY_OPTIONS = 3
UNIT_OPTIONS = 4


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the house proposes, and everything else that could be chosen.

    The units carry the keys 1–4, the categories 5–7. `person`: whom the unit would give it to by itself.
    """

    type: str
    categories: Sequence[Choice]
    units: Sequence[Choice]
    unit: str
    supervising: str
    person: str
    officers: Sequence[Officer]
    confidence: str
    category_confidence: str
    rules: Sequence[str]
    to_body: str
    all_categories: Sequence[tuple[str, str]]
    all_units: Sequence[Unit]


@dataclass(frozen=True, kw_only=True)
class TriagePage:
    """The queue with the letter that is open; both empty where nothing waits."""

    rows: Sequence[Row]
    waiting: int
    head: Head | None = None
    letter: Letter | None = None
    clock: ClockChip | None = None
    decision: Decision | None = None
    url: str = ""
    repeat: Repeat | None = None
    """What the same person said before, and whose it was."""
    returns: Sequence[ReturnAct] = ()
    """Which units gave it back, and whose they say it is."""
    redact: str = ""
    """Where a person confirms what others will read of an informant's letter; empty where nothing waits for that."""
    way: Proposal | None = None
    """By which law it may have to be worked on."""
    way_url: str = ""
    offers: OffersBox | None = None
    """Where what the house already says to this is fetched from."""
    likeness: LikenessBox | None = None
    """Files that say the same."""


def queue(appeals: Sequence[Appeal], at: Appeal | None) -> list[Row]:
    """The waiting ones; alarms come first from the query."""
    known = queries.channels()
    now = clock.now()
    return [
        Row(
            url=reverse("workbench:triage_one", args=[appeal.case.number]), title=appeal.case.title,
            meta=" · ".join([*([_("紧急")] if queries.alarm_of(appeal=appeal) else []), known[appeal.case.channel].label]),
            who=_("已等%(time)s") % {"time": words.length(now - appeal.case.registered_at)},
            is_at=at is not None and appeal.pk == at.pk,
        )
        for appeal in appeals
    ]  # fmt: skip


def page(who: Mover, appeals: Sequence[Appeal], at: Appeal | None, *, category: str = "", type: str = "") -> TriagePage:
    """The page for this hand. `category`, `type`: what the operator has changed so far; the units are proposed anew by them."""
    rows = queue(appeals, at)
    if at is None:
        return TriagePage(rows=rows, waiting=len(rows))
    views = clocks.clocks_of(subjects=[at.case.ref]).get(at.case.ref, {})
    return TriagePage(
        rows=rows, waiting=len(rows), head=Head.of(at, views.get("handle")),
        letter=Letter.of(at, files.of(subject=at.case.ref)), clock=chip(views.get("triage"), clock.now()),
        decision=decision(at, category=category, type=type),
        repeat=queries.repeat_of(appeal=at),
        url=reverse("workbench:triage_one", args=[at.case.number]), returns=queries.acts_of(at).returns,
        redact="" if policies.is_readable_by_others(at) else reverse("secrecy:redact", args=[at.case.number]),
        way=proposal_of(at), way_url=reverse("tracks:put", args=[at.case.number]), offers=box_of(at),
        likeness=likeness_box.box_of(who, at),
    )  # fmt: skip


def decision(appeal: Appeal, *, category: str = "", type: str = "") -> Decision:
    """From the suggestion of the intake; from a fresh one where type or category were changed."""
    said = appeal.suggestion
    changed = (category and category != said.get("category")) or (type and type != said.get("type"))
    if changed:
        said = anew(appeal, category=category, type=type).as_json()
    if returns := queries.acts_of(appeal).returns:
        said = _after_returns(said, returns)
    known, units = queries.categories(), organisation.units()
    names = {unit.code: unit for unit in units}
    unit = str(said.get("unit", ""))
    officers = organisation.officers_of(unit_code=unit) if unit else []
    person = next((officer.name for officer in officers if officer.code == said.get("officer")), "")
    above = names.get(str(said.get("supervising_unit", "")))
    return Decision(
        type=type or appeal.type,
        categories=_category_choices(appeal, said, category, known),
        units=_unit_choices(said, names),
        unit=unit,
        supervising=above.short_name if above else "",
        person=person,
        officers=officers,
        confidence=_sureness(appeal, said, unit),
        category_confidence=confidence(float(said.get("category_confidence", 0))),
        rules=[str(rule[1]) for rule in said.get("rules", ())],
        to_body=str(said.get("to_body", "")),
        all_categories=[
            (code, category_name(code, known)) for code, leaf in known.items() if leaf.parent and not leaf.is_retired
        ],
        all_units=units,
    )


def _sureness(appeal: Appeal, said: Mapping[str, Any], unit: str) -> str:
    if queries.acts_of(appeal).returns:
        return _("退过一次，排在前面的是退办单位建议的")
    return confidence(float(said.get("unit_confidence", 0))) if unit else _("系统定不了，请您选")


def _after_returns(said: Mapping[str, Any], returns: Sequence[ReturnAct]) -> dict[str, Any]:
    """What is proposed once units have given it back: whom the last of them named, then the others; never those first."""
    back = {one.unit_code for one in returns}
    named = returns[-1].suggested_code
    likely = [(code, share) for code, share in said.get("units", ()) if code not in back and code != named]
    first = [(named, 0.0)] if named and named not in back else []
    units = [*first, *likely, *((code, share) for code, share in said.get("units", ()) if code in back)]
    unit = next((code for code, _share in units if code not in back), "")
    notes = {named: _("退办单位建议"), **dict.fromkeys(back, _("退过"))}
    return {
        **said,
        "units": units,
        "notes": notes,
        "unit": unit,
        "officer": "",
        "supervising_unit": "",
        "unit_confidence": 0.0,
    }


def anew(appeal: Appeal, *, category: str, type: str) -> Suggestion:
    """What the house would propose if type and category were these."""
    told = Told(
        channel=appeal.case.channel, content=appeal.words, title=appeal.case.title, type=type or appeal.type,
        category=category or appeal.category, area_code=appeal.area_code, place=appeal.place,
    )  # fmt: skip
    return queries.understand(told)


def _category_choices(
    appeal: Appeal, said: Mapping[str, object], chosen: str, known: Mapping[str, queries.Category]
) -> list[Choice]:
    first = chosen or appeal.category or str(said.get("category", ""))
    likely: dict[str, float] = {code: float(p) for code, p in appeal.suggestion.get("categories", ())}
    codes = [first, *(code for code in likely if code != first)] if first else list(likely)
    return [
        Choice(
            value=code,
            label=category_name(code, known) or code,
            is_chosen=code == first,
            key=str(UNIT_OPTIONS + place),
            aside=_share(likely[code]) if code in likely else _("您选的"),
        )
        for place, code in enumerate(codes[:CATEGORY_OPTIONS], 1)
    ]


def _share(share: float) -> str:
    """92%; 不到1%."""
    return f"{share:.0%}" if share >= 0.01 else _("不到1%")


def _unit_choices(said: Mapping[str, object], names: Mapping[str, Unit]) -> list[Choice]:
    found: list[tuple[str, float]] = [(code, float(p)) for code, p in said.get("units", ())]  # type: ignore[attr-defined]
    chosen = str(said.get("unit", ""))
    notes: Mapping[str, str] = said.get("notes", {})  # type: ignore[assignment]
    return [
        Choice(
            value=code, label=names[code].short_name, aside=notes.get(code) or _share(share), key=str(place),
            is_chosen=code == chosen,
        )
        for place, (code, share) in enumerate(found[:UNIT_OPTIONS], 1)
        if code in names
    ]  # fmt: skip
