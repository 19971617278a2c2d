"""Reading the rules: what is in force, what is being changed, what waits, what a draft would change."""

from yiwang.ground.rules.queries.comparing import Change, ChangeKind, difference
from yiwang.ground.rules.queries.doubts import Doubt, Tables, doubt, doubts, newest
from yiwang.ground.rules.queries.doubts import fresh as fresh_doubts
from yiwang.ground.rules.queries.in_force import Span, current, current_if_any, forget, in_force_at, version
from yiwang.ground.rules.queries.parsed import Parsed, parsed
from yiwang.ground.rules.queries.preconditions import has_what_it_needs, precondition
from yiwang.ground.rules.queries.reading import (
    approved,
    approved_all,
    as_installed,
    changes,
    in_line,
    lock,
    of_version,
    ruleset,
    rulesets,
    sheet,
    sheet_payloads,
    sheets,
    waiting,
)
from yiwang.ground.rules.queries.rows import LEXICONS, Row, by_key, key_of, parts_of, rows_of, with_rows
from yiwang.ground.rules.queries.shapes import faults, shape
from yiwang.ground.rules.queries.trying import as_if

__all__ = [
    "LEXICONS", "Change", "ChangeKind", "Doubt", "Parsed", "Row", "Span", "Tables", "approved", "approved_all", "as_if",
    "as_installed", "by_key", "changes", "current", "current_if_any", "difference", "doubt", "doubts", "faults", "forget",
    "fresh_doubts", "has_what_it_needs", "in_force_at", "in_line", "key_of", "lock", "newest", "of_version", "parsed",
    "parts_of", "precondition", "rows_of", "ruleset", "rulesets", "shape", "sheet", "sheet_payloads", "sheets", "version",
    "waiting", "with_rows",
]  # fmt: skip
