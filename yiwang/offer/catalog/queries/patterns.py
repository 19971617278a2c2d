"""How codes must look in this bureau: settings `item_code_…`, else the national forms."""

import re
from collections.abc import Mapping

from yiwang.ground.rules import queries as rules
from yiwang.offer.catalog.states import CODE_PATTERNS


def code_patterns() -> Mapping[str, str]:
    """Regular expressions by the code's name. One that cannot be read counts as not set."""
    kept = rules.current_if_any(kind="settings") or {}
    own = {name: str(kept.get(f"item_code_{name}") or "") for name in CODE_PATTERNS}
    return {**CODE_PATTERNS, **{name: pattern for name, pattern in own.items() if pattern and _reads(pattern)}}


def _reads(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
