"""提交: the draft becomes an envelope, and the citizen has number, code and promise at once."""

import json
from dataclasses import replace

from django.db.models import Model

from yiwang.cases.appeals.states import TYPES, AppealType
from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.bodies import first_body
from yiwang.cases.counter.commands.writing import CONTENT_LIMIT, PLACE_LIMIT
from yiwang.cases.counter.models import Draft, Envelope, Projection
from yiwang.cases.counter.queries import Contact, PlaceLine, Receipt, Words
from yiwang.cases.counter.queries.drafts import pack_receipt, unpack, unpack_receipt
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.queries import read_phone
from yiwang.ground.places import queries as places
from yiwang.kit import clock, numbers, sql
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import encrypt
from yiwang.kit.errors import Invalid
from yiwang.kit.work import border_command

CHANNEL = "web"
_PUBLISHING = frozenset({"yes", "no"})


@border_command
def send(*, by: Actor, token: str, is_true: bool, publishing: str = "") -> Receipt:
    """Send the appeal. Sending the same draft again returns the same receipt.

    `is_true`: the citizen says that it is so. `publishing`: of a consultation, whether it may be published without what points
    at a person: yes, no, or nothing said. Invalid: a page is not finished; `fields` names what is missing.
    """
    found = queries.lock_draft(token=token)
    if receipt := unpack_receipt(found.receipt):
        return receipt
    words, place, contact = unpack(found.body)
    problems = _unfinished(words, contact)
    if not is_true:
        problems["is_true"] = "请勾选“我说的是实际情况”"
    if problems:
        raise Invalid(f"有{len(problems)}处还没有填好", **problems)
    said = publishing if publishing in _PUBLISHING and words.type == AppealType.CONSULT else ""
    return _post(found, words, place, contact, is_urgent=False, publishing=said)


@border_command
def send_now(*, by: Actor, token: str, content: str = "", place: str = "", phone: str = "") -> Receipt:
    """打不了电话，现在就发出去: whatever is there goes to the duty desk, which rings. Invalid: not a word is written.

    `content`, `place`, `phone`: a last word from the page of the tripwire; empty ones leave what was written before.
    """
    found = queries.lock_draft(token=token)
    if receipt := unpack_receipt(found.receipt):
        return receipt
    words, place_line, contact = unpack(found.body)
    words = replace(words, content=words.content or content.strip()[:CONTENT_LIMIT])
    place_line = _told_place(place_line, place)
    number = read_phone(phone)
    contact = replace(contact, phone=number or contact.phone, is_anonymous=False) if phone else contact
    if not words.content:
        raise Invalid("还没有写是什么事", content="请写几个字：在哪里、出了什么事")
    if not number and sum(sign.isdigit() for sign in phone) >= 5:  # a slip of the finger that an officer may guess
        words = replace(words, content=f"{words.content}\n（写的电话：{phone.strip()[:30]}）")
    known = words.type if words.type in TYPES else AppealType.HELP
    return _post(found, replace(words, type=known), place_line, contact, is_urgent=True)


def _told_place(before: PlaceLine, line: str) -> PlaceLine:
    told = line.strip()[:PLACE_LIMIT]
    if not told or told == before.place:
        return before
    hits = [hit.area_code for hit in places.find(text=told) if hit.area_code]
    return replace(before, area_code=hits[0] if hits else before.area_code, place=told)


def _place_told(place: PlaceLine) -> str:
    """Their words; where no area was found, also by which county's face they came."""
    if place.area_code or not place.county:
        return place.place
    county = next((area.county for area in places.areas() if area.county_code == place.county), "")
    came = f"（从{county}地方站提交）" if county else ""
    return f"{place.place[: PLACE_LIMIT - len(came)]}{came}"


def _unfinished(words: Words, contact: Contact) -> dict[str, str]:
    problems = {}
    danger = words.danger
    if danger and not danger.get("is_soft") and not danger.get("choice"):
        problems["danger"] = "刚才的提醒还没有回答"
    if not words.content:
        problems["content"] = "还没有写是什么事"
    if words.type not in TYPES:
        problems["type"] = "还没有选想让我们做什么"
    elif contact.is_anonymous and not AppealType(words.type).may_be_anonymous:
        problems["contact"] = f"{AppealType(words.type).label}不能匿名，请留手机号"
    if not contact.is_anonymous and not contact.is_reachable:
        problems["contact"] = "手机号还没有确认"
    return problems


def _post(
    found: Draft, words: Words, place: PlaceLine, contact: Contact, *, is_urgent: bool, publishing: str = ""
) -> Receipt:
    now, priority = clock.now(), "urgent" if is_urgent else "normal"
    limit, due = queries.promise_for(type=words.type, at=now, priority=priority)
    steps = queries.coming(type=words.type, at=now, priority=priority, promise=(limit, due))
    receipt = Receipt(
        number=casework.next_number(), code=numbers.make_code(), due_at=due.at, provisional=due.provisional, promise=limit.words,
        registered_at=now, is_urgent=is_urgent, steps=steps,
    )  # fmt: skip
    letter = _letter(found, words, place, contact, receipt, publishing)
    shown = json.dumps(first_body(receipt, words, place), ensure_ascii=False)
    post_first(EnvelopeKind.SUBMISSION, found, receipt, letter, shown)
    return receipt


def post_first(kind: EnvelopeKind, found: Draft, receipt: Receipt, letter: str, shown: str) -> None:
    """What begins a file: its envelope, the first projection and the receipt beside the draft, in one statement."""
    now = receipt.registered_at
    sql.run(_POST, [
        kind.value, receipt.number, f"sent:{receipt.number}", _sealed(Envelope, "body", letter), receipt.is_urgent, now,
        receipt.number, numbers.hash_code(number=receipt.number, code=receipt.code), _sealed(Projection, "body", shown), now,
        _sealed(Draft, "receipt", pack_receipt(receipt)), now, found.pk,
    ])  # fmt: skip


_POST = """
WITH posted AS (
  INSERT INTO counter_envelope (kind, number, nonce, body, goes_first, posted_at, tries, trouble)
  VALUES (%s, %s, %s, %s, %s, %s, 0, '')
), shown AS (
  INSERT INTO counter_projection (number, code_hash, body, version, updated_at) VALUES (%s, %s, %s, 0, %s)
)
UPDATE counter_draft SET receipt = %s, is_sent = true, touched_at = %s WHERE id = %s
"""
"""Envelope, first projection and receipt in one statement: it is what everybody who submits waits for."""


def _sealed(model: type[Model], column: str, text: str) -> bytes:
    return encrypt(text.encode(), bound_to=f"{model._meta.db_table}.{column}")


def _letter(found: Draft, words: Words, place: PlaceLine, contact: Contact, receipt: Receipt, publishing: str) -> str:
    """What goes across the border. A phone that did not answer its code is passed on as unverified."""
    party = {
        "is_anonymous": contact.is_anonymous or not contact.phone, "name": contact.name, "phone": contact.phone,
        "identity_level": "sms_verified" if contact.is_confirmed else "none",
    }  # fmt: skip
    letter = {
        "channel": CHANNEL, "draft": found.pk, "number": receipt.number, "code": receipt.code,
        "registered_at": receipt.registered_at.isoformat(), "is_urgent": receipt.is_urgent, "type": words.type,
        "content": words.content, "tripwire": words.danger, "area_code": place.area_code, "place": _place_told(place),
        "publishing": publishing, "party": party if not contact.is_anonymous else {"is_anonymous": True},
    }  # fmt: skip
    return json.dumps(letter, ensure_ascii=False)
