"""What a request's pages wear: the names, the telephone, the colour and the foot."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.urls import reverse

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import Duty, Face
from yiwang.kit.colours import palette
from yiwang.kit.settings import settings as house
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Dress, FootLine

FOOT = ("icp", "police_record", "site_id")
"""Records of the site, in the order of the foot; 主办 and 承办 stand in a sentence above them."""


def dress_of(face: Face | None) -> Dress:
    """The bureau's own dress, or a county's over it. Nothing is shown that nobody has set."""
    settings, known = house(), queries.duties()
    site_name = _said(known.get("site_name")) or settings.site_name
    return Dress(
        bureau=_said(known.get("organiser")) or settings.bureau,
        site_name=_face_name(face) or site_name,
        of=site_name if face else "",
        hotline=face.phone if face and face.phone else settings.hotline,
        code=face.code if face else "",
        county=face.county if face else "",
        greeting=(_english(face.greeting_en) or face.greeting) if face else "",
        sheet=f"{reverse('portal:face_sheet', args=[face.code])}?{face.colour[1:]}" if face and face.colour else "",
        operator=_said(known.get("operator")),
        lines=_lines([known[code] for code in FOOT if code in known]),
    )


def dress_worn(request: HttpRequest) -> Dress:
    """What the middleware put on this request."""
    worn: Dress = request.dress  # type: ignore[attr-defined]
    return worn


def _english(text: str) -> str:
    return text if words.is_english() else ""


def _face_name(face: Face | None) -> str:
    return (_english(face.name_en) or face.name) if face else ""


def _said(duty: Duty | None) -> str:
    return (_english(duty.value_en) or duty.value) if duty else ""


def _lines(found: Sequence[Duty]) -> tuple[FootLine, ...]:
    return tuple(FootLine(label=one.label, value=_said(one), url=one.url, code=one.code) for one in found)


def sheet_of(face: Face) -> str:
    """The few tokens that a face changes, as a style sheet: no colour of a bureau's stands in a page (CSP)."""
    tokens = "".join(f"--{name}:{colour};" for name, colour in palette(face.colour).items())
    return f":root{{{tokens}}}\n" if face.colour else ""
