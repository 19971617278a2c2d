"""One area: founded, changed, retired."""

from collections.abc import Sequence

from yiwang.ground.places import queries
from yiwang.ground.places.commands.naming import area_names, forget
from yiwang.ground.places.events import AreaAdded, AreaChanged, AreaRetired
from yiwang.ground.places.models import Area, Name
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.work import command, unchanged


@command
def add_area(
    *, by: Actor, code: str, name: str, station_code: str, like: str, name_en: str = "", population: int = 0,
    aliases: Sequence[str] = (), note: str = "",
) -> Area:  # fmt: skip
    """A new area in the county of the area `like`; its station from now. Invalid: code or name is taken. Missing: no `like`."""
    county = queries.area(code=like)
    if Area.objects.filter(code=code).exists():
        raise Invalid(code=f"“{code}”已经有了，请换一个代码")
    _require_own_name(county.county_code, name, code)
    area = Area.objects.create(
        code=code, region_code=county.region_code, county_code=county.county_code, county=county.county, name=name,
        name_en=name_en, station_code=station_code, county_unit_code=station_code.rpartition(".")[0], population=population,
        aliases=list(dict.fromkeys(aliases)), note=note, changed_at=clock.now(),
    )  # fmt: skip
    Name.objects.bulk_create(area_names(area))
    forget()
    record.write(by=by, event=AreaAdded(area.ref, area.code, station_code))
    return area


@command
def change_area(
    *, by: Actor, code: str, name: str, name_en: str, population: int, aliases: Sequence[str], note: str
) -> Area:
    """Its name, other names and figures. The station changes by `hand_over` alone. Invalid: the name is taken in the county."""
    area = _locked(code)
    _require_own_name(area.county_code, name, code)
    wanted = {
        "name": name, "name_en": name_en, "population": population, "aliases": list(dict.fromkeys(aliases)), "note": note,
    }  # fmt: skip
    changed = sorted(field for field, value in wanted.items() if getattr(area, field) != value)
    if not changed:
        return unchanged(area)
    for field, value in wanted.items():
        setattr(area, field, value)
    area.changed_at = clock.now()
    area.save()
    Name.objects.filter(area=area).delete()
    Name.objects.bulk_create(area_names(area))
    forget()
    record.write(by=by, event=AreaChanged(area.ref, area.code, tuple(changed)))
    return area


@command
def retire_area(*, by: Actor, code: str, is_retired: bool = True) -> Area:
    """Let it be chosen and found no more (merged, renamed), or again. Old files keep it. So already: unchanged."""
    area = _locked(code)
    if area.is_retired == is_retired:
        return unchanged(area)
    area.is_retired, area.changed_at = is_retired, clock.now()
    area.save(update_fields=["is_retired", "changed_at"])
    forget()
    record.write(by=by, event=AreaRetired(area.ref, area.code, is_retired))
    return area


def _locked(code: str) -> Area:
    queries.area(code=code)
    return Area.objects.select_for_update().get(code=code)


def _require_own_name(county_code: str, name: str, code: str) -> None:
    if Area.objects.filter(county_code=county_code, name=name).exclude(code=code).exists():
        raise Invalid(name=f"这个县区已经有“{name}”了，请核对名称")
