"""统一收件: lists of files of every kind as their templates take them: one order, one filter, a row for each kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries import Counts
from yiwang.cases.appeals.states.moves import KIND as APPEAL
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.queries import lists as applications
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.queries import Listed
from yiwang.ground.clocks import queries as clocks
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.sites.ui.pages import Chip, Row, Tag
from yiwang.sites.workbench.desk.pages.frame import capped
from yiwang.sites.workbench.desk.pages.outcome import tag
from yiwang.sites.workbench.desk.pages.rows import Asked, Line, asker, chip, open_of
from yiwang.sites.workbench.desk.pages.rows import rows as appeal_rows

File = Appeal | Application
RUNNING = ("accept", "correction_wait", "handle", "deliver")
"""The clocks of an application whose moment its cover shows, in the order in which they run: one at a time."""


def of_keys(keys: Sequence[int]) -> list[File]:
    """Files by key, in this order, with what a row shows joined; who looks at them only where they are no appeals."""
    found: dict[int, File] = {one.pk: one for one in appeals.of_keys(keys)}
    found |= (
        {one.pk: one for one in applications.of_keys([key for key in keys if key not in found])}
        if len(found) < len(keys)
        else {}
    )
    return [found[key] for key in keys if key in found]


_READ: dict[str, Callable[[Sequence[int]], list[Any]]] = {
    "": of_keys,
    APPEAL: appeals.of_keys,
    applications.KIND: applications.of_keys,
}
"""How rows of a kind are read; of no kind, where it is not known which of them come."""


def listing(*, by: Actor, asked: Asked, reach: Reach) -> Listed[File]:
    """A page of what the address asks for in this officer's sight: what is open by what burns, all else newest first."""
    wanted = asked.wanted()
    cases = appeals.narrowed(by=by, wanted=wanted)
    return casework.listed(
        by=by, cases=cases, wanted=wanted, read=_READ[wanted.kind], after=asked.place, size=casework.PAGE, reach=reach
    )


def with_words(*, by: Actor, asked: Asked, reach: Reach) -> Listed[File]:
    """A page of files in sight that hold the words, newest first; open or over, where no state is asked for."""
    wanted = asked.wanted(())
    return casework.with_words(
        words=asked.q, cases=appeals.narrowed(by=by, wanted=wanted), read=_READ[wanted.kind], holding=_holding, after=asked.place,
        size=casework.PAGE, reach=reach,
    )  # fmt: skip


def _holding(files: Sequence[File], sought: Sequence[str]) -> Iterable[File]:
    holds = {one.pk for one in appeals.holding([one for one in files if isinstance(one, Appeal)], sought)}
    holds |= {one.pk for one in applications.holding([one for one in files if isinstance(one, Application)], sought)}
    return [one for one in files if one.pk in holds]


def rows(files: Sequence[File], *, unit: bool = False, picks: bool = False, terms: Sequence[str] = ()) -> list[Line]:
    """A row for each file, in their order; see the rows of each kind."""
    of_appeals = [one for one in files if isinstance(one, Appeal)]
    others = [one for one in files if isinstance(one, Application)]
    made: dict[int, Line] = {}
    if of_appeals:
        made |= zip(
            (one.pk for one in of_appeals), appeal_rows(of_appeals, unit=unit, picks=picks, terms=terms), strict=True
        )
    if others:
        made |= zip((one.pk for one in others), application_rows(others, unit=unit), strict=True)
    return [made[one.pk] for one in files]


def url_of(case: Case) -> str:
    """The page of a file, whatever its kind."""
    return reverse("applications:one" if case.kind == applications.KIND else "workbench:case", args=[case.number])


def url_of_another(*, for_: Actor, number: str) -> str:
    """The page of a file that is no appeal. Missing: it is one, is not there, or not for this reader."""
    case = casework.get_case(for_=for_, number=number)
    if case.kind == APPEAL:
        raise Missing
    return url_of(case)


def application_rows(
    found: Sequence[Application], *, unit: bool = False, running: Sequence[str] = RUNNING
) -> list[Line]:  # fmt: skip
    """A row for each application with the first of these clocks that runs: one query for all. `unit`: say whose it is."""
    now = clock.now()
    views = clocks.clocks_of(subjects=[one.case.ref for one in found], kinds=running)
    lines: list[Line] = []
    for one in found:
        case, own = one.case, views.get(one.case.ref, {})
        view = next((own[kind] for kind in running if kind in own and not own[kind].stopped_at), None)
        parts = [
            _("办件"), case.number, case.unit.short_name if unit and case.unit else "",
            case.officer.name if unit and case.officer else "",
        ]  # fmt: skip
        row = Row(
            url=url_of(case), title=case.title, meta=" · ".join(part for part in parts if part), clock=chip(view, now),
            tag=tag(one), who=asker(case), html_id=f"row-{case.number}",
            marks=[Tag(text=_("秒办"), tone="go")] if one.is_instant else [],
        )  # fmt: skip
        lines.append((row, view))
    return lines


def kinds(path: str, asked: Asked, counts: Counts | None = None) -> list[Chip]:
    """The chips that tell the kinds apart; with `counts`, how many of each are open."""
    mine = asked.scope == "mine"
    named = [("", _("诉求和办件")), *((one.code, _(one.label)) for one in casework.kinds())]
    return [
        Chip(
            label=label, url=asked.url(path, kind=code, state=""), current=asked.kind == code,
            count=None if counts is None else capped(open_of(code, counts, mine=mine)),
        )
        for code, label in named
    ]  # fmt: skip
