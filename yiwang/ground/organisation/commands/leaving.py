"""Suspending and taking back, moving to another unit, leaving for good. What lies on the desk is the cases' to move first."""

from collections.abc import Iterable
from datetime import date, timedelta

from yiwang.ground.access import commands as access
from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.commands.officers import locked_officer
from yiwang.ground.organisation.commands.posts import end_all, propose_post
from yiwang.ground.organisation.events import OfficerLeft, OfficerMoved, OfficerResumed, OfficerSuspended
from yiwang.ground.organisation.models import Officer, Post, Unit
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import today
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged

MOVED, LEFT = "调到别的单位", "离任"
"""Why the posts ended, as the record says it."""


@command
def suspend_officer(*, by: Actor, officer_id: int, reason: str) -> Officer:
    """No sign-in and no grant from this moment, for as long as it lasts. Grants and desk stay as they are.

    Refused: oneself, or the last holder of one of the three offices.
    """
    policies.may_suspend_officer(by, officer_id).require()
    officer = locked_officer(officer_id)
    if not officer.is_active:
        return unchanged(officer)
    policies.may_let_go(by, officer).require()
    _given(reason, "请写原因，例如“调离”")
    officer.is_active = False
    officer.save(update_fields=["is_active"])
    access.close_account(by=by, account_id=officer.account_id, reason=reason)
    record.write(by=by, event=OfficerSuspended(officer.ref, reason))
    return officer


@command
def resume_officer(*, by: Actor, officer_id: int, reason: str) -> Officer:
    """Back in service, with the grants still in force. Conflict: left for good. Refused: oneself."""
    policies.may_suspend_officer(by, officer_id).require()
    officer = locked_officer(officer_id)
    if officer.left_on is not None:
        raise Conflict("已经离任的人不能恢复；又回来的，请重新登记")
    if officer.is_active:
        return unchanged(officer)
    _given(reason, "请写原因，例如“借调回来”")
    officer.is_active = True
    officer.save(update_fields=["is_active"])
    access.reopen_account(by=by, account_id=officer.account_id)
    record.write(by=by, event=OfficerResumed(officer.ref, reason))
    return officer


@command
def move_officer(*, by: Actor, officer_id: int, unit_code: str, again: Iterable[int] = ()) -> Officer:
    """Another unit is home from today. Grants that stand in the old unit end; `again`: those asked for anew in the new one.

    They wait for the security office as any other. Invalid: the unit is closed, or home already. Refused: the last holder
    of an office loses it by moving.
    """
    policies.may_suspend_officer(by, officer_id).require()
    officer, home = locked_officer(officer_id), queries.unit(code=unit_code)
    if not officer.is_active:
        raise Conflict("这个人已经停用或离任，先恢复再调动")
    if not home.is_open or home.pk == officer.unit_id:
        raise Invalid(unit_code="请选一个现有的、别的单位")
    before, wanted = officer.unit, set(again)
    standing = [post for post in queries.open_posts_of(officer_id=officer_id) if post.unit_id == before.pk]
    if any(post.office != "cases" for post in standing):
        policies.not_the_last(officer).require()
    until = {post.pk: post.valid_to for post in standing}
    end_all(by=by, posts=standing, reason=MOVED)
    officer.unit = home
    officer.save(update_fields=["unit"])
    record.write(by=by, event=OfficerMoved(officer.ref, before.code, home.code))
    for post in standing:
        if post.pk in wanted:
            ask_again(by=by, post=post, unit=home, valid_to=until[post.pk])
    return officer


@command
def leave_officer(*, by: Actor, officer_id: int, reason: str) -> Officer:
    """Gone for good: grants end, the account closes, sessions end. What the officer did stays under the name.

    Refused: oneself, or the last holder of one of the three offices. Called by the cases (`appeals.leave`), which see to it
    that no open work stays behind.
    """
    policies.may_suspend_officer(by, officer_id).require()
    officer = locked_officer(officer_id)
    if officer.left_on is not None:
        return unchanged(officer)
    policies.may_let_go(by, officer).require()
    _given(reason, "请写原因，例如“退休”“调出本局”")
    end_all(by=by, posts=queries.open_posts_of(officer_id=officer_id), reason=LEFT)
    officer.is_active, officer.left_on = False, today()
    officer.save(update_fields=["is_active", "left_on"])
    access.close_account(by=by, account_id=officer.account_id, reason=reason)
    record.write(by=by, event=OfficerLeft(officer.ref, reason))
    return officer


@command
def ask_again_for_unit(*, by: Actor, code: str) -> int:
    """For every grant that ends with a closing unit, ask for the same in the successor from the day after; how many.

    What was asked for already is not asked again. Conflict: no closing is set.
    """
    policies.may_close_unit(by).require()
    unit = queries.unit(code=code)
    if unit.valid_to is None or unit.successor is None:
        raise Conflict("这个单位没有定撤销日期")
    first, heir = unit.valid_to + timedelta(days=1), unit.successor
    known = {(post.officer_id, post.title) for post in queries.posts_in(unit=heir)}
    ending = [
        post
        for post in queries.posts_in(unit=unit)
        if post.state == "active" and (post.officer_id, post.title) not in known and post.officer_id != by.officer_id
    ]
    ending = [post for post in ending if post.valid_to is None or post.valid_to >= first]
    for post in ending:
        ask_again(by=by, post=post, unit=heir, valid_from=first, valid_to=post.valid_to)
    return len(ending) if ending else unchanged(0)


def ask_again(
    *, by: Actor, post: Post, unit: Unit, valid_from: date | None = None, valid_to: date | None = None
) -> Post:
    """Ask for the same roles and lines in another unit; a scope that was the old unit becomes the new one."""
    scope = unit if queries.is_within(post.scope.code, post.unit.code) else post.scope
    return propose_post(
        by=by,
        officer_id=post.officer_id,
        unit_code=unit.code,
        title=post.title,
        roles=post.roles,
        scope=scope.code,
        lines=post.lines,
        valid_from=valid_from,
        valid_to=valid_to,
        note=post.note,
        instead_of=post,
    )


def _given(reason: str, hint: str) -> None:
    if not reason.strip():
        raise Invalid(reason=hint)
