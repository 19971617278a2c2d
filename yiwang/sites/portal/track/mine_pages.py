"""The list of one phone's files: number, state and promise, and not a word of what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import PublicFile
from yiwang.kit import clock
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_phone
from yiwang.sites.portal import said
from yiwang.sites.portal.track.pages import tag_of
from yiwang.sites.ui.pages import Tag


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
    """A file. `due_at` None while the promise waits; `is_asked`: the station waits for an answer; `is_late`: past its day."""

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
    body, unit = found.body, found.body.get("unit") or {}
    due = datetime.fromisoformat(body["due_at"]) if body.get("due_at") else None
    is_open = body["state"] in _OPEN
    direct = reverse("portal:file", args=[found.number])
    return FileLine(
        number=found.number, kind=said.type_label(str(body.get("type", ""))) or _("诉求"), tag=tag_of(body),
        url=f"{reverse('portal:track')}?{urlencode({'number': found.number})}" if needs_code else direct,
        unit=said.named(unit.get("name", ""), unit.get("name_en", "")), due_at=due, is_open=is_open,
        registered_at=datetime.fromisoformat(body["registered_at"]), is_asked=bool(body.get("question")),
        is_late=bool(is_open and due and due < clock.now()), needs_code=needs_code,
    )  # fmt: skip
