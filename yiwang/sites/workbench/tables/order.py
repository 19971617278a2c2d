"""The order of rules: a new one stands before its stage's catch-all; moving swaps two numbers and touches no other row."""

from yiwang.sites.workbench.tables.forms import RowForm
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row

STEP = 10


def place_for(standing: Standing, form: RowForm) -> str:
    """Gives a new rule its number when its form is good, and the key of the row it goes in front of; else nothing."""
    if not form.is_bound or not form.is_valid() or "stage" not in form.stored or standing.table.slug != "routing":
        return ""
    stage = form.stored["stage"]
    rules = sorted(standing.rows, key=lambda row: row["order"])
    mates = [row for row in rules if row["stage"] == stage]
    last = next((row for row in mates if row["when"].get("always")), None)
    after = mates[-1] if mates else rules[-1]
    follower = last or next((row for row in rules if row["order"] > after["order"]), None)
    if follower is None:
        form.stored["order"] = after["order"] + STEP
        return ""
    leader = next((row for row in reversed(rules) if row["order"] < follower["order"]), None)
    form.stored["order"] = between(leader["order"] if leader else follower["order"] - 2 * STEP, follower["order"])
    return str(follower["id"])


def between(low: float, high: float) -> float:
    """A number between two: whole where there is room."""
    middle = (low + high) / 2
    return int(middle) if low < int(middle) < high else middle


def swapped(standing: Standing, key: str, onto: str) -> list[Row]:
    """Two numbered rows with their numbers exchanged; nothing where the table has no numbers."""
    if standing.table.slug != "routing":
        return []
    one, other = dict(standing.row(key)), dict(standing.row(onto))
    one["order"], other["order"] = other["order"], one["order"]
    return [one, other]
