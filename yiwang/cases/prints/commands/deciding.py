"""A person says whether two files tell the same matter."""

from yiwang.cases.casework import queries as casework
from yiwang.cases.prints import policies, queries
from yiwang.cases.prints.events import LikenessConfirmed, LikenessDismissed
from yiwang.cases.prints.models import Likeness
from yiwang.cases.prints.states import How, Standing
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def confirm(*, by: Actor, case_id: int, other_id: int) -> Likeness:
    """是同一件事: two files tell one matter; nothing is merged by it. Found by the house or not.

    Missing: one of them is not in sight, or leaves no print. Refused: the post compares no files. The same again: unchanged.
    """
    return _decide(by, case_id, other_id, Standing.CONFIRMED)


@command
def dismiss(*, by: Actor, case_id: int, other_id: int) -> Likeness:
    """不是同一件事: the two are not proposed again. Refusals as `confirm`; either may be said after the other."""
    return _decide(by, case_id, other_id, Standing.DISMISSED)


def _decide(by: Actor, case_id: int, other_id: int, to: Standing) -> Likeness:
    row = _of_two(by, case_id, other_id)
    if row.state == to:
        return unchanged(row)
    row.state, row.decided_at, row.decided_by_id = to, clock.now(), by.officer_id
    row.save()
    said = LikenessConfirmed if to is Standing.CONFIRMED else LikenessDismissed
    record.write(by=by, event=said(Ref("casework.case", row.b_id), row.a_id))
    return row


def _of_two(by: Actor, case_id: int, other_id: int) -> Likeness:
    """The row of the two, locked; a new one where the house found nothing."""
    reach = organisation.reach(by=by)
    policies.may_compare(reach).require()
    if case_id == other_id:
        raise Invalid("请选另一件", other="这就是同一件")
    seen = casework.visible(by=by, reach=reach).filter(pk__in=(case_id, other_id)).count()
    left = {row.pk: row for row in queries.prints_of(case_ids=(case_id, other_id)).select_for_update().order_by("pk")}
    if seen < 2 or len(left) < 2:
        raise Missing("没有这两件，或不在您的范围内")
    if row := queries.of_pair(one=case_id, other=other_id):
        return row
    first, later = sorted(left.values(), key=lambda one: (one.at, one.pk))
    score = queries.likeness_of(one=first.pk, other=later.pk)
    how = How.EXACT if first.exact == later.exact else How.SHINGLE if score >= 50 else How.REPHRASED
    return Likeness(a_id=first.pk, b_id=later.pk, score=score, how=how, at=clock.now())
