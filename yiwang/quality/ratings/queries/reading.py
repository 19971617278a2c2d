"""Ratings for a reader: of the units a post stands over, never of one's own work, never of a file that is not there for them."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q

from yiwang.cases.casework import queries as casework
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.refs import Ref
from yiwang.quality.asking.states import BAD
from yiwang.quality.ratings.models import Contest, Point, Rating, RatingQuerySet, Rectification
from yiwang.quality.ratings.states import WORKED_ON, ContestState, RatingKind, RectificationState

HEADS = (Role.UNIT_HEAD, Role.DEPUTY_HEAD)
"""Who answers for a unit."""
OVERSEERS = (Role.SUPERVISOR, Role.INSPECTOR, Role.ASSESSOR, Role.LEADER, Role.DEPUTY_APPROVER)
"""Who looks at units from above."""
READERS = (*HEADS, *OVERSEERS)
SHOWS = ("todo", "reported", "contested", "bad", "")
"""What a list shows: to be put right, waiting to be rated again, contested, every bad one, all."""


def visible(*, by: Actor, reach: Reach) -> RatingQuerySet:
    """Those of units under a post of this reader, without what they did themselves and files that do not exist for them."""
    seen = Rating.objects.all()
    if not reach.is_machine:
        seen = seen.of_units(*sorted(reach.scopes(*READERS)))
        seen = seen.exclude(handler__in=reach.hands)
        seen = seen.filter(Q(case=None) | Q(case__in=casework.visible(by=by, reach=reach).order_by().values("pk")))
    return seen.select_related("unit", "case", "point", "rectification", "contest")


def listed(*, by: Actor, reach: Reach, show: str = "") -> RatingQuerySet:
    """One of `SHOWS`; what is due first, else the newest first."""
    seen = visible(by=by, reach=reach)
    if show == "todo":
        return seen.filter(rectification__state=RectificationState.OPEN).order_by("rectification__due_at", "id")
    if show == "reported":
        return seen.filter(rectification__state=RectificationState.REPORTED)
    if show == "contested":
        return seen.filter(contest__isnull=False).order_by("contest__state", "contest__at", "id")
    return seen.filter(kind=RatingKind.REAL, grade__in=BAD) if show == "bad" else seen


def waiting(*, by: Actor, reach: Reach) -> tuple[int, int, int]:
    """How many wait to be put right, to be rated again, and to be decided; in one statement."""
    found = visible(by=by, reach=reach).order_by().select_related(None)
    counted = found.aggregate(
        todo=Count("pk", filter=Q(rectification__state=RectificationState.OPEN)),
        reported=Count("pk", filter=Q(rectification__state=RectificationState.REPORTED)),
        contested=Count("pk", filter=Q(contest__state=ContestState.OPEN)),
    )
    return counted["todo"], counted["reported"], counted["contested"]


def get(*, by: Actor, reach: Reach, rating_id: int) -> Rating:
    """One of them. Missing: none, or not for this reader."""
    found = visible(by=by, reach=reach).filter(pk=rating_id).first()
    if found is None:
        raise Missing("没有这条评价")
    return found


def rating(*, id: int) -> Rating:
    """One by its key, for the house itself. Missing: none."""
    found = Rating.objects.select_related("unit", "point").filter(pk=id).first()
    if found is None:
        raise Missing("没有这条评价")
    return found


def rating_of(*, subject: Ref) -> Rating | None:
    """That of a service; None: it has none."""
    rows = Rating.objects.select_related("unit", "point", "handler")
    return rows.filter(subject_kind=subject.kind, subject_id=int(subject.id)).first()


def of_visit(*, point: Point, visit_index: str) -> Rating | None:
    """That of a visit at a point; None: it has none."""
    return Rating.objects.filter(point=point, visit_index=visit_index).first() if visit_index else None


def of_case(*, case_id: int) -> RatingQuerySet:
    """Those of a file."""
    return Rating.objects.filter(case_id=case_id)


def rectification_of(found: Rating) -> Rectification | None:
    """What its badness set in motion; None: nothing here."""
    return getattr(found, "rectification", None)


def contest_of(found: Rating) -> Contest | None:
    """Its contest; None: it was not contested."""
    return getattr(found, "contest", None)


def lock_rectification(*, rating_id: int) -> Rectification | None:
    """To be changed; None: none."""
    return Rectification.objects.select_for_update().filter(rating_id=rating_id).first()


def lock_contest(*, rating_id: int) -> Contest:
    """To be decided. Missing: none."""
    found = Contest.objects.select_for_update().filter(rating_id=rating_id).first()
    if found is None:
        raise Missing("没有这条申诉")
    return found


def given_before(moment: datetime) -> RatingQuerySet:
    """Ratings whose words have been kept long enough."""
    return Rating.objects.filter(at__lt=moment, erased_at=None)


def open_rectifications(*, unit_ids: Collection[int]) -> int:
    """How many bad ratings of these units are still worked on."""
    return Rectification.objects.filter(rating__unit__in=unit_ids, state__in=WORKED_ON).count()


# ---- points


def points(*, reach: Reach) -> list[Point]:
    """Those of units under any post of this reader."""
    within = Q() if reach.is_machine else organisation.lying_in(reach.scopes())
    return list(Point.objects.filter(within).select_related("unit").order_by("unit__code", "name", "id"))


def point(*, id: int) -> Point:
    """One. Missing: none."""
    found = Point.objects.select_related("unit").filter(pk=id).first()
    if found is None:
        raise Missing("没有这个评价点")
    return found


def point_by_code(*, code: str) -> Point | None:
    """The one with this code; None: none."""
    return Point.objects.select_related("unit").filter(code=code).first()


def open_points() -> list[Point]:
    """Those that take ratings, of units that stand."""
    standing = {unit.pk for unit in organisation.roster().standing.values()}
    rows = Point.objects.filter(is_on=True).select_related("unit").order_by("code", "id")
    return [row for row in rows if row.unit_id in standing]
