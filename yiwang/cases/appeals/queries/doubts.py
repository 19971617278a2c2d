"""What the bureau's tables must look like for appeals to be read by them, and what they name that is not there."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from yiwang.cases.appeals.states import AppealType, Outcome
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Facts
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.queries import Doubt, Tables

PORTAL_CHANNEL = "web"
"""What the public counter registers by: it can neither be dropped nor switched off."""
CLOCK_STARTS = frozenset({"registered", "order_received"})
_TYPES = frozenset(kind.value for kind in AppealType)
_OUTCOMES = frozenset(outcome.value for outcome in Outcome)
_HOUR = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_UNIT_SETTINGS = ("duty_unit", "desk_unit")
_WORDS = frozenset({"text", "text.length", "age"})
_TARGETS = ("to", "fallback", "copy_to", "co")
_Row = Mapping[str, Any]


def _twice(rows: Iterable[_Row]) -> Iterator[str]:
    for code, count in Counter(str(row["code"]) for row in rows).items():
        if count > 1:
            yield f"代码“{code}”出现了{count}次，请改成不同的代码"
        if not code:
            yield "有一行没有代码，请补上"


@rules.shape("channels")
def _channels(payload: Any) -> Iterator[str]:
    yield from _twice(payload)
    for row in payload:
        if row["clock_starts"] not in CLOCK_STARTS:
            yield f"{row['code']}：起算点只能是登记时（registered）或收到转办单时（order_received）"
        if row["default_type"] not in _TYPES:
            yield f"{row['code']}：没有“{row['default_type']}”这种诉求类型"
    portal = next((row for row in payload if row["code"] == PORTAL_CHANNEL), None)
    if portal is None or portal.get("is_on") == "no":
        yield f"网上门户从渠道“{PORTAL_CHANNEL}”收件，这个渠道不能删去或停用"


@rules.shape("categories")
def _categories(payload: Any) -> Iterator[str]:
    yield from _twice(payload)
    known = {row["code"]: row for row in payload}
    for row in payload:
        if row["parent"] and row["parent"] not in known:
            yield f"{row['code']}：没有上级类别“{row['parent']}”"
        elif row["parent"] and not row["code"].startswith(f"{row['parent']}."):
            yield f"{row['code']}：代码要以上级类别“{row['parent']}.”开头"
        if row["parent"] and row["default_type"] not in _TYPES:
            yield f"{row['code']}：没有“{row['default_type']}”这种诉求类型"
        if row["parent"] and row.get("retired") != "yes" and known.get(row["parent"], {}).get("retired") == "yes":
            yield f"{row['code']}：上级类别已停用，请先停用这一类，或者恢复上级"


@rules.shape("police_lines")
def _lines(payload: Any) -> Iterator[str]:
    yield from _twice(payload)


_MODE_UNITS = ("minutes", "hours", "days", "working_days")


@rules.shape("green_channels")
def _green(payload: Any) -> Iterator[str]:
    yield from _twice(payload)
    for row in payload:
        days = [_day(row[name]) for name in ("from", "to")]
        if row.get("mode", "") not in ("", "green", "expedited", "postponed"):
            yield f"{row['code']}：没有“{row['mode']}”这种安排，可用green、expedited、postponed"
        if row.get("value", "") and not (str(row["value"]).isdecimal() and row.get("unit") in _MODE_UNITS):
            yield f"{row['code']}：期限要写数字，单位用{'、'.join(_MODE_UNITS)}"
        if None in days:
            yield f"{row['code']}：起止日期要写成2027-06-01这样"
        elif days[0] > days[1]:  # type: ignore[operator]
            yield f"{row['code']}：结束的日子早于开始的日子"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@rules.doubt("green_channels")
def _unknown_green_categories(payload: Any, tables: Tables) -> Iterator[Doubt]:
    categories = _codes(tables, "categories")
    for row in payload if categories else ():
        if row["category"] not in categories:
            yield Doubt(row["code"], "category", f"没有类别“{row['category']}”，请从列表里选")


@rules.shape("reply_templates")
def _replies(payload: Any) -> Iterator[str]:
    yield from _twice(payload)
    for row in payload:
        if row["outcome"] not in _OUTCOMES:
            yield f"{row['code']}：没有“{row['outcome']}”这种办理结果"


@rules.shape("settings")
def _settings(payload: Any) -> Iterator[str]:
    kept = payload if isinstance(payload, Mapping) else {}
    if not 0 < float(kept.get("direct_threshold", 0.5)) <= 1:
        yield "直推把握（direct_threshold）要大于0，不超过1"
    if not _HOUR.fullmatch(str(kept.get("duty_changes_at", "08:30"))):
        yield "值班交接时间（duty_changes_at）要写成08:30这样的钟点"
    if kept.get("consult_needs_deputy", "yes") not in ("yes", "no"):
        yield "咨询是不是由分管领导审定（consult_needs_deputy）只能是yes、no"
    if kept.get("two_level_priorities", "complex") not in ("none", "complex", "urgent"):
        yield "两级审定的急缓（two_level_priorities）只能是none、complex、urgent"
    if not 1 <= int(kept.get("alarm_minutes", 2)) <= 60:
        yield "紧急件应答时限（alarm_minutes）要在1到60分钟之间"
    if not 1 <= int(kept.get("unreached_attempts", 3)) <= 10 or not 1 <= int(kept.get("unreached_days", 2)) <= 10:
        yield "“无法联系”要的次数和天数（unreached_attempts、unreached_days）都要在1到10之间"
    if kept.get("learn_nightly", "replace") not in ("replace", "compare", "off"):
        yield "夜间学习（learn_nightly）只能是replace、compare、off"
    if not 1 <= int(kept.get("agreement_fall", 10)) <= 50:
        yield "吻合度降多少要提醒（agreement_fall）要在1到50个点之间"


@rules.doubt("categories")
def _unknown_lines(payload: Any, tables: Tables) -> Iterator[Doubt]:
    lines = {row["code"] for row in tables.get("police_lines") or ()}
    for row in payload if lines else ():
        if row["line"] not in lines:
            yield Doubt(row["code"], "line", f"没有警种条线“{row['line']}”，请从列表里选")


@rules.doubt("time_limits")
def _unknown_scopes(payload: Any, tables: Tables) -> Iterator[Doubt]:
    """Rows about other subjects (applications, petitions) have types and categories of their own."""
    channels, categories = _codes(tables, "channels"), _codes(tables, "categories")
    for row in payload:
        if row["subject"] != "appeal":
            continue
        if channels and row["channel"] not in channels | {"*"}:
            yield Doubt(row["code"], "channel", f"没有渠道“{row['channel']}”，请从列表里选")
        if categories and row["category"] not in categories | {"*"}:
            yield Doubt(row["code"], "category", f"没有类别“{row['category']}”，请从列表里选")
        if row["type"] not in _TYPES | {"*"}:
            yield Doubt(row["code"], "type", f"没有诉求类型“{row['type']}”，请从列表里选")


@rules.doubt("reply_templates")
def _unknown_reply_categories(payload: Any, tables: Tables) -> Iterator[Doubt]:
    categories = _codes(tables, "categories")
    for row in payload if categories else ():
        if row["category"] not in categories | {"*"}:
            yield Doubt(row["code"], "category", f"没有类别“{row['category']}”，请从列表里选")


@rules.doubt("settings")
def _unknown_house_units(payload: Any, tables: Tables) -> Iterator[Doubt]:
    known = _unit_codes()
    for name in _UNIT_SETTINGS:
        if (code := str(payload.get(name, ""))) not in known:
            yield Doubt(name, "value", f"没有单位“{code}”，请从单位树里选一个；选好之前由市局本级代替")


@rules.doubt("routing")
def _unknown_targets(payload: Any, tables: Tables) -> Iterator[Doubt]:
    known = _unit_codes()
    for rule in payload["rules"]:
        for column in _TARGETS:
            for code in _listed(rule["then"].get(column)):
                if not code.startswith("@") and code not in known and code not in ("triage", "station"):
                    yield Doubt(rule["id"], column, f"没有单位“{code}”，这条规则到不了它，请从单位树里选")


@rules.doubt("routing")
def _unknown_conditions(payload: Any, tables: Tables) -> Iterator[Doubt]:
    known = {"category": _codes(tables, "categories"), "channel": _codes(tables, "channels"), "type": set(_TYPES)}
    words = {"category": "类别", "channel": "渠道", "type": "诉求类型"}
    for rule in payload["rules"]:
        for leaf in _leaves(rule["when"]):
            name = str(leaf.get("field"))
            for code in _listed(leaf.get("is") or leaf.get("in") or leaf.get("under")) if name in known else ():
                if known[name] and code not in known[name]:
                    yield Doubt(rule["id"], name, f"没有{words[name]}“{code}”，请从列表里选")


@rules.doubt("routing")
def _examples_that_turned(payload: Any, tables: Tables) -> Iterator[Doubt]:
    """A rule's own examples: what must hit, and what must not. They are words alone, so rules that ask for more are left out."""
    for rule in payload["rules"]:
        if not {leaf.get("field") for leaf in _leaves(rule["when"])} <= _WORDS:
            continue
        lone = {**payload, "rules": [{**rule, "off": False}]}
        for is_hit, texts in ((True, rule.get("hits") or ()), (False, rule.get("misses") or ())):
            for text in texts:
                holds = bool(language.judge(rules=lone, stage=rule["stage"], facts=Facts(text=text)))
                if holds is not is_hit:
                    said = "应当命中，现在不命中" if is_hit else "不该命中，现在命中了"
                    yield Doubt(rule["id"], "", f"例句“{text[:30]}”{said}，请检查词语或改例句")


def _codes(tables: Tables, kind: str) -> set[str]:
    return {str(row["code"]) for row in tables.get(kind) or ()}


def _unit_codes() -> set[str]:
    return {unit.code for unit in organisation.units()}


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if value else []
    return [one for one in value if isinstance(one, str)] if isinstance(value, list | tuple) else []


def _leaves(when: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every single condition of a rule, however deep."""
    for part in (*when.get("all", ()), *when.get("any", ()), *([when["not"]] if "not" in when else ())):
        yield from _leaves(part)
    if "field" in when:
        yield when
