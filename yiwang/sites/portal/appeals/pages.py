"""What the pages of an appeal show, built from the draft, the limits that are published, and the file once it is in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.states import AppealType
from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import DraftView, PublicFile, Receipt, TypeGuess, UploadLimits
from yiwang.ground.places import queries as places
from yiwang.kit import clock, numbers
from yiwang.kit.errors import Missing, Unavailable
from yiwang.sites.portal import said
from yiwang.sites.portal.answers.pages import like
from yiwang.sites.portal.appeals import alerts
from yiwang.sites.portal.appeals.alerts import Alert
from yiwang.sites.portal.appeals.forms import ANONYMOUS, PHONE
from yiwang.sites.portal.known import Together, together
from yiwang.sites.ui.pages import Check, Fact, Link, TimelineItem, UploadItem
from yiwang.sites.ui.sayings import say
from yiwang.sites.ui.words import is_english

_GUESS_FROM = 4
"""So many characters are needed before a guess is worth saying."""
_HAN = re.compile(r"[\u4e00-\u9fff]")
"""The model has read Chinese alone: of other words it knows nothing."""
_PATIENCE = timedelta(minutes=15)
"""A receipt asks again by itself this long; later the reader opens the file."""


# ---- page 1
@dataclass(frozen=True, kw_only=True)
class WordsPage:
    """`guessed`: the label of the type we guess. `is_resumed`: the words stood here before. `is_lost`: the draft is gone.
    `is_cleared`: the citizen threw it away, so the copy on the device goes too.
    """

    guessed: str = ""
    first: Sequence[Link] = ()
    is_resumed: bool = False
    is_lost: bool = False
    is_cleared: bool = False


def words(
    draft: DraftView | None, *, guess: TypeGuess | None = None, came: str = "", first: Sequence[Link] = ()
) -> WordsPage:
    """Page 1. `came`: why the reader was sent here: lost, cleared, or safe (the tripwire was answered)."""
    resumed = bool(draft and draft.words.content)
    return WordsPage(
        guessed=said.type_label(guess.type) if guess else "", first=first, is_resumed=resumed and came != "safe",
        is_lost=came == "lost" and not resumed, is_cleared=came == "cleared" and not resumed,
    )  # fmt: skip


def words_initial(draft: DraftView | None, wanted: str, item: str = "") -> dict[str, Any]:
    """What stands in the fields; a type from the address only where none was chosen. `item`: the service somebody asks about."""
    kept = {"content": draft.words.content, "type": draft.words.type} if draft else {}
    if item and not kept.get("content") and (row := queries.guide_names(keys=[item]).get(item)):
        kept["content"] = f"我想办“{row.name}”，想先问清楚："
    return kept | {"type": kept.get("type") or wanted}


def guess(text: str) -> TypeGuess | None:
    """The type these words most likely are; None where there is too little, or no model yet."""
    if len(text.strip()) < _GUESS_FROM or not _HAN.search(text):
        return None
    try:
        found = queries.guess_type(text=text)
    except Unavailable:
        return None
    return found if found.type in said.TYPES and found.type != AppealType.OTHER else None


def first(text: str, kind: str) -> list[Link]:
    """Published answers worth reading before a question is sent; they never stand in its way."""
    return like(text) if kind == AppealType.CONSULT else []


def is_tripped(draft: DraftView) -> bool:
    """The tripwire spoke about these words and was not answered yet."""
    danger = draft.words.danger
    return bool(danger) and not danger.get("is_soft") and not danger.get("choice")


def is_reachable(draft: DraftView) -> bool:
    """Page 3 is done."""
    contact = draft.contact
    if contact.is_anonymous:
        return AppealType(draft.words.type).may_be_anonymous
    return contact.is_reachable


# ---- page 2
@dataclass(frozen=True, kw_only=True)
class PlacePage:
    """`files`: what is kept, with advice; what was refused, with the way out."""

    limits: UploadLimits
    files: Sequence[UploadItem]
    refused: Sequence[UploadItem]
    room: int
    megabytes: int


def place(draft: DraftView, *, refused: Sequence[UploadItem] = ()) -> PlacePage:
    """Page 2."""
    limits = queries.upload_limits()
    return PlacePage(
        limits=limits, files=[kept_file(parcel) for parcel in draft.parcels], refused=refused,
        room=limits.max_files - len(draft.parcels), megabytes=limits.max_bytes // 1024 // 1024,
    )  # fmt: skip


def kept_file(parcel: queries.ParcelView, *, is_shown: bool = True) -> UploadItem:
    """A file that was taken, with advice. `is_shown`: with its small picture, where it has one."""
    advice = [Check(text=say(note), ok=False) for note in parcel.notes]
    fine = Check(text=_("已上传，清楚可用") if parcel.has_thumbnail else _("已上传"))
    return UploadItem(
        name=parcel.name, size=_size(parcel.size), checks=advice or [fine], html_id=str(parcel.id),
        thumbnail_url=reverse("portal:appeal_file", args=[parcel.id]) if is_shown and parcel.has_thumbnail else "",
        thumbnail_alt=_("%(name)s的缩略图") % {"name": parcel.name},
    )  # fmt: skip


def refused(name: str, size: int, message: str) -> UploadItem:
    """A file that was not taken."""
    return UploadItem(name=name, size=_size(size), error=message)


def _size(size: int) -> str:
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(size // 1024, 1)} KB"


def counties(draft: DraftView) -> list[tuple[str, list[tuple[str, str]]]]:
    """The areas to choose from, by county; first that of the face the citizen came by. In English each with its name there."""
    found: dict[str, list[tuple[str, str]]] = {}
    own = draft.place.county
    for area in sorted(places.areas(), key=lambda area: area.county_code != own):
        name = f"{area.name_en} ({area.name})" if is_english() and area.name_en else area.name
        found.setdefault(area.county, []).append((area.code, name))
    return list(found.items())


def place_initial(draft: DraftView) -> dict[str, str]:
    """What was written before, else the first place named in the words."""
    if draft.place.place or draft.place.area_code:
        return {"place": draft.place.place, "area_code": draft.place.area_code}
    hits = [hit for hit in places.find(text=draft.words.content) if hit.area_code and hit.is_sure]
    return {"place": f"{hits[0].name}{hits[0].house}", "area_code": hits[0].area_code or ""} if hits else {}


# ---- pages 3 and 4
@dataclass(frozen=True, kw_only=True)
class ContactPage:
    """`was_sent`: a code is on its way. `masked`: to which number. `kind`: the type in words. `is_closed`: the other network
    is away, and a code may take long.
    """

    is_closed: bool
    was_sent: bool
    is_confirmed: bool
    masked: str
    kind: str


def contact(draft: DraftView, *, was_sent: bool) -> ContactPage:
    """Page 3."""
    return ContactPage(
        was_sent=was_sent, is_confirmed=draft.contact.is_confirmed, masked=draft.contact.masked_phone,
        kind=said.type_label(draft.words.type), is_closed=is_closed(),
    )  # fmt: skip


def is_closed() -> bool:
    """Two networks, and the inner one has not been heard of lately."""
    return not queries.gate().is_open


def contact_initial(draft: DraftView) -> dict[str, Any]:
    """What was typed before."""
    kept = draft.contact
    how = ANONYMOUS if kept.is_anonymous else PHONE
    return {
        "how": how, "name": kept.name, "phone": kept.phone, "consented": kept.consented, "later": kept.is_deferred,
    }  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class CheckPage:
    """All answers, and what follows."""

    matter: Sequence[Fact]
    reach: Sequence[Fact]
    due_at: datetime | None
    promise: str
    is_anonymous: bool
    is_consult: bool


def check(draft: DraftView) -> CheckPage:
    """Page 4."""
    try:
        limit, due = queries.promise_for(type=draft.words.type, at=clock.now())
        due_at, promise = due.at, said.limit_words(limit.words)
    except Unavailable:
        due_at, promise = None, ""
    return CheckPage(
        matter=_matter(draft), reach=_reach(draft), due_at=due_at, promise=promise, is_anonymous=draft.contact.is_anonymous,
        is_consult=draft.words.type == AppealType.CONSULT,
    )  # fmt: skip


def _matter(draft: DraftView) -> list[Fact]:
    first, second = reverse("portal:appeal"), reverse("portal:appeal_place")
    files = "、".join(parcel.name for parcel in draft.parcels)
    return [
        Fact(term=_("想让我们"), value=said.type_label(draft.words.type), change_url=first, change_label=_("类型")),
        Fact(term=_("内容"), value=draft.words.content, change_url=first),
        Fact(term=_("地点"), value=_where(draft) or _("没有写"), change_url=second),
        Fact(term=_("照片和文件"), value=files or _("没有"), change_url=second),
    ]


def _where(draft: DraftView) -> str:
    try:
        area = places.area(code=draft.place.area_code)
        named = f"{area.county}{area.name}"
        return f"{f'{area.name_en} ({named})' if is_english() and area.name_en else named} {draft.place.place}".strip()
    except Missing:
        return draft.place.place


def _reach(draft: DraftView) -> list[Fact]:
    url, kept = reverse("portal:appeal_contact"), draft.contact
    if kept.is_anonymous:
        return [Fact(term=_("联系方式"), value=_("匿名，不留手机号"), change_url=url)]
    told = _("%(phone)s，没有用短信确认，民警打电话时核实") if kept.is_deferred else _("%(phone)s，已用短信确认")
    phone = told % {"phone": kept.masked_phone}
    return [
        Fact(term=_("称呼"), value=kept.name, change_url=url),
        Fact(term=_("手机"), value=phone, change_url=url),
        Fact(
            term=_("告诉谁"),
            value=_("只有受理、办理这件事的人和他们的上级能看到您的电话，每次查看都要写用途，都有记录"),
        ),
    ]


# ---- the tripwire
@dataclass(frozen=True, kw_only=True)
class DangerPage:
    """`alert`: the words of the page. `sms_url`: a message to 12110 with place and words filled in. `marked`: why.
    `is_message_first`: who cannot speak is shown the message before the call.
    """

    alert: Alert
    calls: Sequence[tuple[str, str]]
    sms_url: str
    content: str
    marked: Sequence[str]
    has_words: bool
    is_message_first: bool
    is_closed: bool

    @property
    def is_first_long(self) -> str:
        """Set where the first number stands behind many words."""
        return "1" if len(self.calls[0][1]) > 6 else ""


def danger(draft: DraftView) -> DangerPage:
    """The page of the rule that spoke."""
    trip = draft.words.danger
    alert = alerts.of(str(trip.get("page", "")))
    text = " ".join(filter(None, [_place_of(draft), draft.words.content[:200]]))
    return DangerPage(
        alert=alert, calls=alerts.calls(trip.get("offer", ()), first=alert.first),
        sms_url=f"sms:12110?body={quote(text)}" if text else "sms:12110", content=draft.words.content,
        is_message_first=alert.is_discreet and "110" not in trip.get("offer", ()),
        marked=() if alert.is_discreet else _telling(trip.get("words", ())), has_words=bool(draft.words.content),
        is_closed=is_closed(),
    )  # fmt: skip


def _telling(found: Sequence[str]) -> tuple[str, ...]:
    """The words worth showing: none that stands inside another, no single sign beside longer ones."""
    whole = [word for word in found if not any(word != other and word in other for other in found)]
    return tuple([word for word in whole if len(word) > 1] or whole)


def _place_of(draft: DraftView) -> str:
    return draft.place.place or str(place_initial(draft).get("place", ""))


def now_initial(draft: DraftView) -> dict[str, str]:
    """The last words, as far as they are known."""
    return {"content": draft.words.content, "place": _place_of(draft), "phone": draft.contact.phone}


# ---- the receipt
@dataclass(frozen=True, kw_only=True)
class ReceiptPage:
    """`is_waiting`: the unit (or the duty officer) is not known yet, and the page asks again by itself. `is_outside`: it lies
    before a closed gate.
    """

    number: str
    code: str
    unit: str
    due_at: datetime | None
    is_provisional: bool
    steps: Sequence[TimelineItem]
    phone: str
    is_waiting: bool
    is_outside: bool
    is_discreet: bool
    answered_by: str
    answered_at: datetime | None
    is_late: bool
    together: Together | None

    @property
    def spelled_code(self) -> str:
        """402 196 5317: in groups, for the eye and the ear."""
        return numbers.show_code(self.code)


def receipt(draft: DraftView, kept: Receipt, file: PublicFile | None) -> ReceiptPage:
    """The receipt, with what the inner side has said since."""
    body: Mapping[str, Any] = file.body if file else {}
    unit, alarm = body.get("unit") or {}, body.get("alarm") or {}
    answered = alarm.get("acknowledged_at") or ""
    due_at = datetime.fromisoformat(body["due_at"]) if body.get("due_at") else kept.due_at
    age = clock.now() - kept.registered_at
    known = bool(answered) if kept.is_urgent else bool(unit) or body.get("state") not in ("received", "registered")
    return ReceiptPage(
        number=kept.number, code=kept.code, unit=said.named(unit.get("name", ""), unit.get("name_en", "")), due_at=due_at,
        is_provisional=bool(body.get("provisional", kept.provisional)),
        steps=_steps(kept, due_at, is_reachable=not draft.contact.is_anonymous),
        phone=draft.contact.masked_phone if not draft.contact.is_anonymous else "", is_waiting=not known and age < _PATIENCE,
        is_discreet=alerts.of(str(draft.words.danger.get("page", ""))).is_discreet, answered_by=alarm.get("by", ""),
        answered_at=datetime.fromisoformat(answered) if answered else None, is_late=not answered and age > timedelta(minutes=2),
        is_outside=file is not None and not file.version and is_closed(),
        together=together(body.get("together"), is_open=not kept.is_urgent),
    )  # fmt: skip


def _steps(kept: Receipt, due_at: datetime, *, is_reachable: bool) -> list[TimelineItem]:
    due = {step["kind"]: datetime.fromisoformat(step["due_at"]) for step in kept.steps} | {"handle": due_at}
    if not is_reachable:
        due.pop("first_contact", None)  # nobody can call who left no number
    if {"sign", "first_contact"} <= due.keys():
        due["sign"] = min(due["sign"], due["first_contact"])  # who calls has signed: over a weekend 24 hours end first
    titles = {"sign": _("派出所签收"), "first_contact": _("民警联系您"), "handle": _("答复您")}
    found = [TimelineItem(title=_("已收到"), at=kept.registered_at)]
    found += [TimelineItem(title=titles[kind], latest=said.latest(at), kind="next") for kind, at in due.items()]
    last = _("不满意可以说“没有解决”，会重新办理。")
    return [*found, TimelineItem(title=_("请您看答复"), text=last, kind="next")]
