"""改名、结束、重新打开: what a matter is called, and whether anything more comes to it."""

from datetime import timedelta

from yiwang.cases.appeals import policies as appeals_policies
from yiwang.cases.appeals import queries as appeals_queries
from yiwang.cases.matters import policies, queries
from yiwang.cases.matters.commands.shared import digest, required
from yiwang.cases.matters.events import MatterClosed, MatterRenamed, MatterReopened
from yiwang.cases.matters.models import TITLE_SIGNS, Matter
from yiwang.cases.matters.states import MatterState
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged

QUIET = timedelta(days=30)
"""So long after the last that happened in it an answered matter is over, where all its files are (bureau default, no source)."""


def _held(by: Actor, matter_id: int) -> Matter:
    matter = queries.lock(by=by, id=matter_id)
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_change(appeals_policies.mover(by), matter, main).require()
    return matter


@command
def rename(*, by: Actor, matter_id: int, title: str) -> Matter:
    """改名. Invalid: empty or too long. The same name: unchanged."""
    matter = _held(by, matter_id)
    name = required(title, field="title", message="请写一句是什么事", limit=TITLE_SIGNS)
    if matter.title == name:
        return unchanged(matter)
    matter.title, matter.changed_at = name, clock.now()
    matter.save(update_fields=["title", "changed_at"])
    record.write(by=by, event=MatterRenamed(matter.ref, digest(name, matter)))
    return matter


@command
def close(*, by: Actor, matter_id: int) -> Matter:
    """结束: nothing is put beside it any more; its files go on as they are. Closed already: unchanged."""
    if queries.lock(by=by, id=matter_id).state == MatterState.CLOSED:
        return unchanged(queries.matter(id=matter_id))
    return _close(by, _held(by, matter_id), is_quiet=False)


def _close(by: Actor, matter: Matter, *, is_quiet: bool) -> Matter:
    matter.state, matter.closed_at = MatterState.CLOSED, clock.now()
    matter.save(update_fields=["state", "closed_at"])
    record.write(by=by, event=MatterClosed(matter.ref, is_quiet))
    return matter


@command
def close_quiet(*, by: Actor, matter_id: int) -> Matter:
    """The house, once nothing came for `QUIET` and every file is over. Closed already: unchanged."""
    matter = queries.lock(by=by, id=matter_id)
    return unchanged(matter) if matter.state == MatterState.CLOSED else _close(by, matter, is_quiet=True)


@command
def reopen(*, by: Actor, matter_id: int) -> Matter:
    """重新打开: more of it came. Open already: unchanged."""
    matter = queries.lock(by=by, id=matter_id)
    if matter.is_live:
        return unchanged(matter)
    main = appeals_queries.get_by_id(case_id=matter.main_id)
    policies.may_reopen(appeals_policies.mover(by), matter, main).require()
    matter.state = MatterState.ANSWERED if matter.answer_id else MatterState.OPEN
    matter.closed_at, matter.changed_at = None, clock.now()
    matter.save(update_fields=["state", "closed_at", "changed_at"])
    record.write(by=by, event=MatterReopened(matter.ref, is_disputed=False))
    return matter
