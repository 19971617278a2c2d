"""What the house already says to a matter, on the pages of triage and of the file: one box, fetched after the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts
from yiwang.cases.casework.states import Confidentiality
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.pages.ready import Ready, ReadyBox

KEYS = ("8", "9", "0")
"""Figures that triage leaves free; what comes after them has none."""

_SECRET = (Confidentiality.SEALED, Confidentiality.INFORMANT)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One answer. `take_url`: the form of answering with it in it, empty for who may not answer; `key`: its figure."""

    ready: Ready
    take_url: str
    key: str


@dataclass(frozen=True, kw_only=True)
class OffersPage:
    """All that is offered. `take`: what taking one means for this hand."""

    number: str
    offers: Sequence[Offer]
    take: str


@dataclass(frozen=True, kw_only=True)
class OffersBox:
    """The place of the box on a page, with the address that fills it."""

    template: ClassVar[str] = "workbench/desk/boxes/offers.html"
    url: str


def offers_box(who: Mover, appeal: Appeal, acts: Acts) -> OffersBox | None:
    """For whoever may answer this file; it asks the database nothing before it is filled."""
    return box_of(appeal) if _way(who, appeal) else None


def box_of(appeal: Appeal) -> OffersBox | None:
    """None where the words are sealed or protect who wrote them: they are held against nothing."""
    return OffersBox(url=reverse("workbench:offers", args=[appeal.case.number])) if _may_be_read(appeal) else None


def _may_be_read(appeal: Appeal) -> bool:
    case = appeal.case
    return bool(appeal.content) and case.confidentiality not in _SECRET and not case.hides_identity


def page(who: Mover, appeal: Appeal) -> OffersPage:
    """Standards, published answers and like answers in this reader's sight. Missing: the file is secret."""
    if not _may_be_read(appeal):
        raise Missing(_("这一件要保密，不和别的件比"))
    way = _way(who, appeal)
    to = reverse(f"workbench:{way}", args=[appeal.case.number]) if way else ""
    keys = iter(KEYS)
    offers = [
        Offer(ready=one, take_url=f"{to}?use={one.code}" if to else "", key=next(keys, "") if to else "")
        for one in ReadyBox.of(who, appeal, ()).every
    ]
    take = {"answer_directly": _("照它直接答复"), "reply": _("照它起草答复")}.get(way, "")
    return OffersPage(number=appeal.case.number, offers=offers, take=take)


def _way(who: Mover, appeal: Appeal) -> str:
    """The page on which this hand answers; empty where it may not."""
    if policies.may_answer_directly(who, appeal):
        return "answer_directly"
    return "reply" if policies.may_draft_reply(who, appeal) else ""
