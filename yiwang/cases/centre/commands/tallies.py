"""渠道日数: counted anew from the files themselves, and kept where they differ."""

from datetime import date

from yiwang.cases.centre import queries
from yiwang.cases.centre.events import DaysTallied
from yiwang.cases.centre.models import Tally
from yiwang.cases.centre.models.tallies import FIGURES
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref
from yiwang.kit.work import command, unchanged


@command
def tally_days(*, by: Actor, first: date, last: date) -> int:
    """Count these days again (both included); how many cells are others than before. None: unchanged."""
    found, now = queries.recount(first=first, last=last), clock.now()
    stands = {
        (row.day, row.channel, row.is_sealed): row
        for row in Tally.objects.select_for_update().filter(day__gte=first, day__lte=last)
    }
    fresh, changed = list[Tally](), list[Tally]()
    for (day, channel, is_sealed), figures in found.items():
        row = stands.pop((day, channel, is_sealed), None)
        if row is None:
            fresh.append(Tally(day=day, channel=channel, is_sealed=is_sealed, counted_at=now, **figures))
        elif any(getattr(row, name) != value for name, value in figures.items()):
            for name, value in figures.items():
                setattr(row, name, value)
            row.counted_at = now
            changed.append(row)
    Tally.objects.bulk_create(fresh, update_conflicts=True, unique_fields=["day", "channel", "is_sealed"],
                              update_fields=[*FIGURES, "counted_at"], batch_size=2000)  # fmt: skip
    Tally.objects.bulk_update(changed, [*FIGURES, "counted_at"], batch_size=500)
    Tally.objects.filter(pk__in=[row.pk for row in stands.values()]).delete()
    count = len(fresh) + len(changed) + len(stands)
    if not count:
        return unchanged(0)
    event = DaysTallied(Ref("centre.tallies", f"{last:%Y%m}"), first.isoformat(), last.isoformat(), count)
    record.write(by=by, event=event)
    return count
