"""黄牌、红牌 of a month: by unit, and the newest of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.clock import CHINA
from yiwang.quality.supervision import policies, queries
from yiwang.quality.supervision.models import Card
from yiwang.quality.supervision.states import CardKind, CardState, LiftGround
from yiwang.sites.ui.pages import Chip, Fact, Link, Tag
from yiwang.sites.workbench.desk.pages.files import url_of

_TONES: Mapping[str, str] = {"open": "bad", "settled": "", "lifted": "hold"}
_KINDS: Mapping[str, str] = {"yellow": "warn", "red": "bad"}


@dataclass(frozen=True, kw_only=True)
class TallyLine:
    """A unit's cards of the month."""

    name: str
    url: str
    yellow: int
    red: int
    lifted: int


@dataclass(frozen=True, kw_only=True)
class CardLine:
    """One card. `url`: of its own page."""

    url: str
    kind: Tag
    number: str
    case_url: str
    title: str
    unit: str
    due: datetime
    at: datetime
    state: Tag
    ground: str


@dataclass(frozen=True, kw_only=True)
class CardsPage:
    """A month."""

    title: str
    months: Sequence[Chip]
    kinds: Sequence[Chip]
    tallies: Sequence[TallyLine]
    cards: Sequence[CardLine]
    unit: Link | None


@dataclass(frozen=True, kw_only=True)
class CardPage:
    """One card with what is to be known of it."""

    line: CardLine
    facts: Sequence[Fact]
    reason: str
    way_out: str


def _bounds(month: str) -> tuple[datetime, datetime]:
    year, number = map(int, month.split("-"))
    after = (year + 1, 1) if number == 12 else (year, number + 1)
    return datetime(year, number, 1, tzinfo=CHINA), datetime(*after, 1, tzinfo=CHINA)


def _months() -> list[str]:
    """The present month and the two before it."""
    today = clock.today()
    counted = [today.year * 12 + today.month - 1 - back for back in range(3)]
    return [f"{count // 12}-{count % 12 + 1:02}" for count in counted]


def _url(**asked: str) -> str:
    kept = {name: value for name, value in asked.items() if value}
    return f"{reverse('supervision:cards')}{'?' if kept else ''}{urlencode(kept)}"


def page(by: Actor, reach: Reach, said: Mapping[str, str]) -> CardsPage:
    """The month that was asked for, else this one."""
    month = said["month"] or _months()[0]
    since, until = _bounds(month)
    asked = {"month": month, "kind": said["kind"], "unit": said["unit"]}
    tallies = queries.tallies(by=by, reach=reach, since=since, until=until)
    found = queries.cards(by=by, reach=reach, since=since, until=until, unit=said["unit"], kind=said["kind"])
    red, yellow = sum(one.red for one in tallies), sum(one.yellow for one in tallies)
    named = next((one.name for one in tallies if one.unit == said["unit"]), "")
    kinds = [("", _("全部")), *CardKind.choices]
    return CardsPage(
        title=_("%(month)s月红牌%(red)s张，黄牌%(yellow)s张") % {"month": int(month[5:]), "red": red, "yellow": yellow},
        months=[_chip(one, asked, month=one, is_now=one == month) for one in _months()],
        kinds=[Chip(label=label, url=_url(**asked | {"kind": kind}), current=kind == said["kind"]) for kind, label in kinds],
        tallies=[
            TallyLine(
                name=one.name, url=_url(**asked | {"unit": one.unit}), yellow=one.yellow, red=one.red, lifted=one.lifted
            )
            for one in tallies
        ],
        cards=[line(one) for one in found], unit=Link(label=named, url=_url(**asked | {"unit": ""})) if named else None,
    )  # fmt: skip


def _chip(label: str, asked: Mapping[str, str], *, month: str, is_now: bool) -> Chip:
    year, number = label.split("-")
    words = _("%(year)s年%(month)s月") % {"year": year, "month": int(number)}
    return Chip(label=words, url=_url(**{**asked, "month": month}), current=is_now)


def line(card: Card) -> CardLine:
    """One card in words."""
    state, kind = CardState(card.state), CardKind(card.kind)
    return CardLine(
        url=reverse("supervision:card", args=[card.pk]), kind=Tag(text=kind.label, tone=_KINDS[kind]),  # type: ignore[arg-type]
        number=card.case.number, case_url=url_of(card.case), title=card.case.title,
        unit=card.unit.short_name, due=card.due_at, at=card.at,
        state=Tag(text=state.label, tone=_TONES[state]),  # type: ignore[arg-type]
        ground=LiftGround(card.ground).label if card.ground else "",
    )  # fmt: skip


def one(card: Card, reach: Reach) -> CardPage:
    """One card, and whether this hand may take it back."""
    verdict = policies.may_lift_card(reach, card)
    lifted = f"{card.lifted_by.name} " if card.lifted_by else ""
    told = [
        (_("单位"), card.unit.short_name), (_("件"), card.case.number), (_("应办完"), _moment(card.due_at)),
        (_("发牌"), _moment(card.at)),
        (_("撤销"), f"{lifted}{LiftGround(card.ground).label}" if card.ground else ""), (_("情况"), card.note),
    ]  # fmt: skip
    facts = [Fact(term=term, value=value) for term, value in told if value]
    return CardPage(line=line(card), facts=facts, reason=verdict.reason, way_out=verdict.way_out)


def _moment(at: datetime) -> str:
    there = clock.local(at)
    return f"{there.month}月{there.day}日{there:%H:%M}"
