"""What stands beside the form of registering: what the house understands while somebody writes."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import Similar, Suggestion, Told
from yiwang.cases.appeals.states import TYPES, AppealType, State
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.places import queries as places
from yiwang.kit.errors import Missing
from yiwang.offer.knowledge import queries as knowledge
from yiwang.offer.knowledge.queries import Found
from yiwang.sites.ui import words
from yiwang.sites.workbench.desk.pages.likeness_box import how_said
from yiwang.sites.workbench.desk.pages.rows import category_name

SHORTEST = 6
"""Signs from which it is worth reading what is being written."""
STANDARD, PUBLISHED = "standard", "answer"
"""What an answer at hand is: the second half of its reference (`knowledge.standard:12`)."""


@dataclass(frozen=True, kw_only=True)
class Alike:
    """A file of the last weeks that says nearly the same."""

    number: str
    url: str
    title: str
    meta: str


@dataclass(frozen=True, kw_only=True)
class AtHand:
    """An answer that stands ready. `value`: what the button that takes it says; `key`: its figure."""

    value: str
    label: str
    question: str
    answer: str
    is_due: bool
    key: str


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What the house makes of the words so far; all empty while they are too few. `danger`: words that mean danger."""

    kind: str = ""
    category: str = ""
    goes_to: str = ""
    is_sure: bool = False
    is_sealed: bool = False
    places: Sequence[str] = ()
    danger: Sequence[str] = ()
    alike: Sequence[Alike] = ()
    at_hand: Sequence[AtHand] = field(default=())
    is_read: bool = False

    @classmethod
    def of(cls, told: Told, reach: Reach, *, answers: bool) -> "Hints":
        """Read what was written. `answers`: whether this officer may answer at once."""
        if len(told.content.strip()) < SHORTEST:
            return cls()
        read = queries.understand(told)
        trip = queries.trip_of(text=told.content)
        is_sealed = read.confidentiality == Confidentiality.SEALED
        return cls(
            kind=AppealType(read.type).label if read.type in TYPES else "",
            category=category_name(read.category, queries.categories()), goes_to=_unit(read), is_sure=read.is_direct,
            is_sealed=is_sealed, places=_places(told), danger=trip.words if trip and not trip.soft else (),
            alike=() if is_sealed else _alike(told, read, reach),
            at_hand=_at_hand(told, read) if answers and not is_sealed else (), is_read=True,
        )  # fmt: skip


def _unit(read: Suggestion) -> str:
    found = organisation.roster().by_code.get(read.unit)
    return found.short_name if found else ""


def _places(told: Told) -> list[str]:
    """鼓楼花园3栋（鼓前街道）: what the place line names, else the words."""
    hits = places.find(text=told.place) or places.find(text=told.content)
    found = []
    for hit in hits[:2]:
        area = places.known_area(code=hit.area_code) if hit.area_code else None
        name = f"{hit.name}{hit.house}"
        found.append(f"{name}（{area.name}）" if area and area.name != hit.name else name)
    return found


def _alike(told: Told, read: Suggestion, reach: Reach) -> list[Alike]:
    found = queries.similar(text=told.content, category=read.category, area_code=read.area_code, reach=reach)
    return [
        Alike(
            number=one.appeal.case.number, title=one.appeal.case.title,
            url=reverse("workbench:case", args=[one.appeal.case.number]),
            meta=" · ".join(filter(None, (
                _how_alike(one), words.day(one.appeal.case.registered_at), State(one.appeal.case.state).label,
                one.appeal.case.unit.short_name if one.appeal.case.unit else "",
            ))),
        )
        for one in found
    ]  # fmt: skip


def _how_alike(one: Similar) -> str:
    share = round(one.share * 100)
    return how_said(one.how, share) if one.how else _("相似%(share)d%%") % {"share": share}


def _at_hand(told: Told, read: Suggestion) -> list[AtHand]:
    """Standards first, then what was published."""
    found = [(STANDARD, one) for one in knowledge.find_standard(text=told.content, limit=2, category=read.category)]
    more = knowledge.find_published(text=told.content, limit=3 - len(found), category=read.category)
    found += [(PUBLISHED, one) for one in more] if len(found) < 3 else []
    return [_shown(kind, one, at) for at, (kind, one) in enumerate(found, start=7)]


def _shown(kind: str, one: Found, key: int) -> AtHand:
    return AtHand(
        value=f"use:{kind}:{one.id}", label=one.label, question=one.question, answer=one.answer, is_due=one.is_due,
        key=str(key),
    )  # fmt: skip


def answer_at_hand(value: str, text: str) -> tuple[str, str]:
    """What a button names: the words of the answer and its reference. Missing: it is not at hand any more."""
    kind, _sign, key = value.removeprefix("use:").partition(":")
    find = {STANDARD: knowledge.find_standard, PUBLISHED: knowledge.find_published}.get(kind)
    found = [one for one in find(text=text, limit=10) if str(one.id) == key] if find else []
    if not found:
        raise Missing(_("这条口径已经改动，请再看一遍现在的建议"))
    return found[0].answer, f"knowledge.{kind}:{key}"
