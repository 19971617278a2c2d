"""What pages of this slice show the same way: days with a colour, choices of units, categories and areas."""

from datetime import date

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach, is_within
from yiwang.ground.places import queries as places
from yiwang.kit import clock
from yiwang.quality.campaigns.states import PLANNERS
from yiwang.sites.ui.pages import ClockChip

Choices = list[tuple[str, str]]
SOON = 7


def day(on: date | None) -> str:
    """11月30日, with the year where it is another."""
    if on is None:
        return ""
    year = f"{on.year}年" if on.year != clock.today().year else ""
    return f"{year}{on.month}月{on.day}日"


def due(on: date | None, *, is_open: bool) -> ClockChip | None:
    """How long until a day, as a chip: word, shape and colour; nothing for what is over."""
    if on is None or not is_open:
        return None
    left = (on - clock.today()).days
    if left < 0:
        return ClockChip(text=_("过期%(n)s天") % {"n": -left}, tone="bad")
    said = _("今天到期") if not left else _("还有%(n)s天") % {"n": left}
    return ClockChip(text=said, tone="warn" if left <= SOON else "")


def led_units(reach: Reach) -> Choices:
    """Units that a post of the reader may plan over, the nearest to its own first."""
    scopes = reach.scopes(*PLANNERS)
    found = [unit for unit in organisation.units() if any(is_within(unit.code, scope) for scope in scopes)]
    return [(unit.code, unit.short_name) for unit in found]


def units_below(reach: Reach, code: str) -> Choices:
    """A unit, those below it, and those the reader plans over."""
    known = {unit.code: unit.short_name for unit in organisation.units_under(code=code)}
    return list((known | dict(led_units(reach))).items())


def categories() -> Choices:
    """Every category under its group; a group stands for all below it."""
    known = appeals.categories()
    above = {code: f"{known[one.parent].label} › " if one.parent in known else "" for code, one in known.items()}
    return [(code, f"{above[code]}{one.label}") for code, one in known.items()]


def areas() -> Choices:
    """Every street, town and township."""
    return [(one.code, one.name) for one in places.areas()]
