"""What a caller asks for becomes rows, once, in the caller's own transaction."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

import pytest
from django.db import connection

from tests.rooms.messaging.conftest import default_rows
from yiwang.ground.messaging import commands, queries
from yiwang.ground.messaging.commands import Recipient
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import Reason, State
from yiwang.ground.record import commands as record
from yiwang.kit import jobs, work
from yiwang.kit.actor import Actor
from yiwang.kit.bus import Event
from yiwang.kit.clock import CHINA
from yiwang.kit.refs import Ref

pytestmark = pytest.mark.django_db
JOB, CASE = Actor.job("tests.job"), Ref("casework.case", 7)
CITIZEN = Recipient(kind="citizen", id=3, phone="154-3000-1001", name="某某")
OFFICER = Recipient(kind="officer", id=12, phone="15430002001", name="赵某")
REGISTERED = {"number": "YZ2611-00007-1", "unit": "盐场派出所", "due": "11月30日17:30", "code": "402 196 5317"}


@dataclass(frozen=True)
class Happened(Event):
    code: ClassVar[str] = "tests.thing.happened"


@work.command
def act(*, by: Actor, fail: bool = False) -> None:
    """A command of another room that tells three people."""
    commands.send(by=by, template="ap.registered", to=CITIZEN, subject=CASE, params=REGISTERED)
    commands.send(
        by=by, template="ap.pushed", to=OFFICER, subject=CASE,
        params={"number": "YZ2611-00007-1", "type": "求助", "sign": "15:00", "due": "11月30日"},
    )  # fmt: skip
    record.write(by=by, event=Happened(CASE))
    if fail:
        raise RuntimeError


def drains_asked() -> int:
    return jobs.app.job_manager.list_jobs(task="messaging.drain").__len__()


def send(template: str = "ap.withdrawn", to: Recipient = CITIZEN, **more: object) -> list[Message]:
    known = set(Message.objects.values_list("pk", flat=True))
    params = more.pop("params", {"number": "YZ2611-00007-1"})
    commands.send(by=JOB, template=template, to=to, subject=CASE, params=params, **more)
    return list(Message.objects.exclude(pk__in=known).order_by("id"))


def test_one_insert_for_all_and_nobody_is_woken(templates, django_assert_max_num_queries) -> None:
    before = drains_asked()
    with django_assert_max_num_queries(14) as seen:
        act(by=JOB)
    inserts = [q for q in seen.captured_queries if 'INSERT INTO "messaging_message"' in q["sql"]]
    assert len(inserts) == 1
    assert Message.objects.count() == 3
    assert drains_asked() == before, "the worker looks every second"


def test_what_is_urgent_wakes_the_worker_at_once(templates) -> None:
    before = drains_asked()
    send(urgent=True)
    assert drains_asked() == before + 1


def test_nothing_is_left_where_the_caller_fails(templates) -> None:
    with pytest.raises(RuntimeError):
        act(by=JOB, fail=True)
    assert not Message.objects.exists()


def test_the_row_keeps_no_secret_in_the_clear(templates) -> None:
    row = send("ap.registered", params=REGISTERED)[0]
    assert row.state == State.QUEUED and row.address == "15430001001" and row.out_id
    assert "402 196 5317" not in row.body and "******" in row.body
    assert "402 196 5317" in row.params
    with connection.cursor() as cursor:
        cursor.execute("SELECT address, body, params FROM messaging_message")
        stored = b"".join(bytes(column) for column in cursor.fetchone())
    assert stored
    for clear in ("15430001001", "402 196 5317", "YZ2611-00007-1"):
        assert clear.encode() not in stored


def test_staff_find_it_in_the_inbox_too_without_the_signature(templates) -> None:
    params = {"number": "YZ2611-00007-1", "type": "求助", "sign": "15:00", "due": "11月30日"}
    inbox, sms = send("ap.pushed", OFFICER, params=params)
    assert (inbox.channel, sms.channel) == ("inbox", "sms")
    assert inbox.body.startswith("新件YZ2611") and sms.body.startswith("【云州公安】新件")
    assert [row.channel for row in send("ap.pushed", Recipient(kind="officer", id=12), params=params)] == ["inbox"]


@pytest.mark.parametrize(
    ("phone", "reason"),
    [("", Reason.NO_ADDRESS), ("12345", Reason.BAD_ADDRESS), ("0309-5550003", Reason.LAND_LINE)],
)
def test_who_cannot_be_reached_gets_a_row_that_says_so(templates, phone: str, reason: Reason) -> None:
    send(to=Recipient(kind="citizen", id=3, phone=phone))
    shown = queries.of(subject=CASE)[0]
    assert shown.state is State.CANCELLED and shown.why == reason.label


def test_a_missing_variable_is_our_defect(templates) -> None:
    with pytest.raises(queries.TemplateDefect, match="code, due, unit"):
        send("ap.registered", params={"number": "YZ2611-00007-1"})
    with pytest.raises(queries.TemplateDefect):
        send("ap.no_such")


@pytest.mark.parametrize(
    ("hour", "state", "goes"),
    [(20, State.QUEUED, (24, 20)), (21, State.HELD, (25, 9)), (23, State.HELD, (25, 9)), (8, State.QUEUED, (24, 8))],
)
def test_nobody_is_disturbed_at_night(templates, morning, hour: int, state: State, goes: tuple[int, int]) -> None:
    morning.move_to(datetime(2026, 11, 24, hour, 0, tzinfo=CHINA))
    row = send("ap.signed", params={"number": "YZ2611-00007-1", "unit": "盐场派出所", "phone": "0309-5550003"})[0]
    assert row.state == state
    assert row.not_before == datetime(2026, 11, goes[0], goes[1], 0, tzinfo=CHINA)


def test_what_is_urgent_never_waits(templates, morning) -> None:
    morning.move_to(datetime(2026, 11, 24, 3, 0, tzinfo=CHINA))
    alarm = {"number": "YZ2611-00007-1", "place": "盐场路", "minutes": "2"}
    duty = send("ap.alarm", Recipient(kind="duty_officer", id=5, phone="15430002002"), params=alarm)[1]
    assert (duty.state, duty.rank) == (State.QUEUED, 1)
    asked = send("ap.withdrawn", urgent=True)[0]
    assert (asked.state, asked.rank) == (State.QUEUED, 1)


def test_not_before_a_date_asked_for(templates) -> None:
    at = datetime(2026, 11, 26, 22, 0, tzinfo=CHINA)
    assert send(at=at)[0].not_before == datetime(2026, 11, 27, 9, 0, tzinfo=CHINA)


def test_english_where_asked_for(templates) -> None:
    row = send(to=Recipient(kind="citizen", id=3, phone="15430001001", language="en"))[0]
    assert row.body == "【云州公安】YZ2611-00007-1 withdrawn at your request."
    assert row.provider_code == "SMS_AP_WITHDRAWN_EN"


def test_every_default_template_can_be_filled(templates) -> None:
    for row in default_rows():
        chosen = queries.template(code=row["code"])
        for language in ("zh", "en"):
            text = queries.render(template=chosen, params=dict.fromkeys(chosen.variables, "甲"), language=language)
            assert "{" not in text.body


def test_the_inbox_is_read_once(templates) -> None:
    officer = Actor.officer(12, "赵某")
    params = {"number": "YZ2611-00007-1", "type": "求助", "sign": "15:00", "due": "11月30日"}
    send("ap.pushed", OFFICER, params=params)
    send("ap.pushed", Recipient(kind="officer", id=13), params=params)
    assert queries.unread_count(officer_id=12) == 1
    other = queries.inbox(officer_id=13)[0]
    assert commands.mark_read(by=officer, message_ids=[other.id]) == 0
    assert commands.mark_read(by=officer) == 1
    assert commands.mark_read(by=officer) == 0
    assert queries.inbox(officer_id=12, unread_only=True) == []
    assert [shown.read_at is None for shown in queries.inbox(officer_id=12)] == [False]
    assert queries.unread_count(officer_id=13) == 1


def test_a_citizens_key_is_not_an_officers_inbox(templates) -> None:
    send("cr.used", Recipient(kind="citizen", id=12), params=dict.fromkeys(["org", "time", "name", "purpose"], "甲"))
    assert queries.inbox(officer_id=12) == []
