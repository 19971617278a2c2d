"""What a draft must have behind it before it may be approved, said by the rooms above that can tell."""

from collections.abc import Callable, Iterable

from yiwang.ground.rules.models import Ruleset
from yiwang.kit.verdicts import ALLOWED, Verdict

Condition = Callable[[Ruleset], Verdict]

_conditions: dict[str, list[Condition]] = {}


def precondition(kinds: Iterable[str]) -> Callable[[Condition], Condition]:
    """Register what drafts of these kinds need, `@rules.precondition(["routing"])`: this room stands below whoever knows."""

    def register(condition: Condition) -> Condition:
        for kind in kinds:
            known = _conditions.setdefault(kind, [])
            if condition not in known:
                known.append(condition)
        return condition

    return register


def has_what_it_needs(*, ruleset: Ruleset) -> Verdict:
    """Whether every condition of its kind is met; else the reason that the greyed button shows."""
    verdicts = (condition(ruleset) for condition in _conditions.get(ruleset.kind, ()))
    return next((verdict for verdict in verdicts if not verdict), ALLOWED)
