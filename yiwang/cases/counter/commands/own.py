"""本人查询, inside: whether they proved who they are, the register asked, and everything forgotten soon."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from yiwang.cases.counter import queries
from yiwang.cases.counter.commands.personal import show_person
from yiwang.cases.counter.models import OWN, Envelope, OwnQuery
from yiwang.cases.counter.queries.own import OWN_KEPT
from yiwang.cases.counter.states import OwnKind, OwnState
from yiwang.ground.people import queries as people
from yiwang.ground.registers import commands as registers
from yiwang.ground.registers.gateways.base import Way
from yiwang.kit import clock, jobs
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Unavailable
from yiwang.kit.work import command, unchanged

MOST_A_DAY = 10
"""Questions of one phone in a day (bureau default): whoever guesses at numbers ends soon."""
_DAY = timedelta(days=1)
SHOWN = {
    OwnKind.VEHICLE: (
        "plate", "kind", "use", "first_registered", "inspection_due", "insured_until", "open_violations", "state",
    ),
    OwnKind.LICENCE: ("class", "state", "points", "expires"),
    OwnKind.VIOLATIONS: ("open", "list"),
}  # fmt: skip
"""Of what a register says, what leaves the house."""


@command
def note_own(*, by: Actor, envelope: Envelope, letter: dict[str, Any]) -> None:
    """A question has come through, or one that failed is to be tried again; whoever asked sees how it stands."""
    phone, now = letter["phone"], clock.now()
    index = queries.phone_index(phone)
    if again := letter.get("again"):
        row = (
            OwnQuery.objects.select_for_update()
            .filter(pk=again, phone_index=index, state=OwnState.FAILED, until__gt=now)
            .first()
        )
        if row is None:
            return unchanged(None)
        row.state, row.round = OwnState.ASKED, row.round + 1
        row.save(update_fields=["state", "round"])
    else:
        row = _new(envelope.nonce, phone, index, letter["wish"])
    if row.state == OwnState.ASKED:
        jobs.enqueue("counter.ask_register", ref=str(row.ref))
    show_person(by=by, phone=phone)
    return unchanged(None)


def _new(nonce: str, phone: str, index: str, wish: Mapping[str, str]) -> OwnQuery:
    now = clock.now()
    today = OwnQuery.objects.filter(phone_index=index, asked_at__gt=now - _DAY).count()
    proved = people.proved(phone=phone, id_number=wish["id_number"], name=wish["name"])
    state = OwnState.TOO_MANY if today >= MOST_A_DAY else OwnState.ASKED if proved else OwnState.UNPROVED
    return OwnQuery.objects.create(
        nonce=nonce, phone_index=index, kind=wish["kind"], state=state, asked_at=now, until=now + OWN_KEPT, facts="",
        wish=json.dumps({**wish, "phone": phone}, ensure_ascii=False),
    )  # fmt: skip


def ask_register(*, query_id: int, way: Way | None = None) -> None:
    """Ask what was wished to be known, outside of any transaction; the look is the citizen's own, with its purpose, and is shown
    to them. A register that says nothing is told to them, and may be tried again.
    """
    row = OwnQuery.objects.filter(pk=query_id, state=OwnState.ASKED, until__gt=clock.now()).first()
    if row is None or not row.wish:
        return
    by, wish, kind = Actor.citizen(request_id=row.nonce), json.loads(row.wish), OwnKind(row.kind)
    keys = {"plate": wish["plate"]} if kind is OwnKind.VEHICLE else {"id_number": wish["id_number"]}
    try:
        answer = registers.look_up(
            by=by, subject=row.looked_at, case=f"本人查询{row.pk}", purpose=f"本人查询{kind.label}", register=kind.value,
            keys=keys, request_id=f"own:{row.pk}", way=way,
        )  # fmt: skip
    except Unavailable:
        settle_own(by=by, query_id=row.pk, state=OwnState.FAILED, facts={})
        return
    is_theirs = answer.found and (kind is not OwnKind.VEHICLE or answer.facts.get("owner") == wish["id_number"])
    facts = {name: answer.facts.get(name) for name in SHOWN[kind]} if is_theirs else {}
    settle_own(by=by, query_id=row.pk, state=OwnState.FOUND if is_theirs else OwnState.ABSENT, facts=facts)


@command
def settle_own(*, by: Actor, query_id: int, state: OwnState, facts: Mapping[str, Any]) -> None:
    """What came back, shown to who asked and to nobody else. What the register itself said is not kept beside it."""
    row = OwnQuery.objects.select_for_update().get(pk=query_id)
    if row.state != OwnState.ASKED or not row.wish:
        return unchanged(None)
    row.state, row.facts = state, json.dumps(dict(facts), ensure_ascii=False) if facts else ""
    row.save(update_fields=["state", "facts"])
    show_person(by=by, phone=json.loads(row.wish)["phone"])
    return unchanged(None)


@command
def forget_own(*, by: Actor) -> int:
    """What was asked and answered half an hour ago is gone, here, outside and among the look-ups; how many questions. That
    somebody looked, and why, stays in the record.
    """
    now = clock.now()
    over = list(OwnQuery.objects.select_for_update().filter(until__lte=now).exclude(wish=""))
    phones = {json.loads(row.wish)["phone"] for row in over}
    OwnQuery.objects.filter(pk__in=[row.pk for row in over]).update(wish="", facts="")
    OwnQuery.objects.filter(asked_at__lt=now - _DAY).delete()
    registers.forget(by=by, kind=OWN, before=now - OWN_KEPT)
    for phone in sorted(phones):
        show_person(by=by, phone=phone)
    return unchanged(len(over))
