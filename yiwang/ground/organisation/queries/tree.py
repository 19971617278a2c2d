"""Units: one, all, those below, and what they are called."""

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import UnitKind
from yiwang.kit.clock import today
from yiwang.kit.errors import Missing


def is_within(code: str, scope: str) -> bool:
    """Whether a unit stands in the subtree of another: `yz.sp` covers `yz.sp.yc`, not `yz.spx`."""
    return code == scope or code.startswith(f"{scope}.")


def ancestors(code: str) -> list[str]:
    """The code itself and those above it, nearest first."""
    parts = code.split(".")
    return [".".join(parts[:size]) for size in range(len(parts), 0, -1)]


def unit(*, code: str) -> Unit:
    """The unit of a code, closed ones too. Missing where there is none."""
    found = Unit.objects.select_related("parent").filter(code=code).first()
    if found is None:
        raise Missing(f"没有代码为“{code}”的单位")
    return found


def units() -> list[Unit]:
    """All units that stand today, in the order of the tree."""
    return list(_standing())


def units_under(*, code: str) -> list[Unit]:
    """The unit and all below it that stand today."""
    return list(_standing().filter(Q(code=code) | Q(code__startswith=f"{code}.")))


def every_unit() -> list[Unit]:
    """All units, closed ones too, for the system office."""
    return list(Unit.objects.select_related("parent", "successor"))


def supervising_unit(*, unit_code: str) -> Unit:
    """The unit of the second level above (分县局, 支队): the unit itself where it is one, or the root."""
    return unit(code=".".join(unit_code.split(".")[:2]))


def short_name(*, name: str, kind: str, above: Iterable[str]) -> str:
    """As colleagues say it: the name without its bureau (盐场派出所); a county's brigade keeps which county it is of.

    `above`: names of the units it stands in.
    """
    prefixes = sorted((prefix for prefix in above if name != prefix and name.startswith(prefix)), key=len)
    if not prefixes:
        return name
    is_brigade = kind == UnitKind.COUNTY_DEPARTMENT
    return name if is_brigade and len(prefixes) == 1 else name.removeprefix(prefixes[-2 if is_brigade else -1])


def _standing() -> QuerySet[Unit]:
    day = today()
    return Unit.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day), valid_from__lte=day)
