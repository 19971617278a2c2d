"""班次: what each officer of a desk did on the phone between two moments, counted from the calls themselves."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from yiwang.cases.casework import queries as casework
from yiwang.cases.centre.models import Call
from yiwang.cases.centre.queries.calls import in_sight, promised
from yiwang.cases.centre.states import CallBackState, WrapUp
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

_NONE = timedelta()


@dataclass(frozen=True, kw_only=True)
class Shift:
    """Figures of one officer, or of the whole desk (`officer_id` None, `name` empty). `talk`, `after`: seconds on the line, and
    from the end of a call until it was said what became of it. `missed`: rang at this set and was not answered; of the desk
    also those that rang at none. `owed`: promised calls that wait now. `called`: promised calls that were ended in the time.
    """

    officer_id: int | None = None
    name: str = ""
    taken: int = 0
    missed: int = 0
    registered: int = 0
    direct: int = 0
    diverted: int = 0
    progress: int = 0
    not_wrapped: int = 0
    talk: int = 0
    after: int = 0
    called: int = 0
    owed: int = 0

    @property
    def talk_each(self) -> int:
        """Seconds a call on average."""
        return self.talk // self.taken if self.taken else 0

    @property
    def answered_share(self) -> float | None:
        """Of a hundred calls so many were answered; None where none came."""
        came = self.taken + self.missed
        return 100 * self.taken / came if came else None


_WRAPPED = {
    "registered": WrapUp.REGISTERED, "direct": WrapUp.ANSWERED, "diverted": WrapUp.DIVERTED, "progress": WrapUp.PROGRESS,
}  # fmt: skip


def shifts(*, by: Actor, reach: Reach, since: datetime, until: datetime) -> tuple[Shift, Sequence[Shift]]:
    """The whole desk, and each of its officers by how many calls they took, for calls that came in [since, until)."""
    found: dict[int | None, dict[str, int]] = {}
    names: dict[int | None, str] = {}
    for row in _calls(reach, since, until):
        key = row.pop("officer_id")
        names[key] = row.pop("officer__name") or ""
        talk, after = row.pop("talk") or _NONE, row.pop("after") or _NONE
        found[key] = {**row, "talk": int(talk.total_seconds()), "after": int(after.total_seconds())}
    for key, name, counts in _promises(reach, since, until):
        names.setdefault(key, name)
        found.setdefault(key, {}).update(counts)
    rows = [Shift(officer_id=key, name=names[key], **figures) for key, figures in found.items()]
    each = sorted((row for row in rows if row.officer_id), key=lambda row: (-row.taken, row.name))
    return _sum(rows), each


def _calls(reach: Reach, since: datetime, until: datetime) -> list[dict[str, Any]]:
    answered = Q(answered_at__isnull=False)
    told = answered & Q(is_end_unknown=False, ended_at__isnull=False)
    calls = Call.objects.filter(in_sight(reach), came_at__gte=since, came_at__lt=until)
    calls = calls.exclude(casework.became_closed(reach=reach))  # else the figures would tell what the list does not
    rows = (
        calls.order_by()
        .values("officer_id", "officer__name")
        .annotate(
            taken=Count("pk", filter=answered),
            missed=Count("pk", filter=Q(answered_at__isnull=True, ended_at__isnull=False)),
            not_wrapped=Count("pk", filter=answered & Q(ended_at__isnull=False, wrapped_at__isnull=True)),
            talk=Sum(_between("ended_at", "answered_at"), filter=told),
            after=Sum(_between("wrapped_at", "ended_at"), filter=told & Q(wrapped_at__gt=F("ended_at"))),
            **{name: Count("pk", filter=answered & Q(wrap_up=code)) for name, code in _WRAPPED.items()},
        )
    )
    return [dict(row) for row in rows]


def _between(later: str, earlier: str) -> Any:
    return ExpressionWrapper(F(later) - F(earlier), output_field=DurationField())


def _promises(reach: Reach, since: datetime, until: datetime) -> list[tuple[int | None, str, dict[str, int]]]:
    done = Q(ended_at__gte=since, ended_at__lt=until) & ~Q(state=CallBackState.CANCELLED)
    mine = promised(reach).select_related(None).filter(Q(state=CallBackState.WAITING) | done).order_by()
    rows = mine.values("officer_id", "officer__name").annotate(
        owed=Count("pk", filter=Q(state=CallBackState.WAITING)), called=Count("pk", filter=done)
    )
    return [
        (row["officer_id"], row["officer__name"] or "", {"owed": row["owed"], "called": row["called"]}) for row in rows
    ]


def _sum(rows: Sequence[Shift]) -> Shift:
    names = [field.name for field in fields(Shift) if field.name not in ("officer_id", "name")]
    return Shift(**{name: sum(getattr(row, name) for row in rows) for name in names})
