"""What the clocks say of files becomes nudges, cards and explanations that are owed: a batch with one look at the covers."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, Case
from yiwang.cases.casework.states import Confidentiality
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as clocks_queries
from yiwang.ground.clocks.events import DeadlineMissed, DeadlineNear
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.record import commands as record
from yiwang.kit import clock, rows, work
from yiwang.kit.actor import Actor
from yiwang.kit.fresh import fresh
from yiwang.quality.supervision import queries
from yiwang.quality.supervision.commands.lateness import tell_again_late, tell_new_near
from yiwang.quality.supervision.events import CardGiven, ExplanationOwed
from yiwang.quality.supervision.models import Card, Explanation, Nudge
from yiwang.quality.supervision.states import CardKind, Origin

Pair = tuple[int, datetime]
"""Key of a file, and the due moment that drew near or was missed."""
Told = DeadlineNear | DeadlineMissed


def answer_clocks(*, by: Actor, events: Sequence[Told]) -> None:
    """Reaction: the promise of a file, or the new deadline of one that was late, is near or missed. A whole sweep at once.

    A file that is sealed or not open any more gets nothing.
    """
    told = [event for event in events if _is_ours(event)]
    if not told:
        return
    with work.aside():  # none of what it asks is among the rows that wait
        pairs = _pairs(told)
        files = _files({key for key, _ in pairs.values()})
        near = {pairs[id(event)] for event in told if isinstance(event, DeadlineNear) and id(event) in pairs}
        missed = {pairs[id(event)] for event in told if isinstance(event, DeadlineMissed) and id(event) in pairs}
        near_new = _ordered(near - queries.given(pairs=near, kind=CardKind.YELLOW), files)
        missed_new = _ordered(missed - queries.given(pairs=missed, kind=CardKind.RED), files)
        pressed = queries.nudged(case_ids=[case.pk for case, _ in near_new])
        owed = queries.known(pairs=missed)
    units = organisation.roster().by_code
    for case, due_at in near_new:
        _draw_near(by, case, due_at, is_pressed=case.pk in pressed)
    for case, due_at in missed_new:
        _give_card(by, case, CardKind.RED, due_at)
        if (case.pk, due_at) not in owed:
            _owe(by, case, due_at, _above(case, units))
    again = {pairs[id(event)] for event in told if event.subject.kind != "casework.case" and id(event) in pairs}
    for case, due_at in near_new:
        if (case.pk, due_at) in again:
            tell_new_near(by=by, case=case, due_at=due_at)
    for case, due_at in missed_new:
        if (case.pk, due_at) in again:
            tell_again_late(by=by, case=case, due_at=due_at)


def _is_ours(event: Told) -> bool:
    is_promise = (event.subject.kind, event.kind) == ("casework.case", "handle")
    return is_promise or (event.subject.kind, event.kind) == ("supervision.explanation", queries.DEADLINE)


def _pairs(events: Iterable[Told]) -> dict[int, Pair]:
    """Which file each fact is about."""
    found, later = dict[int, Pair](), dict[int, Told]()
    for event in events:
        if event.subject.kind == "casework.case":
            found[id(event)] = int(event.subject.id), event.due_at
        else:
            later[id(event)] = event
    files = queries.files_of_explanations(ids=[int(event.subject.id) for event in later.values()]) if later else {}
    for key, event in later.items():
        if case_id := files.get(int(event.subject.id)):
            found[key] = case_id, event.due_at
    return found


def _files(keys: set[int]) -> dict[int, Case]:
    open_ones = casework.every().filter(TO_DO, pk__in=keys, state__in=casework.open_states(), unit__isnull=False)
    return open_ones.exclude(confidentiality=Confidentiality.SEALED).select_related(*casework.RELATED).in_bulk()


def _ordered(pairs: set[Pair], files: dict[int, Case]) -> list[tuple[Case, datetime]]:
    return [(files[key], due_at) for key, due_at in sorted(pairs) if key in files]


def _above(case: Case, units: Mapping[str, Unit]) -> Unit:
    unit = _unit(case)
    return case.supervising_unit or units.get(".".join(unit.code.split(".")[:2])) or unit


def _unit(case: Case) -> Unit:
    if case.unit is None:
        raise ValueError(f"{case}: lies with nobody")
    return case.unit


def _draw_near(by: Actor, case: Case, due_at: datetime, *, is_pressed: bool) -> None:
    """到期自动督促: the row of it; the officer hears it from the clock itself (ap.amber)."""
    _give_card(by, case, CardKind.YELLOW, due_at)
    if not is_pressed:
        rows.add(
            fresh(
                Nudge, case=case, round=case.round, day=queries.duty_day(), origin=Origin.CLOCK, unit=_unit(case),
                officer=case.officer, at=clock.now(),
            )
        )  # fmt: skip


def _give_card(by: Actor, case: Case, kind: CardKind, due_at: datetime) -> None:
    unit = _unit(case)
    card = rows.add(
        fresh(Card, pk=rows.key(Card), case=case, round=case.round, kind=kind, unit=unit, due_at=due_at, at=clock.now())
    )
    record.write(by=by, event=CardGiven(case.ref, card.pk, kind, unit.code, due_at))


def _owe(by: Actor, case: Case, missed_at: datetime, above: Unit) -> None:
    """The unit owes an explanation, by its own clock (ap.explain)."""
    unit, now = _unit(case), clock.now()
    row = rows.add(
        fresh(
            Explanation, pk=rows.key(Explanation), case=case, round=case.round, unit=unit, supervising_unit=above,
            missed_at=missed_at, at=now,
        )
    )  # fmt: skip
    limit = clocks_queries.limit_for(clock=queries.EXPLAIN, began=case.began)
    if limit:
        row.owed_by = clocks.start(by=by, subject=row.ref, kind=queries.EXPLAIN, limit=limit, at=now, round=1).at
    record.write(by=by, event=ExplanationOwed(case.ref, row.pk, unit.code, missed_at, row.owed_by))
