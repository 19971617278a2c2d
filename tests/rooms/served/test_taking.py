"""Rows come in once, what cannot be taken is given back with its reason, and a number is kept for thirty days and no longer."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from tests.city import officer
from tests.rooms.served.people import HOUSE, drawn, feed, row, taken
from yiwang.ground.keeping import jobs as keeping
from yiwang.ground.messaging.models import Message
from yiwang.ground.record.models import Deletion, Event
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.quality.served import commands, policies
from yiwang.quality.served.models import Batch, Service
from yiwang.quality.served.states import MOST_ROWS, Fault, FeedKind, ServiceState

pytestmark = pytest.mark.usefixtures("city")


def test_the_same_rows_again_change_nothing():
    hukou, sent = feed(), [row(), row(phone="")]
    first = taken(hukou, *sent)
    before = Event.objects.count()
    batch = Batch.objects.get()
    again = commands.take(by=HOUSE, batch_id=batch.pk, sent=sent)
    assert (first.taken, first.known, again.taken, again.known) == (2, 0, 0, 2)
    assert Event.objects.count() == before
    assert Service.objects.count() == 2
    assert {one.state for one in Service.objects.all()} == {ServiceState.WAITING, ServiceState.NO_PHONE}
    assert taken(hukou, sent[0]).known == 1, "another file that names the same service"


def test_what_cannot_be_taken_says_why_and_spoils_nothing_else():
    late = clock.now() + timedelta(days=2)
    wrong = {
        Fault.NO_ID: {"external_id": " "}, Fault.NO_TIME: {"served_at": None}, Fault.FUTURE: {"served_at": late},
        Fault.NO_UNIT: {"unit": "没有这个所"}, Fault.BAD_PHONE: {"phone": "12345"}, Fault.BAD_TAG: {"tags": ("贵宾",)},
        Fault.TOO_LONG: {"item": "长" * 61}, Fault.UNREAD: {"fault": Fault.UNREAD},
    }  # fmt: skip
    told = taken(feed(), *(row(**what) for what in wrong.values()), row())
    assert [one.fault for one in told.rejected] == list(wrong)
    assert told.taken == 1
    assert all("12345" not in fault.label for fault in Fault), "a reason repeats nothing of the row"


def test_a_day_of_pick_up_is_told_once_and_again_when_it_moves():
    hukou = feed()
    one = row(ready_date=clock.today() + timedelta(days=5))
    taken(hukou, one, row(ready_date=clock.today() + timedelta(days=5), tags=("未成年人",)))
    assert commands.tell_ready(by=HOUSE) == 1, "of special cases nobody is told: a text may be read by others"
    assert commands.tell_ready(by=HOUSE) == 0
    later = replace(one, ready_date=clock.today() + timedelta(days=9))
    assert taken(hukou, later).changed == 1
    assert commands.tell_ready(by=HOUSE) == 1
    for text in Message.objects.filter(template="hu.notice"):
        assert "身份证" not in text.body
        assert "派出所" not in text.body
    assert Message.objects.filter(template="hu.notice").count() == 2


def test_nobody_but_the_bound_system_and_the_command_line_may_feed():
    hukou = feed(client="abcd1234")
    client = Actor.client("abcd1234", "户政系统")
    told = commands.take_sent(by=client, sent=[row()])
    assert told.taken == 1
    commands.take_sent(by=client, sent=[row()])
    assert Batch.objects.filter(feed=hukou).count() == 1, "one day, one batch"
    for by in (Actor.client("zzzz9999", "别的系统"), officer("yang.mo")):
        with pytest.raises(Refused):
            commands.take_sent(by=by, sent=[row()])
    with pytest.raises(Refused):
        commands.begin_file(by=officer("yang.mo"), feed_code=hukou.code, digest="0" * 64)
    with pytest.raises(Invalid):
        commands.take_sent(by=client, sent=[row()] * (MOST_ROWS + 1))
    with pytest.raises(Conflict):
        feed(FeedKind.WINDOW, client="abcd1234")
    commands.change_feed(by=HOUSE, feed_id=hukou.pk, name="户政", unit=None, client="abcd1234", is_active=False)
    with pytest.raises(Refused):
        commands.take_sent(by=client, sent=[row()])


def test_a_unit_and_its_people_see_no_figures_of_feeds():
    from yiwang.ground.organisation import queries as organisation

    may = {
        code: bool(policies.may_read(organisation.reach(by=officer(code))))
        for code in ("yang.mo", "xiang.dong", "wei.rong")
    }
    assert may == {"yang.mo": False, "xiang.dong": False, "wei.rong": True}


def test_after_thirty_days_number_and_texts_are_gone_and_the_same_row_brings_nothing_back():
    hukou, one = feed(), row(ready_date=clock.today() + timedelta(days=1))
    taken(hukou, one)
    commands.tell_ready(by=HOUSE)
    drawn(hukou)
    with time_machine.travel(clock.now() + timedelta(days=29)):
        keeping.clear(0)
        assert Service.objects.get().phone == one.phone
    with time_machine.travel(clock.now() + timedelta(days=31)):
        keeping.clear(0)
        taken(hukou, replace(one, ready_date=clock.today()))
    kept = Service.objects.get()
    assert (kept.phone, kept.phone_index) == ("", "")
    assert kept.erased_at
    assert [text.address for text in Message.objects.filter(subject_kind="served.service")] == [""]
    assert Deletion.objects.exists()
