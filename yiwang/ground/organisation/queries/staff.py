"""Officers in service and the grants that give them their reach, as rows of the configuration file."""

from django.db.models import Q

from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.organisation.states import PostState
from yiwang.kit.clock import today

OFFICER_COLUMNS = ("code", "unit", "standing", "name", "badge_no", "phone")
POST_COLUMNS = ("officer", "unit", "title", "roles", "lines", "scope", "valid_from", "valid_to")
"""Without the note: it is free text, and may speak of a person."""


def rows_of_officers(*, is_named: bool = False) -> list[dict[str, str]]:
    """Everybody who has not left, by code. `is_named`: with name, badge number and phone, else those are empty.

    Named rows are read by `organisation.lay_open_staff` alone, which puts each on record.
    """
    serving = Officer.objects.select_related("unit").filter(left_on=None).order_by("code", "id")
    return [row_of_officer(officer, is_named=is_named) for officer in serving]


def row_of_officer(officer: Officer, *, is_named: bool) -> dict[str, str]:
    """One officer as the file writes them."""
    return {
        "code": officer.code, "unit": officer.unit.code, "standing": "active" if officer.is_active else "suspended",
        "name": officer.name if is_named else "", "badge_no": officer.badge_no if is_named else "",
        "phone": officer.phone if is_named else "",
    }  # fmt: skip


def rows_of_posts() -> list[dict[str, str]]:
    """Grants in force today or later of everybody who has not left, in an order that does not depend on keys."""
    alive = Q(valid_to=None) | Q(valid_to__gte=today())
    found = Post.objects.select_related("officer", "unit", "scope").filter(
        alive, state=PostState.ACTIVE, officer__left_on=None
    )
    rows = [row_of_post(post) for post in found]
    return sorted(rows, key=lambda row: tuple(row[column] for column in POST_COLUMNS))


def row_of_post(post: Post) -> dict[str, str]:
    """One grant as the file writes it."""
    return {
        "officer": post.officer.code, "unit": post.unit.code, "title": post.title, "roles": ";".join(post.roles),
        "lines": ";".join(post.lines), "scope": post.scope.code, "valid_from": post.valid_from.isoformat(),
        "valid_to": post.valid_to.isoformat() if post.valid_to else "",
    }  # fmt: skip
