"""The portal's side: what a citizen writes about a file that is being handled, and the list of one phone's files."""

import secrets
from datetime import date
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish, public_body
from yiwang.cases.counter.models import Draft
from yiwang.cases.counter.queries.drafts import with_contact
from yiwang.cases.counter.queries.mine import pack_note, read_note
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.queries import is_mobile, read_phone
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import border_command

TEXT_LIMIT = 2000
_MOST_KEPT = 4000


@border_command
def keep_note(*, by: Actor, number: str, token: str, text: str) -> None:
    """Keep what was typed about a file, so that an error loses nothing. `token`: of the form. Missing: it is another file's.

    What was sent stays as it was sent.
    """
    now, body = clock.now(), pack_note(number, text[:_MOST_KEPT])
    found, made = Draft.objects.get_or_create(token=token, defaults={"body": body, "opened_at": now, "touched_at": now})
    if made:
        return
    if read_note(found.body).get("number") != number:
        raise Missing
    if not found.is_sent:
        found.body, found.touched_at = body, now
        found.save(update_fields=["body", "touched_at"])


@border_command
def answer(*, by: Actor, number: str, token: str, text: str, question: int) -> None:
    """回答提问. Invalid: neither words nor files. Refused: nobody waits for this answer any more.

    What comes too late all the same (the question ended while it was on its way) is taken in as a supplement.
    """
    body = public_body(number)
    asked = body.get("question") or {}
    if asked.get("id") != question:
        raise Refused("这个提问已经不等回答了。您写的可以用“补充材料”交上来")
    _send_note(EnvelopeKind.ANSWER, number, token, text, question=question)


@border_command
def supplement(*, by: Actor, number: str, token: str, text: str) -> None:
    """补充材料. Invalid: neither words nor files. Refused: it is answered or over."""
    if not public_body(number)["may"].get("supplement"):
        raise Refused("现在不能补充材料：已经答复、已经结束，或者今天补得太多")
    _send_note(EnvelopeKind.SUPPLEMENT, number, token, text)


def _send_note(kind: EnvelopeKind, number: str, token: str, text: str, **more: Any) -> None:
    """The note becomes an envelope, once a token; its files go with it."""
    keep_note(by=Actor.citizen(), number=number, token=token, text=text)
    found = queries.lock_draft(token=token)
    if found.is_sent:
        return
    words = text.strip()
    if not words and not found.parcels.exists():
        raise Invalid("还没有写", text="请写几句话，或者附上照片")
    if len(words) > TEXT_LIMIT:
        raise Invalid("写得太长", text=f"写了{len(words)}字，最多{TEXT_LIMIT}字")
    post_wish(
        kind, number, f"{kind}:{number}:{keyed_digest(token, purpose='note')[:24]}", text=words, draft=found.pk, **more
    )
    found.is_sent, found.body, found.touched_at = True, pack_note(number, ""), clock.now()
    found.save(update_fields=["is_sent", "body", "touched_at"])


@border_command
def urge(*, by: Actor, number: str) -> None:
    """催一催: once a working day. Refused: it is answered or over, or was urged already, with when it may be again."""
    body = public_body(number)
    again = (body.get("urge") or {}).get("again_on")
    if again and date.fromisoformat(again) > clock.today():
        day = date.fromisoformat(again)
        raise Refused(f"今天已经催过了，督办单位收到了。{day.month}月{day.day}日起可以再催")
    if not body["may"].get("urge") and not again:
        raise Refused("已经答复或者已经结束，不用再催")
    post_wish(EnvelopeKind.URGE, number, f"urge:{number}:{clock.today().isoformat()}")


@border_command
def open_mine(*, by: Actor, phone: str, code: str = "", number: str = "") -> str:
    """Begin to look at all files of a phone; returns the token under which its code is asked for and confirmed.

    `code`: the query code of one of its files, or `number`: one that this browser has opened. Invalid: they do not belong
    together; it is not said whether the phone has any file.
    """
    spelled = read_phone(phone)
    if not spelled or not is_mobile(spelled):
        raise Invalid("手机号码不对", phone="手机号码不对，请写11位手机号，比如13800001234")
    if not queries.belongs_to(phone=spelled, number=number, code=code):
        raise Invalid("对不上", **{"phone" if number else "code": _APART if number else _WRONG})
    token, now = secrets.token_urlsafe(32), clock.now()
    body = with_contact("", phone=spelled)
    Draft.objects.create(token=token, opened_at=now, touched_at=now, body=body)
    return token


_WRONG = "手机号和查询码对不上，请再对一遍。查询码是10位数字，在登记时的短信里"
_APART = "和打开的那一件留的手机号对不上，请再对一遍"


@border_command
def close_mine(*, by: Actor, token: str) -> None:
    """Look no more: the session ends on both ends of the wire."""
    Draft.objects.filter(token=token, is_sent=False).delete()
