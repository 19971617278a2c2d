from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.models import Post
from yiwang.ground.record import queries as record
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid, Refused


def propose(by, officer, *roles, **more):
    given = {"unit_code": "yz.sp.yc", "title": "民警", "scope": "yz.sp.yc"} | more
    return commands.propose_post(by=by, officer_id=officer.pk, roles=roles, **given)


def reach_of(officer):
    return queries.reach(by=queries.actor_for(officer=officer))


def test_a_grant_has_no_effect_before_approval(system_office, security_office):
    officer = bureau.enlist("niu.kun")
    post = propose(system_office, officer, "handler")
    assert not reach_of(officer).grants
    commands.approve_post(by=security_office, post_id=post.pk)
    assert reach_of(officer).holds("handler", unit="yz.sp.yc")
    assert [entry.code for entry in record.history(subject=post.ref)] == [
        "organisation.post.proposed",
        "organisation.post.approved",
    ]


def test_who_proposes_does_not_approve(security_office):
    post = propose(security_office, bureau.enlist("niu.kun"), "handler")
    with pytest.raises(Refused, match="同一个人"):
        commands.approve_post(by=security_office, post_id=post.pk)
    with pytest.raises(Refused, match="同一个人"):
        commands.refuse_post(by=security_office, post_id=post.pk, reason="不需要")
    other = bureau.serving("second.one", "security_admin", unit="yz.tech", scope="yz")
    assert commands.approve_post(by=other, post_id=post.pk).approved_by.pk == other.officer_id


def test_a_machine_does_not_approve_what_a_person_proposed(system_office):
    post = propose(system_office, bureau.enlist("niu.kun"), "handler")
    with pytest.raises(Refused):
        commands.approve_post(by=bureau.SEED, post_id=post.pk)


def test_nobody_proposes_or_approves_for_themselves(system_office, security_office):
    system, security = (queries.officer(id=actor.officer_id) for actor in (system_office, security_office))
    with pytest.raises(Refused):
        propose(system_office, system, "system_admin")
    with pytest.raises(Refused):
        commands.approve_post(by=security_office, post_id=propose(system_office, security, "security_admin").pk)


@pytest.mark.parametrize("who", ["system_office", "audit_office"])
def test_only_the_security_office_decides(request, system_office, who):
    post = propose(bureau.SEED, bureau.enlist("niu.kun"), "handler")
    with pytest.raises(Refused, match="安全管理员"):
        commands.approve_post(by=request.getfixturevalue(who), post_id=post.pk)


def test_a_double_click_approves_once(system_office, security_office):
    post = propose(system_office, bureau.enlist("niu.kun"), "handler")
    for _ in range(2):
        commands.approve_post(by=security_office, post_id=post.pk)
    assert len(record.history(subject=post.ref)) == 2
    with pytest.raises(Conflict):
        commands.refuse_post(by=security_office, post_id=post.pk, reason="反悔")


def test_a_refusal_says_why(system_office, security_office):
    officer = bureau.enlist("niu.kun")
    post = propose(system_office, officer, "handler")
    with pytest.raises(Invalid):
        commands.refuse_post(by=security_office, post_id=post.pk, reason=" ")
    refused = commands.refuse_post(by=security_office, post_id=post.pk, reason="岗位已满")
    assert (refused.state, refused.reason, reach_of(officer).grants) == ("refused", "岗位已满", ())


@pytest.mark.parametrize(
    "roles", [("system_admin", "audit_admin"), ("security_admin", "handler"), ("leader", "audit_admin")]
)
def test_no_grant_joins_an_office_with_anything(system_office, roles):
    with pytest.raises(Invalid):
        propose(system_office, bureau.enlist("niu.kun"), *roles)


@pytest.mark.parametrize(
    ("held", "asked"), [("handler", "audit_admin"), ("system_admin", "handler"), ("audit_admin", "security_admin")]
)
def test_nobody_stands_on_two_sides_in_the_same_days(system_office, held, asked):
    officer = bureau.enlist("niu.kun")
    bureau.grant(officer, held)
    with pytest.raises(Refused, match="三员分立"):
        propose(system_office, officer, asked)


def test_the_sides_may_follow_each_other(system_office, security_office):
    officer = bureau.enlist("niu.kun")
    last = today() + timedelta(days=10)
    bureau.grant(officer, "handler", valid_to=last)
    post = propose(system_office, officer, "audit_admin", valid_from=last + timedelta(days=1))
    commands.approve_post(by=security_office, post_id=post.pk)
    assert not reach_of(officer).is_office_only


def test_two_proposals_of_two_sides_are_not_both_approved(system_office, security_office):
    officer = bureau.enlist("niu.kun")
    first, second = propose(system_office, officer, "handler"), propose(system_office, officer, "audit_admin")
    commands.approve_post(by=security_office, post_id=first.pk)
    with pytest.raises(Refused, match="三员分立"):
        commands.approve_post(by=security_office, post_id=second.pk)


def test_the_database_keeps_the_sides_apart_by_itself(units):
    post = bureau.grant(bureau.enlist("niu.kun"), "handler")
    post.pk, post.office, post.roles = None, "audit", ["audit_admin"]
    with pytest.raises(IntegrityError, match="one_office_a_person"), transaction.atomic():
        Post.objects.bulk_create([post])
    post.office = "cases"
    with pytest.raises(IntegrityError, match="office_follows_roles"), transaction.atomic():
        Post.objects.bulk_create([post])


def test_the_database_wants_two_people(system_office):
    post = propose(system_office, bureau.enlist("niu.kun"), "handler")
    for decided_by in (None, system_office.officer_id):
        with pytest.raises(IntegrityError, match="two_people"), transaction.atomic():
            Post.objects.filter(pk=post.pk).update(state="active", decided_by=decided_by)


def test_dates_bind(units):
    officer = bureau.enlist("niu.kun")
    day = timedelta(days=1)
    bureau.grant(officer, "handler", valid_from=today() - 9 * day, valid_to=today() - day)
    bureau.grant(officer, "handler", valid_from=today() + day)
    assert not reach_of(officer).grants
    bureau.grant(officer, "approver", valid_from=today(), valid_to=today())
    assert reach_of(officer).roles == {"approver"}


def test_an_ended_grant_ends_now(security_office):
    officer = bureau.enlist("niu.kun")
    post = bureau.grant(officer, "handler")
    commands.end_post(by=security_office, post_id=post.pk, reason="轮岗结束")
    commands.end_post(by=security_office, post_id=post.pk, reason="轮岗结束")
    assert not reach_of(officer).grants
    assert [entry.code for entry in record.history(subject=post.ref)].count("organisation.post.ended") == 1


def test_nobody_ends_their_own(security_office):
    own = queries.posts_of(officer_id=security_office.officer_id)[0]
    with pytest.raises(Refused):
        commands.end_post(by=security_office, post_id=own.pk, reason="不想干了")
