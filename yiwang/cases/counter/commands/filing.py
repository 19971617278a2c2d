"""网上申请: an application is filled in page by page and sent. What was typed is kept first and judged afterwards."""

import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from yiwang.cases.casework import queries as casework
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.sending import CHANNEL, post_first
from yiwang.cases.counter.commands.writing import NAME_LIMIT, Step, add_parcel, confirm_code, remove_parcel
from yiwang.cases.counter.models import Draft
from yiwang.cases.counter.queries import Receipt
from yiwang.cases.counter.queries.drafts import unpack, unpack_receipt, with_contact
from yiwang.cases.counter.queries.filings import FilingView, digests_of, told_of, view_of
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.ground.messaging.queries import read_phone
from yiwang.kit import clock, numbers, schemas
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.work import border_command

COPY_DAYS = 30
"""A copy that was uploaded says that it is good for so many days (bureau default)."""
PORTRAITS = ("相片", "人像", "证件照", "近照")
LATER_DAYS = 30
"""容缺: a material is promised for at most so many days ahead (bureau default)."""
SENT = "这件已经提交了，要补充请到“查进度”"
_LONGEST = 4000
_MIMES = {"jpg": "image/jpeg", "png": "image/png", "pdf": "application/pdf"}
_MEGABYTE = 1024 * 1024
Told = dict[str, Any]


@border_command
def open_filing(*, by: Actor, item: str) -> str:
    """Begin to apply for an item; returns the token that the browser keeps. Refused: it is not applied for online."""
    guide = queries.public_guide(key=item).body or {}
    if not guide.get("can_apply"):
        raise Refused("这件事现在不能在网上办，请看指南里的办理地点")
    token, now = secrets.token_urlsafe(32), clock.now()
    body = json.dumps({"filing": {"item": item, "version": guide["version"]}}, ensure_ascii=False)
    Draft.objects.create(token=token, opened_at=now, touched_at=now, body=body)
    return token


def change(token: str, alter: Callable[[Told], None]) -> Draft:
    """The draft with a changed application, kept. Refused: it was sent already."""
    found = queries.lock_draft(token=token)
    if found.is_sent:
        raise Refused(SENT)
    whole = json.loads(found.body)
    alter(whole["filing"])
    found.body, found.touched_at = json.dumps(whole, ensure_ascii=False), clock.now()
    found.save(update_fields=["body", "touched_at"])
    return found


@border_command
def write_choices(*, by: Actor, token: str, chosen: Mapping[str, Sequence[str]]) -> None:
    """The answers of the questions that lead."""
    change(token, lambda told: told.update(chosen={name: list(answers) for name, answers in chosen.items()}))


@border_command
def write_form(*, by: Actor, token: str, values: Mapping[str, Any]) -> None:
    """The form as far as it is filled in, also where it is not right yet."""
    kept = {name: value[:_LONGEST] if isinstance(value, str) else value for name, value in values.items()}
    change(token, lambda told: told.update(form=kept))


@border_command
def write_who(
    *, by: Actor, token: str, name: str, id_number: str, phone: str, consented: bool, code: str = "",
    proxy: Mapping[str, str] | None = None,
) -> Step:  # fmt: skip
    """Who applies, and who acts for them (代办). The phone answers its code; `proxy`: name, id_number, phone, until."""
    number, spelled = read_phone(phone), "".join(id_number.split()).upper()
    change(token, lambda told: told.update(id_number=spelled[:30], proxy=dict(proxy) if proxy else None))
    found = queries.lock_draft(token=token)
    before = unpack(found.body)[2]
    kept = {"name": name.strip()[:NAME_LIMIT], "phone": number or phone.strip()[:30], "consented": consented}
    found.body = with_contact(found.body, **kept)
    found.save(update_fields=["body"])
    problems = {}
    if not kept["name"]:
        problems["name"] = "还没有写姓名，请写身份证上的姓名"
    if not schemas.is_id_number(spelled):
        problems["id_number"] = schemas.CHECKS["id_checksum"][1] if spelled else "还没有写公民身份号码，18位"
    if not number or len(number) != 11 or not number.startswith("1"):
        problems["phone"] = schemas.CHECKS["mobile"][1]
    if not consented:
        problems["consented"] = "请先看看个人信息怎样使用，同意后勾选"
    problems |= wrong_proxy(proxy) if proxy else {}
    if "phone" not in problems and number != before.confirmed_phone:
        problems |= _confirm(by, token, code)
    return Step(problems)


def _confirm(by: Actor, token: str, code: str) -> dict[str, str]:
    if not code.strip():
        return {"code": "手机号还没有确认，请点“发短信验证码”，再填收到的6位数字"}
    return confirm_code(by=by, token=token, code=code).problems


def wrong_proxy(proxy: Mapping[str, str]) -> dict[str, str]:
    """代办 wants a name, a number and until when, not longer than a year; it is for this item alone."""
    wrong = {}
    if not proxy.get("name", "").strip():
        wrong["proxy_name"] = "请写代办人的姓名"
    if not schemas.is_id_number(proxy.get("id_number", "")):
        wrong["proxy_id_number"] = "代办人的身份号码不对，请逐位核对"
    try:
        until = date.fromisoformat(proxy.get("until", ""))
    except ValueError:
        return wrong | {"proxy_until": "请写委托到哪一天"}
    if not clock.today() <= until <= clock.today() + timedelta(days=365):
        wrong["proxy_until"] = "委托要从今天起、最长一年"
    return wrong


@border_command
def add_material(*, by: Actor, token: str, code: str, name: str, data: bytes) -> queries.ParcelView:
    """A file for a material, cleaned. Invalid: of a type or size that this material cannot be; advice never refuses."""
    found = queries.lock_draft(token=token)
    material = material_of(found, code)
    check = material["check"]
    if len(data) > check["max_mb"] * _MEGABYTE:
        size = f"{len(data) / _MEGABYTE:.1f} MB，最大{check['max_mb']} MB"
        raise Invalid(f"没有传上去：文件有{size}。请截图后传截图，或者调低清晰度再拍。")
    kept = add_parcel(by=by, token=token, name=name, data=data, mark=_mark(found, material))
    if kept.mime not in {_MIMES[one] for one in check["types"]}:
        if kept.id not in _files(told_of(found.body)):
            remove_parcel(by=by, token=token, parcel_id=kept.id)
        raise Invalid(f"没有传上去：这项材料要{'、'.join(check['types'])}文件。请换一种再传。")

    def put(told: Told) -> None:
        line = told.setdefault("given", {}).setdefault(code, {})
        line["files"] = sorted({*line.get("files", ()), kept.id})
        line.pop("promised_by", None)

    change(token, put)
    return kept


def _mark(found: Draft, material: Mapping[str, Any]) -> str:
    """What stands across a copy: for what and until when. A portrait is no copy of a paper and goes onto the new one."""
    if any(word in material["name"] for word in PORTRAITS):
        return ""
    name = queries.public_guide(key=told_of(found.body)["item"]).name
    until = clock.today() + timedelta(days=COPY_DAYS)
    return f"仅供办理{name}使用，{until.year}年{until.month}月{until.day}日前有效"


@border_command
def use_same(*, by: Actor, token: str, code: str, parcel_id: int) -> None:
    """同一材料只交一次: a file that was given for another material serves for this one too. Missing: no such file."""
    found = queries.lock_draft(token=token)
    queries.parcel(token=token, parcel_id=parcel_id)
    material_of(found, code)

    def put(told: Told) -> None:
        line = told.setdefault("given", {}).setdefault(code, {})
        line["files"] = sorted({*line.get("files", ()), parcel_id})

    change(token, put)


def _files(told: Told) -> set[int]:
    return {key for line in told.get("given", {}).values() for key in line.get("files", ())}


def material_of(found: Draft, code: str) -> Mapping[str, Any]:
    """A material that this item asks for. Invalid: it asks for none of that name."""
    guide = queries.public_guide(key=told_of(found.body)["item"]).body or {}
    known = next((one for one in guide["materials"] if one["code"] == code), None)
    if known is None:
        raise Invalid("这件事不要这项材料")
    return known


@border_command
def remove_material(*, by: Actor, token: str, code: str, parcel_id: int) -> None:
    """A file is taken off a material; where no other material has it, it is erased."""
    found = change(token, lambda told: _take_off(told, code, parcel_id))
    if parcel_id not in _files(told_of(found.body)):
        remove_parcel(by=by, token=token, parcel_id=parcel_id)


def _take_off(told: Told, code: str, parcel_id: int) -> None:
    line = told.get("given", {}).get(code, {})
    line["files"] = [key for key in line.get("files", ()) if key != parcel_id]


@border_command
def say_material(
    *, by: Actor, token: str, code: str, promised_by: str = "", issued_on: str = "", declared: bool = False
) -> Step:
    """What is said of a material instead of a file: brought later by a day (容缺), or declared; and the day of the paper."""
    found = queries.lock_draft(token=token)
    material = material_of(found, code)
    problems = {}
    later = day_of(promised_by)
    if promised_by and not may_follow(material, later):
        problems[f"later_{code}"] = f"请写今天以后、{LATER_DAYS}天以内的日子"
    if issued_on and day_of(issued_on) is None:
        problems[f"issued_{code}"] = "请照纸上的日期写，比如2026-11-02"
    kept = {
        "promised_by": promised_by if later and f"later_{code}" not in problems else "",
        "issued_on": issued_on if day_of(issued_on) else "", "declared": declared and material["trust"] == "D",
    }  # fmt: skip
    change(token, lambda told: told.setdefault("given", {}).setdefault(code, {}).update(kept))
    return Step(problems)


def may_follow(material: Mapping[str, Any], day: date | None) -> bool:
    """Whether a material may be promised for that day."""
    today = clock.today()
    return bool(material["may_follow"] and day and today < day <= today + timedelta(days=LATER_DAYS))


def day_of(text: str) -> date | None:
    """A day as a browser sends it; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@border_command
def sign_pledge(*, by: Actor, token: str, agrees: bool) -> Step:
    """告知承诺: read and signed by a tick, which is looked at later."""
    change(token, lambda told: told.update(pledged=agrees))
    return Step({} if agrees else {"pledged": "请看完告知内容，同意承诺的勾选；不同意就按一般程序交材料"})


@border_command
def file(*, by: Actor, token: str) -> Receipt:
    """Send the application: number and query code at once. Sent twice it gives the same receipt.

    Invalid: something is wanting; `fields` names the pages. Refused: the item was changed meanwhile and must be looked at again.
    """
    found = queries.lock_draft(token=token)
    if receipt := unpack_receipt(found.receipt):
        return receipt
    view, receipt = whole(found)
    letter = json.dumps(letter_of_filing(found, view, receipt), ensure_ascii=False)
    shown = json.dumps(_first_body(view, receipt), ensure_ascii=False)
    post_first(EnvelopeKind.APPLICATION, found, receipt, letter, shown)
    return receipt


def whole(found: Draft) -> tuple[FilingView, Receipt]:
    """What was filled in, with the receipt of having it filed now. Invalid: something is wanting; `fields` names the pages."""
    guide = queries.public_guide(key=told_of(found.body)["item"]).body or {}
    view = view_of(found, guide, queries.draft_files(token=found.token))
    if wanting := view.unfinished:
        raise Invalid(f"有{len(wanting)}处还没有填好", **wanting)
    now = clock.now()
    promise, due = queries.promise_of_guide(guide=guide, at=now)
    receipt = Receipt(
        number=casework.next_number(), code=numbers.make_code(), due_at=due.at, provisional=due.provisional, promise=promise,
        registered_at=now, steps=[],
    )  # fmt: skip
    return view, receipt


def letter_of_filing(found: Draft, view: FilingView, receipt: Receipt) -> Told:
    """What goes across the border. Files are named by their digests, since their keys mean nothing there."""
    digests, contact, window = digests_of(found), view.contact, view.window
    given = [
        {"code": one["code"], "files": [digests[parcel.id] for parcel in view.files_of(one["code"])],
         "from_register": bool(one["register"]), **_said_of(view, one["code"])}
        for one in view.led.materials
    ]  # fmt: skip
    proxy = view.proxy
    return {
        "channel": window.channel if window else CHANNEL, "draft": found.pk, "number": receipt.number, "code": receipt.code,
        "filed_at": receipt.registered_at.isoformat(), "item": view.item, "version": view.guide["version"],
        "chosen": view.chosen, "form": schemas.kept(view.schema, view.form), "given": given, "pledged": view.is_pledged,
        "party": {"name": contact.name, "phone": contact.phone, "id_number": view.id_number,
                  "identity_level": _level(view)},
        "is_verified": bool(window and window.is_met),
        "proxy": vars(proxy) | {"until": proxy.until.isoformat() if proxy.until else ""} if proxy else None,
    }  # fmt: skip


def _level(view: FilingView) -> str:
    """How sure it is that they are who they say."""
    if view.window and view.window.is_met:
        return "in_person"
    return "sms_verified" if view.contact.is_confirmed else "none"


def _said_of(view: FilingView, code: str) -> Told:
    line = view.given.get(code)
    later = line.promised_by if line else None
    return {
        "promised_by": later.isoformat() if later else "",
        "declared": bool(line and line.is_declared),
        "seen": bool(line and line.is_seen),
    }


def _first_body(view: FilingView, receipt: Receipt) -> Told:
    """Before the inner side has it: what was filed, and by when it is done."""
    at: datetime = receipt.registered_at
    return {
        "kind": "application", "number": receipt.number, "item": view.item, "title": view.guide["name"]["zh"],
        "state": "received", "state_label": "已收到", "tone": "", "type": "application",
        "registered_at": at.isoformat(), "due_at": receipt.due_at.isoformat(),
        "provisional": receipt.provisional, "promise": receipt.promise, "may": {}, "shows_looks": True,
    }  # fmt: skip
