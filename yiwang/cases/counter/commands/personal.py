"""The bureau's side of one's own data: the view written, copies handed out, envelopes taken in. Derived, so without events of
its own.
"""

import json
import secrets
from datetime import timedelta
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import PauseGround, RequestKind, RequestState
from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.asked import index_of
from yiwang.cases.counter.models import Envelope, Handout, PersonalView
from yiwang.cases.counter.queries.own import own_queries
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.cases.rights import commands as rights
from yiwang.cases.rights import queries as rights_queries
from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import COPY_DAYS
from yiwang.cases.rights.states import RequestKind as Asked
from yiwang.cases.rights.states import RequestState as Standing
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

IN_VAIN_DAYS = 7
VIEWS_KEPT = timedelta(days=90)
"""So long a view lies outside after it was last renewed (bureau default); asked for again it is made anew."""


@command
def show_person(*, by: Actor, phone: str, has_asked: bool = False) -> PersonalView:
    """Write afresh what the holder of a phone may see. `has_asked`: its holder wants to see it now."""
    index = queries.phone_index(phone)
    found = PersonalView.objects.select_for_update().filter(phone_index=index).first() or PersonalView(
        phone_index=index
    )
    found.body = json.dumps(_body(phone, index), ensure_ascii=False)
    found.version, found.updated_at, found.is_waiting = found.version + 1, clock.now(), queries.has_relay()
    found.asked_at = clock.now() if has_asked else found.asked_at
    found.save()
    return unchanged(found)


def _body(phone: str, index: str) -> dict[str, Any]:
    person, requests = rights_queries.person_with(phone=phone), rights_queries.requests_of(phone=phone)
    ready = queries.ready(request_ids=[one.pk for one in requests])
    return {
        "until": clock.now().isoformat(),
        "looks": [one.as_json() for one in rights_queries.looks_of(person)],
        "requests": [_request(one, ready.get(one.pk)) for one in requests],
        "door": [[one.number, one.code_hash] for one in requests],
        "in_vain": _in_vain(index),
        "queries": own_queries(index=index),
    }


def _request(one: DataRequest, ready: Handout | None) -> dict[str, Any]:
    """As who asked may read it: what was proposed and not agreed yet is nobody's."""
    is_told = one.state == Standing.DONE or (one.kind == Asked.COPY and one.state == Standing.CARRYING)
    return {
        "number": one.number, "kind": one.kind, "state": one.state, "received_at": one.received_at.isoformat(),
        "due_at": one.due_at.isoformat() if one.due_at else None, "words": one.words, "field": one.field,
        "before": one.before_text, "after": one.after_text, "decision": one.decision if is_told else "",
        "ground": one.ground if is_told else "", "answer": one.answer if is_told else "",
        "done_at": one.done_at.isoformat() if one.done_at else None,
        "fetched_at": one.fetched_at.isoformat() if one.fetched_at else None,
        "handout": {"key": ready.key, "until": ready.expires_at.isoformat()} if ready and not one.fetched_at else None,
    }  # fmt: skip


def _in_vain(index: str) -> dict[str, Any] | None:
    """The newest request of this phone that could not be taken in, for a week."""
    since = clock.now() - timedelta(days=IN_VAIN_DAYS)
    rows = Envelope.objects.filter(
        kind=EnvelopeKind.DATA_REQUEST, nonce__startswith=f"data:{index}:", taken_at__gte=since
    )
    found = rows.exclude(trouble="").order_by("-id").values("posted_at", "trouble").first()
    return {"at": found["posted_at"].isoformat(), "why": found["trouble"]} if found else None


@command
def show_request(*, by: Actor, request_id: int) -> None:
    """After a step of a request: who asked sees it, as long as anything of theirs is kept."""
    request = rights_queries.by_id(request_id=request_id)
    if request.phone:
        show_person(by=by, phone=request.phone)
    return unchanged(None)


@command
def show_holder(*, by: Actor, case_id: int) -> None:
    """After a file came among those that are spoken of, or left them: its holder's view follows, where there is one."""
    party = appeals.get_by_id(case_id=case_id).case.applicant
    phone = party.phone if party else ""
    if phone and PersonalView.objects.filter(phone_index=queries.phone_index(phone)).exists():
        show_person(by=by, phone=phone)
    return unchanged(None)


@command
def hand_out(*, by: Actor, request_id: int) -> Handout | None:
    """Make the copy that was granted and lay it ready for seven days. Nothing where it is none, or lies ready already."""
    request = rights_queries.by_id(request_id=request_id)
    if request.kind != Asked.COPY or request.state != Standing.CARRYING:
        return unchanged(None)
    copy, now = rights_queries.copy_for(request), clock.now()
    made = Handout.objects.create(
        key=secrets.token_urlsafe(32), phone_index=queries.phone_index(request.phone), request_id=request.pk, name=copy.name,
        mime=copy.mime, data=copy.data, made_at=now, expires_at=now + timedelta(days=COPY_DAYS), is_waiting=queries.has_relay(),
    )  # fmt: skip
    rights.finish(by=by, request_id=request.pk)
    return made


@command
def take_personal(*, by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    """One of the three envelopes about one's own data; `rights` writes what there is to be recorded."""
    match EnvelopeKind(envelope.kind):
        case EnvelopeKind.MY_DATA:
            show_person(by=by, phone=letter["phone"], has_asked=True)
        case EnvelopeKind.DATA_REQUEST:
            rights.ask(
                by=by,
                wish=rights.Wish(
                    **{**letter["wish"], "key": envelope.nonce, "numbers": tuple(letter["wish"]["numbers"])}
                ),
            )
        case EnvelopeKind.COPY_FETCHED:
            Handout.objects.filter(key=letter["key"]).delete()
            rights.note_fetched(by=by, request_id=int(letter["request"]))
    return unchanged(None)


def shows_looks(appeal: Appeal) -> bool:
    """Whether who looked at this file may be shown to its holder now (the same rule as `rights`, of one file)."""
    is_secret = any(
        one.kind == RequestKind.PAUSE and one.ground == PauseGround.SECRECY and one.state == RequestState.GRANTED
        and one.ended_at is None
        for one in appeals.acts_of(appeal).requests
    )  # fmt: skip
    return bool(index_of(appeal)) and rights_queries.is_spoken_of(appeal.case) and not is_secret


@command
def forget_personal(*, by: Actor) -> int:
    """Copies that are over, and views that nobody has asked for; on either side of two networks. How many rows."""
    now = clock.now()
    over = Handout.objects.filter(expires_at__lt=now).delete()[0]
    return unchanged(over + PersonalView.objects.filter(updated_at__lt=now - VIEWS_KEPT).delete()[0])
