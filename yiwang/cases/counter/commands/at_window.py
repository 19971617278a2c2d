"""An application that an officer fills in for somebody: at a window, by post, by phone. One draft, one number, as online."""

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import F

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.filed import take_application
from yiwang.cases.counter.commands.filing import change, letter_of_filing, material_of, whole, wrong_proxy
from yiwang.cases.counter.commands.inner import project
from yiwang.cases.counter.commands.writing import NAME_LIMIT, Step
from yiwang.cases.counter.models import Draft
from yiwang.cases.counter.queries import Receipt
from yiwang.cases.counter.queries.drafts import pack_receipt, unpack_receipt, with_contact
from yiwang.cases.counter.queries.filings import DRAFT, window_filing
from yiwang.ground.messaging.queries import read_phone
from yiwang.ground.registers import commands as registers
from yiwang.ground.registers.gateways.base import Way
from yiwang.kit import clock, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

CHANNELS = {"window": "窗口", "letter": "来信邮寄", "hotline": "电话代填", "home_visit": "上门代办"}
"""How an application comes that an officer fills in; the codes are those of the channels' table."""
MET = frozenset({"window", "home_visit"})
"""Where the person stands before the officer, who can look at their card."""
DROPPED_KEPT = timedelta(hours=1)
"""So long what was laid aside may be taken up again."""
KNOWN = {"name": "name", "sex": "sex", "birth": "birth", "area": "area"}
"""Facts of the population register by the field of a form that they fill in."""


@command
def open_at_window(*, by: Actor, item: str, channel: str = "window") -> int:
    """Begin for somebody; returns the draft's key. Refused: the item has neither form nor flow."""
    guide = queries.public_guide(key=item).body or {}
    if not guide.get("can_apply"):
        raise Refused("这个事项没有申请表，请照办事指南告诉对方到哪里办")
    now = clock.now()
    told = {
        "item": item,
        "version": guide["version"],
        "window": {"officer": by.officer_id, "channel": _channel(channel)},
    }
    body = with_contact(json.dumps({"filing": told}, ensure_ascii=False), consented=True)
    draft = Draft.objects.create(
        token=secrets.token_urlsafe(32), opened_at=now, touched_at=now, body=body, officer=by.officer_id
    )
    return unchanged(draft.pk)


def _channel(said: str) -> str:
    return said if said in CHANNELS else "window"


def _held(by: Actor, key: int) -> Draft:
    """The draft, locked. Missing: another officer's."""
    return queries.lock_draft(token=window_filing(key=key, officer=by.officer_id or 0).token)


@command
def write_who_at_window(
    *, by: Actor, key: int, name: str, id_number: str, phone: str, channel: str, is_met: bool,
    proxy: Mapping[str, str] | None = None,
) -> Step:  # fmt: skip
    """Who applies, how it came, who acts for them. No code is sent: the officer has looked, or says that nobody could.

    `is_met`: their card was looked at; a phone is asked for, so that they can follow it, and may be left out.
    """
    found, spelled, number = _held(by, key), "".join(id_number.split()).upper(), read_phone(phone)
    way = _channel(channel)

    def put(told: dict[str, Any]) -> None:
        told.update(id_number=spelled[:30], proxy=dict(proxy) if proxy else None)
        told["window"] |= {"channel": way, "is_met": is_met and way in MET}

    found = change(found.token, put)
    found.body = with_contact(
        found.body, name=name.strip()[:NAME_LIMIT], phone=number or phone.strip()[:30], consented=True
    )
    found.save(update_fields=["body"])
    problems = {} if name.strip() else {"name": "还没有写姓名，请照身份证写"}
    if not schemas.is_id_number(spelled):
        problems["id_number"] = schemas.CHECKS["id_checksum"][1] if spelled else "还没有写公民身份号码，18位"
    if phone.strip() and (not number or len(number) != 11):
        problems["phone"] = schemas.CHECKS["mobile"][1]
    return unchanged(Step(problems | (wrong_proxy(proxy) if proxy else {})))


@command
def see_original(*, by: Actor, key: int, code: str, is_seen: bool) -> None:
    """已核验原件: the officer held the paper in hand; no copy is kept. Invalid: the item does not ask for it."""
    found = _held(by, key)
    material_of(found, code)
    change(found.token, lambda told: told.setdefault("given", {}).setdefault(code, {}).update(seen=is_seen))
    return unchanged(None)


def fill_from_register(*, by: Actor, key: int, purpose: str, way: Way | None = None) -> dict[str, str]:
    """由登记库带出: what the population register holds of the applicant, outside of any transaction; kept with who asked and why.

    Returns what was found, by field. Invalid: no purpose, or no number yet. Unavailable: the register is silent.
    """
    view = window_filing(key=key, officer=by.officer_id or 0)
    keys = {"id_number": view.id_number, "name": view.contact.name}
    answer = registers.look_up(
        by=by, subject=Ref(DRAFT, key), case=f"窗口代填{key}", purpose=purpose, register="person", keys=keys,
        request_id=f"{DRAFT}:{key}:{int(clock.now().timestamp() * 1000)}", way=way,
    )  # fmt: skip
    if not answer.found:
        raise Missing("人口库里查不到这个号码，请核对身份证，再由人工办理")
    if answer.facts.get("name_matches") is False:
        raise Invalid("姓名和号码对不上", name="人口库里这个号码不是这个姓名，请照身份证核对")
    said = {field: str(answer.facts[fact]) for fact, field in KNOWN.items() if answer.facts.get(fact)}
    keep_known(by=by, key=key, said=said, purpose=purpose)
    return said


@command
def keep_known(*, by: Actor, key: int, said: Mapping[str, str], purpose: str) -> None:
    """What a register said stands in the form until somebody writes something else there."""
    change(_held(by, key).token, lambda told: told["window"].update(known=dict(said), purpose=purpose))
    return unchanged(None)


@command
def file_at_window(*, by: Actor, key: int) -> Receipt:
    """File it at once, under the officer's own name: number and query code to hand over. Twice gives the same receipt.

    Invalid: something is wanting; `fields` names the parts. Refused: the answers lead elsewhere.
    """
    found = _held(by, key)
    if receipt := unpack_receipt(found.receipt):
        return unchanged(receipt)
    view, receipt = whole(found)
    case = take_application(by=by, key=f"window:{found.pk}", letter=letter_of_filing(found, view, receipt))
    registers.hand_on(by=by, subject=Ref(DRAFT, found.pk), to=case.ref)
    found.receipt, found.is_sent, found.touched_at = pack_receipt(receipt), True, receipt.registered_at
    found.save(update_fields=["receipt", "is_sent", "touched_at"])
    project(by=by, case_id=case.pk)
    return receipt


@command
def drop_at_window(*, by: Actor, key: int) -> None:
    """不办了: laid aside; for an hour it may be taken up again (`restore_at_window`), then it is erased with its files and
    what registers said for it. One that was filed stays.
    """
    Draft.objects.filter(pk=_held(by, key).pk, is_sent=False).update(dropped_at=clock.now())
    return unchanged(None)


@command
def restore_at_window(*, by: Actor, key: int) -> None:
    """撤销丢弃: it is unfinished again, as it was. Missing: another officer's, or erased meanwhile."""
    Draft.objects.filter(pk=_held(by, key).pk).update(dropped_at=None, touched_at=clock.now())
    return unchanged(None)


@command
def forget_dropped(*, by: Actor) -> int:
    """What was laid aside an hour ago and not written on since is erased, and what registers said for it."""
    aside = Draft.objects.filter(
        is_sent=False, dropped_at__lt=clock.now() - DROPPED_KEPT, touched_at__lte=F("dropped_at")
    )
    over = list(aside.values_list("pk", flat=True))
    for key in over:
        registers.forget(by=by, kind=DRAFT, id=str(key))
    return unchanged(Draft.objects.filter(pk__in=over).delete()[0])
