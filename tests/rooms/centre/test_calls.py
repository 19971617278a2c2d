"""Calls as an exchange tells of them: in any order, as often as it likes; who sits where; what a call came to."""

import random
from datetime import datetime, timedelta
from itertools import count, permutations

import pytest

from tests.city import CITIZEN, PHONE, officer, registered
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.commands import Told
from yiwang.cases.centre.models import Call, Seat
from yiwang.cases.centre.states import CallFact, CallState, WrapUp
from yiwang.ground.keeping import commands as keeping
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Look
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings

pytestmark = pytest.mark.django_db
EXCHANGE = Actor.client("abcdefgh", "话务系统")
LINK = "http://records.example:8080/1.wav"
_ids = count(1)


@pytest.fixture(autouse=True)
def recordings(monkeypatch):
    monkeypatch.setattr(settings(), "recording_hosts", "records.example:8080")


@pytest.fixture
def ye(city) -> Actor:
    """Seated at 8001 for hours."""
    return seated("ye.qingwen", "8001")


def seated(code: str, extension: str) -> Actor:
    """Somebody who signed in at an extension this morning."""
    by = officer(code)
    seat = commands.take_seat(by=by, extension=extension)
    Seat.objects.filter(pk=seat.pk).update(since=clock.now() - timedelta(hours=6))
    return by


def tell(fact: str, call_id: str = "", *, at: datetime | None = None, **more: str) -> Call:
    return commands.note_call(
        by=EXCHANGE, told=Told(call_id=call_id or f"c{next(_ids)}", fact=CallFact(fact), at=at or clock.now(), **more)
    )


def ended(*, number: str = PHONE, extension: str = "8001", ago: int = 10, lasts: int = 120) -> Call:
    """A call that was answered and is over."""
    call_id, began = f"c{next(_ids)}", clock.now() - timedelta(minutes=ago)
    tell("ringing", call_id, at=began, number=number, extension=extension)
    tell("answered", call_id, at=began + timedelta(seconds=5), extension=extension)
    return tell("ended", call_id, at=began + timedelta(seconds=5 + lasts))


def test_the_order_of_arrival_changes_nothing(ye) -> None:
    began = clock.now() - timedelta(minutes=5)
    story = [
        ("ringing", 0, {"number": PHONE, "extension": "8001"}), ("answered", 6, {"extension": "8001"}),
        ("ended", 90, {}), ("recording", 95, {"recording": LINK}),
    ]  # fmt: skip
    seen = set()
    for order in permutations(story):
        call_id = f"c{next(_ids)}"
        twice = [*order, *random.Random(7).sample(order, 2)]
        for fact, after, more in twice:
            tell(fact, call_id, at=began + timedelta(seconds=after), **more)
        call = Call.objects.get(call_id=call_id)
        seen.add((
            call.state, call.came_at, call.answered_at, call.ended_at, call.officer.code, call.unit.code, call.number,
            call.recording,
        ))  # fmt: skip
    assert len(seen) == 1
    state, came, answered, over, *who = seen.pop()
    assert (state, who) == (CallState.WRAP_UP, ["ye.qingwen", "yz.service", PHONE, LINK])
    assert (over - answered, answered - came) == (timedelta(seconds=84), timedelta(seconds=6))


def test_told_twice_is_told_once(ye) -> None:
    at = clock.now()
    call = tell("ringing", "once", at=at, number=PHONE, extension="8001")
    tell("ringing", "once", at=at, number=PHONE, extension="8001")
    assert [fact.code for fact in record.history(subject=call.ref)] == ["centre.call.told"]
    assert Call.objects.filter(call_id="once").count() == 1


def test_an_end_without_an_answer_is_a_missed_call(ye) -> None:
    assert tell("ended", "m1", number=PHONE).state == CallState.MISSED
    call = tell("answered", "m1", at=clock.now() - timedelta(seconds=30), extension="8001")
    assert call.state == CallState.WRAP_UP, "the answer came late and counts"


def test_a_transferred_call_is_whose_who_answered_last(ye) -> None:
    seated("ma.lin", "8002")
    now = clock.now()
    tell("answered", "t1", at=now, extension="8002")
    call = tell("answered", "t1", at=now - timedelta(seconds=60), extension="8001")
    assert call.officer.code == "ma.lin" and call.answered_at == now - timedelta(seconds=60)
    tell("ringing", "t1", at=now + timedelta(seconds=1), extension="8001")
    assert Call.objects.get(pk=call.pk).officer.code == "ma.lin"


def test_a_late_event_is_whose_who_sat_there_then(ye) -> None:
    then = clock.now()
    commands.take_seat(by=officer("ma.lin"), extension="8001")
    Seat.objects.filter(extension="8001", until__isnull=True).update(since=then + timedelta(hours=1))
    Seat.objects.filter(extension="8001", until__isnull=False).update(until=then + timedelta(hours=1))
    assert tell("answered", at=then - timedelta(hours=1), extension="8001").officer.code == "ye.qingwen"


@pytest.mark.parametrize("off", [timedelta(minutes=6), -timedelta(days=8)])
def test_a_moment_that_cannot_be_is_refused(ye, off) -> None:
    with pytest.raises(Invalid) as error:
        tell("ringing", at=clock.now() + off)
    assert "at" in error.value.fields


@pytest.mark.parametrize(
    "link",
    [
        "http://elsewhere.example/1.wav",
        "javascript:alert(1)",
        "http://me@records.example:8080/x",
        "ftp://records.example:8080/x",
    ],
)
def test_a_link_that_leads_elsewhere_is_refused(ye, link) -> None:
    with pytest.raises(Invalid) as error:
        tell("recording", recording=link)
    assert "recording_url" in error.value.fields


def test_only_systems_tell_of_calls(ye) -> None:
    for by in (ye, CITIZEN):
        with pytest.raises(Refused):
            commands.note_call(by=by, told=Told(call_id="x", fact=CallFact.RINGING, at=clock.now()))


def test_one_extension_has_one_officer(ye) -> None:
    ma = officer("ma.lin")
    commands.take_seat(by=ma, extension="8001")
    assert queries.seat_of(officer_id=ye.officer_id) is None
    assert commands.take_seat(by=ma, extension="8001").officer_id == ma.officer_id
    commands.take_seat(by=ma, extension="8009")
    assert [seat.extension for seat in queries.seats(reach=organisation.reach(by=ma))] == ["8009"]
    commands.leave_seat(by=ma)
    assert commands.leave_seat(by=ma) is None
    with pytest.raises(Refused):
        commands.take_seat(by=officer("yang.mo"), extension="8003")
    with pytest.raises(Invalid):
        commands.take_seat(by=ma, extension="八千")


def test_the_call_at_hand_is_mine_and_live(ye) -> None:
    assert queries.at_hand(officer_id=ye.officer_id) is None
    call = tell("ringing", "h1", number=PHONE, extension="8001")
    assert queries.at_hand(officer_id=ye.officer_id) == call
    assert queries.at_hand(officer_id=officer("ma.lin").officer_id) is None
    tell("answered", "h1", extension="8001")
    assert queries.at_hand(officer_id=ye.officer_id) == call
    tell("ended", "h1")
    assert queries.at_hand(officer_id=ye.officer_id) is None
    assert queries.to_wrap_up(officer_id=ye.officer_id) == [call]


def test_another_desk_sees_none_of_it(ye) -> None:
    call = ended()
    other = officer("luo.nianci")
    with pytest.raises(Missing):
        queries.get_call(for_=other, call_id=call.pk)
    assert queries.calls(by=other, reach=organisation.reach(by=other)) == []
    with pytest.raises(Missing):
        commands.wrap_up_call(by=other, call_id=call.pk, wrap_up=WrapUp.OTHER)


# --- what it came to


def test_a_call_is_wrapped_up_by_who_took_it(ye) -> None:
    call = tell("answered", "w1", number=PHONE, extension="8001")
    with pytest.raises(Conflict):
        commands.wrap_up_call(by=ye, call_id=call.pk, wrap_up=WrapUp.WRONG)
    tell("ended", "w1")
    with pytest.raises(Refused):
        commands.wrap_up_call(by=officer("ma.lin"), call_id=call.pk, wrap_up=WrapUp.WRONG)
    with pytest.raises(Invalid):
        commands.wrap_up_call(by=ye, call_id=call.pk, wrap_up=WrapUp.WRONG, note="长" * 501)
    done = commands.wrap_up_call(by=ye, call_id=call.pk, wrap_up=WrapUp.PROGRESS, note="问夜市的件到哪一步")
    again = commands.wrap_up_call(by=ye, call_id=call.pk, wrap_up=WrapUp.PROGRESS, note="问夜市的件到哪一步")
    assert done.state == again.state == CallState.DONE and done.wrapped_at == again.wrapped_at
    codes = [fact.code for fact in record.history(subject=call.ref)]
    assert codes.count("centre.call.wrapped_up") == 1
    assert commands.wrap_up_call(by=officer("dong.ke"), call_id=call.pk, wrap_up=WrapUp.OTHER).wrap_up == WrapUp.OTHER


def test_what_it_became_wraps_it_up(ye) -> None:
    call = tell("answered", "w2", number=PHONE, extension="8001")
    appeal = registered(by=ye, told={"channel": "hotline"})
    commands.tie_call(by=ye, call_id=call.pk, to=appeal.case.ref, wrap_up=WrapUp.REGISTERED)
    commands.tie_call(by=ye, call_id=call.pk, to=appeal.case.ref, wrap_up=WrapUp.REGISTERED)
    tied = commands.tie_call(by=ye, call_id=call.pk, to=Ref("centre.diversion", 7), wrap_up=WrapUp.DIVERTED)
    assert tied.subject == appeal.case.ref and tied.wrap_up == WrapUp.REGISTERED, "the first thing stays"
    assert [fact.code for fact in record.history(subject=call.ref)].count("centre.call.tied") == 2
    assert tell("ended", "w2").state == CallState.DONE, "nothing is left to be said"


def test_a_recording_is_for_few_and_for_a_purpose(ye) -> None:
    call = ended()
    with pytest.raises(Refused, match="没有录音"):
        commands.hear_call(by=ye, call_id=call.pk, purpose="核对")
    tell("recording", call.call_id, recording=LINK)
    with pytest.raises(Refused):
        commands.hear_call(by=officer("ma.lin"), call_id=call.pk, purpose="核对")
    with pytest.raises(Invalid):
        commands.hear_call(by=ye, call_id=call.pk, purpose=" ")
    for who in (ye, officer("dong.ke"), officer("shi.heng")):
        assert commands.hear_call(by=who, call_id=call.pk, purpose="核对通话内容") == LINK
    assert [look.fields for look in Look.objects.filter(subject_id=str(call.pk))] == [["recording"]] * 3


# --- what the house does by itself


def test_calls_whose_end_was_not_told_are_ended_and_count_for_nothing(ye) -> None:
    old = clock.now() - timedelta(hours=5)
    call = tell("answered", "lost", at=old, number=PHONE, extension="8001")
    assert commands.end_lost_calls(by=Actor.job("centre.end_lost_calls")) == 1
    assert commands.end_lost_calls(by=Actor.job("centre.end_lost_calls")) == 0
    call.refresh_from_db()
    assert call.is_end_unknown and call.state == CallState.WRAP_UP
    desk, _ = queries.shifts(by=ye, reach=organisation.reach(by=ye), since=old, until=clock.now())
    assert (desk.taken, desk.talk) == (1, 0)
    told = tell("ended", "lost", at=old + timedelta(minutes=3))
    assert not told.is_end_unknown and told.ended_at == old + timedelta(minutes=3), "what is told late is believed"


def test_old_calls_are_forgotten(ye) -> None:
    old, fresh = ended(), ended()
    commands.wrap_up_call(by=ye, call_id=old.pk, wrap_up=WrapUp.OTHER, note="家住鼓楼花园")
    Call.objects.filter(pk=old.pk).update(came_at=clock.now() - timedelta(days=400))
    house = Actor.job("keeping.clear")
    assert keeping.clear_due(by=house, keeper="centre.call") == 1
    assert keeping.clear_due(by=house, keeper="centre.call") == 0
    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (old.number, old.number_index, old.note, old.wrap_up) == ("", "", "", WrapUp.OTHER)
    assert fresh.number == PHONE


def test_figures_of_a_shift_equal_a_recount(ye) -> None:
    ma = seated("ma.lin", "8002")
    since = clock.now() - timedelta(hours=1)
    first, second, third = ended(ago=30, lasts=60), ended(ago=20, lasts=180), ended(ago=15, extension="8002")
    tell("missed", at=clock.now() - timedelta(minutes=5), number=PHONE)
    commands.wrap_up_call(by=ye, call_id=first.pk, wrap_up=WrapUp.ANSWERED)
    commands.tie_call(by=ye, call_id=second.pk, to=Ref("casework.case", 1), wrap_up=WrapUp.REGISTERED)
    Call.objects.filter(pk=first.pk).update(wrapped_at=first.ended_at + timedelta(seconds=40))
    Call.objects.filter(pk=second.pk).update(wrapped_at=second.ended_at + timedelta(seconds=20))
    desk, each = queries.shifts(by=ye, reach=organisation.reach(by=ye), since=since, until=clock.now())
    mine = next(one for one in each if one.officer_id == ye.officer_id)
    assert (mine.taken, mine.direct, mine.registered, mine.talk, mine.after) == (2, 1, 1, 240, 60)
    assert (desk.taken, desk.missed, desk.not_wrapped) == (3, 1, 1)
    assert desk.answered_share == 75 and mine.talk_each == 120
    assert third.officer_id == ma.officer_id and sum(one.taken for one in each) == desk.taken
