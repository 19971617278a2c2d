"""Grants: proposed by one person, in force once another has approved them."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import QuerySet

from yiwang.ground.organisation import policies, queries
from yiwang.ground.organisation.events import PostApproved, PostEnded, PostProposed, PostRefused
from yiwang.ground.organisation.models import Post, Unit
from yiwang.ground.organisation.states import PostState
from yiwang.ground.record import commands as record
from yiwang.kit.actor import Actor
from yiwang.kit.clock import now, today
from yiwang.kit.errors import Conflict, Invalid
from yiwang.kit.work import command, unchanged


@command
def propose_post(
    *,
    by: Actor,
    officer_id: int,
    unit_code: str,
    title: str,
    roles: Sequence[str],
    scope: str,
    lines: Sequence[str] = ("*",),
    valid_from: date | None = None,
    valid_to: date | None = None,
    note: str = "",
    instead_of: Post | None = None,
) -> Post:
    """Ask for a grant; without effect until the security office approves it.

    `scope`: code of the unit it covers with all below. `valid_to`: last day. `instead_of`: the grant that this one goes on
    from, whose lines may stay though they are retired. Invalid: roles of two of the three offices or of an office and the
    cases, no title, a retired line, dates the wrong way round. Refused: for oneself, or the offices would join.
    """
    policies.may_propose_post(by, officer_id).require()
    first = valid_from or today()
    _check(title, lines, first, valid_to, kept=instead_of.lines if instead_of else ())
    office = policies.office_of(roles)
    policies.may_join_offices(officer_id, office, first, valid_to).require()
    holder, place, reach = queries.officer(id=officer_id), queries.unit(code=unit_code), queries.unit(code=scope)
    _check_stands(holder.is_active, place, reach, first)
    post = Post(
        officer=holder,
        unit=place,
        scope=reach,
        title=title.strip(),
        roles=list(roles),
        lines=list(lines),
        office=office,
        valid_from=first,
        valid_to=valid_to,
        note=note,
        proposed_by_id=by.officer_id,
    )
    post.save(force_insert=True)
    record.write(by=by, event=proposed(post))
    return post


@command
def approve_post(*, by: Actor, post_id: int) -> Post:
    """Put a proposed grant in force. Refused: by who proposed it or gets it, or where two offices would meet."""
    post = _locked(post_id)
    if post.state == PostState.ACTIVE and by.officer_id is not None and post.decided_by_id == by.officer_id:
        return unchanged(post)
    policies.may_approve_post(by, post).require()
    _decide(post, by, PostState.ACTIVE)
    record.write(by=by, event=PostApproved(post.ref, post.officer.ref, tuple(post.roles), post.scope.code))
    return post


@command
def refuse_post(*, by: Actor, post_id: int, reason: str) -> Post:
    """Do not give a proposed grant, and say why."""
    post = _locked(post_id)
    if post.state == PostState.REFUSED and by.officer_id is not None and post.decided_by_id == by.officer_id:
        return unchanged(post)
    policies.may_refuse_post(by, post).require()
    if not reason.strip():
        raise Invalid(reason="请写不批准的原因，提请的人会看到")
    _decide(post, by, PostState.REFUSED, reason.strip())
    record.write(by=by, event=PostRefused(post.ref, post.officer.ref, post.reason))
    return post


@command
def approve_posts(*, by: Actor, post_ids: Sequence[int]) -> list[Post]:
    """Put several proposed grants in force, all or none; each as `approve_post`."""
    if not post_ids:
        raise Invalid("请先勾选要批准的授权")
    return [approve_post(by=by, post_id=post_id) for post_id in sorted(set(post_ids))]


@command
def end_post(*, by: Actor, post_id: int, reason: str) -> Post:
    """Take a grant back at once: yesterday was its last day, or today where it began today."""
    post = _locked(post_id)
    if post.state == PostState.ENDED:
        return unchanged(post)
    policies.may_end_post(by, post).require()
    if not reason.strip():
        raise Invalid(reason="请写结束的原因")
    if post.state != PostState.ACTIVE:
        raise Conflict("只有有效的授权可以结束，请刷新看看最新情况")
    end_all(by=by, posts=[post], reason=reason.strip())
    return post


def end_all(*, by: Actor, posts: Sequence[Post], reason: str) -> None:
    """End grants at once, for a command that has asked whether it may."""
    for post in posts:
        post.state, post.reason = PostState.ENDED, reason
        post.valid_to = max(post.valid_from, min(today() - timedelta(days=1), post.valid_to or date.max))
        ended = {"state": post.state, "reason": post.reason, "valid_to": post.valid_to}
        _rows(post).update(**ended)
        record.write(by=by, event=PostEnded(post.ref, post.officer.ref, reason))


def proposed(post: Post) -> PostProposed:
    """The fact that this grant was asked for."""
    return PostProposed(
        subject=post.ref,
        officer=post.officer.ref,
        unit=post.unit.code,
        scope=post.scope.code,
        roles=tuple(post.roles),
        lines=tuple(post.lines),
        valid_from=post.valid_from.isoformat(),
        valid_to=post.valid_to.isoformat() if post.valid_to else "",
    )


def _decide(post: Post, by: Actor, state: PostState, reason: str = "") -> None:
    if post.state != PostState.PROPOSED:
        raise Conflict("这项授权已经有人处理过，请刷新看看最新情况")
    post.state, post.reason, post.decided_by_id, post.decided_at = state, reason, by.officer_id, now()
    post.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _check(title: str, lines: Sequence[str], valid_from: date, valid_to: date | None, *, kept: Sequence[str]) -> None:
    wrong = {
        "title": "" if title.strip() else "请写岗位名称，例如“值班民警”",
        "lines": queries.said_of_lines(lines, kept=kept) if lines else "请至少选一个警种，全部警种写*",
        "valid_to": "结束日期不能早于开始日期" if valid_to and valid_to < valid_from else "",
    }
    if found := {field: message for field, message in wrong.items() if message}:
        raise Invalid(**found)


def _check_stands(is_serving: bool, place: Unit, scope: Unit, first: date) -> None:
    gone = {
        "unit_code": "这个单位到那时已经撤销，请选接管的单位",
        "scope": "这个单位到那时已经撤销，请选接管的单位",
    }
    shut = [unit.valid_to is not None and unit.valid_to < first for unit in (place, scope)]
    if wrong := {field: words for (field, words), is_shut in zip(gone.items(), shut, strict=True) if is_shut}:
        raise Invalid(**wrong)
    if not is_serving:
        raise Conflict("这个人已经停用或离任，先恢复再授权")


def _rows(post: Post) -> QuerySet[Post]:
    return Post.objects.filter(pk=post.pk)


def _locked(post_id: int) -> Post:
    queries.post(id=post_id)
    return Post.objects.select_for_update(of=("self",)).select_related("officer", "unit", "scope").get(pk=post_id)
