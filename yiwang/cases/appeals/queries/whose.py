"""Reads of whose an appeal is: until when it may be given back, who stands above, what waits for a superior."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiwang.cases.appeals.models import Appeal, Return
from yiwang.cases.appeals.queries.desk import JOINED
from yiwang.cases.appeals.queries.tables import channel
from yiwang.cases.appeals.states import SUPERIORS, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import TO_DO, CaseQuerySet
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.clocks.queries import Limit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

RETURNS = 2
"""So often units may give an appeal back; then a superior says whose it is (time_limits.csv ap.return, ap.designate)."""


def return_rule(*, appeal: Appeal) -> Limit | None:
    """How long after the push a unit may give it back (time_limits.csv ap.return); None: the bureau sets no term.

    A row of the channel's own is about handing back to the sender: see `hand_back_rule`.
    """
    case = appeal.case
    return _term(
        clocks.limit_for(
            clock="return", type=appeal.type, category=appeal.category, priority=case.priority, began=case.began
        )
    )


def return_until(*, appeal: Appeal) -> datetime | None:
    """Until when the unit may give it back, counted from the push when asked: no clock row stands for it."""
    limit, case = return_rule(appeal=appeal), appeal.case
    if limit is None or case.pushed_at is None:
        return None
    hours = case.unit.office_hours if case.unit and not case.unit.is_always_on_duty else ""
    return clocks.quote(limit=limit, at=case.pushed_at, hours=hours).at


def hand_back_rule(*, appeal: Appeal) -> Limit | None:
    """How long the sender takes it back (time_limits.csv ap.12345.return, else ap.return); None: no term is set."""
    case = appeal.case
    return _term(
        clocks.limit_for(
            clock="return",
            type=appeal.type,
            category=appeal.category,
            channel=case.channel,
            priority=case.priority,
            began=case.began,
        )
    )


def hand_back_until(*, appeal: Appeal) -> datetime | None:
    """Until when the sender takes it back, counted from its order, or from registration where it gave none."""
    limit, case = hand_back_rule(appeal=appeal), appeal.case
    return clocks.quote(limit=limit, at=case.ordered_at or case.registered_at).at if limit else None


def is_taken_back(*, appeal: Appeal) -> bool:
    """Whether the channel's sender takes back what is not the bureau's."""
    return channel(appeal.case.channel).takes_back


def _term(limit: Limit | None) -> Limit | None:
    return limit if limit and limit.unit.is_length else None


def returns_of(*, appeal: Appeal) -> list[Return]:
    """How often, by whom and why it was given back, in order."""
    return list(Return.objects.filter(appeal=appeal).select_related("unit", "suggested", "by"))


def superior_of(*, codes: Sequence[str], excluded: Sequence[str] = ()) -> Unit:
    """The nearest unit above all of these that has somebody to say whose it is, and that the matter is not about."""
    roster = organisation.roster().by_code
    above = [code for code in organisation.ancestors(codes[0]) if all(_is_above(code, other) for other in codes)]
    open_ = [code for code in above if code not in excluded and code in roster and roster[code].is_open]
    headed = (code for code in open_ if organisation.officers_of(unit_code=code, roles=SUPERIORS))
    return roster[next(headed, open_[-1] if open_ else organisation.ancestors(codes[0])[-1])]


def _is_above(code: str, other: str) -> bool:
    return code != other and organisation.is_within(other, code)


def to_designate(*, by: Actor, reach: Reach | None = None) -> QuerySet[Appeal]:
    """What lies with a superior in this officer's sight, given back twice; what waits longest stands first."""
    found = Appeal.objects.filter(case__in=undecided(reach=reach or organisation.reach(by=by)))
    return found.select_related(*JOINED).order_by("case__registered_at", "case_id")


def undecided(*, reach: Reach) -> CaseQuerySet:
    """The files that `to_designate` is about."""
    keys, cases = undecided_among(reach=reach)
    return cases.filter(pk__in=keys).order_by()


def undecided_among(*, reach: Reach) -> tuple[QuerySet[Return, Any], CaseQuerySet]:
    """The same for a figure: the keys of files that were given back twice, and the files that count."""
    returned = Return.objects.filter(number=RETURNS, appeal__designation__isnull=True).order_by()
    cases = casework.every().visible_to(reach).filter(TO_DO, state=State.REGISTERED, unit__isnull=False)
    return returned.values_list("appeal_id"), cases
