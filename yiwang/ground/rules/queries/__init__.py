"""Reading the rules: what is in force, what waits, what a draft would change."""

from yiwang.ground.rules.queries.comparing import Change, ChangeKind, difference
from yiwang.ground.rules.queries.in_force import current, forget, version
from yiwang.ground.rules.queries.reading import approved, changes, in_line, lock, ruleset, rulesets, waiting
from yiwang.ground.rules.queries.shapes import faults, shape

__all__ = [
    "Change", "ChangeKind", "approved", "changes", "current", "difference", "faults", "forget", "in_line", "lock",
    "ruleset", "rulesets", "shape", "version", "waiting",
]  # fmt: skip
