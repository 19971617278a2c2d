"""预演 of a draft: begun, watched, stopped, read and taken away as a table."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from yiwang.cases.trials import commands as trials
from yiwang.cases.trials import policies, queries
from yiwang.cases.trials.models import Trial
from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import queries as rules
from yiwang.kit import clock, sheets
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import attempt, for_office, say
from yiwang.sites.workbench.tables.forms import PeriodForm
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.pages import main_table
from yiwang.sites.workbench.tables.rehearsing import COLUMNS, LineOf, RehearsalPage
from yiwang.sites.workbench.tables.views.shared import show

_OFFICES = (Permission.DRAFT_RULES, Permission.APPROVE_RULES)


@for_office(*_OFFICES)
def rehearsal(request: StaffRequest, ruleset_id: int) -> HttpResponse:
    """The newest rehearsal of a draft, or the one asked for; posting a period begins another."""
    draft = rules.ruleset(ruleset_id=ruleset_id)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        since = clock.now() - timedelta(days=form.cleaned_data["days"])
        begun = attempt(form, trials.begin, by=request.actor, ruleset_id=ruleset_id, since=since)
        if begun:
            return redirect(f"{reverse('tables:rehearsal', args=[ruleset_id])}?trial={begun.pk}")
    every = queries.trials_of(ruleset=draft)
    chosen = _chosen(every, request.GET.get("trial", ""))
    asked = max(_number(request.GET.get("page", "")), 1)
    page = RehearsalPage.of(chosen, asked=asked, before=every, names=Names()) if chosen else None
    return show(
        request, "rehearsal", form=form, table=main_table(draft.kind), draft=draft, page=page,
        verdict=policies.may_begin(request.actor, draft), is_approver=request.reach.may(Permission.APPROVE_RULES),
    )  # fmt: skip


def _chosen(every: list[Trial], asked: str) -> Trial | None:
    if not asked:
        return every[0] if every else None
    if found := next((one for one in every if one.pk == _number(asked)), None):
        return found
    raise Missing


@for_office(*_OFFICES, method="POST")
def stop(request: StaffRequest, trial_id: int) -> HttpResponse:
    """Stop a rehearsal that goes on."""
    trial = trials.cancel(by=request.actor, trial_id=trial_id)
    say(request, "预演停下了，可以重新预演。")
    return redirect("tables:rehearsal", trial.ruleset_id)


@for_office(*_OFFICES, method="GET")
def lines(request: StaffRequest, trial_id: int) -> HttpResponse:
    """Everything it found, a row for each thing that would be otherwise."""
    trial, names = trials.take_sheet(by=request.actor, trial_id=trial_id), Names()
    data = sheets.write(title="预演", columns=COLUMNS, rows=_rows(trial, names))
    headers = {"Content-Disposition": f'attachment; filename="rehearsal-{trial.pk}.xlsx"'}
    return HttpResponse(data, content_type=sheets.XLSX, headers=headers)


def _rows(trial: Trial, names: Names) -> Iterator[tuple[str, ...]]:
    for line in queries.lines_of(trial=trial).iterator(chunk_size=500):
        yield from LineOf.of(line, names).rows()


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0
