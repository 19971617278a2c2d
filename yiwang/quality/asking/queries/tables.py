"""What a bureau may set: whom never to ask, how often, at which hours, by which unit."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.states import Unit as Measure
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit import clock
from yiwang.quality.asking.queries.plans import About
from yiwang.quality.asking.states import Purpose

DEFAULTS: dict[str, Any] = {"asks_a_month": 3, "call_hours": "09:00-20:00", "call_unit": "", "ask_reminders": "yes"}
"""What holds where the ruleset `settings` is silent. `asks_a_month`: how many questions that nobody asked for one person may be
sent within thirty days, whatever they are about (bureau default, no source). `call_hours`: when people may be rung up (9 to 20 h,
fb.attempts [M]). `call_unit`: whose agents ring up; empty: the desk's."""
MONTH = timedelta(days=30)
TAGS = {
    "minor": "未成年人", "violence": "家庭暴力等暴力侵害", "sexual": "性侵害", "drugs": "涉毒、戒毒", "death": "涉及死亡",
    "suspect": "违法犯罪嫌疑人", "detained": "在押、被羁押人员", "informant": "举报人、线人",
}  # fmt: skip
"""What a feed or a file may say of a service, by code, so that nobody of these is asked."""
WHATS = {
    "tag": "情形", "category": "诉求类别", "type": "诉求类型", "track": "法定途径", "grade": "密级分类", "feed": "数据来源",
    "item": "业务代码",
}  # fmt: skip
"""By what a row of the table spares: which fact of `About` its value is compared with."""
_FAMILIES = ("category", "item")
"""Of these a value also means all below it: `drugs` spares `drugs.report`."""
_WINDOWS: Mapping[str, tuple[str, str]] = {
    Purpose.LEVEL_ONE: ("callback_l1_answer", "feedback"), Purpose.SERVICE: ("rating_window", "rating"),
    Purpose.RERATE: ("re_rating", "rating"),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class NeverAsked:
    """不询问的情形: one row. `what`: of `WHATS`; `reason`: in words, for who looks the table up."""

    code: str
    what: str
    value: str
    reason: str
    is_on: bool = True

    def fits(self, about: About) -> bool:
        """Whether it speaks of such a service."""
        if self.what == "tag":
            return self.value in about.tags
        said = str(getattr(about, self.what))
        below = self.what in _FAMILIES and said.startswith(f"{self.value}.")
        return bool(said) and (said == self.value or below)


@rules.parsed(Kind.NEVER_ASKED)
def _rows(payload: Any) -> tuple[NeverAsked, ...]:
    return tuple(
        NeverAsked(
            code=row["code"], what=row["what"], value=row["value"], reason=row.get("reason", ""),
            is_on=row.get("is_on") != "no",
        )
        for row in payload
    )  # fmt: skip


def never_asked() -> tuple[NeverAsked, ...]:
    """The rows that are switched on; none before the table was installed."""
    if rules.current_if_any(kind=Kind.NEVER_ASKED) is None:
        return ()
    return tuple(row for row in _rows() if row.is_on)


def rule_for(about: About) -> str:
    """The code of the first row by which this service asks for no opinion; empty: none does."""
    return next((row.code for row in never_asked() if row.fits(about)), "")


@rules.shape(Kind.NEVER_ASKED)
def _faults(payload: Any) -> Iterator[str]:
    codes = [row["code"] for row in payload]
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{code}：这个代码出现了不止一次，请删去一条"
    for row in payload:
        if row["what"] not in WHATS:
            yield f"{row['code']}：按什么判断只能是{'、'.join(WHATS)}"
        if not str(row["value"]).strip():
            yield f"{row['code']}：取值不能空着，否则会认成所有人"
        if row["what"] == "tag" and row["value"] not in TAGS:
            yield f"{row['code']}：没有“{row['value']}”这种情形，可以用的有{'、'.join(TAGS)}"


@rules.shape(Kind.SETTINGS)
def _settings(payload: Any) -> Iterator[str]:
    if not 0 <= int(payload.get("asks_a_month", 3)) <= 30:
        yield "一个人30天里最多问几次（asks_a_month）要在0到30之间"
    begins, dash, ends = str(payload.get("call_hours", DEFAULTS["call_hours"])).partition("-")
    if not dash or time.fromisoformat(begins) >= time.fromisoformat(ends):
        yield "打回访电话的钟点（call_hours）要写成09:00-20:00，先早后晚"
    if payload.get("ask_reminders", "yes") not in ("yes", "no"):
        yield "没有回答的提醒一次（ask_reminders）只能是yes、no"


def setting(name: str) -> Any:
    """One figure of the ruleset `settings`, or its default."""
    kept = rules.current_if_any(kind=Kind.SETTINGS) or {}
    return kept.get(name, DEFAULTS[name])


def asks_a_month() -> int:
    """How many questions nobody asked for one person may be sent within thirty days."""
    return max(int(setting("asks_a_month")), 0)


def touches_a_round() -> int:
    """How many times somebody is touched about one service and round: row `contact_limit` (fb.attempts: 3)."""
    limit = clocks.limit_for(clock="contact_limit", subject_kind="feedback")
    return limit.value if limit else 3


def call_hours() -> tuple[time, time]:
    """Between which wall-clock times people may be rung up."""
    begins, _, ends = str(setting("call_hours")).partition("-")
    return time.fromisoformat(begins), time.fromisoformat(ends)


def may_ring(moment: datetime) -> bool:
    """Whether people may be rung up now."""
    begins, ends = call_hours()
    return begins <= clock.local(moment).time() < ends


def next_ring(moment: datetime) -> datetime:
    """The first moment from this one on at which people may be rung up."""
    if may_ring(moment):
        return moment
    begins, _ = call_hours()
    wall = clock.local(moment)
    day = wall.date() if wall.time() < begins else wall.date() + timedelta(days=1)
    return datetime.combine(day, begins, tzinfo=clock.CHINA)


def call_unit(judged: Unit) -> Unit:
    """Whose agents ring up about a service of this unit: those of setting `call_unit`, else of the desk; never its own."""
    standing = organisation.roster().standing
    chosen = standing.get(str(setting("call_unit"))) or appeals.house_unit("desk_unit")
    above = standing.get(judged.code.rpartition(".")[0])
    return above if chosen.pk == judged.pk and above else chosen


def window(purpose: str, asked_at: datetime) -> datetime:
    """Until when an answer is taken: seven days unless the clock's row says otherwise."""
    name, subject = _WINDOWS.get(purpose, _WINDOWS[Purpose.LEVEL_ONE])
    return asked_at + (_span(name, subject) or timedelta(days=7))


def reminder_after() -> timedelta:
    """After how long somebody who has not answered is reminded, once (fb.l1.remind: three days)."""
    return _span("callback_l1_remind", "feedback") or timedelta(days=3)


def level_one_after() -> timedelta:
    """How long after an answer went out its citizen is asked (fb.l1.send: two hours)."""
    return _span("callback_l1_send", "feedback") or timedelta(hours=2)


def _span(name: str, subject: str) -> timedelta | None:
    """The length of a limit in calendar time; None where the tables know none, or count otherwise."""
    limit = clocks.limit_for(clock=name, subject_kind=subject)
    one = {Measure.MINUTES: timedelta(minutes=1), Measure.HOURS: timedelta(hours=1), Measure.DAYS: timedelta(days=1)}
    return limit.value * one[limit.unit] if limit and limit.unit in one else None


def known_tags(tags: Collection[str]) -> frozenset[str]:
    """Those of these tags that the house knows."""
    return frozenset(tags) & frozenset(TAGS)
