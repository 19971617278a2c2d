"""The bureau's side of an application: taken in, corrected, handed in later; and what its applicant sees of it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from typing import Any

from yiwang.cases.applications import commands as applications
from yiwang.cases.applications import queries
from yiwang.cases.applications.commands import Filing, Given, Party, Proxy
from yiwang.cases.applications.models import Application
from yiwang.cases.casework.models import Case
from yiwang.cases.counter.commands.asked import in_vain
from yiwang.cases.counter.commands.bodies import told_beside
from yiwang.cases.counter.models import Parcel
from yiwang.cases.counter.queries import phone_index
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.files.queries import Clean
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.privacy import mask_name, mask_phone

Letter = Mapping[str, Any]
CLOCKS = {"accept": "受理期限", "decide_there": "决定地期限", "handle": "承诺期限", "decide": "法定期限"}
"""Both clocks, the one until it is accepted, and that of another region's unit."""


def take_application(*, by: Actor, key: str, letter: Letter) -> Case:
    """File what came under this key. The parcels lie here no longer afterwards."""
    files = _brought(letter)
    party, proxy = letter["party"], letter["proxy"]
    return applications.submit(
        by=by,
        filing=Filing(
            key=key, number=letter["number"], code=letter["code"], item=letter["item"], version=letter["version"],
            filed_at=datetime.fromisoformat(letter["filed_at"]), channel=letter["channel"], chosen=letter["chosen"],
            form=letter["form"], is_verified=letter.get("is_verified", False), pledged=letter["pledged"], party=Party(**party),
            given=[_given(one, files) for one in letter["given"]], proxy=_proxy(proxy, letter["item"]) if proxy else None,
        ),
    )  # fmt: skip


def _proxy(told: Mapping[str, str], item: str) -> Proxy:
    """The mandate is given on the item's own page, so it is for this item."""
    return Proxy(
        name=told["name"], phone=told["phone"], id_number=told["id_number"], scope=item, until=_day(told["until"])
    )


def _given(told: Mapping[str, Any], files: Mapping[str, Clean]) -> Given:
    return Given(
        code=told["code"], files=[files[digest] for digest in told["files"] if digest in files],
        promised_by=_day(told["promised_by"]), from_register=told["from_register"], declared=told["declared"],
        seen=told.get("seen", False),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _brought(letter: Letter) -> dict[str, Clean]:
    """The files that came with it by digest, which lie here no longer."""
    rows = list(Parcel.objects.filter(draft_id=letter["draft"]))
    Parcel.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return {
        row.sha256: Clean(
            name=row.name, mime=row.mime, data=bytes(row.data), width=row.width, height=row.height,
            thumbnail=bytes(row.thumbnail), notes=tuple(row.notes),
        )
        for row in rows
    }  # fmt: skip


def take_correction(*, by: Actor, case: Case, letter: Letter) -> None:
    """补正: what was asked for before acceptance."""
    files = _brought(letter)
    given = [_given(one, files) for one in letter["given"]]
    applications.correct(by=by, case_id=case.pk, words=letter["text"], given=given)


def take_supply(*, by: Actor, case: Case, letter: Letter) -> None:
    """容缺补交: materials that were to follow."""
    files = _brought(letter)
    for one in letter["given"]:
        applications.supply(by=by, case_id=case.pk, given=_given(one, files))


# ---- what the applicant sees


def body_of_application(*, case_id: int) -> tuple[Case, str, str]:
    """The cover, the public body as JSON, and whose list it stands in."""
    one = queries.by_case(case_id=case_id)
    case, told = one.case, queries.shown(case_id=case_id)
    party = case.applicant
    body = told | {
        "number": case.number, "title": told["name"], "registered_at": case.registered_at.isoformat(),
        "due_at": case.due_at.isoformat() if case.due_at else None, "ledgers": _ledgers(one),
        "contact": f"{mask_name(party.name)} {mask_phone(party.phone)}".strip() if party else "",
        "phone": case.unit.duty_phone if case.unit else "", "officer": case.officer.public_name if case.officer else "",
        "type_label": told["name"], "tone": "", "may": {"withdraw": told["may_withdraw"], "supply": told["may_supply"]},
        "in_vain": in_vain(case.number), "shows_looks": True, "is_sealed": False,
        "timeline": told_beside(case),
    }  # fmt: skip
    index = phone_index(party.phone) if party and party.phone else ""
    return case, json.dumps(body, ensure_ascii=False), index


def _ledgers(one: Application) -> list[dict[str, Any]]:
    """Each clock that has run, line by line."""
    found = []
    for kind, label in CLOCKS.items():
        with suppress(Missing):
            ledger = clocks.ledger(subject=one.case.ref, kind=kind)
            found.append({"kind": kind, "label": label, **ledger.as_json()})
    return found
