from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today


def test_several_posts_one_query(units):
    actor = bureau.serving("yue.ting", "handler", unit="yz.sp.yc")
    bureau.grant(queries.officer(id=actor.officer_id), "approver", unit="yz.sp", scope="yz.sp", lines=["legal"])
    with CaptureQueriesContext(
        connection,
    ) as seen:
        reach = queries.reach(by=actor)
    assert len(seen) == 1
    assert reach.roles == {"handler", "approver"}
    assert reach.unit_codes == {"yz.sp.yc", "yz.sp"}
    assert reach.scopes("approver") == {"yz.sp"}
    assert reach.holds("approver", unit="yz.sp.gq", line="legal")
    assert not reach.holds("approver", unit="yz.sp.gq", line="traffic")
    assert not reach.holds("handler", unit="yz.sp.gq")
    assert not reach.holds("approver", unit="yz.spx")


def test_machines_stand_over_everything_and_citizens_over_nothing(units):
    machine, citizen = queries.reach(by=bureau.SEED), queries.reach(by=Actor.citizen())
    assert machine.holds("leader", unit="yz.sp.yc") and not machine.is_office_only
    assert not citizen.holds() and citizen.roles == frozenset() and not citizen.is_office_only


@pytest.mark.parametrize("office", ["system_admin", "security_admin", "audit_admin"])
def test_the_three_offices_read_no_case(units, office):
    actor = bureau.serving("one.of.three", office, unit="yz.tech", scope="yz")
    reach = queries.reach(by=actor)
    assert reach.is_office_only
    assert not reach.may(Permission.READ_CASES)
    assert not queries.stands_over(by=actor, unit=queries.unit(code="yz.sp.yc"))


def test_who_stands_over_a_unit(units):
    head = bureau.serving("ruan.bin", "leader", unit="yz.sp")
    assert queries.stands_over(by=head, unit=queries.unit(code="yz.sp.yc"))
    assert not queries.stands_over(by=head, unit=queries.unit(code="yz.spx"))


def test_a_suspended_officer_reaches_nothing_and_signs_in_no_more(system_office):
    actor = bureau.serving("niu.kun", "handler")
    officer = commands.suspend_officer(by=system_office, officer_id=actor.officer_id, reason="调离")
    commands.suspend_officer(by=system_office, officer_id=actor.officer_id, reason="调离")
    assert not queries.reach(by=actor).grants
    assert not queries.officer(id=officer.pk).account.is_active
    assert queries.officer_of_account(account_id=officer.account_id) is None


def test_the_first_asked_is_the_community_officer(units):
    for code, role in [("a.head", "unit_head"), ("b.handler", "handler"), ("c.duty", "duty_officer")]:
        bureau.serving(code, role)
    assert queries.default_handler(unit_code="yz.sp.yc").code == "c.duty"
    bureau.serving("d.community", "community_officer")
    assert queries.default_handler(unit_code="yz.sp.yc").code == "d.community"
    bureau.serving("a.community", "community_officer", valid_from=today() + timedelta(days=1))
    assert queries.default_handler(unit_code="yz.sp.yc").code == "d.community"
    assert queries.default_handler(unit_code="yz.sp.gq") is None


def test_the_head_is_looked_for_upwards(units):
    assert queries.head_of(unit_code="yz.sp.yc") is None
    bureau.serving("ruan.bin", "leader", unit="yz.sp")
    assert queries.head_of(unit_code="yz.sp.yc").code == "ruan.bin"
    bureau.serving("gong.liang", "unit_head")
    assert queries.head_of(unit_code="yz.sp.yc").code == "gong.liang"


def test_holders_by_role_unit_and_line(units):
    bureau.serving("a.lead", "duty_leader", unit="yz.tech", scope="yz")
    bureau.serving("b.lead", "duty_leader", unit="yz.sp", lines=["traffic"])
    assert [o.code for o in queries.holders(role="duty_leader")] == ["a.lead", "b.lead"]
    assert [o.code for o in queries.holders(role="duty_leader", unit_code="yz.spx")] == ["a.lead"]
    assert [o.code for o in queries.holders(role="duty_leader", unit_code="yz.sp.yc", line="legal")] == ["a.lead"]
    assert [o.code for o in queries.officers_of(unit_code="yz.sp", roles=["duty_leader"])] == ["b.lead"]
    assert [o.code for o in queries.officers_of(unit_code="yz.sp")] == ["b.lead"]
