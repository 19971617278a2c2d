"""外出委托: who stands in, how far, until when, and what nobody may hand on."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rooms.messaging.conftest import default_rows
from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.models import Delegation
from yiwang.ground.organisation.states import Permission
from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Invalid, Refused

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def texts(db):
    """A deputy is told, so the texts must be in force."""
    rules.install(by=Actor.system("seed"), kind="message_templates", payload=default_rows())


@pytest.fixture
def li(units):
    return bureau.serving("li.away", "unit_head", unit="yz.sp.yc")


@pytest.fixture
def wang(units):
    return bureau.serving("wang.here", "handler", unit="yz.sp.gq")


def named(li, wang, first=None, last=None):
    first = first or today()
    return commands.name_deputy(
        by=li, deputy_id=wang.officer_id, valid_from=first, valid_to=last or first + 3 * DAY, reason="出差"
    )


def test_the_deputy_reaches_as_far_in_one_query_and_only_while_it_lasts(li, wang):
    assert not queries.reach(by=wang).holds("unit_head", unit="yz.sp.yc")
    row = named(li, wang)
    with CaptureQueriesContext(connection) as seen:
        reach = queries.reach(by=wang)
    assert len(seen) == 1
    assert reach.holds("unit_head", unit="yz.sp.yc") and reach.holds("handler", unit="yz.sp.gq")
    assert [(grant.of, grant.of_name) for grant in reach.grants] == [(0, ""), (li.officer_id, "某li.")]
    assert not reach.own.holds("unit_head") and not reach.without_of(li.officer_id).holds("unit_head")
    assert queries.stand_in(officer_id=li.officer_id).code == "wang.here"
    assert queries.reach(by=li).holds("unit_head", unit="yz.sp.yc")
    Delegation.objects.filter(pk=row.pk).update(valid_from=today() - 5 * DAY, valid_to=today() - DAY)
    assert not queries.reach(by=wang).holds("unit_head")
    Delegation.objects.filter(pk=row.pk).update(valid_from=today() + DAY, valid_to=today() + 5 * DAY)
    assert not queries.reach(by=wang).holds("unit_head")


@pytest.mark.parametrize("which", ["li", "wang"])
def test_either_ends_it_at_once_and_twice_is_once(li, wang, which):
    row, by = named(li, wang), {"li": li, "wang": wang}[which]
    assert named(li, wang).pk == row.pk
    ended = commands.release_deputy(by=by, delegation_id=row.pk)
    assert commands.release_deputy(by=by, delegation_id=row.pk).ended_at == ended.ended_at
    assert not queries.reach(by=wang).holds("unit_head")
    assert queries.stand_in(officer_id=li.officer_id) is None
    codes = [entry.code for entry in record.history(subject=row.officer.ref)]
    assert codes[-2:] == ["organisation.deputy.named", "organisation.deputy.released"]
    assert queries.all_delegations()[0].ended_by_id == by.officer_id


def test_a_stranger_ends_nothing(li, wang):
    row = named(li, wang)
    with pytest.raises(Refused, match="本人或代办"):
        commands.release_deputy(by=bureau.serving("zhao.else", "unit_head", unit="yz.sp"), delegation_id=row.pk)


def test_no_chain_in_either_direction(li, wang):
    zhao = bureau.serving("zhao.else", "unit_head", unit="yz.sp")
    bureau.grant(queries.officer(id=wang.officer_id), "approver", unit="yz.sp.gq")
    named(li, wang)
    with pytest.raises(Refused, match="不能再委托别人"):
        named(wang, zhao)
    with pytest.raises(Refused, match="也外出"):
        named(zhao, li)
    with pytest.raises(Refused, match="已经委托给"):
        named(li, zhao, first=today() + DAY)
    named(wang, zhao, first=today() + 10 * DAY)


def test_who_may_not_name_and_be_named(li, wang, audit_office):
    with pytest.raises(Refused, match="没有审批"):
        named(wang, li)
    with pytest.raises(Refused, match="三员分立"):
        named(li, audit_office)
    with pytest.raises(Refused, match="不能委托自己"):
        named(li, li)
    with pytest.raises(Refused, match="没有审批"):
        named(audit_office, wang)
    named(li, wang)
    with pytest.raises(Refused, match="没有审批"):
        named(wang, audit_office)  # what is held for another is not one's own


def test_an_office_is_never_handed_on(li, wang, security_office):
    Delegation.objects.create(
        officer_id=security_office.officer_id,
        deputy_id=wang.officer_id,
        valid_from=today(),
        valid_to=today(),
        reason="x",
    )
    assert not queries.reach(by=wang).may(Permission.DECIDE_POSTS)


@pytest.mark.parametrize(
    ("first", "last", "reason", "field"),
    [
        (-1, 3, "出差", "valid_from"), (2, 1, "出差", "valid_to"), (0, 90, "出差", "valid_to"), (0, 3, " ", "reason"),
    ],
)  # fmt: skip
def test_what_is_not_filled_in_well(li, wang, first, last, reason, field):
    day = today()
    with pytest.raises(Invalid) as told:
        commands.name_deputy(
            by=li, deputy_id=wang.officer_id, valid_from=day + first * DAY, valid_to=day + last * DAY, reason=reason
        )
    assert set(told.value.fields) == {field}


def test_who_is_offered_as_deputy_sits_near(li, wang, security_office):
    near = bureau.serving("near.by", "handler", unit="yz.sp")
    bureau.serving("far.off", "handler", unit="yz.spx")
    offered = {person.code for person in queries.deputies_for(officer_id=li.officer_id)}
    assert {"near.by", "wang.here"} <= offered and not offered & {"far.off", "cheng.bo", "li.away"}
    assert near.officer_id
