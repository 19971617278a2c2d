"""Who hears of a step of a file and how they chose to; one's own choices."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, JSONObject

from yiwang.ground.messaging.models import Message, Preference, Robot
from yiwang.ground.messaging.states import Channel, Files, Node, Pace, State, Way
from yiwang.ground.organisation.models import Officer
from yiwang.kit import clock


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """What an officer has chosen for one kind of step."""

    ways: frozenset[Way]
    files: Files
    pace: Pace


@dataclass(frozen=True, kw_only=True)
class Watcher:
    """Somebody who may hear of a step. `chosen`: empty where nothing was; `robot`: the key of their unit's robot, 0 without one;
    `texts_today`: text messages about steps that went to them today.
    """

    officer: Officer
    chosen: Chosen | None
    robot: int
    texts_today: int


def with_choices(officers: QuerySet[Officer], *, node: Node) -> QuerySet[Officer]:
    """These officers with what `watcher_of` needs of each, in the same statement."""
    chosen = Preference.objects.filter(officer=OuterRef("pk"), node=node).order_by()
    robots = Robot.objects.filter(unit=OuterRef("unit_id"), stopped_at=None).order_by()
    return officers.annotate(
        chosen=ArraySubquery(chosen.values(said=JSONObject(ways="ways", files="files", pace="pace"))),
        robot=Coalesce(Subquery(robots.values("pk")[:1]), 0),
        texts_today=Coalesce(Subquery(_texts_today()), 0),
    )


def watcher_of(row: Officer) -> Watcher:
    """From a row of `with_choices`."""
    said: Any = row
    return Watcher(
        officer=row,
        chosen=_chosen(said.chosen[0]) if said.chosen else None,
        robot=said.robot,
        texts_today=said.texts_today,
    )


def choices_of(*, officer_id: int) -> dict[Node, Chosen]:
    """What an officer has chosen, by step; steps of which nothing was chosen are left out."""
    rows = Preference.objects.filter(officer_id=officer_id).values("node", "ways", "files", "pace")
    return {Node(row["node"]): _chosen(row) for row in rows}


def start_of_day() -> datetime:
    """The first moment of the Chinese day."""
    return datetime.combine(clock.today(), time.min, tzinfo=clock.CHINA)


def _texts_today() -> QuerySet[Message, Any]:
    """How many texts about steps an officer has got today; what waits for a digest does not count."""
    rows = Message.objects.filter(
        channel=Channel.SMS, recipient_id=Cast(OuterRef("pk"), CharField()), created_at__gte=start_of_day()
    )
    counted = rows.exclude(node="").exclude(state__in=(State.GATHERED, State.CANCELLED)).order_by()
    return counted.values("channel").annotate(n=Count("pk")).values("n")


def _chosen(row: Mapping[str, Any]) -> Chosen:
    return Chosen(ways=frozenset(map(Way, row["ways"])), files=Files(row["files"]), pace=Pace(row["pace"]))
