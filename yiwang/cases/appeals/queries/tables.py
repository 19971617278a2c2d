"""The bureau's tables that appeals are read by: categories, channels, settings (rulesets of the room `rules`)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.rules import queries as rules
from yiwang.kit.errors import Invalid, Missing


@dataclass(frozen=True, kw_only=True)
class Category:
    """类别: one leaf (`neighbour.noise`) or family (`neighbour`) of the tree (categories.csv)."""

    code: str
    parent: str
    label: str
    line: str
    handling_level: str
    other_body: str
    sensitivity: str
    hides_identity: bool
    default_type: str
    usual_outcome: str
    is_retired: bool = False
    """Old files keep it; nobody chooses it any more, and the model does not propose it."""


@dataclass(frozen=True, kw_only=True)
class Channel:
    """来源渠道 (channels.csv): through what the answer goes back, and whose clock counts."""

    code: str
    label: str
    reply_through: str
    identity: str
    default_type: str
    clock_starts: str
    is_on: bool = True
    """False: old files keep it, new appeals are refused."""
    takes_back: bool = False
    """Whether its sender takes back what is not the bureau's (退回来源)."""


DEFAULTS: dict[str, Any] = {
    "direct_threshold": 0.55,
    "day_ends": "close",
    "office_hours": "09:00-12:00,13:30-17:30",
    "alarm_minutes": 2,
    "duty_unit": "yz.command",
    "desk_unit": "yz.service",
    "two_level_priorities": "complex",
    "consult_needs_deputy": "yes",
    "unreached_attempts": 3,
    "unreached_days": 2,
    "consult_after_limits": 2,
    "letterhead": "",
    "letter_mark": "公民诉",
    "receipt_mark": "公民诉受",
    "deed_mark": "公",
    "draft_by_machine": "no",
}
"""What holds where the ruleset `settings` is silent. `direct_threshold`: summed probability of the categories that lead
to the proposed unit, from which the house pushes by itself (济南: ≥85% direct). `unreached_attempts`, `unreached_days`:
how often, and on how many days, somebody was called in vain before 无法联系 may be the outcome (bureau default, no source).
`consult_after_limits`: how many times its own limit an appeal is old when 会商 is proposed (bureau default, no source).
`letterhead`: the bureau as its papers name it, empty for the installation's own name; `letter_mark`, `receipt_mark`: what
their numbers begin with; `deed_mark`: those of lawful ways, before the mark of the kind.
`draft_by_machine`: whether officers may ask a model outside for a draft, where the installation has named one."""


def setting(name: str, *, began: datetime | None = None) -> Any:
    """One figure of the ruleset `settings`, or its default. `began`: as it was when a file began, which keeps it."""
    span = rules.in_force_at(kind="settings", at=began) if began else None
    return rules.current(kind="settings", at=began if span else None).get(name, DEFAULTS[name])


def house_unit(name: str) -> Unit:
    """The unit that `desk_unit` or `duty_unit` names; at a bureau that has set none of its own, the bureau itself."""
    standing = organisation.roster().standing
    return standing.get(setting(name)) or next(iter(standing.values()))


@rules.parsed("categories")
def _categories(payload: Any) -> dict[str, Category]:
    return {row["code"]: _category(row) for row in payload}


def categories() -> dict[str, Category]:
    """All categories by code."""
    return dict(_categories())


def category(code: str) -> Category | None:
    """One category, None where the code is unknown or empty."""
    return _categories().get(code)


@rules.parsed("channels")
def _channels(payload: Any) -> dict[str, Channel]:
    return {row["code"]: _channel(row) for row in payload}


def channels() -> dict[str, Channel]:
    """All channels by code."""
    return dict(_channels())


def channel(code: str) -> Channel:
    """One channel. Missing: unknown code."""
    found = _channels().get(code)
    if not found:
        raise Missing(f"没有代码为“{code}”的渠道")
    return found


def open_channel(code: str) -> Channel:
    """A channel that takes new appeals. Missing: unknown code. Invalid (field `channel`): it is switched off."""
    found = channel(code)
    if not found.is_on:
        raise Invalid("这个渠道已停用", channel=f"“{found.label}”已停用，不再收新的诉求；请改选在用的渠道")
    return found


def _category(row: dict[str, str]) -> Category:
    return Category(
        code=row["code"], parent=row["parent"], label=row["zh"], line=row["line"],
        handling_level=row["handling_level"], other_body=row["other_body"], sensitivity=row["sensitivity"],
        hides_identity=row["hide_identity"] == "yes", default_type=row["default_type"],
        usual_outcome=row["usual_outcome"], is_retired=row.get("retired") == "yes",
    )  # fmt: skip


def _channel(row: dict[str, str]) -> Channel:
    return Channel(
        code=row["code"], label=row["zh"], reply_through=row["reply_through"], identity=row["identity"],
        default_type=row["default_type"], clock_starts=row["clock_starts"], is_on=row.get("is_on") != "no",
        takes_back=row.get("takes_back") == "yes",
    )  # fmt: skip
