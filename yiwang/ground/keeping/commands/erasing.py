"""Taking away: all that is kept of a person or a thing at once, or one batch of what has served its term."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from yiwang.ground.keeping import policies, queries
from yiwang.ground.keeping.events import SubjectErased
from yiwang.ground.record import commands as record
from yiwang.ground.record import queries as kept
from yiwang.ground.record.models import Cause
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged

BATCH = 200
"""Rows of one keeper cleared in one transaction."""


@command
def erase(*, by: Actor, target: Target, order: str, ground: str) -> Mapping[str, int]:
    """Erase every room's texts of a person or of a thing, by an order (its number) on a legal ground; rows by what they are.

    One transaction: all of it or nothing. What hangs on a named thing goes with it; of a person named by digests the files go
    too, except those that the law keeps. The caller has had a second person decide. Done twice: unchanged. Refused: to
    outsiders, and while a hold stands or a file is still being worked on. Invalid: no order or no ground.
    """
    policies.may_erase(by).require()
    if not order.strip() or not ground.strip():
        raise Invalid("删除个人信息要有依据", order="请填写决定书或申请的编号", ground="请写明法律依据")
    wide = kept.widen(target)
    if reasons := queries.objections(wide):
        raise Refused("；".join(reasons))
    counts = _erase(by, wide, Cause.ORDER, order.strip(), ground.strip())
    return counts or unchanged(counts)


@command
def clear_due(*, by: Actor, keeper: str, before: datetime | None = None, order: str = "", limit: int = BATCH) -> int:
    """Clear one batch of what has served its term; how many rows of the keeper's own. Unchanged (0) where none is left.

    `before`, `order`: as an approved order says; a kind that wants to be asked is not touched without one. Nothing under a hold.
    """
    one = kept.keeper(name=keeper)
    if one.is_asked and not order:
        raise Refused(f"“{one.label}”到期后要先经批准才销毁")
    term = queries.terms()[one.code]
    moment = min(filter(None, (before, term.over(clock.now()))))
    keys = list(queries.due_rows(one, moment).order_by("pk").values_list("pk", flat=True)[:limit])
    if not keys:
        return unchanged(0)
    basis = order or queries.basis(code=one.code)
    if isinstance(one.about, str) and one.about:
        target = kept.widen(Target(subjects=frozenset(Ref(one.about, key) for key in keys)))
        _erase(by, target, Cause.TERM, basis, term.basis)
    else:
        _clear(by, one, keys, Cause.TERM, basis, term.basis)
    return len(keys)


def _erase(by: Actor, target: Target, cause: Cause, order: str, ground: str) -> Mapping[str, int]:
    found: Counter[str] = Counter()
    for one, keys in queries.reached(target):
        if sum(_clear(by, one, keys, cause, order, ground).values()):
            found[one.label] += len(keys)
    for subject in _named(target) if found else ():
        record.write(by=by, event=SubjectErased(subject, order))
    return dict(found)


def _named(target: Target) -> Iterable[Ref]:
    """The things whose own history says that their texts are gone."""
    kinds = {one.about for one in kept.keepers() if isinstance(one.about, str) and one.about}
    return sorted((ref for ref in target.subjects - target.spared if ref.kind in kinds), key=str)


def _clear(by: Actor, one: Keeper, keys: list[int], cause: Cause, order: str, ground: str) -> Mapping[str, int]:
    counts = one.clear(Clearing(by=by, keys=tuple(keys), order=order, ground=ground))
    if sum(counts.values()):
        record.note_deletion(by=by, keeper=one.name, cause=cause, basis=order, ground=ground, keys=keys, counts=counts)
    return counts
