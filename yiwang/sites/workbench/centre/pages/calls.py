"""The list of calls, and that of promised ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.centre import policies, queries
from yiwang.cases.centre.models import CallBack, CallBackTry
from yiwang.cases.centre.states import CallBackState, CallState, TryOutcome
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import Chip, ClockChip, Fact, Pager, Row
from yiwang.sites.ui.paging import numbered_if_any
from yiwang.sites.workbench.centre.pages.history import owed_row
from yiwang.sites.workbench.centre.pages.home import call_line, whom


@dataclass(frozen=True, kw_only=True)
class CallsPage:
    """Every call of a desk by where it stands."""

    rows: Sequence[Row]
    chips: Sequence[Chip]
    pager: Pager | None

    @classmethod
    def of(cls, by: Actor, reach: Reach, said: dict[str, Any]) -> "CallsPage":
        """A page of them."""
        state, page = str(said.get("state", "")), int(said.get("page", 1))
        found = queries.calls(by=by, reach=reach, state=state, page=page)
        return cls(
            rows=[call_line(one) for one in found[: queries.PAGE]], chips=_chips(state),
            pager=numbered_if_any(
                reverse("centre:calls"), page=page, has_more=len(found) > queries.PAGE, said={"state": state} if state else {}
            ),
        )  # fmt: skip


def _chips(state: str) -> list[Chip]:
    path = reverse("centre:calls")
    own = [Chip(label=one.label, url=f"{path}?state={one.value}", current=one.value == state) for one in CallState]
    return [Chip(label=_("全部"), url=path, current=not state), *own]


@dataclass(frozen=True, kw_only=True)
class PromisedPage:
    """Who is still to be called: late ones, today's, later ones."""

    rows: Sequence[Row]

    @classmethod
    def of(cls, by: Actor, reach: Reach) -> "PromisedPage":
        """Of the whole desk."""
        return cls(rows=[owed_row(one, who=whom(one)) for one in queries.call_backs(by=by, reach=reach)])


@dataclass(frozen=True, kw_only=True)
class Try:
    """One attempt."""

    at: str
    who: str
    what: str
    note: str


@dataclass(frozen=True, kw_only=True)
class PromisePage:
    """One promised call. `number`: in full, because it is to be called."""

    held: CallBack
    number: str
    facts: Sequence[Fact]
    clock: ClockChip | None
    tries: Sequence[Try]
    is_open: bool
    give_up: Verdict
    state: str

    @classmethod
    def of(cls, held: CallBack) -> "PromisePage":
        """The page of a promise."""
        state, tries = CallBackState(held.state), queries.tries_of(call_back=held)
        is_open = state is CallBackState.WAITING
        chip = ClockChip.running(held.due_at, tone="bad" if held.due_at <= clock.now() else "") if is_open else None
        return cls(
            held=held, number=held.number if is_open else "", facts=_facts(held), clock=chip,
            tries=[_try(one) for one in tries], is_open=is_open, give_up=policies.may_give_up(held, len(tries)),
            state=state.label,
        )  # fmt: skip


def _facts(held: CallBack) -> list[Fact]:
    pairs = (
        (_("称呼"), held.name),
        (_("约好"), words.moment(held.due_at)),
        (_("谁来打"), held.officer.name if held.officer else _("谁有空谁打")),
        (_("谁约的"), f"{held.made_by.name} {words.near(held.made_at)}"),
    )
    return [Fact(term=term, value=value) for term, value in pairs if value]


def _try(one: CallBackTry) -> Try:
    return Try(at=words.near(one.at), who=one.officer.name, what=TryOutcome(one.outcome).label, note=one.note)
