"""Police lines that units and grants may no longer be given."""

from collections.abc import Iterable

from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind


def retired_lines() -> dict[str, str]:
    """Code → name of every line that is retired in the table in force; empty before the first table."""
    rows = rules.current_if_any(kind=Kind.POLICE_LINES) or []
    return {row["code"]: row["zh"] for row in rows if row.get("retired") == "yes"}


def said_of_lines(lines: Iterable[str], *, kept: Iterable[str] = ()) -> str:
    """Why these lines cannot be given, in words; empty where they can. `kept`: those it has already, which may stay."""
    gone, wanted = retired_lines(), set(lines) - set(kept)
    names = "、".join(f"“{name}”" for code, name in gone.items() if code in wanted)
    return f"警种{names}已停用，请改选在用的警种" if names else ""
