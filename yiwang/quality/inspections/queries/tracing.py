"""责任倒查: from a file's facts and clocks to every hand it passed, how long each had it, and what each did late or twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.kit.errors import Missing
from yiwang.quality.inspections.queries.ways import APPROVAL, BACK, DELIVERY, HANDS, OUTSIDE, WAYS, Way, names_of
from yiwang.quality.inspections.states import Fault


@dataclass(frozen=True, kw_only=True)
class Found:
    """What counts against a hand, when, and how long after it was due (None where it is no matter of time)."""

    fault: Fault
    at: datetime
    after: timedelta | None = None


@dataclass(kw_only=True)
class Hand:
    """One hand that had the file for a while. `part`: desk, handler, approval, delivery, or one outside of the house; `unit`,
    `officer`: codes, `unit_name`, `name` as people read them; `held`: duty time. `until` None: it has it still. `is_beside`: a
    step that ran while another hand had the file; its time is within that hand's.
    """

    part: str
    unit: str
    officer: str
    since: datetime
    until: datetime | None = None
    unit_name: str = ""
    name: str = ""
    held: timedelta = timedelta()
    is_beside: bool = False
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The way of a file. `in_house`: duty time it lay with hands of this house, all time outside of it left out."""

    hands: Sequence[Hand]
    in_house: timedelta
    rounds: int

    @property
    def faults(self) -> int:
        """How many things count against any hand."""
        return sum(len(hand.found) for hand in self.hands)


def trace(*, case: Case) -> Trace:
    """Every hand of a file of whatever kind, in order; the same facts give the same trace."""
    way = WAYS[case.kind]
    hands = _walk(record.history(subject=case.ref), way)
    _begin_delivery(case, hands, way)
    _add_late(case, hands, way)
    _add_beside(case, hands)
    _add_names(case, hands)
    hands.sort(key=lambda hand: (hand.since, hand.is_beside))
    in_house = sum((hand.held for hand in hands if hand.part not in OUTSIDE and not hand.is_beside), timedelta())
    return Trace(hands=hands, in_house=in_house, rounds=case.round)


def _add_names(case: Case, hands: Sequence[Hand]) -> None:
    """As people read them, and how long each had it; where no fact says who handled it, the cover does."""
    units, people = organisation.roster().by_code, dict[str, str]()
    is_unsaid = not any(hand.officer for hand in hands if hand.part == HANDS)
    own = case.unit.code if case.unit and is_unsaid else ""
    for hand in hands:
        if hand.part == HANDS and hand.unit == own and not hand.name and case.officer:
            hand.officer = case.officer.code
        hand.held = clocks.working_time(begin=hand.since, end=hand.until or clock.now())
        hand.unit_name = units[hand.unit].short_name if hand.unit in units else hand.unit
        hand.name = hand.name or _name(hand.officer, people)
        hand.found.sort(key=lambda one: one.at)


def _name(code: str, known: dict[str, str]) -> str:
    if code and code not in known:
        try:
            known[code] = organisation.officer_by_code(code=code).name
        except Missing:
            known[code] = code
    return known.get(code, "")


def _walk(entries: Sequence[Entry], way: Way) -> list[Hand]:
    """Who had it from when to when; two facts in a row that leave it where it is are one hand."""
    hands: list[Hand] = []
    for entry in entries:
        names = names_of(entry)
        _count(entry, names, hands, way)
        _name_last(entry, hands, way)
        if way.over.intersection(names):
            _end(hands, entry)
        elif way.delivered.intersection(names) and hands:
            since, unit = hands[-1].until or entry.at, hands[-1].unit
            hands.append(Hand(part=DELIVERY, unit=unit, officer="", since=since, until=entry.at, name=_by(entry)))
        elif (following := _following(entry, names, hands, way)) and not (hands and _is_same(hands[-1], following)):
            _end(hands, entry)
            hands.append(following)
    return hands


def _by(entry: Entry) -> str:
    return entry.actor_label if entry.actor_kind is ActorKind.OFFICER else ""


def _name_last(entry: Entry, hands: Sequence[Hand], way: Way) -> None:
    """Who acted is who has it, where no fact named somebody."""
    if entry.code in way.named and hands and hands[-1].part == HANDS and not hands[-1].officer:
        hands[-1].name = hands[-1].name or _by(entry)


def _begin_delivery(case: Case, hands: list[Hand], way: Way) -> None:
    """Decided and not over: it lies with its unit until it is handed over."""
    if way.delivered and case.replied_at and not case.closed_at and hands and hands[-1].until:
        hands.append(Hand(part=DELIVERY, unit=case.unit.code if case.unit else "", officer="", since=hands[-1].until))


def _end(hands: list[Hand], entry: Entry) -> None:
    """The last hand gives it away; who approved or sent back is known only now."""
    if not hands or hands[-1].until is not None:
        return
    last = hands[-1]
    last.until = entry.at
    if last.part == APPROVAL and entry.actor_kind is ActorKind.OFFICER:
        last.name = entry.actor_label


def _is_same(last: Hand, new: Hand) -> bool:
    return last.until is None and (last.part, last.unit, last.officer) == (new.part, new.unit, new.officer)


def _following(entry: Entry, names: Sequence[str], hands: Sequence[Hand], way: Way) -> Hand | None:
    """The hand that a fact gives the file to; None where it gives it to nobody else."""
    part, said = next((way.gives[name] for name in names if name in way.gives), ""), entry.payload
    handler = next((hand for hand in reversed(hands) if hand.part == HANDS), None)
    unit = str(said.get("unit") or (handler.unit if handler else ""))
    if part == HANDS:
        is_known = handler and not entry.code.endswith(".reassigned") and handler.unit == unit
        officer = str(said.get("officer") or (handler.officer if handler and is_known else ""))
        return Hand(part=HANDS, unit=unit, officer=officer, since=entry.at)
    if part == BACK:
        if handler is None:
            return None
        return Hand(part=HANDS, unit=handler.unit, officer=handler.officer, since=entry.at, name=handler.name)
    return Hand(part=part, unit=unit if part == APPROVAL else "", officer="", since=entry.at) if part else None


def _count(entry: Entry, names: Sequence[str], hands: Sequence[Hand], way: Way) -> None:
    """What a fact says against whoever had the file, or had handled it."""
    handler = next((hand for hand in reversed(hands) if hand.part == HANDS), None)
    hand = hands[-1] if hands and way.of_last.intersection(names) else handler
    if hand and (fault := next((way.against[name] for name in names if name in way.against), None)):
        hand.found.append(Found(fault=fault, at=entry.at))


def _add_late(case: Case, hands: Sequence[Hand], way: Way) -> None:
    """A missed clock counts against whoever had the file at its due moment."""
    now = clock.now()
    for row in clocks.clocks_of_one(case.ref):
        end = row.stopped_at or now
        if row.kind not in way.clocks or row.due_at is None or row.red_at is None or end < row.red_at:
            continue
        if hand := _at(hands, row.due_at):
            hand.found.append(Found(fault=way.clocks[row.kind], at=row.due_at, after=end - row.due_at))


def _add_beside(case: Case, hands: list[Hand]) -> None:
    """The steps that its kind has: each with its own unit and its own due moment."""
    for spell in casework.spells_of(case):
        hand = Hand(
            part=spell.name,
            unit=spell.unit,
            officer=spell.officer,
            since=spell.since,
            until=spell.until,
            is_beside=True,
        )
        end = spell.until or clock.now()
        if spell.due_at and end > spell.due_at:
            hand.found.append(Found(fault=Fault.STEP_LATE, at=spell.due_at, after=end - spell.due_at))
        hands.append(hand)


def _at(hands: Sequence[Hand], moment: datetime) -> Hand | None:
    return next((hand for hand in hands if hand.since <= moment and (hand.until is None or moment < hand.until)), None)
