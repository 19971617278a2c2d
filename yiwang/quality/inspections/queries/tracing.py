"""责任倒查: from a file's facts and clocks to every hand it passed, how long each had it, and what each did late or twice."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from yiwang.cases.casework.models import Case
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit import clock
from yiwang.kit.actor import ActorKind
from yiwang.kit.errors import Missing
from yiwang.quality.inspections.states import Fault

DESK, HANDS, APPROVAL, CITIZEN = "分派", "承办", "审定", "等诉求人"
_TO_HANDLER = frozenset({
    "appeals.appeal.pushed", "appeals.appeal.designated", "appeals.appeal.taken_up", "appeals.appeal.handed_over",
    "appeals.appeal.reassigned", "appeals.appeal.signed", "appeals.appeal.followed", "appeals.appeal.went_alone",
})  # fmt: skip
_TO_DESK = frozenset({"appeals.appeal.registered", "appeals.appeal.returned", "appeals.appeal.taken_back"})
_TO_APPROVAL = frozenset({"appeals.reply.submitted", "appeals.reply.passed_up"})
_TO_CITIZEN = frozenset({"appeals.question.asked"})
_BACK = frozenset({"appeals.question.answered", "appeals.question.taken_back", "appeals.question.lapsed"})
_OVER = frozenset({
    "appeals.reply.approved", "appeals.appeal.closed", "appeals.appeal.withdrawn", "appeals.appeal.handed_back",
    "appeals.appeal.merged",
})  # fmt: skip
_CLOCKS = {
    "triage": Fault.TRIAGE_LATE, "sign": Fault.SIGN_LATE, "first_contact": Fault.CONTACT_LATE, "handle": Fault.HANDLE_LATE,
    "approve": Fault.APPROVE_LATE,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Found:
    """What counts against a hand, when, and how long after it was due (None where it is no matter of time)."""

    fault: Fault
    at: datetime
    after: timedelta | None = None


@dataclass(kw_only=True)
class Hand:
    """One hand that had the file for a while. `part`: desk, handler, approval, or the citizen who was asked; `unit`, `officer`:
    codes, `unit_name`, `name` as people read them; `held`: duty time. `until` None: it has it still.
    """

    part: str
    unit: str
    officer: str
    since: datetime
    until: datetime | None = None
    unit_name: str = ""
    name: str = ""
    held: timedelta = timedelta()
    found: list[Found] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Trace:
    """The way of a file. `in_house`: duty time it lay with hands of this house, the citizen's time left out."""

    hands: Sequence[Hand]
    in_house: timedelta
    rounds: int

    @property
    def faults(self) -> int:
        """How many things count against any hand."""
        return sum(len(hand.found) for hand in self.hands)


def trace(*, case: Case) -> Trace:
    """Every hand, in order; the same facts give the same trace."""
    hands = _walk(record.history(subject=case.ref))
    _add_late(case, hands)
    units, people = organisation.roster().by_code, dict[str, str]()
    for hand in hands:
        end = hand.until or clock.now()
        hand.held = clocks.working_time(begin=hand.since, end=end)
        hand.unit_name = units[hand.unit].short_name if hand.unit in units else hand.unit
        hand.name = hand.name or _name(hand.officer, people)
        hand.found.sort(key=lambda one: one.at)
    in_house = sum((hand.held for hand in hands if hand.part != CITIZEN), timedelta())
    return Trace(hands=hands, in_house=in_house, rounds=case.round)


def _name(code: str, known: dict[str, str]) -> str:
    if code and code not in known:
        try:
            known[code] = organisation.officer_by_code(code=code).name
        except Missing:
            known[code] = code
    return known.get(code, "")


def _walk(entries: Sequence[Entry]) -> list[Hand]:
    """Who had it from when to when; two facts in a row that leave it where it is are one hand."""
    hands: list[Hand] = []
    for entry in entries:
        _count(entry, hands)
        if entry.code in _OVER:
            _end(hands, entry)
            continue
        following = _following(entry, hands)
        if following is None or (hands and _is_same(hands[-1], following)):
            continue
        _end(hands, entry)
        hands.append(following)
    return hands


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


def _following(entry: Entry, hands: list[Hand]) -> Hand | None:
    """The hand that a fact gives the file to; None where it gives it to nobody else."""
    code, said = entry.code, entry.payload
    handler = next((hand for hand in reversed(hands) if hand.part == HANDS), None)
    unit = str(said.get("unit") or (handler.unit if handler else ""))
    if code in _TO_DESK:
        return Hand(part=DESK, unit="", officer="", since=entry.at)
    if code in _TO_HANDLER:
        own = code == "appeals.appeal.reassigned"
        officer = str(said.get("officer") or (handler.officer if handler and not own and handler.unit == unit else ""))
        return Hand(part=HANDS, unit=unit, officer=officer, since=entry.at)
    if code == "appeals.appeal.disputed":
        officer = str(said.get("officer") or (handler.officer if handler else ""))
        return Hand(part=HANDS, unit=unit, officer=officer, since=entry.at)
    if code in _TO_APPROVAL:
        return Hand(part=APPROVAL, unit=unit, officer="", since=entry.at)
    if code in _TO_CITIZEN:
        return Hand(part=CITIZEN, unit="", officer="", since=entry.at)
    if (code in _BACK or code == "appeals.reply.sent_back") and handler:
        return Hand(part=HANDS, unit=handler.unit, officer=handler.officer, since=entry.at)
    return None


def _count(entry: Entry, hands: list[Hand]) -> None:
    """What a fact says against whoever had the file, or had written the answer."""
    handler = next((hand for hand in reversed(hands) if hand.part == HANDS), None)
    marks = {
        "appeals.appeal.returned": (Fault.RETURNED, handler), "appeals.reply.sent_back": (Fault.SENT_BACK, handler),
        "appeals.appeal.disputed": (Fault.DISPUTED, handler), "appeals.appeal.urged": (Fault.URGED, hands[-1] if hands else None),
    }  # fmt: skip
    fault, hand = marks.get(entry.code, (None, None))
    if fault and hand:
        hand.found.append(Found(fault=fault, at=entry.at))


def _add_late(case: Case, hands: Sequence[Hand]) -> None:
    """A missed clock counts against whoever had the file at its due moment."""
    now = clock.now()
    for row in clocks.clocks_of_one(case.ref):
        end = row.stopped_at or now
        if row.kind not in _CLOCKS or row.due_at is None or row.red_at is None or end < row.red_at:
            continue
        if hand := _at(hands, row.due_at):
            hand.found.append(Found(fault=_CLOCKS[row.kind], at=row.due_at, after=end - row.due_at))


def _at(hands: Sequence[Hand], moment: datetime) -> Hand | None:
    return next((hand for hand in hands if hand.since <= moment and (hand.until is None or moment < hand.until)), None)
