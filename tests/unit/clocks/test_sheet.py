"""The ledger as people read it, from lines that never saw a database."""

import json
from datetime import date, datetime

import pytest

from tests.unit.clocks.tables import CALENDAR, at, limit, made
from yiwang.ground.clocks.models import Entry
from yiwang.ground.clocks.queries import OFFICER, Terms, freeze, lay_out, mark_today, project
from yiwang.ground.clocks.states import Action, Ground, State, Unit


def line(action: Action, moment: datetime, *, ground: str = "", days: int = 0, of=None, kind: str = "handle") -> Entry:
    terms = freeze(Terms.of(of)) if of else None
    return Entry(
        subject_kind="t.case",
        subject_id="1",
        kind=kind,
        action=action,
        at=moment,
        ground=ground,
        days=days,
        terms=terms,
    )


STARTED = line(Action.START, at(11, 18, 16, 40), of=limit("ap.handle.complaint"))
ASKED = line(Action.PAUSE, at(11, 20, 10, 5), ground=Ground.QUESTION, days=5)
ANSWERED = line(Action.RESUME, at(11, 23, 9, 30), ground=Ground.ANSWERED)
REPLIED = line(Action.STOP, at(11, 25, 15, 0), ground=Ground.REPLIED)


def test_the_mock_ups_ledger():
    sheet = lay_out([STARTED, ASKED, ANSWERED], CALENDAR, now=at(11, 24, 9, 12))
    assert [(line.when, line.what, line.ground, line.due) for line in sheet.lines] == [
        ("11月18日 16:40", "您提交诉求，下一个工作日起算", "投诉类承诺5个工作日", "11月25日"),
        ("11月20日 10:05", "民警问您一个问题，暂停", "等您答复不计时，最多5天", "—"),
        ("11月23日 09:30", "您答复了，恢复", "暂停1个工作日，顺延1天", "11月26日"),
    ]
    assert sheet.due_words == "11月26日（周四）17:30"
    assert sheet.rule == "只算工作日。第1天从下一个工作日算起。"
    assert sheet.note == ""


def test_the_mock_ups_strip():
    strip = lay_out([STARTED, ASKED, ANSWERED], CALENDAR, now=at(11, 24, 9, 12)).strip
    assert [(day.date.day, day.kind, "".join(day.words), day.is_today) for day in strip] == [
        (18, "submitted", "提交", False),
        (19, "count", "第1天", False),
        (20, "hold", "暂停", False),
        (21, "off", "休息", False),
        (22, "off", "休息", False),
        (23, "count", "第2天", False),
        (24, "count", "第3天", True),
        (25, "count", "第4天", False),
        (26, "due", "最晚答复", False),
    ]
    assert strip[-1].number == 5


def test_the_desk_reads_of_the_applicant_not_to_him():
    sheet = lay_out([STARTED, ASKED, ANSWERED, REPLIED], CALENDAR, now=at(11, 26), reader=OFFICER)
    words = "".join(line.what + line.ground for line in sheet.lines)
    assert "您" not in words
    assert sheet.lines[0].what == "诉求人提交诉求，下一个工作日起算"


def test_a_clock_that_is_paused_names_no_day_and_its_strip_ends_today():
    sheet = lay_out([STARTED, ASKED], CALENDAR, now=at(11, 23, 9, 0))
    assert (sheet.state, sheet.due_at, sheet.due_words) == (State.PAUSED, None, "")
    assert sheet.strip[-1].date == date(2026, 11, 23)
    assert [day.kind for day in sheet.strip] == ["submitted", "count", "hold", "off", "off", "hold"]
    later = lay_out([STARTED, ASKED], CALENDAR, now=at(11, 24, 17, 0)).strip
    assert [day.kind for day in later][-2:] == ["hold", "hold"]


def test_a_stopped_clock_shows_when():
    sheet = lay_out([STARTED, ASKED, ANSWERED, REPLIED], CALENDAR, now=at(12, 30))
    assert sheet.state is State.STOPPED
    assert (sheet.lines[-1].what, sheet.lines[-1].due) == ("已经答复您，停止计时", "—")
    assert (sheet.strip[-1].date.day, sheet.strip[-1].kind, sheet.strip[-1].number) == (25, "done", 4)


def test_overdue_days_are_counted_on_the_strip():
    strip = lay_out([STARTED], CALENDAR, now=at(11, 27, 9, 0)).strip
    assert [("".join(day.words), day.is_today) for day in strip[-3:]] == [
        ("最晚答复", False), ("超期第1天", False), ("超期第2天", True),
    ]  # fmt: skip
    assert len(lay_out([STARTED], CALENDAR, now=at(12, 31)).strip) == 8 + 10, "and no endless strip"


def test_an_extension_and_a_change_in_words():
    extended = line(Action.EXTEND, at(11, 24, 10, 0), ground="要等鉴定意见", days=10)
    changed = line(Action.CHANGE, at(11, 19, 10, 0), ground="类型更正为求助", of=limit("ap.handle.help"))
    sheet = lay_out([STARTED, changed, extended], CALENDAR, now=at(11, 25))
    assert [(row.what, row.ground, row.due) for row in sheet.lines[1:]] == [
        ("改按求助类承诺3个工作日，从原来的起点重新算", "类型更正为求助", "11月23日"),
        ("经批准延长10个工作日，只延一次", "要等鉴定意见", "12月7日"),
    ]


def test_natural_days_are_numbered_up_to_the_last_and_carried_over_the_weekend():
    begun = line(Action.START, at(11, 16, 9, 0), of=made(5, Unit.DAYS))
    strip = lay_out([begun], CALENDAR, now=at(11, 17)).strip
    assert [(day.date.day, day.kind, day.number) for day in strip[-3:]] == [
        (21, "count", 5), (22, "off", None), (23, "due", None),
    ]  # fmt: skip


def test_an_hour_clock():
    begun = line(Action.START, at(11, 20, 16, 0), of=limit("ap.sign"), kind="sign")
    sheet = lay_out([begun], CALENDAR, now=at(11, 20, 17))
    assert sheet.lines[0].what == "签收开始计时，即时起算"
    assert sheet.lines[0].due == "11月23日 11:30"
    assert [(day.kind, "".join(day.words)) for day in sheet.strip] == [
        ("submitted", "开始"), ("off", "休息"), ("off", "休息"), ("due", "到期"),
    ]  # fmt: skip


def test_a_12345_order_and_a_reopened_case_begin_in_their_own_words():
    order = line(Action.START, at(11, 18, 16, 40), of=limit("ap.12345"))
    again = line(Action.RESTART, at(11, 18, 16, 40), of=limit("ap.handle.help"))
    words = [lay_out([first], CALENDAR, now=at(11, 19)).lines[0].what for first in (order, again)]
    assert words == ["12345派单，下一个工作日起算", "您说没有解决，重新办理，下一个工作日起算"]


def test_a_provisional_promise_says_so():
    begun = line(Action.START, at(12, 30, 9, 0), of=limit("ap.handle.complaint"))
    sheet = lay_out([begun], CALENDAR, now=at(12, 30, 10))
    assert sheet.note == "按预计的放假安排算，公布后可能调整"
    assert sheet.lines[0].due == "2027年1月7日"


def test_plain_values_travel_through_json_and_today_can_be_marked_anew():
    plain = json.loads(json.dumps(lay_out([STARTED, ASKED, ANSWERED], CALENDAR, now=at(11, 24)).as_json()))
    assert plain["strip"][1] == {
        "date": "2026-11-19", "weekday": "周四", "day": 19, "kind": "count", "words": ["第1天"], "number": 1, "is_today": False,
    }  # fmt: skip
    marked = mark_today(plain["strip"], today=date(2026, 11, 25))
    assert [cell["day"] for cell in marked if cell["is_today"]] == [25]


def test_a_ledger_without_a_start_is_a_defect():
    with pytest.raises(ValueError, match="does not begin with a start"):
        project([ASKED], CALENDAR)


def test_stopping_while_paused_ends_the_pause():
    now = project([STARTED, ASKED, REPLIED], CALENDAR)
    assert now.state is State.STOPPED
    assert now.due.words == "12月1日（周二）17:30"
