"""Questions go out when their time has come, are reminded of once, and lapse: in batches, one at a time in the whole house."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries as counter_queries
from yiwang.cases.counter.commands import NewInvitation
from yiwang.ground.messaging import commands as messaging
from yiwang.ground.messaging import policies as messaging_policies
from yiwang.ground.messaging.commands import Expected
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking import queries
from yiwang.quality.asking.commands.calling import touch
from yiwang.quality.asking.commands.doors import close_doors
from yiwang.quality.asking.commands.planning import add_task
from yiwang.quality.asking.events import AskLapsed, PersonAsked, PersonSpared
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.queries import To
from yiwang.quality.asking.queries.texts import BY_DIGIT, page_of, token_of, values_of, wording_of
from yiwang.quality.asking.states import AskState, Purpose, Spare, Way

BATCH = 100
"""Questions moved on in one transaction, so that whoever writes just then never waits long for a core or a row."""
_LOCK = 0x5957_0A5C
"""Key of the advisory lock: two batches must not each find the last place under somebody's limit."""
_INLETS = {Way.SMS: Inlet.SMS, Way.MAIL: Inlet.MAIL, Way.WECHAT: Inlet.WECHAT}


@command
def send_due(*, by: Actor, limit: int = BATCH) -> int:
    """Put the questions whose time has come; how many rows were moved on. In quiet hours none.

    What has changed since the planning is asked again: limits, opt-outs, unsafe numbers. Where nothing can be sent by text a
    call is laid on the agents' list.
    """
    now = clock.now()
    if messaging_policies.is_quiet(now) or not _alone():
        return unchanged(0)
    due = list(queries.due(limit=limit, now=now))
    if not due:
        return unchanged(0)
    tos = {one.pk: queries.to_of(one) for one in due}
    facts = queries.facts_again(due, tos)
    sent: list[Ask] = []
    for one in due:
        if why := queries.spared_again(one, tos[one.pk], facts):
            _spare(by, one, why)
        elif one.way == Way.PHONE:
            add_task(one, unit=queries.call_unit(one.unit), script=tos[one.pk].script)
        else:
            facts.count(one)
            _put(by, one, tos[one.pk], now)
            sent.append(one)
    _lay_out(by, sent, tos)
    rows.change(due, "state", "spare", "to", "person_index", "ended_at", "asked_at", "lapse_at", "token_hash")
    return len(due) if any(one.state != AskState.PLANNED for one in due) else unchanged(len(due))


def _alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        return bool(cursor.fetchone()[0])


def _spare(by: Actor, one: Ask, why: Spare) -> None:
    one.state, one.spare, one.to, one.person_index, one.ended_at = AskState.SPARED, why, "", "", clock.now()
    record.write(by=by, event=PersonSpared(one.ref, one.purpose, str(one.subject), one.round, why, ""))


def _put(by: Actor, one: Ask, to: To, now: datetime) -> None:
    """Its text, its touch, its fact."""
    wording = wording_of(Purpose(one.purpose), to)
    if wording is None:  # a purpose without a text of its own is put by telephone
        add_task(one, unit=queries.call_unit(one.unit), script=to.script)
        return
    one.state, one.asked_at = AskState.ASKED, now
    one.lapse_at = to.lapse_at or queries.window(one.purpose, now)
    one.token_hash = counter_queries.invitation_hash(token_of(one))
    _say(by, one, to, wording.first, now)
    record.write(by=by, event=PersonAsked(one.ref, one.purpose, str(one.subject), one.way, False))


def _say(by: Actor, one: Ask, to: To, template: str, now: datetime) -> None:
    values = values_of(one, to, one.lapse_at or now)
    words = f"也可以点 {values['link']}" if one.purpose == Purpose.LEVEL_ONE else ""
    messaging.send(by=by, template=template, to=to.recipient, subject=one.ref, params=values, words=words)
    touch(one, Way(one.way), now)


def _lay_out(by: Actor, sent: Sequence[Ask], tos: dict[int, To]) -> None:
    """The pages of their links, and that an answer is expected by every way that may have been taken."""
    asked = [one for one in sent if one.lapse_at]
    pages = [NewInvitation(token=token_of(one), body=page_of(one), until=one.lapse_at) for one in asked if one.lapse_at]
    counter.invite(by=by, invitations=pages)
    expected = [
        Expected(
            inlet=inlet, address=tos[one.pk].address[way], asked=one.ref, until=one.lapse_at,
            about=queries.counted_by(one) if one.case_id else None,
        )
        for one in asked if one.purpose in BY_DIGIT
        for way, inlet in _INLETS.items() if tos[one.pk].address[way] and one.lapse_at
    ]  # fmt: skip
    messaging.expect(by=by, answers=expected)


@command
def remind(*, by: Actor, limit: int = BATCH) -> int:
    """Remind, once, those who have not answered, where their limits allow it; how many."""
    now = clock.now()
    if queries.setting("ask_reminders") != "yes" or messaging_policies.is_quiet(now) or not _alone():
        return unchanged(0)
    silent = list(queries.unreminded(limit=limit, now=now))
    tos = {one.pk: queries.to_of(one) for one in silent}
    facts = queries.facts_again(silent, tos)
    reminded = 0
    for one in silent:
        wording = wording_of(Purpose(one.purpose), tos[one.pk])
        one.reminded_at = now
        if wording and wording.reminder and not queries.spared_again(one, tos[one.pk], facts, is_reminder=True):
            facts.count(one)
            _say(by, one, tos[one.pk], wording.reminder, now)
            record.write(by=by, event=PersonAsked(one.ref, one.purpose, str(one.subject), one.way, True))
            reminded += 1
    rows.change(silent, "reminded_at")
    return reminded if reminded else unchanged(0)


@command
def lapse(*, by: Actor, limit: int = BATCH) -> int:
    """未回应: the time is over and nobody answered. How many; nothing is filled in on anybody's behalf."""
    now = clock.now()
    over = list(queries.lapsed(limit=limit, now=now))
    for one in over:
        one.state, one.ended_at = AskState.SILENT, now
        record.write(by=by, event=AskLapsed(one.ref, one.pk, one.purpose, str(one.subject), one.round))
    rows.change(over, "state", "ended_at")
    close_doors(by=by, asks=over, is_answered=False)
    return len(over) if over else unchanged(0)
