"""来电人: what a desk finds by a number, who may, and what stays on record; promised calls."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import PHONE, officer, registered
from tests.rooms.centre.test_calls import ended, seated, tell
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.models import CallBack
from yiwang.cases.centre.states import CallBackState, TryOutcome, WrapUp
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.people import queries as people
from yiwang.ground.record.models import Look
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

pytestmark = pytest.mark.django_db
OTHER = "15400099999"


@pytest.fixture
def ye(city):
    return officer("ye.qingwen")


def looks() -> list[Look]:
    return list(Look.objects.filter(subject_kind="centre.caller", subject_id=people.phone_index(PHONE)))


def test_a_number_finds_its_files_and_the_look_is_on_record(ye) -> None:
    first, second = registered(), registered(told={"content": "还是夜市的事，今晚又来了，请再派人看看。"})
    registered(party={"phone": OTHER})
    found = commands.look_up_caller(by=ye, phone=f"+86 {PHONE[:3]} {PHONE[3:]}")
    assert [one.pk for one in found.files] == [second.pk, first.pk] and len(found.open_files) == 2
    assert PHONE not in found.phone
    (look,) = looks()
    assert (look.fields, look.purpose, look.actor_id) == (["phone"], commands.AT_THE_FORM, str(ye.officer_id))


def test_who_finds_nothing_has_looked_at_nobody(ye) -> None:
    assert not commands.look_up_caller(by=ye, phone=PHONE).is_known
    assert not commands.look_up_caller(by=ye, phone="").is_known
    assert looks() == []


def test_it_ends_with_twelve_months_with_protection_and_with_the_desk(ye) -> None:
    old, hidden, sealed, mine = registered(), registered(), registered(), registered()
    Case.objects.filter(pk=old.pk).update(registered_at=clock.now() - timedelta(days=366))
    Case.objects.filter(pk=hidden.pk).update(hides_identity=True)
    Case.objects.filter(pk=sealed.pk).update(confidentiality="sealed")
    assert [one.pk for one in commands.look_up_caller(by=ye, phone=PHONE).files] == [mine.pk]
    elsewhere = officer("tian.shouzhuo")
    assert commands.look_up_caller(by=elsewhere, phone=PHONE).files == []


def test_who_takes_nothing_in_looks_nobody_up(ye) -> None:
    registered()
    for code in ("yang.mo", "gu.ningxin", "wei.rong"):
        with pytest.raises(Refused):
            commands.look_up_caller(by=officer(code), phone=PHONE)


def test_calls_and_promises_of_the_number_stand_beside(ye) -> None:
    seated("ye.qingwen", "8001")
    before, now = ended(), tell("ringing", number=PHONE, extension="8001")
    commands.promise_call_back(by=ye, number=PHONE, due_at=clock.now() + timedelta(hours=1), what="告诉他窗口时间")
    found = commands.look_up_caller(by=ye, phone=PHONE)
    assert [one.pk for one in found.calls] == [before.pk], "who is on the line is no history"
    tell("ended", now.call_id)
    found = commands.look_up_caller(by=ye, phone=PHONE, purpose=commands.ON_THE_LINE, call_id=now.pk)
    assert [one.pk for one in found.calls] == [before.pk] and [one.what for one in found.owed] == ["告诉他窗口时间"]


def test_it_costs_the_same_however_many(ye) -> None:
    def statements() -> int:
        reach = organisation.reach(by=ye)
        with CaptureQueriesContext(connection) as seen:
            queries.caller(by=ye, reach=reach, phone=PHONE)
        return len(seen)

    registered()
    one = statements()
    for _ in range(3):
        registered()
    assert statements() == one <= 7


# --- promised calls


def promised(by, **changes) -> CallBack:
    given = {"number": PHONE, "due_at": clock.now() + timedelta(hours=2), "what": "问清楚户口本在不在身边"}
    return commands.promise_call_back(by=by, **given | changes)


def test_a_call_is_promised_tried_and_kept(ye) -> None:
    held = promised(ye, name="陈先生")
    later = clock.now() + timedelta(hours=5)
    held = commands.note_try(by=ye, key=held.pk, outcome=TryOutcome.NO_ANSWER, next_at=later)
    assert (held.state, held.due_at) == (CallBackState.WAITING, later)
    held = commands.note_try(by=officer("ma.lin"), key=held.pk, outcome=TryOutcome.REACHED, note="说清楚了")
    assert held.state == CallBackState.DONE and held.ended_at
    assert [one.outcome for one in queries.tries_of(call_back=held)] == ["no_answer", "reached"]
    with pytest.raises(Conflict):
        commands.note_try(by=ye, key=held.pk, outcome=TryOutcome.REACHED)


def test_it_is_given_up_after_three_tries_and_not_before(ye) -> None:
    held = promised(ye)
    for left in (3, 2, 1):
        with pytest.raises(Refused, match=f"还要再试{left}次"):
            commands.give_up_call_back(by=ye, key=held.pk)
        commands.note_try(by=ye, key=held.pk, outcome=TryOutcome.BUSY)
    for _ in range(2):
        assert commands.give_up_call_back(by=ye, key=held.pk).state == CallBackState.GIVEN_UP
    with pytest.raises(Conflict):
        commands.cancel_call_back(by=ye, key=held.pk)


def test_what_cannot_be_promised_is_said(ye) -> None:
    for changes, field in (
        ({"number": "123"}, "number"), ({"what": " "}, "what"), ({"due_at": clock.now()}, "due_at"),
        ({"due_at": clock.now() + timedelta(days=40)}, "due_at"), ({"what": "长" * 301}, "what"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as error:
            promised(ye, **changes)
        assert field in error.value.fields


def test_a_missed_call_waits_until_somebody_sees_to_it(ye) -> None:
    seated("ye.qingwen", "8001")
    reach = organisation.reach(by=ye)
    first, again = tell("missed", number=PHONE), tell("missed", number=PHONE)
    assert [one.pk for one in queries.left(by=ye, reach=reach)] == [again.pk], "one a number"
    held = promised(ye, number="", call_id=again.pk)
    assert held.number == PHONE and promised(ye, number="", call_id=again.pk).pk == held.pk
    again.refresh_from_db()
    assert again.wrap_up == WrapUp.CALL_BACK and again.subject == held.ref and first.pk != again.pk
    assert queries.left(by=ye, reach=reach) == []
    tell("missed", number=OTHER)
    ended(number=OTHER, ago=-1, lasts=1)
    assert queries.left(by=ye, reach=reach) == [], "who got through afterwards needs no call"


def test_another_desk_owes_none_of_it(ye) -> None:
    held = promised(ye)
    other = officer("luo.nianci")
    assert queries.call_backs(by=other, reach=organisation.reach(by=other)) == []
    with pytest.raises(Missing):
        commands.cancel_call_back(by=other, key=held.pk)
