"""Runs over many appeals: how far they are, what is left, and what an export shows."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from yiwang.cases.appeals.models import Appeal, BulkRun, BulkStep, SavedFilter
from yiwang.cases.appeals.queries.finding import with_words
from yiwang.cases.appeals.queries.lists import Wanted, narrowed, of_keys
from yiwang.cases.appeals.queries.tables import categories, channels
from yiwang.cases.appeals.states import AppealType, Outcome, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import CaseQuerySet
from yiwang.cases.casework.queries import Position
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.people import queries as people
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

MOST_STEPS = 500
"""Appeals of one act: what an officer can answer for at once."""
MOST_EXPORTED = 10_000
"""Rows of one sheet; more is asked for by a narrower filter."""
AT_A_TIME = 250
"""Rows of an export that are read together."""
COLUMNS = (
    ("编号", 18), ("标题", 40), ("类型", 8), ("类别", 16), ("状态", 10), ("单位", 20), ("承办人", 10), ("渠道", 12),
    ("登记时间", 18), ("最晚答复", 18), ("结果", 12), ("诉求人", 10), ("电话", 14), ("地点", 24),
)  # fmt: skip
_FIGURES = re.compile(r"[0-9Xx]{7,}")


@dataclass(frozen=True, kw_only=True)
class Step:
    """What became of one appeal of a run, and its number for whoever may see it."""

    number: str
    title: str
    is_done: bool
    reason: str


def bulk_run(*, id: int) -> BulkRun:
    """A run, for the house itself. Missing: there is none of this key."""
    found = BulkRun.objects.select_related("officer").filter(pk=id).first()
    if not found:
        raise Missing
    return found


def bulk_run_of(*, by: Actor, id: int) -> BulkRun:
    """An officer's own run. Missing: there is none, or it is somebody else's."""
    found = (
        BulkRun.objects.defer("sheet").select_related("officer").filter(pk=id, officer_id=by.officer_id or 0).first()
    )
    if not found:
        raise Missing("没有这次批量操作，或不是您做的")
    return found


def bulk_runs_of(*, by: Actor, limit: int = 20) -> list[BulkRun]:
    """An officer's own runs, newest first."""
    return list(BulkRun.objects.defer("sheet", "keys").filter(officer_id=by.officer_id or 0)[:limit])


def steps_left(*, run: BulkRun) -> list[int]:
    """Keys of the appeals that no step was taken for, in the order of the run."""
    taken = set(BulkStep.objects.filter(run=run).order_by().values_list("case_id", flat=True))
    return [key for key in run.keys if key not in taken]


def steps_of(*, by: Actor, run: BulkRun) -> list[Step]:
    """What became of each, in the order of the run; an appeal that has left the officer's sight has no title any more, and one
    that was sealed or is kept from them is left out.
    """
    taken = {step.case_id: step for step in run.steps.select_related("case")}
    seen = {case.pk: case for case in casework.visible(by=by).select_related(None).filter(pk__in=list(taken))}
    return [
        Step(
            number=taken[key].case.number, title=seen[key].title if key in seen else "", is_done=taken[key].is_done,
            reason=taken[key].reason,
        )
        for key in run.keys
        if key in taken and (key in seen or casework.is_open_to_rank(taken[key].case))
    ]  # fmt: skip


def keys_of(*, by: Actor, wanted: Wanted, limit: int, may_be_sealed: bool = True) -> list[int]:
    """Keys of what a filter finds in an officer's sight, newest first, one more than the limit where there is more.

    Read page by page in the order of an index, so that a wide filter stops early.
    """
    cases, held = _allowed(narrowed(by=by, wanted=wanted), may_be_sealed), organisation.reach(by=by)
    found: list[int] = []
    after: Position | None = None
    while len(found) <= limit:
        hits = casework.newest(
            cases=cases, within=casework.every(), reach=held, before=after, size=min(limit + 1 - len(found), 2000)
        )  # fmt: skip
        found += hits.keys
        after = hits.seen_to or (casework.place_of(key=hits.keys[-1]) if hits.keys else None)
        if not hits.keys and hits.seen_to is None:
            break
    return found


def keys_found(*, by: Actor, words: str, wanted: Wanted, limit: int, may_be_sealed: bool = True) -> list[int]:
    """As `keys_of`; with words, of what they find."""
    if not words:
        return keys_of(by=by, wanted=wanted, limit=limit, may_be_sealed=may_be_sealed)
    held, found = organisation.reach(by=by), list[int]()
    after: Position | None = None
    while len(found) <= limit:
        page = with_words(by=by, words=words, wanted=wanted, after=after, size=AT_A_TIME, reach=held)
        found += [row.pk for row in page.rows if may_be_sealed or row.case.confidentiality != Confidentiality.SEALED]
        after = page.more
        if after is None:
            break
    return found[: limit + 1]


def keys_among(*, by: Actor, numbers: Sequence[str], may_be_sealed: bool = True) -> list[int]:
    """Keys of those of these files that exist for this officer, in the order given."""
    seen = _allowed(casework.visible(by=by).select_related(None), may_be_sealed).filter(number__in=list(numbers))
    known = dict(seen.order_by().values_list("number", "pk"))
    return [known[number] for number in numbers if number in known]


def _allowed(cases: CaseQuerySet, may_be_sealed: bool) -> CaseQuerySet:
    return cases if may_be_sealed else cases.exclude(confidentiality=Confidentiality.SEALED)


def exported(*, by: Actor, keys: Sequence[int]) -> Iterator[list[str]]:
    """The rows of a sheet, masked, for what is in sight at this moment and not sealed; see `COLUMNS`."""
    seen = casework.visible(by=by).select_related(None).exclude(confidentiality=Confidentiality.SEALED)
    allowed = set(seen.filter(pk__in=list(keys)).order_by().values_list("pk", flat=True))
    known, doors = categories(), channels()
    for appeal in of_keys([key for key in keys if key in allowed]):
        leaf, door = known.get(appeal.category), doors.get(appeal.case.channel)
        yield _line(appeal, leaf.label if leaf else "", door.label if door else appeal.case.channel)


def _line(appeal: Appeal, category: str, channel: str) -> list[str]:
    case, party = appeal.case, appeal.case.applicant
    shown = people.masked(party) if party and not case.hides_identity else None
    return [
        case.number, without_figures(case.title), AppealType(appeal.type).label, category, State(case.state).label,
        case.unit.short_name if case.unit else "", case.officer.name if case.officer else "", channel,
        _moment(case.registered_at), _moment(case.due_at), Outcome(appeal.outcome).label if appeal.outcome else "",
        shown.name if shown else "", shown.phone if shown else "", people.mask_address(appeal.place),
    ]  # fmt: skip


def without_figures(text: str) -> str:
    """A text with its long figures masked: a phone or an identity number that somebody wrote into it."""
    return _FIGURES.sub(lambda found: f"{found[0][:3]}****", text)


def _moment(at: datetime | None) -> str:
    return f"{clock.local(at):%Y-%m-%d %H:%M}" if at else ""


def saved_filters(*, by: Actor) -> list[SavedFilter]:
    """What an officer keeps, by name."""
    return list(SavedFilter.objects.filter(officer_id=by.officer_id or 0))


def filters_for(*, by: Actor, reach: Reach | None = None) -> tuple[list[SavedFilter], list[SavedFilter]]:
    """An officer's own filters, and those of others that are shared with a unit the posts stand in; by name, one query."""
    held = reach or organisation.reach(by=by)
    seen = Q(officer_id=by.officer_id or 0) | Q(shared_with__code__in=sorted(held.unit_codes))
    rows = list(SavedFilter.objects.select_related("officer", "shared_with").filter(seen))
    return [one for one in rows if one.officer_id == by.officer_id], [
        one for one in rows if one.officer_id != by.officer_id
    ]


def is_filter_seen(kept: SavedFilter, *, reach: Reach, officer_id: int | None) -> bool:
    """Whether it is this officer's, or shared with a unit that a post stands in or whose head, above, may take it back."""
    if kept.officer_id == officer_id:
        return True
    shared = kept.shared_with.code if kept.shared_with else ""
    return bool(shared) and any(organisation.is_within(shared, unit) for unit in reach.unit_codes)


def saved_filter(*, by: Actor, id: int) -> SavedFilter:
    """One of an officer's own. Missing: there is none, or it is somebody else's."""
    found = SavedFilter.objects.filter(officer_id=by.officer_id or 0, pk=id).first()
    if not found:
        raise Missing("没有这个常用筛选")
    return found
