"""Honest figures: each kind apart, and of other units only what may be told."""

from datetime import timedelta

import pytest

from tests.city import officer
from tests.rooms.ratings.test_ratings import rated
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.quality.asking.states import Grade
from yiwang.quality.ratings import queries
from yiwang.quality.ratings.models import Rating

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]


@pytest.fixture
def last_month():
    """Five satisfied in three stations of a county and in another county, two bad in one of them; all of last month."""
    service = 0
    for code, grades in {
        "yz.jc.gq": [Grade.SATISFIED] * 2 + [Grade.DISSATISFIED],
        "yz.jc.dk": [Grade.VERY_SATISFIED] * 6,
        "yz.jc.ly": [Grade.FAIRLY] + [Grade.DISSATISFIED] * 2,
        "yz.sp.yc": [Grade.SATISFIED] * 7,
    }.items():
        for grade in grades:
            service += 1
            rated(grade, service, at=code)
    begin = queries.months()[1]
    Rating.objects.update(at=begin + timedelta(days=3))
    return begin


def table(code, begin):
    by = officer(code)
    lines = queries.figures(reach=organisation.reach(by=by), begin=begin)
    return {line.unit.code + ("*" if line.is_direct else ""): line for line in lines}


def test_a_head_sees_the_own_unit_whole_and_of_others_nothing_that_is_small(last_month, django_assert_max_num_queries):
    reach = organisation.reach(by=officer("xiang.dong"))
    with django_assert_max_num_queries(5):
        queries.figures(reach=reach, begin=last_month)
    seen = table("xiang.dong", last_month)
    own = seen["yz.jc.gq"].counts
    assert (own.satisfied, own.bad, own.real, seen["yz.jc.gq"].is_own) == (2, 1, 3, True)
    assert seen["yz.jc.ly"].counts is None and seen["yz.jc.ly"].small == {"real", "satisfied", "fairly", "bad"}
    assert seen["yz.jc.dk"].counts is None  # else the small one beside it is the rest of the sum
    assert seen["yz.sp"].counts is None or seen["yz.jc"].counts is None or seen["yz"].counts is None
    assert all(line.counts.silent == 0 for line in seen.values() if line.counts and not line.is_own)
    above = table("dai.jun", last_month)
    assert above["yz.jc.ly"].counts.bad == 2 and above["yz.jc"].counts.real == 12
    assert table("wei.rong", last_month)["yz"].counts.real == 19


def test_other_units_are_told_only_of_months_that_are_over(last_month):
    now = queries.months()[0]
    rated(Grade.SATISFIED, 99, at="yz.jc.dk")
    assert set(table("xiang.dong", now)) == {"yz.jc.gq", "yz.jc.gq*", "yz.jc.gq.p1"}
    assert queries.month_after(last_month) == now and now <= clock.now()
