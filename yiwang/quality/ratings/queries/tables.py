"""What a bureau may set about ratings."""

from collections.abc import Iterator
from typing import Any

from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.quality.asking.states import Grade

DEFAULTS = {"default_rating": "", "unrated_enforcement": "case_handling", "unrated_mediation": "neighbour.mediation"}
"""What holds where the ruleset `settings` is silent. `default_rating`: the grade filled in for silence; empty: none is, the
product's choice (广东 2019 and 新疆 fill one in; mission 4.1). The others: categories, comma separated, out of every figure."""
_GRADES = frozenset({"", *Grade.values})


def setting(name: str) -> str:
    """One figure of the ruleset `settings`, or its default."""
    kept = rules.current_if_any(kind=Kind.SETTINGS) or {}
    return str(kept.get(name, DEFAULTS[name]))


@rules.shape(Kind.SETTINGS)
def _faults(payload: Any) -> Iterator[str]:
    if payload.get("default_rating", "") not in _GRADES:
        yield "没有回应的默认评价（default_rating）要空着，或者是五个程度中的一个"


def is_below(category: str, families: str) -> bool:
    """Whether a category is one of these (comma separated), or below one."""
    known = [one.strip() for one in families.split(",") if one.strip()]
    return any(category == one or category.startswith(f"{one}.") for one in known)
