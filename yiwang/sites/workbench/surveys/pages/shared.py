"""What all three have: a step of one form, buttons with their reasons, choices of units and categories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.verdicts import Verdict


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """One form and what follows from it. `place`: under which place of the rail; `back`: where it leads away."""

    title: str
    place: str
    back: str
    button: str
    lead: str = ""


@dataclass(frozen=True, kw_only=True)
class Act:
    """A button: an address, or why not."""

    label: str
    url: str
    verdict: Verdict
    is_primary: bool = False


def units(reach: Reach, *roles: str, all_below: bool = False) -> list[tuple[int, str]]:
    """Units over which one of the roles is held, to choose from; `all_below`: and each unit under them."""
    scopes = sorted(reach.scopes(*roles))
    wanted = [one for one in scopes if not any(one != other and organisation.is_within(one, other) for other in scopes)]
    if not all_below:
        return [(found.pk, found.short_name) for found in (organisation.unit(code=code) for code in wanted)]
    known = {unit.pk: unit.short_name for code in wanted for unit in organisation.units_under(code=code)}
    return list(known.items())


def categories() -> list[tuple[str, str]]:
    """Families of matters, to choose from."""
    return [(code, found.label) for code, found in appeals.categories().items() if "." not in code]


def day(value: date | datetime | None) -> str:
    """2026年11月22日; empty where there is none."""
    if value is None:
        return ""
    there = clock.local(value) if isinstance(value, datetime) else value
    return f"{there.year}年{there.month}月{there.day}日"


def percent(share: float) -> str:
    """63.0%."""
    return f"{share * 100:.1f}%"


def between(low: float, high: float) -> str:
    """52.1%到72.8%."""
    return _("%(low)s到%(high)s") % {"low": percent(low), "high": percent(high)}


def joined(parts: Sequence[str]) -> str:
    """Those that say something, with dots between."""
    return " · ".join(part for part in parts if part)
