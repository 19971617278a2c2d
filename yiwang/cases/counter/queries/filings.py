"""An application as it is being filled in: what was chosen, typed, uploaded and promised so far, and what is still wanting."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from yiwang.cases.counter.models import Draft, Parcel
from yiwang.cases.counter.queries.drafts import (
    Contact,
    ParcelView,
    Receipt,
    draft_files,
    unpack,
    unpack_receipt,
)
from yiwang.cases.counter.queries.guides import guide_names, public_guide
from yiwang.cases.counter.queries.leading import Led, led
from yiwang.kit import schemas
from yiwang.kit.errors import Missing

BEGUN = 50
"""So many unfinished ones are shown."""
DRAFT = "counter.draft"
"""How a draft is called where something is asked for it before it is a file."""


@dataclass(frozen=True, kw_only=True)
class GivenLine:
    """One material on its way. `files`: keys of parcels; `promised_by`: 容缺, handed in by then; `issued_on`: of the paper."""

    files: tuple[int, ...] = ()
    promised_by: date | None = None
    issued_on: date | None = None
    is_declared: bool = False
    is_seen: bool = False
    """The original was shown at a window."""


@dataclass(frozen=True, kw_only=True)
class WindowLine:
    """Filed on somebody's behalf. `officer`: key of who fills it in; `channel`: how it came; `is_met`: the person stands
    there and their card was looked at; `known`: what a register said, by field; `purpose`: what it was asked for.
    """

    officer: int
    channel: str = "window"
    is_met: bool = False
    known: Mapping[str, str] = field(default_factory=dict)
    purpose: str = ""


@dataclass(frozen=True, kw_only=True)
class ProxyLine:
    """代办: who acts for the applicant, for this item alone and until when."""

    name: str = ""
    id_number: str = ""
    phone: str = ""
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class FilingView:
    """The whole of an unfinished application. `guide`: the public guide it is filled in under."""

    token: str
    item: str
    version: int
    guide: Mapping[str, Any]
    chosen: dict[str, list[str]]
    form: dict[str, Any]
    given: dict[str, GivenLine]
    is_pledged: bool
    id_number: str
    proxy: ProxyLine | None
    contact: Contact
    parcels: dict[int, ParcelView] = field(default_factory=dict)
    is_sent: bool = False
    receipt: Receipt | None = None
    window: WindowLine | None = None

    @property
    def led(self) -> Led:
        """Where the answers lead."""
        return led(self.guide, self.chosen)

    @property
    def schema(self) -> Mapping[str, Any]:
        """The form."""
        found: Mapping[str, Any] = self.guide["form"]
        return found

    @property
    def prefilled(self) -> dict[str, str]:
        """What of the form is known already, by field: who applies was asked before."""
        known = {"name": self.contact.name, "phone": self.contact.phone, "id_number": self.id_number}
        fields = self.schema.get("properties", {}).items()
        wanted = {name: str(told.get("x-prefill", "")).rpartition(".")[2] for name, told in fields}
        said = {name: known[what] for name, what in wanted.items() if known.get(what)}
        return said | {name: value for name, value in self.registered.items() if name in self.schema["properties"]}

    @property
    def registered(self) -> Mapping[str, str]:
        """What a register said, by field of the form."""
        return self.window.known if self.window else {}

    def files_of(self, code: str) -> Sequence[ParcelView]:
        """The files given for a material."""
        given = self.given.get(code, GivenLine())
        return [self.parcels[key] for key in given.files if key in self.parcels]

    def wants(self, material: Mapping[str, Any]) -> bool:
        """Nothing is there for this material yet, and no register stands in for it."""
        given = self.given.get(material["code"], GivenLine())
        is_at_hand = bool(self.files_of(material["code"]) or given.promised_by or given.is_declared or given.is_seen)
        is_for_later = material["trust"] == "B" and self.window is None
        return not (material["register"] or is_for_later or is_at_hand)

    @property
    def unfinished(self) -> dict[str, str]:
        """What keeps it from being sent, by page: questions, who, form, materials, pledge; each saying what is wanting."""
        found: dict[str, str] = {}
        way = self.led
        if not way.is_done:
            found["questions"] = "还有问题没有回答"
        if way.blocks:
            found["questions"] = way.blocks[0]
        is_reachable = self.contact.is_reachable or self.window is not None
        if not is_reachable or not self.contact.name or not schemas.is_id_number(self.id_number):
            found["who"] = "还没有写清您是谁，或者手机号还没有确认"
        if schemas.check(self.schema, self.form):
            found["form"] = "申请表还没有填好"
        if lacking := [one["name"] for one in way.materials if self.wants(one)]:
            found["materials"] = f"还差材料：{'、'.join(lacking)}"
        if self.guide["pledge"] and any(one["may_pledge"] for one in way.materials) and not self.is_pledged:
            found["pledge"] = "告知承诺还没有签"
        return found


def filing(*, token: str, item: str) -> FilingView:
    """The application of this browser for an item. Missing: no such draft, another item's, or the item is published no more."""
    found = Draft.objects.filter(token=token).first() if token else None
    told = told_of(found.body) if found else {}
    if found is None or told.get("item") != item:
        raise Missing("没有找到您刚才填的，可能放得太久已经清除")
    return view_of(found, public_guide(key=item).body or {}, draft_files(token=token))


def window_filing(*, key: int, officer: int) -> FilingView:
    """What this officer fills in for somebody. Missing: no such draft, or another officer's."""
    found = Draft.objects.filter(pk=key).first()
    told = told_of(found.body) if found else {}
    if found is None or told.get("window", {}).get("officer") != officer:
        raise Missing("没有找到这份没填完的申请，可能放得太久已经清除")
    return view_of(found, public_guide(key=told["item"]).body or {}, draft_files(token=found.token))


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What an officer has begun for somebody: `key` of the draft, the item by name, for whom, when last touched."""

    key: int
    item: str
    name: str
    touched_at: datetime
    is_dropped: bool


def begun_at_window(*, officer: int) -> list[Begun]:
    """What this officer has not finished, newest first, laid aside ones last. Two statements."""
    rows = list(Draft.objects.filter(officer=officer, is_sent=False)[:BEGUN])
    codes = {row.pk: told_of(row.body).get("item", "") for row in rows}
    known = guide_names(keys=sorted(set(codes.values())))
    found = [
        Begun(
            key=row.pk, item=known[codes[row.pk]].name, name=unpack(row.body)[2].name, touched_at=row.touched_at,
            is_dropped=row.dropped_at is not None and row.touched_at <= row.dropped_at,
        )
        for row in rows
        if codes[row.pk] in known
    ]  # fmt: skip
    return sorted(found, key=lambda one: one.is_dropped)


def view_of(found: Draft, guide: Mapping[str, Any], parcels: dict[int, ParcelView]) -> FilingView:
    """A draft read as an application."""
    told = told_of(found.body)
    return FilingView(
        token=found.token, item=told["item"], version=told["version"], guide=guide, chosen=told.get("chosen", {}),
        form=told.get("form", {}), given={code: _given(one) for code, one in told.get("given", {}).items()},
        is_pledged=told.get("pledged", False), id_number=told.get("id_number", ""), proxy=_proxy(told.get("proxy")),
        contact=unpack(found.body)[2], parcels=parcels, is_sent=found.is_sent, receipt=unpack_receipt(found.receipt),
        window=WindowLine(**told["window"]) if told.get("window") else None,
    )  # fmt: skip


def told_of(body: str) -> dict[str, Any]:
    """What a draft's body holds of an application; empty where it is none."""
    found: dict[str, Any] = (json.loads(body) if body else {}).get("filing", {})
    return found


def _given(told: Mapping[str, Any]) -> GivenLine:
    return GivenLine(
        files=tuple(told.get("files", ())), promised_by=_day(told.get("promised_by")), issued_on=_day(told.get("issued_on")),
        is_declared=bool(told.get("declared")), is_seen=bool(told.get("seen")),
    )  # fmt: skip


def _proxy(told: Mapping[str, Any] | None) -> ProxyLine | None:
    if not told:
        return None
    said = {name: told.get(name, "") for name in ("name", "id_number", "phone")}
    return ProxyLine(**said, until=_day(told.get("until")))


def _day(text: Any) -> date | None:
    return date.fromisoformat(text) if text else None


def digests_of(found: Draft) -> dict[int, str]:
    """SHA-256 of the draft's files by key: by these they are known on the other side of the border."""
    return dict(Parcel.objects.filter(draft=found).values_list("pk", "sha256"))
