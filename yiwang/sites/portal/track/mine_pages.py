"""The list of one phone's files: number, state and promise, and not a word of what they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_phone
from yiwang.sites.portal import said
from yiwang.sites.portal.track import application
from yiwang.sites.portal.track.pages import tag_of
from yiwang.sites.ui.pages import Tag
from yiwang.sites.ui.sayings import say


@dataclass(frozen=True, kw_only=True)
class SessionPage:
    """How long the list stays open, in minutes; whether codes can be sent at once."""

    minutes: int
    is_closed: bool


def session() -> SessionPage:
    """What is said before anybody begins."""
    return SessionPage(minutes=int(queries.SESSION.total_seconds() // 60), is_closed=not queries.gate().is_open)


def waiting(token: str) -> str:
    """The masked phone that a code was sent to. Missing: nobody asked for one."""
    phone = queries.draft(token=token).contact.masked_phone
    if not phone:
        raise Missing
    return phone


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file. `due_at` None while the promise waits; `is_asked`: an answer or a correction is waited for; `is_late`: past its
    day; `is_applied`: a service that was applied for.
    """

    number: str
    url: str
    kind: str
    unit: str
    tag: Tag
    registered_at: datetime
    due_at: datetime | None
    is_open: bool
    is_asked: bool
    is_late: bool
    is_applied: bool
    needs_code: bool


@dataclass(frozen=True, kw_only=True)
class FilesPage:
    """The list. `is_cut`: there are more than are shown."""

    phone: str
    minutes: int
    files: Sequence[FileLine]
    is_cut: bool


_OPEN = frozenset({"received", "registered", "pushed", "handling", "review", "second_review"})


def files(phone: str, found: Sequence[PublicFile], *, shown: Sequence[str]) -> FilesPage:
    """The page. `shown`: numbers whose own code this browser has shown; the others ask for it."""
    return FilesPage(
        phone=mask_phone(phone), minutes=session().minutes, is_cut=len(found) >= queries.LISTED,
        files=[_line(one, needs_code=one.number not in shown) for one in found],
    )  # fmt: skip


def _line(found: PublicFile, *, needs_code: bool) -> FileLine:
    body, is_applied = found.body, application.is_application(found)
    due = datetime.fromisoformat(body["due_at"]) if body.get("due_at") else None
    is_open = application.is_open(body) if is_applied else body["state"] in _OPEN
    kind = application.name_of(body) if is_applied else said.type_label(str(body.get("type", ""))) or _("诉求")
    is_asked = bool(application.corrections(body) if is_applied else body.get("question"))
    direct = reverse("portal:file", args=[found.number])
    return FileLine(
        number=found.number, kind=kind, tag=tag_of(body), is_applied=is_applied,
        url=f"{reverse('portal:track')}?{urlencode({'number': found.number})}" if needs_code else direct,
        unit=_unit(body), due_at=due, is_open=is_open,
        registered_at=datetime.fromisoformat(body["registered_at"]), is_asked=is_asked,
        is_late=bool(is_open and due and due < clock.now()), needs_code=needs_code,
    )  # fmt: skip


def _unit(body: Mapping[str, Any]) -> str:
    """Who has it: of an appeal a unit with its names, of an application who takes in and who decides."""
    unit = body.get("unit") or ""
    return say(unit) if isinstance(unit, str) else said.named(unit.get("name", ""), unit.get("name_en", ""))
