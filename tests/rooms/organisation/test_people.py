"""Officers come, change, move, are suspended and leave; their first sign-in is their own; no office helps itself."""

from datetime import timedelta

import pytest

from tests.rooms.organisation import bureau
from yiwang.ground.access import commands as access
from yiwang.ground.access import queries as accounts
from yiwang.ground.access.gateways import allauth
from yiwang.ground.organisation import commands, queries
from yiwang.ground.organisation.queries import People
from yiwang.ground.record import queries as record
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused

NEW = {"code": "xin.lai", "name": "辛来", "unit_code": "yz.sp.yc", "badge_no": "9919999"}


def codes(subject):
    return [entry.code for entry in record.history(subject=subject)]


def test_a_one_time_password_opens_the_choice_of_an_own_one(system_office):
    new = commands.enlist_officer(by=system_office, **NEW)
    account = new.officer.account
    assert account.check_password(new.password) and account.temporary_until > now() and not new.totp_secret
    assert not accounts.has_second_factor(account_id=account.pk)
    with pytest.raises(Invalid):
        access.choose_password(by=bureau.SEED, account_id=account.pk, password=new.password)
    chosen = access.choose_password(by=bureau.SEED, account_id=account.pk, password="my own long enough one")
    assert chosen.temporary_until is None and chosen.check_password("my own long enough one")
    secret = accounts.new_secret()
    assert not access.enrol_own(by=bureau.SEED, account_id=account.pk, secret=secret, code="000000")
    code = allauth.code_at(secret, allauth.step_now())
    assert access.enrol_own(by=bureau.SEED, account_id=account.pk, secret=secret, code=code)
    assert not access.accept_code(by=bureau.SEED, account_id=account.pk, code=code), "the first code was used up"
    with pytest.raises(Conflict):
        access.enrol_own(by=bureau.SEED, account_id=account.pk, secret=secret, code=code)


def test_a_present_password_is_asked_for_once_somebody_is_in(units):
    account = bureau.enlist("niu.kun", encoded=access.hash_password(bureau.PASSWORD)).account
    with pytest.raises(Invalid) as error:
        access.choose_password(by=bureau.SEED, account_id=account.pk, password="long enough 4711", present="wrong")
    assert set(error.value.fields) == {"present"}
    access.choose_password(by=bureau.SEED, account_id=account.pk, password="long enough 4711", present=bureau.PASSWORD)
    assert codes(account.ref)[-1] == "access.account.password_chosen"


def test_a_renewed_sign_in_of_somebody_with_power_waits_for_the_other_office(system_office, security_office):
    actor = bureau.serving("niu.kun", "handler")
    renewed = commands.renew_sign_in(by=system_office, officer_id=actor.officer_id)
    assert renewed.officer.account_id and accounts.account(id=renewed.officer.account_id).held_at
    with pytest.raises(Refused):
        commands.release_sign_in(by=system_office, officer_id=actor.officer_id)
    for _ in range(2):
        commands.release_sign_in(by=security_office, officer_id=actor.officer_id)
    assert accounts.account(id=renewed.officer.account_id).held_at is None
    assert codes(renewed.officer.ref).count("organisation.officer.sign_in_released") == 1
    with pytest.raises(Refused, match="不能给自己"):
        commands.renew_sign_in(by=system_office, officer_id=system_office.officer_id)


def test_nobody_waits_who_may_do_nothing_yet(system_office):
    officer = commands.enlist_officer(by=system_office, **NEW).officer
    renewed = commands.renew_sign_in(by=system_office, officer_id=officer.pk)
    assert accounts.account(id=officer.account_id).held_at is None and renewed.password


def test_particulars_change_by_the_names_of_their_fields(system_office):
    officer, other = bureau.enlist("niu.kun"), bureau.enlist("somebody")
    changes = {"name": "牛坤坤", "phone": "15400001111"}
    commands.change_officer(by=system_office, officer_id=officer.pk, changes=changes)
    commands.change_officer(by=system_office, officer_id=officer.pk, changes=changes)
    changed = [entry for entry in record.history(subject=officer.ref) if entry.code.endswith("changed")]
    assert [entry.payload for entry in changed] == [{"fields": ["name", "phone"]}]
    with pytest.raises(Invalid):
        commands.change_officer(by=system_office, officer_id=officer.pk, changes={"badge_no": other.badge_no})
    with pytest.raises(Invalid):
        commands.change_officer(by=system_office, officer_id=officer.pk, changes={"code": "new.name"})


def test_moving_ends_the_old_posts_and_asks_for_the_same(system_office, security_office):
    actor = bureau.serving("niu.kun", "handler")
    (post,) = queries.posts_of(officer_id=actor.officer_id)
    moved = commands.move_officer(by=system_office, officer_id=actor.officer_id, unit_code="yz.sp.gq", again=[post.pk])
    assert moved.unit.code == "yz.sp.gq" and not queries.reach(by=actor).grants
    (asked,) = queries.pending_posts()
    assert (asked.unit.code, asked.roles, asked.valid_to) == ("yz.sp.gq", ["handler"], None)
    commands.approve_post(by=security_office, post_id=asked.pk)
    assert queries.reach(by=actor).holds("handler", unit="yz.sp.gq")
    with pytest.raises(Invalid):
        commands.move_officer(by=system_office, officer_id=actor.officer_id, unit_code="yz.sp.gq")


def test_a_suspended_officer_comes_back_with_the_grants(system_office):
    actor = bureau.serving("niu.kun", "handler")
    commands.suspend_officer(by=system_office, officer_id=actor.officer_id, reason="借调")
    assert not queries.reach(by=actor).grants
    for _ in range(2):
        commands.resume_officer(by=system_office, officer_id=actor.officer_id, reason="借调回来")
    assert queries.reach(by=actor).holds("handler") and queries.officer(id=actor.officer_id).account.is_active


def test_who_left_does_not_come_back(system_office):
    actor = bureau.serving("niu.kun", "handler")
    for _ in range(2):
        gone = commands.leave_officer(by=system_office, officer_id=actor.officer_id, reason="退休")
    assert (gone.is_active, gone.left_on) == (False, today()) and not gone.account.is_active
    assert [post.state for post in queries.posts_of(officer_id=gone.pk)] == ["ended"]
    assert codes(gone.ref).count("organisation.officer.left") == 1
    with pytest.raises(Conflict):
        commands.resume_officer(by=system_office, officer_id=gone.pk, reason="又回来")
    with pytest.raises(Conflict):
        commands.renew_sign_in(by=system_office, officer_id=gone.pk)


@pytest.mark.parametrize("go", ["suspend_officer", "leave_officer"])
def test_the_last_holder_of_an_office_stays_until_there_is_another(system_office, security_office, go):
    act = getattr(commands, go)
    with pytest.raises(Refused, match="唯一的安全管理员"):
        act(by=system_office, officer_id=security_office.officer_id, reason="调离")
    bureau.serving("second.one", "security_admin", unit="yz.tech", scope="yz")
    assert not act(by=system_office, officer_id=security_office.officer_id, reason="调离").is_active


def test_lists_find_by_words_unit_and_standing(system_office):
    handler = bureau.serving("niu.kun", "handler")
    bare = bureau.enlist("bare.one", "yz.sp.gq")
    left = bureau.enlist("gone.one")
    commands.leave_officer(by=system_office, officer_id=left.pk, reason="退休")

    def found(**asked):
        return [officer.code for officer in queries.people(asked=People(**asked)).rows]

    assert found() == ["bare.one", "gu.ningxin", "niu.kun"]
    assert found(words="BARE") == ["bare.one"] and found(words="盐场") == ["niu.kun"]
    assert found(unit="yz.sp", standing="postless") == ["bare.one"]
    assert found(standing="left") == ["gone.one"] and found(standing="suspended") == []
    assert found(standing="unseen") == ["bare.one", "gu.ningxin", "niu.kun"] and found(standing="locked") == []
    assert bare.pk and handler.officer_id


def test_grants_that_end_soon_stand_on_a_list(units):
    officer = bureau.enlist("niu.kun")
    soon = bureau.grant(officer, "handler", valid_to=today() + timedelta(days=10))
    bureau.grant(officer, "approver", valid_to=today() + timedelta(days=90))
    assert [post.pk for post in queries.expiring_posts()] == [soon.pk]


def test_the_first_three_come_from_the_command_line_once_each(db):
    given = {"code": "gu.ningxin", "name": "顾宁欣", "badge_no": "0001", "unit_code": "bj"}
    with pytest.raises(Missing):
        commands.create_office(by=bureau.SEED, office="system", **given)
    first = commands.create_office(by=bureau.SEED, office="system", bureau="北江市公安局", **given)
    by = queries.actor_for(officer=first.officer)
    assert first.password and queries.reach(by=by).roles == {"system_admin"}
    with pytest.raises(Conflict, match="已经有系统管理员"):
        commands.create_office(by=bureau.SEED, office="system", **{**given, "code": "other", "badge_no": "0002"})
    second = commands.create_office(
        by=bureau.SEED, office="security", code="cheng.bo", name="程博", badge_no="0003", unit_code="bj"
    )
    assert queries.reach(by=queries.actor_for(officer=second.officer)).roles == {"security_admin"}
    with pytest.raises(Invalid):
        commands.create_office(by=bureau.SEED, office="cases", **{**given, "code": "other", "badge_no": "0002"})
    with pytest.raises(Refused):
        commands.create_office(by=by, office="audit", **{**given, "code": "other", "badge_no": "0002"})


def test_several_grants_are_approved_together_or_none(system_office, security_office):
    people = [bureau.enlist(code) for code in ("niu.kun", "somebody")]
    posts = [
        commands.propose_post(
            by=system_office, officer_id=one.pk, unit_code="yz.sp.yc", title="民警", roles=["handler"], scope="yz.sp.yc"
        )
        for one in people
    ]
    own = commands.propose_post(
        by=security_office, officer_id=people[0].pk, unit_code="yz.sp.yc", title="审批", roles=["approver"],
        scope="yz.sp.yc",
    )  # fmt: skip
    with pytest.raises(Refused):
        commands.approve_posts(by=security_office, post_ids=[*(post.pk for post in posts), own.pk])
    assert len(queries.pending_posts()) == 3
    commands.approve_posts(by=security_office, post_ids=[post.pk for post in posts])
    assert [post.pk for post in queries.pending_posts()] == [own.pk]
