"""What a payload of a kind must look like, said by the room that reads it."""

from collections.abc import Callable, Iterable
from typing import Any

Check = Callable[[Any], Iterable[str]]
"""Takes a payload, gives what is wrong with it: sentences for people, none where it is right."""

_checks: dict[str, list[Check]] = {}


def shape(kind: str) -> Callable[[Check], Check]:
    """Register a check for a kind, `@rules.shape("time_limits")` in the reading room's queries: this room stands below."""

    def register(check: Check) -> Check:
        known = _checks.setdefault(kind, [])
        if check not in known:
            known.append(check)
        return check

    return register


def faults(*, kind: str, payload: Any) -> list[str]:
    """Everything wrong with a payload, before it is drafted."""
    if not isinstance(payload, dict | list) or not payload:
        return ["内容不能为空，应是一张表或一组条目"]
    return [fault for check in _checks.get(kind, ()) for fault in _asked(check, payload)]


def _asked(check: Check, payload: Any) -> list[str]:
    """A check may simply try to read the payload: where that fails, the rows are not what the reader expects."""
    try:
        return list(check(payload))
    except (AttributeError, LookupError, TypeError, ValueError) as trouble:
        return [f"格式不对，读不出来（{type(trouble).__name__}: {trouble}），请对照现行版本的栏目检查"]
