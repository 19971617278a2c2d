"""What a night of learning came to, and how often suggestions stood before people, week by week."""

from datetime import date, datetime, time, timedelta

from yiwang.ground.language import queries
from yiwang.ground.language.events import NightEnded, ReadingFell, WeekCounted
from yiwang.ground.language.models import Night, TextModel, Week
from yiwang.ground.language.states import NightEnd
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


@command
def note_night(
    *, by: Actor, day: date, end: NightEnd, fresh: int = 0, judged: int = 0, overruled: int = 0, seconds: int = 0,
    model: TextModel | None = None,
) -> Night:  # fmt: skip
    """Keep what came of a night. The same night again: unchanged."""
    if known := Night.objects.filter(day=day).first():
        return unchanged(known)
    night = Night.objects.create(
        day=day, end=end, fresh=fresh, judged=judged, overruled=overruled, seconds=seconds, model=model
    )
    record.write(by=by, event=NightEnded(night.ref, end.value, fresh, overruled))
    return night


@command
def count_week(*, by: Actor, monday: date) -> Week:
    """Count a week anew from its cases, for decisions come later than they. As it was counted before: unchanged.

    Where agreement fell by more than the bureau allows (`queries.falls`), that is put on record with it.
    """
    since = datetime.combine(monday, time(), clock.CHINA)
    said = queries.said_in(since=since, until=since + timedelta(days=7))
    found = {
        "read": said.read, "sure": said.sure, "told": said.told, "categories": said.categories, "turned": said.turned,
    }  # fmt: skip
    known = Week.objects.select_for_update().filter(monday=monday).first()
    if known and all(getattr(known, name) == value for name, value in found.items()):
        return unchanged(known)
    before = queries.falls()
    week, _ = Week.objects.update_or_create(monday=monday, defaults=found | {"counted_at": clock.now()})
    decided = max((count for count, _ in said.told.values()), default=0)
    record.write(by=by, event=WeekCounted(week.ref, monday.isoformat(), said.read, decided))
    for fall in queries.falls():
        if fall.what not in {one.what for one in before}:
            record.write(by=by, event=ReadingFell(week.ref, fall.what, fall.points))
    return week
