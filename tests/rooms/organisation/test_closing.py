"""A unit's last day is set, may be called off, and is carried out once it is over."""

from datetime import timedelta

import pytest

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, jobs, queries
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import queries as record
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid, Refused

DAY = timedelta(days=1)


def codes(subject):
    return [entry.code for entry in record.history(subject=subject)]


def past_its_day(code):
    """As if the last day had been yesterday."""
    Unit.objects.filter(code=code).update(valid_from=today() - 9 * DAY, valid_to=today() - DAY)


def test_until_its_last_day_is_over_a_closing_unit_stands(system_office):
    officer = bureau.enlist("somebody")
    closing = commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() + 3 * DAY)
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() + 3 * DAY)
    assert closing.is_open and closing.is_closing and queries.heir(code="yz.sp.yc").code == "yz.sp.yc"
    assert codes(closing.ref).count("organisation.unit.closed") == 1
    jobs.close_units(0)
    assert queries.officer(id=officer.pk).unit.code == "yz.sp.yc"


def test_a_closing_is_called_off_before_its_day_and_not_after(system_office):
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() + DAY)
    kept = commands.keep_unit(by=system_office, code="yz.sp.yc")
    assert (kept.valid_to, kept.successor) == (None, None) and codes(kept.ref)[-1] == "organisation.unit.kept"
    commands.keep_unit(by=system_office, code="yz.sp.yc")
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq")
    past_its_day("yz.sp.yc")
    with pytest.raises(Conflict, match="不能取消"):
        commands.keep_unit(by=system_office, code="yz.sp.yc")


def test_once_the_day_is_over_posts_end_and_people_move_and_twice_is_once(system_office):
    actor = bureau.serving("niu.kun", "handler", valid_from=today() - 5 * DAY)
    (post,) = queries.posts_of(officer_id=actor.officer_id)
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq")
    past_its_day("yz.sp.yc")
    for _ in range(2):
        jobs.close_units(0)
    unit = queries.unit(code="yz.sp.yc")
    assert unit.closed_at and not unit.is_open and queries.heir(code="yz.sp.yc").code == "yz.sp.gq"
    assert queries.officer(id=actor.officer_id).unit.code == "yz.sp.gq"
    ended = queries.post(id=post.pk)
    assert (ended.state, ended.valid_to, ended.reason) == ("ended", today() - DAY, "单位撤并")
    assert codes(unit.ref).count("organisation.unit.ended") == 1
    assert queries.closings_due() == []


def test_the_same_grants_are_asked_for_in_the_successor_beforehand(system_office, security_office):
    actor = bureau.serving("niu.kun", "handler")
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() + DAY)
    assert commands.ask_again_for_unit(by=system_office, code="yz.sp.yc") == 1
    assert commands.ask_again_for_unit(by=system_office, code="yz.sp.yc") == 0
    (asked,) = queries.pending_posts()
    assert (asked.unit.code, asked.scope.code, asked.valid_from) == ("yz.sp.gq", "yz.sp.gq", today() + 2 * DAY)
    assert asked.officer_id == actor.officer_id
    commands.approve_post(by=security_office, post_id=asked.pk)


def test_what_cannot_be_is_refused_before_anything_is_set(system_office):
    with pytest.raises(Refused, match="下面还有2个单位"):
        commands.close_unit(by=system_office, code="yz.sp", successor="yz.spx")
    with pytest.raises(Invalid) as error:
        commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() - DAY)
    assert set(error.value.fields) == {"last_day"}
    commands.close_unit(by=system_office, code="yz.sp.gq", successor="yz.spx")
    with pytest.raises(Invalid) as error:
        commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq")
    assert set(error.value.fields) == {"successor"}
    with pytest.raises(Conflict, match="先取消"):
        commands.close_unit(by=system_office, code="yz.sp.gq", successor="yz.sp.yc")
    with pytest.raises(Refused):
        commands.end_unit(by=system_office, code="yz.sp.gq")
    with pytest.raises(Conflict):
        commands.end_unit(by=bureau.SEED, code="yz.sp.gq")


def test_no_grant_reaches_into_a_unit_that_is_gone_by_then(system_office, security_office):
    officer = bureau.enlist("niu.kun", "yz.sp.gq")
    waiting = commands.propose_post(
        by=system_office, officer_id=officer.pk, unit_code="yz.sp.yc", title="民警", roles=["handler"],
        scope="yz.sp.yc", valid_from=today() + 5 * DAY,
    )  # fmt: skip
    commands.close_unit(by=system_office, code="yz.sp.yc", successor="yz.sp.gq", last_day=today() + DAY)
    with pytest.raises(Refused, match="已经撤销"):
        commands.approve_post(by=security_office, post_id=waiting.pk)
    with pytest.raises(Invalid):
        commands.propose_post(
            by=system_office, officer_id=officer.pk, unit_code="yz.sp.yc", title="民警", roles=["handler"],
            scope="yz.sp.gq", valid_from=today() + 5 * DAY,
        )  # fmt: skip


def test_an_heir_may_have_an_heir(system_office):
    for code, successor in (("yz.sp.yc", "yz.sp.gq"), ("yz.sp.gq", "yz.spx")):
        commands.close_unit(by=system_office, code=code, successor=successor)
        past_its_day(code)
    assert queries.heir(code="yz.sp.yc").code == "yz.spx"


def test_a_code_below_is_free(system_office):
    assert queries.code_below(code="yz.sp") == "yz.sp.u1"
    commands.found_unit(by=system_office, code="yz.sp.u1", name="新所", kind="station")
    assert queries.code_below(code="yz.sp") == "yz.sp.u2"
