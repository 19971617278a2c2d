"""The times of each law, counted on the shipped table and calendar; where a law or its commentary gives an example, that."""

from datetime import date

import pytest

from tests.unit.clocks.tables import CALENDAR, LIMITS, at, limit, wall
from yiwang.cases.tracks.states import KINDS_OF, LAWS, MatterKind
from yiwang.ground.clocks.queries import Extension, LimitFacts, Pause, due, pick
from yiwang.ground.clocks.queries.reckoning import months_after
from yiwang.ground.clocks.states import Unit


def ends(code, start, *, pauses=(), extensions=()):
    return wall(due(limit=limit(code), start=start, calendar=CALENDAR, pauses=pauses, extensions=extensions).at)


@pytest.mark.parametrize(
    ("code", "start", "said"),
    [
        # 信访: natural days, from the day after
        ("pt.accept", at(11, 2, 10), "11-17 17:30"),
        ("pt.handle", at(1, 5, 10), "03-06 17:30"),
        ("pt.review.ask", at(3, 2, 9), "04-01 17:30"),
        # 刑事诉讼法105条: the last day of a holiday carries over to the first day after it
        ("cr.file", at(9, 30, 9), "10-08 17:30"),
        ("cr.file.verify", at(11, 2, 9), "11-09 17:30"),
        ("cr.review.ask", at(9, 24, 9), "10-08 17:30"),
        ("cr.serve", at(11, 2, 9), "11-05 17:30"),
        # the commentary's own example: received on 1 May, ten days are counted from 2 May
        ("cp.serve", at(5, 1, 9), "05-11 17:30"),
        # and: the last day falls on 1 October, so 8 October
        ("cr.review.do", at(9, 1, 9), "10-08 17:30"),
        # 受案审查: hours, at any time of the day
        ("of.accept", at(10, 3, 22), "10-04 22:00"),
        ("of.handle", at(11, 2, 9), "12-02 17:30"),
        # 工作日: 政府信息公开条例, 行政复议法 of ten days and less, 检举控告工作规则
        ("ds.answer", at(9, 21, 9), "10-26 17:30"),
        ("ds.correct", at(9, 28, 9), "10-13 17:30"),
        ("rv.accept", at(9, 29, 9), "10-12 17:30"),
        ("di.transfer", at(11, 20, 9), "11-27 17:30"),
        ("rv.decide", at(1, 5, 10), "03-06 17:30"),
        # 国家赔偿法: two months, to the day of the same number
        ("cp.decide", at(3, 2, 9), "05-06 17:30"),
        ("cp.decide", at(8, 20, 9), "10-20 17:30"),
    ],
)
def test_the_last_day_of_each_law(code, start, said):
    assert ends(code, start) == said


def test_months_end_on_the_same_number_or_on_the_last_day():
    assert months_after(date(2026, 3, 1), 1) == date(2026, 4, 1)  # 从3月1日到4月1日为一个月
    assert months_after(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)


def test_more_time_and_time_that_does_not_count():
    assert ends("pt.handle", at(1, 5, 10), extensions=[Extension(at(3, 1), 30)]) == "04-07 17:30"  # over Qingming
    assert ends("ds.answer", at(10, 12, 9), extensions=[Extension(at(10, 20), 20)]) == "12-07 17:30"
    heard = Pause(at(3, 10, 9), at(3, 20, 9))
    assert ends("pt.recheck.do", at(3, 2, 9)) == "04-01 17:30"
    assert (
        ends("pt.recheck.do", at(3, 2, 9), pauses=[heard]) == "04-13 17:30"
    )  # 听证所需时间不计算: ten days, over a Saturday
    asked = Pause(at(10, 15, 9), at(11, 5, 9))
    assert ends("ds.answer", at(10, 12, 9)) == "11-09 17:30"
    assert ends("ds.answer", at(10, 12, 9), pauses=[asked]) == "11-30 17:30"  # 15 working days of a third party


@pytest.mark.parametrize("kind", MatterKind)
def test_every_clock_that_a_law_starts_has_its_row(kind):
    law = LAWS[kind]

    def row(clock, priority=""):
        return pick(LIMITS, LimitFacts(clock=clock, subject=law.track, type=kind, channel="web", priority=priority))

    asked = {*law.at_receipt, *(one.clock for one in law.levels), *(one.asking for one in law.levels if one.asking)}
    asked |= {"correction_wait"} if law.correction else set()
    assert {clock for clock in asked if row(clock) is None} == set()
    assert all(row(clock).subject == law.track and row(clock).source for clock in asked)
    assert all(any((found := row(c, stage)) and found.priority == stage for c in asked) for stage in law.stages)


def test_what_the_law_itself_sets_cannot_be_loosened():
    binding = {row.code: row.binding for row in LIMITS if row.subject in KINDS_OF}
    assert {code for code, said in binding.items() if said != "legal"} == {"ds.correct.wait"}
    assert {row.code for row in LIMITS if row.unit is Unit.MONTHS} >= {"cp.decide", "cp.review.do"}
    assert all(
        "[V]" in row.source or "[M]" in row.source or "同上" in row.source for row in LIMITS if row.code in binding
    )
