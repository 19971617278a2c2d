"""Finding a service: what was asked for, and the ways in where nothing was asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.sites.portal.services import words
from yiwang.sites.ui.pages import Chip, Link, Pager
from yiwang.sites.ui.words import is_english

LONGEST = 60
WAYS = ("theme", "event", "line")


@dataclass(frozen=True, kw_only=True)
class Line:
    """One service in a list. `is_online`: it can be applied for here."""

    url: str
    name: str
    about: str
    is_online: bool
    is_foreign: bool


@dataclass(frozen=True, kw_only=True)
class Way:
    """A heading with ways in under it."""

    title: str
    chips: Sequence[Chip]


@dataclass(frozen=True, kw_only=True)
class ServicesPage:
    """The list, or the ways in. `title`: what is shown; `is_empty`: no guide has been published at all."""

    words: str
    title: str
    lines: Sequence[Line]
    total: int
    ways: Sequence[Way]
    pager: Pager | None
    is_empty: bool

    @property
    def is_asked(self) -> bool:
        """Something was looked for."""
        return bool(self.words or self.title)


def name_of(row: queries.Guide) -> str:
    """A service's name in the reader's language, where it has one."""
    return row.name_en if is_english() and row.name_en else row.name


def services(asked: Mapping[str, str]) -> ServicesPage:
    """What was asked for; what cannot be read asks for nothing."""
    said = " ".join(asked.get("q", "").split())[:LONGEST]
    wanted = {way: asked.get(way, "")[:60] for way in WAYS}
    known = queries.shelves()
    ways, is_empty = _ways(known), not known["line"]
    if said:
        found = queries.guides_like(words=said)
        return ServicesPage(
            words=said, title="", lines=[_line(row) for row in found], total=len(found), ways=ways, pager=None,
            is_empty=is_empty,
        )  # fmt: skip
    title = wanted["theme"] or wanted["event"] or (words.line(wanted["line"]) if wanted["line"] else "")
    if not title:
        return ServicesPage(words="", title="", lines=[], total=0, ways=ways, pager=None, is_empty=is_empty)
    number = (
        int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() and len(asked.get("page", "1")) < 5 else 1
    )
    page = queries.guides(**wanted, page=number)
    return ServicesPage(
        words="", title=title, lines=[_line(row) for row in page.rows], total=page.total, ways=ways,
        pager=_pager(page, wanted), is_empty=is_empty,
    )  # fmt: skip


def _url(**asked: str) -> str:
    kept = urlencode({name: value for name, value in asked.items() if value})
    return f"{reverse('portal:services')}?{kept}"


def _pager(page: queries.GuidePage, wanted: Mapping[str, str]) -> Pager | None:
    if page.number == 1 and not page.has_more:
        return None
    return Pager(
        text=_("第%(n)d页，共%(total)d项") % {"n": page.number, "total": page.total},
        previous_url=_url(**wanted, page=str(page.number - 1)) if page.number > 1 else "",
        next_url=_url(**wanted, page=str(page.number + 1)) if page.has_more else "",
    )


def _line(row: queries.Guide) -> Line:
    about = " · ".join(filter(None, (words.line(row.line), "" if is_english() else row.theme)))
    return Line(
        url=reverse("portal:service", args=[row.key]), name=name_of(row), about=about, is_online=row.is_online,
        is_foreign=is_english() and not row.name_en,
    )  # fmt: skip


def _ways(known: Mapping[str, Sequence[queries.Shelf]]) -> list[Way]:
    titles = {"event": _("人生大事"), "theme": _("按主题"), "line": _("按警种")}
    titles = {"line": titles["line"]} if is_english() else titles  # the others are words of the catalogue, in Chinese
    found = []
    for way, title in titles.items():
        chips = [
            Chip(
                label=words.line(one.code) if way == "line" else one.code, url=_url(**{way: one.code}), count=one.count
            )
            for one in known[way][:16]
        ]
        if chips:
            found.append(Way(title=title, chips=chips))
    return found


def crumbs(last: str) -> list[Link]:
    """首页 › 办事 › this one."""
    home, found = reverse("portal:home"), reverse("portal:services")
    return [Link(label=_("首页"), url=home), Link(label=_("办事"), url=found), Link(label=last)]
