"""From a day on another station serves an area: planned, called off, carried out."""

from datetime import date

from yiwang.ground.places import queries
from yiwang.ground.places.commands.naming import forget
from yiwang.ground.places.events import AreaHandedOver, HandoverCalledOff, HandoverPlanned
from yiwang.ground.places.models import Area, Handover, Place
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.kit.work import command, unchanged


@command
def hand_over(
    *, by: Actor, area_code: str, to_station: str, valid_from: date | None = None, note: str = ""
) -> Handover:
    """Give an area to another station from a day on (default: today). Files that are open stay where they are.

    Invalid: the day is past, the station is the same, or another handover is planned for that day. A day to come waits for
    `turn_over`.
    """
    day, today = valid_from or clock.today(), clock.today()
    queries.area(code=area_code)
    area = Area.objects.select_for_update().get(code=area_code)
    if day < today:
        raise Invalid(valid_from="这一天已经过去，请选今天或以后")
    if to_station == area.station_code:
        raise Invalid(to_station="现在就是这个派出所管，请选另一个")
    if Handover.objects.filter(area=area, valid_from=day).exists():
        raise Invalid(valid_from="这一天已经有一次调整了，请先取消那一次，或者改选一天")
    planned = Handover.objects.create(
        area=area, from_station=area.station_code, to_station=to_station, valid_from=day, note=note, planned_by=by.label,
        planned_at=clock.now(),
    )  # fmt: skip
    record.write(by=by, event=HandoverPlanned(area.ref, area.code, area.station_code, to_station, day))
    return _carried_out(by, planned) if day == today else planned


@command
def call_off(*, by: Actor, handover_id: int) -> None:
    """Call a planned handover off. Conflict: it is carried out already. Missing: there is none of this key."""
    planned = Handover.objects.select_for_update().select_related("area").filter(pk=handover_id).first()
    if planned is None:
        raise Missing("没有找到这次调整，可能已经取消")
    if planned.done_at:
        raise Conflict("这次调整已经生效，要改回去请再调整一次")
    record.write(by=by, event=HandoverCalledOff(planned.area.ref, planned.area.code, planned.valid_from))
    planned.delete()


@command
def turn_over(*, by: Actor) -> int:
    """Carry out every handover whose day has come; how many those were."""
    due = list(queries.due_handovers(today=clock.today()).select_for_update(of=("self",)))
    for planned in due:
        _carried_out(by, planned)
    return len(due) if due else unchanged(0)


def _carried_out(by: Actor, planned: Handover) -> Handover:
    """The area's station, and that of its places that went with it before."""
    now, area = clock.now(), planned.area
    moved = Place.objects.filter(area=area, station_code=area.station_code)
    moved.update(station_code=planned.to_station, changed_at=now)
    area.station_code, area.county_unit_code = planned.to_station, planned.to_station.rpartition(".")[0]
    area.changed_at = now
    area.save(update_fields=["station_code", "county_unit_code", "changed_at"])
    planned.done_at = now
    planned.save(update_fields=["done_at"])
    forget()
    record.write(by=by, event=AreaHandedOver(area.ref, area.code, planned.from_station, planned.to_station))
    return planned
