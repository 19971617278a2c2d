"""What somebody asked the registers about themselves, as cards: how far it is, what it says, what can be done now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yiwang.cases.counter.queries import PersonalSight
from yiwang.kit.privacy import mask_phone
from yiwang.sites.portal import said
from yiwang.sites.portal.mine import words
from yiwang.sites.portal.track.mine_pages import session
from yiwang.sites.ui import words as ui_words
from yiwang.sites.ui.pages import Fact, Tag, Tone

_TONES: dict[str, Tone] = {
    "found": "ok",
    "asked": "go",
    "unproved": "warn",
    "failed": "bad",
    "too_many": "warn",
}
_KINDS = {"vehicle": "机动车", "licence": "驾驶证", "violations": "交通违法"}
_DATES = frozenset({"first_registered", "inspection_due", "insured_until", "expires"})


@dataclass(frozen=True, kw_only=True)
class Card:
    """One question with its answer. `rows`: further things of a list; `again`: key and round where it may be tried once more."""

    title: str
    tag: Tag
    asked_at: datetime
    until: datetime
    means: str
    facts: Sequence[Fact]
    rows: Sequence[Sequence[Fact]]
    again: tuple[int, int] | None


@dataclass(frozen=True, kw_only=True)
class RegistersPage:
    """The whole. `is_moving`: to be looked at again in a moment."""

    phone: str
    minutes: int
    is_closed: bool
    is_moving: bool
    cards: Sequence[Card]


def registers(phone: str, sight: PersonalSight | None, *, sent: str) -> RegistersPage:
    """The page of a phone. `sent`: version of the view when something was asked just now, so that it is not in it yet."""
    told, version = (sight.queries, sight.version) if sight else ((), 0)
    waits = sent.isdecimal() and version <= int(sent[:9])
    is_asked = any(one["state"] == "asked" for one in told)
    return RegistersPage(
        phone=mask_phone(phone), minutes=session().minutes, is_closed=session().is_closed,
        is_moving=(waits or is_asked) and not session().is_closed, cards=[_card(one) for one in told],
    )  # fmt: skip


def _card(one: Mapping[str, Any]) -> Card:
    state, facts = one["state"], one["facts"]
    means = words.OWN_MEANS.get(one["kind"] if state == "absent" else state, "")
    rows = facts.get("list") or []
    return Card(
        title=said.known(_KINDS.get(one["kind"], one["kind"])) + (f" {one['plate']}" if one["plate"] else ""),
        tag=Tag(text=words.said(words.OWN_STATES, state), tone=_TONES.get(state, "")),
        asked_at=datetime.fromisoformat(one["at"]), until=datetime.fromisoformat(one["until"]),
        means=_(means) if means else "", facts=_facts(facts), rows=[_facts(row) for row in rows],
        again=(one["key"], one["round"]) if state == "failed" else None,
    )  # fmt: skip


def _facts(facts: Mapping[str, Any]) -> list[Fact]:
    """In the order they came in, without those that the register left empty."""
    return [
        Fact(term=words.said(words.OWN_FACTS, name), value=_value(name, value))
        for name, value in facts.items()
        if name != "list" and value not in (None, "")
    ]


def _value(name: str, value: Any) -> object:
    """As people read it; a day or a moment that cannot be read stands as it came."""
    if name == "fen":
        return _("%(yuan)s元") % {"yuan": f"{int(value) / 100:g}"}
    if name in ("open", "open_violations"):
        return ngettext("%(n)s条", "%(n)s条", int(value)) % {"n": value}
    if name == "points":
        return ngettext("%(n)s分", "%(n)s分", int(value)) % {"n": value}
    try:
        if name in _DATES:
            return ui_words.day(date.fromisoformat(value))
        if name == "at":
            return ui_words.moment(datetime.fromisoformat(value))
    except ValueError:
        return value
    return words.said(words.OWN_VALUES, str(value))
