"""A step of one form, the same way everywhere."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import once
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.surveys.pages.shared import StepPage

FOLDER = "workbench/surveys"


def show(request: StaffRequest, name: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """A page of this slice; 422 where its form was refused."""
    form = context.get("form")
    is_refused = isinstance(form, OnceForm) and form.is_bound and bool(form.errors)
    return render(request, f"{FOLDER}/{name}.html", context, status=422 if is_refused else status)


def step(
    request: StaffRequest, form: OnceForm, act: Callable[[], object], page: StepPage, *, said: str, to: str = ""
) -> HttpResponse:
    """Ask, act once, and go on to where the page leads back (or to `to`)."""
    return once(request, form, act, said=said, to=to or page.back) or show(request, "step", form=form, page=page)
