"""A citizen writes, page by page. What was typed is kept first and judged afterwards, so an error loses nothing."""

import json
import secrets
from dataclasses import dataclass, field
from datetime import timedelta

from yiwang.cases.appeals.states import TYPES, AppealType
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Draft, Envelope, Parcel, PhoneCheck
from yiwang.cases.counter.queries import ParcelView, TripView
from yiwang.cases.counter.queries.drafts import unpack, with_contact, with_place, with_words
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.queries import is_mobile, read_phone
from yiwang.ground.places import queries as places
from yiwang.kit import clock, numbers
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import border_command

CONTENT_LIMIT = 2000
PLACE_LIMIT = 120
NAME_LIMIT = 20
PARCELS = 9
CODE_MINUTES = 5
CODE_TRIES = 5
CODE_WAIT = timedelta(minutes=1)
CODES_AN_HOUR = 5
NO_PHONE = "还没有写手机号码，请写11位手机号，比如13800001234"
WRONG_PHONE = "手机号码不对，请写11位手机号，比如13800001234"
SAFE_CHOICES = frozenset({"past", "called_110", "safe"})
"""过去的事、已打110、没有危险: what a citizen may answer to the tripwire and go on."""


@dataclass(frozen=True)
class Step:
    """What became of one page: `problems` by field, each saying how to mend it, and the tripwire if it spoke."""

    problems: dict[str, str] = field(default_factory=dict)
    trip: TripView | None = None

    @property
    def is_done(self) -> bool:
        """The next page may open."""
        return not self.problems and (self.trip is None or self.trip.is_soft)


@border_command
def open_draft(*, by: Actor) -> str:
    """Begin; returns the token that the browser keeps."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    Draft.objects.create(token=token, opened_at=now, touched_at=now)
    return token


def _keep(found: Draft, body: str) -> None:
    if found.is_sent:
        raise Refused("这件事已经提交过了，要补充请到“查进度”")
    found.body, found.touched_at = body, clock.now()
    found.save(update_fields=["body", "touched_at"])


@border_command
def drop_draft(*, by: Actor, token: str) -> None:
    """The citizen does not want it any more: erased at once, with its files. One that was sent stays (it is a file now)."""
    Draft.objects.filter(token=token, is_sent=False).delete()


@border_command
def write_words(
    *, by: Actor, token: str, content: str, type: str = "", danger_now: bool = False, county: str = ""
) -> Step:
    """Page 1. The tripwire reads the words; a citizen who has answered it about these very words goes on.

    `county`: whose face of the portal they came by.
    """
    found = queries.lock_draft(token=token)
    words, _, _ = unpack(found.body)
    text = content.strip()
    trip = queries.trip_of(text=text, answers={"danger_now": danger_now}) if text or danger_now else None
    answered = words.danger.get("choice") and words.danger.get("about") == _about(text)
    danger = words.danger if answered else (trip.as_json() | {"about": _about(text)} if trip else {})
    body = with_place(found.body, county=county) if county else found.body
    _keep(found, with_words(body, content=text[: CONTENT_LIMIT * 2], type=type, danger=danger))
    problems = {}
    if not text:
        problems["content"] = "还没有写是什么事。请用平常说话的方式写几句"
    elif len(text) > CONTENT_LIMIT:
        problems["content"] = f"写了{len(text)}字，最多{CONTENT_LIMIT}字。请删短一些，细节可以放在附件里"
    if type not in TYPES:
        problems["type"] = "还没有选想让我们做什么"
    return Step(problems, None if answered else trip)


def _about(text: str) -> str:
    return keyed_digest(text, purpose="trip")


@border_command
def answer_trip(*, by: Actor, token: str, choice: str) -> None:
    """The citizen says how it stands and goes on writing. Invalid: no choice."""
    if choice not in SAFE_CHOICES:
        raise Invalid("请选现在的情况", choice="请选一项，或者拨打110")
    found = queries.lock_draft(token=token)
    words, _, _ = unpack(found.body)
    _keep(found, with_words(found.body, danger=words.danger | {"choice": choice, "at": clock.now().isoformat()}))


@border_command
def write_place(*, by: Actor, token: str, area_code: str = "", place: str = "") -> Step:
    """Page 2. The place helps to find the station; matters of no place may leave it empty.

    A name that several counties have is taken for that of the county whose face the citizen came by.
    """
    found = queries.lock_draft(token=token)
    words, before, _ = unpack(found.body)
    line = place.strip()
    known = {area.code: area.county_code for area in places.areas()}
    hits = [hit.area_code for hit in places.find(text=line) if hit.area_code]
    near = [code for code in hits if before.county and known.get(code) == before.county]
    code = area_code if area_code in known else next(iter(near or hits), "")
    _keep(found, with_place(found.body, area_code=code, place=line[:PLACE_LIMIT]))
    problems = {}
    if not line and not code and words.type in (AppealType.COMPLAINT, AppealType.REPORT, AppealType.HELP):
        problems["place"] = "没有写地点。不写地点，我们不知道派给哪个派出所。请写小区、路口或店名"
    if len(line) > PLACE_LIMIT:
        problems["place"] = f"地点写了{len(line)}字，最多{PLACE_LIMIT}字"
    return Step(problems)


@border_command
def add_parcel(*, by: Actor, token: str, name: str, data: bytes, mark: str = "") -> ParcelView:
    """Add a photo or document, re-encoded and stripped; `mark`: a watermark across pictures.

    Invalid: too many, too large, or of a kind we cannot keep.
    """
    found = queries.lock_draft(token=token)
    if found.is_sent:
        raise Refused("这件事已经提交过了，要补充请到“查进度”")
    if found.parcels.count() >= PARCELS:
        raise Invalid(f"最多{PARCELS}个文件", files=f"已经有{PARCELS}个文件了，请先移除一个")
    clean = files.clean(name=name, data=data)
    clean = files.watermarked(clean, mark) if mark else clean
    kept, _ = Parcel.objects.get_or_create(
        draft=found,
        sha256=clean.sha256,
        defaults={
            "name": clean.name, "mime": clean.mime, "size": len(clean.data), "width": clean.width,
            "height": clean.height, "data": clean.data, "thumbnail": clean.thumbnail, "notes": list(clean.notes),
        },
    )  # fmt: skip
    return ParcelView(
        id=kept.pk, name=clean.name, mime=clean.mime, size=len(clean.data), notes=list(clean.notes),
        has_thumbnail=bool(clean.thumbnail),
    )  # fmt: skip


@border_command
def remove_parcel(*, by: Actor, token: str, parcel_id: int) -> None:
    """Take a file off the draft; one that is gone already changes nothing."""
    queries.lock_draft(token=token).parcels.filter(pk=parcel_id).delete()


def _mobile(text: str) -> str:
    """The mobile number, in its one spelling; empty where it is none (a land line gets no SMS)."""
    number = read_phone(text)
    return number if number and is_mobile(number) else ""


@border_command
def write_contact(
    *, by: Actor, token: str, is_anonymous: bool = False, name: str = "", phone: str = "", consented: bool = False,
    code: str = "", later: bool = False,
) -> Step:  # fmt: skip
    """Page 3. Anonymous where the type allows it; else a phone and the consent to use it.

    `code`: the six digits, where they stand on the same page; a phone confirmed before needs none. `later`: go on without
    one, which is possible only while the other network is away and no code can be sent; an officer asks then.
    """
    found = queries.lock_draft(token=token)
    words, _, before = unpack(found.body)
    number = _mobile(phone)
    kept = {"is_anonymous": is_anonymous, "name": name.strip()[:NAME_LIMIT], "consented": consented}
    if later and number and not queries.gate().is_open:
        kept["deferred_phone"] = number
    _keep(found, with_contact(found.body, phone=number or phone.strip()[:30], **kept))
    problems = {}
    if is_anonymous:
        if words.type in TYPES and not AppealType(words.type).may_be_anonymous:
            problems["is_anonymous"] = (
                f"{AppealType(words.type).label}要留手机号，不然没法联系您办理。举报、建议、咨询可以匿名"
            )
        return Step(problems)
    if not name.strip():
        problems["name"] = "请写怎么称呼您，写姓也可以，比如“王女士”"
    if not number:
        problems["phone"] = WRONG_PHONE if phone.strip() else NO_PHONE
    if not consented:
        problems["consented"] = "请先看看个人信息怎样使用，同意后勾选"
    if number and number not in (before.confirmed_phone, kept.get("deferred_phone", before.deferred_phone)):
        problems |= _confirm(by, token, code)
    return Step(problems)


def _confirm(by: Actor, token: str, code: str) -> dict[str, str]:
    if not code.strip():
        return {"code": "手机号还没有确认，请点“发短信验证码”，再填收到的6位数字"}
    return confirm_code(by=by, token=token, code=code).problems


@border_command
def ask_code(*, by: Actor, token: str) -> None:
    """Send a code to the phone on the draft. Refused: asked again too soon or too often, with when to try again."""
    found = queries.lock_draft(token=token)
    _, _, contact = unpack(found.body)
    if contact.is_confirmed:
        raise Refused("这个手机号已经确认过，直接点“继续”就行")
    number = _mobile(contact.phone)
    if not number:
        raise Invalid("手机号码不对", phone=WRONG_PHONE if contact.phone else NO_PHONE)
    now, index = clock.now(), keyed_digest(number, purpose="phone-check")
    recent = PhoneCheck.objects.filter(phone_index=index, sent_at__gt=now - timedelta(hours=1)).order_by("-sent_at")
    times = list(recent.values_list("sent_at", flat=True)[:CODES_AN_HOUR])
    if times and times[0] > now - CODE_WAIT:
        raise Refused(f"刚发过一次，请{int((times[0] + CODE_WAIT - now).total_seconds()) + 1}秒后再试")
    if len(times) >= CODES_AN_HOUR:
        raise Refused("一小时内已发了5次。请稍后再试，或打人工电话由话务员登记")
    code = f"{secrets.randbelow(1_000_000):06d}"
    check = PhoneCheck.objects.create(
        draft=found, phone_index=index, code_hash=_hash_code(index, code), sent_at=now,
        expires_at=now + timedelta(minutes=CODE_MINUTES),
    )  # fmt: skip
    Envelope.objects.create(
        kind=EnvelopeKind.PHONE_CODE, nonce=f"code:{secrets.token_hex(8)}", posted_at=now, goes_first=True,
        body=json.dumps({"phone": number, "code": code, "check": check.pk}),
    )  # fmt: skip


def _hash_code(phone_index: str, code: str) -> str:
    return keyed_digest(f"{phone_index}/{code}", purpose="phone-code")


@border_command
def confirm_code(*, by: Actor, token: str, code: str) -> Step:
    """The six digits that came by SMS. Wrong ones are counted; after five, or five minutes, a new code is needed."""
    found = queries.lock_draft(token=token)
    _, _, contact = unpack(found.body)
    number = _mobile(contact.phone)
    index = keyed_digest(number, purpose="phone-check")
    check = found.checks.select_for_update().filter(phone_index=index).order_by("-sent_at", "-id").first()
    digits = numbers.read_code(code)
    if check is None:
        return Step({"code": "请先点“发短信验证码”"})
    if check.expires_at < clock.now() or check.tries >= CODE_TRIES:
        return Step({"code": "这个验证码已经失效，请再发一次"})
    if not secrets.compare_digest(check.code_hash, _hash_code(index, digits)):
        check.tries += 1
        check.save(update_fields=["tries"])
        return Step({"code": f"验证码不对，还可以试{CODE_TRIES - check.tries}次"})
    check.confirmed_at = clock.now()
    check.save(update_fields=["confirmed_at"])
    _keep(found, with_contact(found.body, confirmed_phone=number))
    return Step()
