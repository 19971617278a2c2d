"""What every view of the tables does the same way."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render

from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.middleware import StaffRequest


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page of the tables; 422 where a form of it was refused."""
    forms = [value for value in context.values() if isinstance(value, BaseForm)]
    status = 422 if any(form.is_bound and form.errors for form in forms) else 200
    return render(request, f"workbench/tables/{name}.html", context, status=status)


def blame(form: BaseForm, error: Invalid | Conflict | Refused) -> None:
    """Put what a command refused onto the form."""
    if isinstance(error, Invalid):
        add_invalid(form, error)
    else:
        form.add_error(None, error.message)
