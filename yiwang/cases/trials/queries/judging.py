"""Appeals read twice, by what is in force and by a draft: the words classified once, the rules judged twice."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.queries.rehearsal import Retold
from yiwang.cases.appeals.queries.understanding import Heard, hear
from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.trials.states import COUNTED, READ
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Replay, ReplayBook
from yiwang.ground.language import queries as language
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.kit.refs import Ref

AT_ONCE = 30
"""Appeals read by one side before the other reads them: the language room keeps 64 texts prepared, two for each of these."""
CODES = (
    "type", "category", "unit", "supervising_unit", "confidentiality", "hides_identity", "grade", "track", "priority",
    "is_direct",
)  # fmt: skip
"""What is compared of a suggestion, as far as it says it."""
HOURS = frozenset({"office_hours", "day_ends"})
Codes = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Compared:
    """An appeal by both sides. `is_sealed`: it is a sealed file, or a side would seal it."""

    case_id: int
    is_sealed: bool
    before: Codes
    after: Codes

    @property
    def differs(self) -> tuple[str, ...]:
        """The names of what would be otherwise."""
        names = dict.fromkeys([*self.before, *self.after])
        return tuple(name for name in names if self.before.get(name) != self.after.get(name))


class Bench:
    """Both sides of one draft, ready to read appeals. To be made where the version in force is not assumed otherwise."""

    def __init__(self, *, kind: str, payload: Any) -> None:
        self.kind, self.payload = kind, payload
        kept: Mapping[str, Any] = rules.current_if_any(kind=Kind.SETTINGS) or {}
        self.reads, self.counts = kind in READ, kind in COUNTED
        if kind == Kind.SETTINGS:
            changed = {name for name in {*kept, *payload} if kept.get(name) != payload.get(name)}
            self.reads, self.counts = bool(changed - HOURS), bool(changed & HOURS)
        hours = clocks.hours_of(kept)
        self._sides = [self._side(is_draft=side, hours=hours) for side in (False, True)]

    def _side(self, *, is_draft: bool, hours: str) -> "_Side":
        with self.assumed(is_draft):
            return _Side(self, Replay(usual_hours=hours))

    def assumed(self, is_draft: bool) -> AbstractContextManager[None]:
        """The draft in the place of what is in force, or nothing."""
        return rules.as_if(kind=self.kind, payload=self.payload) if is_draft else nullcontext()

    def compare(self, batch: Sequence[Retold]) -> list[Compared]:
        """Each appeal by both sides."""
        return [one for at in range(0, len(batch), AT_ONCE) for one in self._some(batch[at : at + AT_ONCE])]

    def _some(self, batch: Sequence[Retold]) -> list[Compared]:
        heard = [hear(one.told) if self.reads else None for one in batch]
        subjects = [Ref("casework.case", one.case_id) for one in batch]
        books = clocks.books_of(subjects=subjects) if self.counts else {}
        both: list[list[Codes]] = []
        for is_draft, side in enumerate(self._sides):
            with self.assumed(bool(is_draft)):
                both.append([
                    side.read(one, said, books.get(ref, []))
                    for one, said, ref in zip(batch, heard, subjects, strict=True)
                ])  # fmt: skip
        return [_compared(one, before, after) for one, before, after in zip(batch, *both, strict=True)]


def _compared(one: Retold, before: Codes, after: Codes) -> Compared:
    sealed = {codes.get("confidentiality") for codes in (before, after)} & {Confidentiality.SEALED.value}
    return Compared(case_id=one.case_id, is_sealed=one.is_sealed or bool(sealed), before=before, after=after)


class _Side:
    """One side: the rules it reads by are those in force while it is asked."""

    def __init__(self, bench: Bench, replay: Replay) -> None:
        self.bench, self.replay, self.now = bench, replay, clock.now()

    def read(self, one: Retold, heard: Heard | None, books: Sequence[ReplayBook]) -> Codes:
        """The codes that this side comes to."""
        codes = self._words(one, heard) if heard else {}
        facts = {"type": one.type, "category": one.category, "channel": one.channel, "priority": one.priority}
        for book in books:
            found = self.replay.of(book, **facts)
            codes |= _stands(found.kind, found.due_at, found.is_late(self.now))
        return codes

    def _words(self, one: Retold, heard: Heard) -> Codes:
        said = appeals.understand(one.told, heard=heard).as_json()
        codes = {name: _plain(said[name]) for name in CODES if name in said}
        if self.bench.kind == Kind.ROUTING:
            trip = language.tripwire(text=one.told.content, answers={}, rules=rules.current(kind=Kind.ROUTING))
            codes["page"] = trip.page if trip else ""
        facts = {name: str(codes[name]) for name in ("type", "category", "priority")}
        if (promise := self.replay.promise(one.since, channel=one.channel, **facts)) is None:
            return codes
        late = bool(promise.red_at and (one.ended_at or self.now) >= promise.red_at)
        return codes | _stands("handle", promise.due_at, late)


def _stands(kind: str, due_at: datetime | None, is_late: bool) -> Codes:
    return {f"due.{kind}": due_at.isoformat() if due_at else "", f"late.{kind}": is_late}


def _plain(value: Any) -> Any:
    """A code as JSON holds it."""
    return value if isinstance(value, bool) else str(value or "")
