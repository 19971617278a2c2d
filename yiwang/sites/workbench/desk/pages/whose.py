"""退办、指定管辖、退回来源: what led here, until when, and what will happen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import ReturnAct
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.kit import clock
from yiwang.sites.ui.pages import Row
from yiwang.sites.workbench.desk.pages.case import Head, Letter
from yiwang.sites.workbench.desk.pages.rows import chip


@dataclass(frozen=True, kw_only=True)
class ReturnPage:
    """退办. `number`: the how manieth time it would be; `until`: the end of the term."""

    head: Head
    number: int
    until: datetime | None
    units: Sequence[Unit]
    returns: Sequence[ReturnAct]

    @classmethod
    def of(cls, appeal: Appeal, units: Sequence[Unit]) -> "ReturnPage":
        """From the acts so far."""
        returns = queries.acts_of(appeal).returns
        own = appeal.case.unit.pk if appeal.case.unit else 0
        return cls(
            head=Head.of(appeal, None), number=len(returns) + 1, until=queries.return_until(appeal=appeal),
            units=[unit for unit in units if unit.pk != own], returns=returns,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class DesignatePage:
    """指定管辖: the letter, both returns, and by when it must be said."""

    head: Head
    letter: Letter
    returns: Sequence[ReturnAct]
    units: Sequence[Unit]
    by: datetime | None

    @classmethod
    def of(cls, appeal: Appeal, units: Sequence[Unit]) -> "DesignatePage":
        """From the acts and the clock."""
        views = clocks.clocks_of(subjects=[appeal.case.ref]).get(appeal.case.ref, {})
        standing = views.get("designate")
        return cls(
            head=Head.of(appeal, views.get("handle")), letter=Letter.of(appeal, ()), units=units,
            returns=queries.acts_of(appeal).returns, by=standing.due_at if standing else None,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class HandBackPage:
    """退回来源: to whom, until when."""

    head: Head
    sender: str
    until: datetime | None
    number: str

    @classmethod
    def of(cls, appeal: Appeal) -> "HandBackPage":
        """From the channel."""
        return cls(
            head=Head.of(appeal, None), sender=queries.channel(appeal.case.channel).label,
            until=queries.hand_back_until(appeal=appeal), number=appeal.case.external_id,
        )  # fmt: skip


def units_open() -> list[Unit]:
    """Units that stand today."""
    return organisation.units()


def designate_rows(found: Sequence[Appeal]) -> list[Row]:
    """What a superior must decide, as lines of a list with the clock of that."""
    views = clocks.clocks_of(subjects=[one.case.ref for one in found], kinds=("designate",)) if found else {}
    return [
        Row(
            url=reverse("workbench:designate", args=[one.case.number]), title=one.case.title,
            meta=_("两次退办，等指定承办单位"), who=one.case.unit.short_name if one.case.unit else "",
            clock=chip(views.get(one.case.ref, {}).get("designate"), clock.now()), html_id=f"designate-{one.pk}",
        )
        for one in found
    ]  # fmt: skip
