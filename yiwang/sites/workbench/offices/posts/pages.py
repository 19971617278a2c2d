"""What the pages of grants show."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation import policies
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.queries import People
from yiwang.ground.organisation.states import PERMISSION_LABELS, PERMISSIONS, PostState, Role
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.sites.workbench.offices.pages import PostLine
from yiwang.sites.workbench.offices.posts.words import ROLE_WORDS


@dataclass(frozen=True, kw_only=True)
class DecisionPage:
    """A grant that waits, what its roles open, what its holder has already, and whether this reader may decide it."""

    post: PostLine
    roles: list[tuple[str, str]]
    held: list[PostLine]
    approve: Verdict
    refuse: Verdict
    is_open: bool

    @classmethod
    def of(cls, post: Post, by: Actor) -> "DecisionPage":
        """For this reader."""
        return cls(
            post=PostLine.of(post),
            roles=[(str(Role(role).label), ROLE_WORDS[role]) for role in post.roles],
            held=[PostLine.of(other) for other in organisation.open_posts_of(officer_id=post.officer_id)],
            approve=policies.may_approve_post(by, post),
            refuse=policies.may_refuse_post(by, post),
            is_open=post.state == PostState.PROPOSED,
        )


@dataclass(frozen=True, kw_only=True)
class WaitingLine:
    """A grant that waits, to be ticked where this reader may approve it."""

    post: PostLine
    may_approve: Verdict


def waiting_lines(by: Actor) -> list[WaitingLine]:
    """Every grant that waits, oldest first. Only what a glance can tell is asked here; approving asks everything again."""
    return [
        WaitingLine(post=PostLine.of(post), may_approve=policies.may_decide_post(by, post))
        for post in organisation.pending_posts()
    ]


def held_officers() -> list[Officer]:
    """Whose renewed sign-in waits to be let in."""
    return list(organisation.people(asked=People(standing="held")).rows)


@dataclass(frozen=True, kw_only=True)
class RoleLine:
    """A role: what it is for, what it may do, who holds it."""

    label: str
    code: str
    words: str
    permissions: str
    holders: tuple[tuple[str, str], ...]
    count: int


def role_lines() -> list[RoleLine]:
    """Every role with its permissions and holders."""
    return [_role_line(role, posts) for role, posts in organisation.holders_by_role().items()]


def _role_line(role: Role, posts: list[Post]) -> RoleLine:
    names = {
        (reverse("offices:posts", args=[p.officer_id]), f"{p.officer.name}（{p.scope.short_name}）") for p in posts
    }
    return RoleLine(
        label=str(role.label),
        code=str(role.value),
        words=ROLE_WORDS[role],
        permissions="、".join(PERMISSION_LABELS[p] for p in sorted(PERMISSIONS[role])) or _("无"),
        holders=tuple(sorted(names, key=lambda pair: pair[1])),
        count=len(names),
    )


def first_values(officer: Officer, renews: Post | None) -> dict[str, Any]:
    """What the form of a grant begins with: the officer's own unit, or the grant that it renews from the day after."""
    if renews is None:
        return {"unit_code": officer.unit.code, "scope": officer.unit.code, "lines": ["*"]}
    return {
        "title": renews.title,
        "unit_code": renews.unit.code,
        "roles": renews.roles,
        "scope": renews.scope.code,
        "lines": renews.lines,
        "valid_from": renews.valid_to + timedelta(days=1) if renews.valid_to else None,
        "note": _("续期：原来到%(day)s") % {"day": renews.valid_to} if renews.valid_to else "",
    }
