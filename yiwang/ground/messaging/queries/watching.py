"""Who hears of a step of a file and how they chose to; one's own choices."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.db.models import Count

from yiwang.ground.messaging.models import Message, Preference, Robot
from yiwang.ground.messaging.states import Channel, Files, Node, Pace, State, Way
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock
from yiwang.kit.memory import remembered


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What an officer has chosen for one kind of step."""

    ways: frozenset[Way]
    files: Files
    pace: Pace


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """Somebody who may hear of a step. `chosen`: None where nothing was; `robot`: key of their unit's, 0 without one."""

    officer: Officer
    chosen: Chosen | None
    robot: int


def watcher_of(*, officer: Officer, node: Node) -> Watcher:
    """An officer with what was chosen for such a step; at most five seconds old, so no statement for each."""
    return Watcher(
        officer=officer, chosen=_all_choices(node).get(officer.pk), robot=_live_robots().get(officer.unit_id, 0)
    )


@remembered(until="messaging.preference.")
def _all_choices(node: Node) -> dict[int, Chosen]:
    rows = Preference.objects.filter(node=node).order_by().values("officer_id", "ways", "files", "pace")
    return {row["officer_id"]: _chosen(row) for row in rows}


@remembered(until="messaging.robot.")
def _live_robots() -> dict[int, int]:
    """By key of the unit."""
    return dict(Robot.objects.filter(stopped_at=None).order_by().values_list("unit_id", "pk"))


def choices_of(*, officer_id: int) -> dict[Node, Chosen]:
    """What an officer has chosen, by step; steps of which nothing was chosen are left out."""
    rows = Preference.objects.filter(officer_id=officer_id).values("node", "ways", "files", "pace")
    return {Node(row["node"]): _chosen(row) for row in rows}


def start_of_day() -> datetime:
    """The first moment of the Chinese day."""
    return datetime.combine(clock.today(), time.min, tzinfo=clock.CHINA)


def texts_today(*, officer_ids: Iterable[int]) -> dict[int, int]:
    """How many texts about steps these officers have got today; what waits for a digest does not count."""
    keys = [str(key) for key in sorted(officer_ids)]
    if not keys:
        return {}
    rows = Message.objects.filter(channel=Channel.SMS, recipient_id__in=keys, created_at__gte=start_of_day())
    counted = rows.exclude(node="").exclude(state__in=(State.GATHERED, State.CANCELLED)).order_by()
    return {int(key): many for key, many in counted.values_list("recipient_id").annotate(n=Count("pk"))}


def _chosen(row: Mapping[str, Any]) -> Chosen:
    return Chosen(ways=frozenset(map(Way, row["ways"])), files=Files(row["files"]), pace=Pace(row["pace"]))
