"""What views of this slice do the same way: a page that asks for one thing, and a step that asks for nothing."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from yiwang.kit import papers
from yiwang.kit.papers import Paper
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import once
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/campaigns"


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page; 422 where its form was refused."""
    form = context.get("form")
    is_refused = isinstance(form, OnceForm) and form.is_bound and bool(form.errors)
    return render(request, f"{FOLDER}/{name}.html", context, status=422 if is_refused else 200)


def ask(
    request: StaffRequest, form: OnceForm, act: Callable[[], object], *, to: str, said: str, **page: Any
) -> HttpResponse:  # fmt: skip
    """A page that asks for one thing (`title`, `lead`, `button`, `back`), and what follows from it, once."""
    done = once(request, form, act, to=to, said=said)
    return done or show(request, "ask", form=form, **{"back": to, **page})


def step(request: StaffRequest, act: Callable[[], object], *, to: str, said: str) -> HttpResponse:
    """A button alone: done once, whatever comes twice."""
    return once(request, OnceForm(request.POST), act, to=to, said=said) or HttpResponseRedirect(to)


def pdf(paper: Paper, name: str) -> HttpResponse:
    """A paper, to be looked at and printed."""
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(papers.pdf(paper), content_type="application/pdf", headers=headers)
