"""The portal's side of what is asked of an applicant: 补正 before acceptance, 容缺 afterwards. Files first, then one envelope."""

import json
import secrets
from collections.abc import Mapping
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.following import post_wish, public_body
from yiwang.cases.counter.commands.writing import add_parcel
from yiwang.cases.counter.models import Draft
from yiwang.cases.counter.queries.filings import digests_of
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.kit.work import border_command

TEXT_LIMIT = 1000


@border_command
def open_giving(*, by: Actor, number: str) -> str:
    """Begin; returns the token under which files are kept until they are sent."""
    token, now = secrets.token_urlsafe(32), clock.now()
    body = json.dumps({"giving": {"number": number, "given": {}}})
    Draft.objects.create(token=token, opened_at=now, touched_at=now, body=body)
    return token


def _told(found: Draft, number: str) -> dict[str, Any]:
    """What the draft holds. Missing: it is another file's."""
    told: dict[str, Any] = json.loads(found.body or "{}").get("giving", {})
    if told.get("number") != number:
        raise Missing
    return told


@border_command
def give_file(*, by: Actor, number: str, token: str, code: str, name: str, data: bytes) -> None:
    """A file for a material that is asked for."""
    told = _told(queries.lock_draft(token=token), number)
    kept = add_parcel(by=by, token=token, name=name, data=data)
    found = queries.lock_draft(token=token)
    told["given"][code] = sorted({*told["given"].get(code, ()), kept.id})
    found.body, found.touched_at = json.dumps({"giving": told}), clock.now()
    found.save(update_fields=["body", "touched_at"])


@border_command
def given_names(*, by: Actor, number: str, token: str) -> Mapping[str, list[str]]:
    """Names of what was uploaded so far, by material."""
    told = _told(queries.lock_draft(token=token), number)
    names = {key: one.name for key, one in queries.draft_files(token=token).items()}
    return {code: [names[key] for key in keys if key in names] for code, keys in told["given"].items()}


@border_command
def send_correction(*, by: Actor, number: str, token: str, text: str) -> None:
    """补正: once. Invalid: neither words nor files. Refused: nothing is asked for any more."""
    if public_body(number).get("state") != "correcting":
        raise Refused("现在不用补正：已经收到，或者已经过了期限")
    words = text.strip()
    if len(words) > TEXT_LIMIT:
        raise Invalid("写得太长", text=f"写了{len(words)}字，最多{TEXT_LIMIT}字")
    found = queries.lock_draft(token=token)
    given = _given(found, number)
    if not words and not given:
        raise Invalid("还没有交", text="请上传要补的材料，或者写一句说明")
    _post(EnvelopeKind.CORRECTION, found, number, text=words, given=given)


@border_command
def send_supply(*, by: Actor, number: str, token: str) -> None:
    """容缺补交. Invalid: no file. Refused: nothing was promised."""
    if not public_body(number)["may"].get("supply"):
        raise Refused("没有约定后补的材料，或者已经补过了")
    found = queries.lock_draft(token=token)
    given = _given(found, number)
    if not given:
        raise Invalid("还没有交", text="请上传要补的材料")
    _post(EnvelopeKind.SUPPLY, found, number, given=given)


def _given(found: Draft, number: str) -> list[dict[str, Any]]:
    digests = digests_of(found)
    plain = {"promised_by": "", "from_register": False, "declared": False}
    return [
        {"code": code, "files": [digests[key] for key in keys if key in digests], **plain}
        for code, keys in _told(found, number)["given"].items()
    ]


def _post(kind: EnvelopeKind, found: Draft, number: str, **told: Any) -> None:
    """One envelope a draft; its files go with it."""
    if found.is_sent:
        return
    post_wish(kind, number, f"{kind}:{number}:{keyed_digest(found.token, purpose='note')[:24]}", draft=found.pk, **told)
    found.is_sent, found.touched_at = True, clock.now()
    found.save(update_fields=["is_sent", "touched_at"])
