"""Pages on which a citizen answers, adds or presses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import NoteView, PublicFile, UploadLimits
from yiwang.kit import clock
from yiwang.sites.portal import said
from yiwang.sites.portal.appeals.pages import kept_file
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import UploadItem

Kind = Literal["answer", "supplement"]
LIMIT = 2000


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A question of the station. `days`: how many whole days are left to answer; 0 on the last one."""

    id: int
    text: str
    at: datetime
    due_at: datetime
    days: int
    answer: str = ""
    state: str = "open"


@dataclass(frozen=True, kw_only=True)
class NotePage:
    """Where something is written about a file. `may`: it can be sent now; `is_closed`: the inner network is away."""

    number: str
    kind: Kind
    asked: Asked | None
    may: bool
    limits: UploadLimits
    files: Sequence[UploadItem]
    refused: Sequence[UploadItem]
    room: int
    megabytes: int
    limit: int
    is_closed: bool


def asked(body: Mapping[str, Any] | None) -> Asked | None:
    """A question out of a projection."""
    if not body:
        return None
    due = datetime.fromisoformat(body["due_at"])
    days = (clock.local(due).date() - clock.today()).days
    return Asked(
        id=body["id"], text=body["text"], at=datetime.fromisoformat(body["at"]), due_at=due, days=max(0, days),
        answer=body.get("answer", ""), state=body.get("state", "open"),
    )  # fmt: skip


def initial(found: PublicFile, token: str) -> dict[str, object]:
    """A new form: its own token, and the question it answers."""
    return {"token": token, "question": (found.body.get("question") or {}).get("id")}


def note(found: PublicFile, kind: Kind, kept: NoteView, *, refused: Sequence[UploadItem] = ()) -> NotePage:
    """The page of an answer or a supplement."""
    limits, question = queries.upload_limits(), asked(found.body.get("question"))
    may = question is not None if kind == "answer" else bool(found.body["may"].get("supplement"))
    return NotePage(
        number=found.number, kind=kind, asked=question, may=may, limits=limits, refused=refused, limit=LIMIT,
        files=[kept_file(parcel, is_shown=False) for parcel in kept.parcels], room=limits.max_files - len(kept.parcels),
        megabytes=limits.max_bytes // 1024 // 1024, is_closed=not queries.gate().is_open,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class UrgePage:
    """催一催. `to`: who hears of it; `again`: from which day on it is possible once more, where it is not now."""

    number: str
    may: bool
    to: str
    again: str
    count: int
    problem: str


def urge(found: PublicFile, *, problem: str = "") -> UrgePage:
    """Its page."""
    known = found.body.get("urge") or {}
    again = date.fromisoformat(known["again_on"]) if known.get("again_on") else None
    is_early = again is not None and again > clock.today()
    return UrgePage(
        number=found.number, may=not is_early and bool(found.body["may"].get("urge") or known), to=known.get("to", ""),
        again=words.day(again) if again and is_early else "", count=int(known.get("count", 0)),
        problem=said.known(problem) if problem else "",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class InVain:
    """A wish that could not be met: what it was, when, and why."""

    what: str
    at: datetime
    why: str


_WISHES = {
    "answer": gettext_noop("回答"), "supplement": gettext_noop("补充的材料"), "urge": gettext_noop("催办"),
    "dispute": gettext_noop("“没有解决”"), "withdrawal": gettext_noop("撤回"),
    "review": gettext_noop("复查、复核、复议的申请"),
}  # fmt: skip
_SHOWN_DAYS = 7


def in_vain(body: Mapping[str, Any]) -> InVain | None:
    """The newest wish that was not taken, for a week."""
    kept = body.get("in_vain")
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    if (clock.now() - at).days >= _SHOWN_DAYS:
        return None
    return InVain(what=_(_WISHES.get(kept["kind"], kept["kind"])), at=at, why=said.known(kept["why"]))
