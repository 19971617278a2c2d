"""What stands around every page of the desk: how much lies where, unread messages, alarms that ring."""

from functools import cached_property

from django.http import HttpRequest

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Alarm
from yiwang.cases.appeals.queries import Counts
from yiwang.cases.appeals.states import DESK, DUTY, HANDLERS, MOVES, Move, State
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Permission
from yiwang.kit.actor import Actor


class Desk:
    """One officer's desk during one request; each figure is asked of the database once, and only where a page shows it."""

    def __init__(self, actor: Actor, reach: Reach) -> None:
        self.actor, self.reach = actor, reach

    @cached_property
    def counts(self) -> Counts:
        """Everything a desk counts."""
        return queries.counts(by=self.actor, reach=self.reach)

    @cached_property
    def unread(self) -> int:
        """Messages in the inbox that were not opened."""
        return messaging.unread_count(officer_id=self.actor.officer_id or 0)

    @cached_property
    def alarms(self) -> list[Alarm]:
        """Alarms that ring at this desk, oldest first; empty for whoever is not on duty."""
        return queries.open_alarms(by=self.actor, reach=self.reach) if self.is_on_duty else []

    @cached_property
    def alarm_ids(self) -> str:
        """Which alarms ring, as the strip remembers them."""
        return "-".join(str(alarm.pk) for alarm in self.alarms)

    @cached_property
    def reads_files(self) -> bool:
        """Whether any post opens files at all."""
        return self.reach.may(Permission.READ_CASES)

    @cached_property
    def registers(self) -> bool:
        """Whether this officer may register an appeal on somebody's behalf."""
        return bool(self.reach.roles.intersection(MOVES[Move.REGISTER].who))

    @cached_property
    def is_on_duty(self) -> bool:
        """Whether alarms may ring here."""
        return bool(self.reach.roles.intersection(DUTY))

    @cached_property
    def sorts(self) -> bool:
        """Whether messages from outside are this officer's to place."""
        return bool(self.reach.roles.intersection(DESK))

    @cached_property
    def handles(self) -> bool:
        """Whether files are given to this officer; else the inbox begins with what lies below."""
        return bool(self.reach.roles.intersection(HANDLERS))

    @property
    def numbers(self) -> dict[str, int | str]:
        """The rail's figures by the name of the address."""
        if not self.reads_files:
            return {}
        counts = self.counts
        figures = {
            "workbench:inbox": counts.open_mine if self.handles else counts.open_all,
            "workbench:triage": counts.all[State.REGISTERED],
            "workbench:approvals": counts.to_approve,
            "workbench:messages": self.unread,
            "workbench:alarms": len(self.alarms),
            "incoming:list": messaging.on_desk_count() if self.sorts else 0,
        }
        return {name: capped(figure) for name, figure in figures.items() if figure}


def capped(figure: int) -> int | str:
    """99+ from a hundred on: so far the desk counts."""
    return f"{queries.COUNTED - 1}+" if figure >= queries.COUNTED else figure


def desk_of(request: HttpRequest) -> Desk:
    """The desk of this request, the same object however often it is asked for."""
    found: Desk | None = getattr(request, "desk", None)
    if found is None:
        found = request.desk = Desk(request.actor, request.reach)  # type: ignore[attr-defined]
    return found
