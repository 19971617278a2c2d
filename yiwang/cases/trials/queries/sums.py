"""What many comparisons come to, in figures that can be kept as JSON and added up batch by batch."""

from collections.abc import Iterable
from typing import Any

from yiwang.cases.casework.states import Confidentiality
from yiwang.cases.trials.queries.judging import Compared

COUNTED_BOTH = ("unit", "category")
"""Of these every appeal is counted on both sides: {code: [as it is, as it would be]}."""
TURNED = ("type", "confidentiality", "hides_identity", "grade", "track", "priority", "page")
"""Of these only what turns into what: {"normal>urgent": 3}."""
Sums = dict[str, Any]


def added(sums: Sums, found: Iterable[Compared]) -> Sums:
    """The sums with these comparisons in them.

    `unit`, `category`: [before, after] by code. `turned`: field → from>to → how many. `late`: clock → [newly, no longer].
    `due`: clock → [earlier, later]. `direct`: pushed by the house, [before, after]. `sealed`: read, newly, no longer, otherwise;
    sealed files stand in no other figure.
    """
    for one in found:
        if one.is_sealed:
            _sealed(sums, one)
        else:
            _open(sums, one)
    return sums


def _sealed(sums: Sums, one: Compared) -> None:
    now, then = (side.get("confidentiality") == Confidentiality.SEALED for side in (one.before, one.after))
    is_read = "confidentiality" in one.before
    kind = "" if not one.differs else "newly" if then and not now else "no_longer" if now and not then else "otherwise"
    _count(sums, "sealed", "read")
    if kind and (is_read or kind == "otherwise"):
        _count(sums, "sealed", kind)


def _open(sums: Sums, one: Compared) -> None:
    for name in COUNTED_BOTH:
        for place, side in enumerate((one.before, one.after)):
            if name in side:
                _pair(sums, name, str(side[name]), place)
    for place, side in enumerate((one.before, one.after)):
        if side.get("is_direct"):
            _pair(sums, "direct", "", place)
    for name in one.differs:
        _differs(sums, one, name)


def _differs(sums: Sums, one: Compared, name: str) -> None:
    before, after = one.before.get(name), one.after.get(name)
    what, _, clock = name.partition(".")
    if what == "late":
        _pair(sums, "late", clock, 0 if after else 1)
    elif what == "due" and before and after:
        _pair(sums, "due", clock, 0 if str(after) < str(before) else 1)
    elif name in TURNED:
        turned = sums.setdefault("turned", {}).setdefault(name, {})
        key = f"{_said(before)}>{_said(after)}"
        turned[key] = turned.get(key, 0) + 1


def _said(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value or "")


def _count(sums: Sums, group: str, key: str) -> None:
    figures = sums.setdefault(group, {})
    figures[key] = figures.get(key, 0) + 1


def _pair(sums: Sums, group: str, key: str, place: int) -> None:
    sums.setdefault(group, {}).setdefault(key, [0, 0])[place] += 1
