"""Which limit holds: the most specific row of the ruleset time_limits, and what may be changed in those a law has set."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from yiwang.ground.clocks.states import CHANNEL_WORDS, TYPE_WORDS, UNIT_WORDS, Unit
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Missing

ANY = "*"
LEGAL = "legal"
_PICKED = 4096
"""Answers kept of one table: types by categories by channels by priorities, as far as they occur."""
_VERSIONS = 16
"""Pairs of versions joined for files that began under the older one."""
_STRICTER = "用更严者"
"""A channel's row whose note says so gives way to the bureau's own limit for the type where that one is shorter."""
_CITIZENS = frozenset(
    {"review_request", "recheck_request", "pay", "correction_wait", "tolerance_supply", "ask_back_answer"}
)
"""Time given to the citizen: there a shorter limit is the looser law, so it may only be made longer."""
_WORKING_DAY = 7 * 24 * 60 // 5
"""Calendar minutes a working day costs on average: to compare limits of different units, never to count one."""
_ROUGH_MINUTES = {
    Unit.MINUTES: 1, Unit.HOURS: 60, Unit.DAYS: 24 * 60, Unit.WORKING_HOURS: _WORKING_DAY * 2 // 15,
    Unit.WORKING_DAYS: _WORKING_DAY, Unit.MONTHS: 365 * 24 * 60 // 12,
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Limit:
    """One row of time_limits.csv. `value` in `unit`; `starts_at`: the fact it counts from; `binding`: legal, local, default."""

    code: str
    clock: str
    value: int
    unit: Unit
    starts_at: str = ""
    binding: str = "default"
    subject: str = "appeal"
    type: str = ANY
    category: str = ANY
    channel: str = ANY
    priority: str = ANY
    at_expiry: str = ""
    note: str = ""
    source: str = ""

    @classmethod
    def from_row(cls, row: Mapping[str, Any]) -> "Limit":
        """Read a row of the ruleset or of the file. Invalid: an unknown unit, or a value that is no whole number."""
        known = {name: str(row[name]) for name in cls.__dataclass_fields__ if row.get(name) not in (None, "")}
        try:
            return cls(**{**known, "value": int(known["value"]), "unit": Unit(known["unit"])})  # type: ignore[arg-type]
        except (KeyError, ValueError, TypeError) as error:
            code = str(row.get("code") or "?")
            raise Invalid(
                "时限表有一行读不懂", **{code: "请检查时长（整数）和单位（如working_days）是否填对"}
            ) from error

    def as_row(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}

    @property
    def length(self) -> str:
        """5个工作日, 24小时."""
        return f"{self.value}{UNIT_WORDS[self.unit]}"

    @property
    def words(self) -> str:
        """The promise in words: 投诉类承诺5个工作日, 12345派单承诺5个工作日, 依法60日."""
        if self.binding == LEGAL:
            return f"依法{self.length}"
        whose = CHANNEL_WORDS.get(self.channel, "") + (f"{TYPE_WORDS[self.type]}类" if self.type in TYPE_WORDS else "")
        return f"{whose}承诺{self.length}"

    @property
    def rough_minutes(self) -> float:
        """Its length in calendar minutes, on average; endless where it has no length."""
        return self.value * _ROUGH_MINUTES.get(self.unit, float("inf")) if self.unit.is_length else float("inf")


@dataclass(frozen=True, kw_only=True)
class LimitFacts:
    """What a limit is chosen by."""

    clock: str
    subject: str = "appeal"
    type: str = ""
    category: str = ""
    channel: str = ""
    priority: str = ""


def _fits(limit: Limit, facts: LimitFacts) -> bool:
    return (
        (limit.clock, limit.subject) == (facts.clock, facts.subject)
        and limit.type in (ANY, facts.type)
        and limit.channel in (ANY, facts.channel)
        and limit.priority in (ANY, facts.priority)
        and (limit.category == ANY or f"{facts.category}.".startswith(f"{limit.category}."))
    )


def _rank(limit: Limit) -> tuple[bool, bool, int, bool, float]:
    """Priority over channel over category (leaf over family) over type; equally specific: the shorter."""
    depth = 0 if limit.category == ANY else limit.category.count(".") + 1
    return limit.priority != ANY, limit.channel != ANY, depth, limit.type != ANY, -limit.rough_minutes


def pick(rows: Iterable[Limit], facts: LimitFacts) -> Limit | None:
    """The row that holds, or None where no row speaks of such a clock."""
    fitting = sorted((row for row in rows if _fits(row, facts)), key=_rank, reverse=True)
    return _stricter(fitting) if fitting else None


def _stricter(fitting: list[Limit]) -> Limit:
    """A channel's limit that yields to a stricter own one: the own length, counted from where the channel counts."""
    first, *others = fitting
    if _STRICTER not in first.note:
        return first
    own = next((row for row in others if row.channel == ANY and row.type == first.type != ANY), None)
    return replace(own, starts_at=first.starts_at) if own and own.rough_minutes < first.rough_minutes else first


class _Table:
    """The limits of one version, and what was already picked from them."""

    def __init__(self, payload: Iterable[Mapping[str, Any]]) -> None:
        self.rows = tuple(Limit.from_row(row) for row in payload)
        self._picked: dict[LimitFacts, Limit | None] = {}

    def pick(self, facts: LimitFacts) -> Limit | None:
        if facts not in self._picked:
            if len(self._picked) >= _PICKED:
                self._picked.clear()
            self._picked[facts] = pick(self.rows, facts)
        return self._picked[facts]


_in_force = rules.parsed("time_limits")(_Table)


class _Kept(_Table):
    """The limits of a file that began under an earlier version: its own rows, and the law's as they are now."""

    def __init__(self, then: _Table, now: _Table) -> None:
        laws = [row for row in now.rows if row.binding == LEGAL]
        self.rows = (*(row for row in then.rows if row.binding != LEGAL), *laws)
        self._picked = {}
        self._joins = then, now
        """Held, so that their ids cannot pass to others (`_joined`)."""
        self._fresh = [row for row in laws if row not in then.rows]

    def pick(self, facts: LimitFacts) -> Limit | None:
        kept, law = super().pick(facts), pick(self._fresh, facts) if self._fresh else None
        return law if law and kept and _is_stricter(law, kept) else kept


_joined: dict[tuple[int, int], _Kept] = {}


def _kept_since(began: datetime) -> _Table:
    """The limits by which a file that began then is worked on; joined once for each two versions."""
    now = _in_force()
    try:
        then = _in_force(at=began)
    except Missing:  # before the first version of a bureau that never had the product's own
        return now
    if then is now:
        return now
    key = id(then), id(now)
    known = _joined.get(key)
    if known is None:
        if len(_joined) >= _VERSIONS:
            _joined.clear()
        known = _joined[key] = _Kept(then, now)
    return known


def all_limits() -> tuple[Limit, ...]:
    """Every limit now in force; parsed again only when the ruleset changes. Missing: none installed."""
    return _in_force().rows


def limit_for(
    *,
    clock: str,
    subject_kind: str = "appeal",
    type: str = "",
    category: str = "",
    channel: str = "",
    priority: str = "",
    began: datetime | None = None,
) -> Limit | None:
    """The limit of this clock for such a subject, or None where the tables know none.

    `category`: `family.leaf`. `began`: when the file began; it keeps the limits that were in force then, whatever was approved
    since, save those a law has set: a legal row of the version in force rules at once, and takes the place of an own one that is
    looser. Default: the limits in force now.
    """
    facts = LimitFacts(
        clock=clock, subject=subject_kind, type=type, category=category, channel=channel, priority=priority
    )
    return (_in_force() if began is None else _kept_since(began)).pick(facts)


def say_version(*, began: datetime) -> str:
    """按2026年11月1日起施行的第3版时限。: which limits a file that began then keeps; empty where there is no table."""
    kept, now = (rules.in_force_at(kind="time_limits", at=at) for at in (began, None))
    if not (found := kept or now):
        return ""
    day = clock.local(found.since)
    since = f"{day.year}年{day.month}月{day.day}日起施行的" if found.version > 1 else ""
    law = "法律规定的期限按现行的算。" if found != now else ""
    return f"按{since}第{found.version}版时限。{law}"


def check_limits(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> None:
    """May the table `new` take the place of `old`? A limit that a law has set may be tightened, never loosened.

    Invalid, by row code: unreadable, a code twice, a legal row gone, reworded or looser, or put out of force by a longer
    row of the bureau's own that is more specific.
    """
    before, after = [Limit.from_row(row) for row in old], [Limit.from_row(row) for row in new]
    by_code, count = {limit.code: limit for limit in after}, Counter(limit.code for limit in after)
    faults = {code: "编号出现了两次，请改成不同的编号" for code in count if count[code] > 1}
    for law in before:
        if law.binding == LEGAL and (fault := _loosened(law, by_code.get(law.code))):
            faults[law.code] = fault
    faults |= _shadowing([row for row in after if row.binding == LEGAL], [row for row in after if row not in before])
    if faults:
        raise Invalid("时限表有内容需要改", **faults)


def _loosened(law: Limit, changed: Limit | None) -> str:
    if changed is None:
        return "这是法律规定的时限，不能删除，请恢复这一行"
    fixed = ("clock", "subject", "type", "category", "channel", "priority", "starts_at", "binding")
    if any(getattr(law, name) != getattr(changed, name) for name in fixed):
        return "这是法律规定的时限，适用范围和起算点不能改，只能改短时长"
    if law.clock in _CITIZENS:
        return f"这是法律给群众的时间，不能短于{law.length}" if _longer(law, changed) else ""
    return f"这是法律规定的时限，只能缩短，不能超过{law.length}" if _longer(changed, law) else ""


def _is_stricter(law: Limit, kept: Limit) -> bool:
    """Whether a law's row gives less time than an own one; where the time is the citizen's, more."""
    return _longer(law, kept) if law.clock in _CITIZENS else _longer(kept, law)


def _longer(one: Limit, other: Limit) -> bool:
    return one.rough_minutes > other.rough_minutes


def _shadowing(laws: list[Limit], fresh: list[Limit]) -> dict[str, str]:
    """New rows of the bureau's own that reach into a law's scope, win there, and give more time than the law."""
    return {
        row.code: f"{law.code}依法为{law.length}，更细的一行不能更长"
        for row in fresh
        for law in laws
        if row.binding != LEGAL and law.clock not in _CITIZENS and _within(row, law) and _longer(row, law)
    }


def _within(row: Limit, law: Limit) -> bool:
    same = row.clock == law.clock and row.subject == law.subject
    return (
        same
        and _rank(row)[:4] >= _rank(law)[:4]
        and all(
            getattr(law, name) in (ANY, getattr(row, name))
            or getattr(row, name) == ANY
            or str(getattr(row, name)).startswith(f"{getattr(law, name)}.")
            for name in ("type", "category", "channel", "priority")
        )
    )
