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


def unit_by_id(*, id: int) -> Unit:
    """The unit of a key. Missing where there is none."""
    found = Unit.objects.filter(pk=id).first()
    if found is None:
        raise Missing("没有这个单位")
    return found


def units() -> list[Unit]:
    """All units that stand today, in the order of the tree."""
    return list(_standing())


def lying_in(codes: Iterable[str], *fields: str) -> Q:
    """Rows whose unit is one of these or lies below one; `fields`: what their columns are called (default: `unit`)."""
    found = Q(pk__in=[])
    for code in sorted(codes):
        for field in fields or ("unit",):
            found |= Q(**{f"{field}__code": code}) | Q(**{f"{field}__code__startswith": f"{code}."})
    return found


def units_under(*, code: str) -> list[Unit]:
    """The unit and all below it that stand today."""
    return list(_standing().filter(Q(code=code) | Q(code__startswith=f"{code}.")))


def every_unit() -> list[Unit]:
    """All units, closed ones too, for the system office."""
    return list(Unit.objects.select_related("parent", "successor"))


def heir(*, code: str) -> Unit:
    """Who does the unit's work today: itself while it stands, else its successor, or the successor's; else the unit above.

    A unit that has not begun yet is its own heir.
    """
    found, seen = unit(code=code), set[int]()
    while found.valid_to is not None and not found.is_open and found.pk not in seen:
        seen.add(found.pk)
        above = found.successor or found.parent
        if above is None:
            break
        found = above
    return found


def predecessors(*, unit_id: int) -> list[Unit]:
    """Units whose work this one took over, or will."""
    return list(Unit.objects.filter(successor_id=unit_id))


def closings_due() -> list[str]:
    """Codes of units whose last day is over and whose closing has not been carried out; the lowest first."""
    due = Unit.objects.filter(valid_to__lt=today(), closed_at=None).order_by("-level", "code", "id")
    return list(due.values_list("code", flat=True))


def code_below(*, code: str) -> str:
    """A code for one more unit below: the parent's with the next free number (`yz.sp.u3`), to be typed over."""
    taken = set(Unit.objects.filter(parent__code=code).values_list("code", flat=True))
    return next(found for n in range(1, len(taken) + 2) if (found := f"{code}.u{n}") not in taken)


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
