"""What every office view does the same way: its gate, and a form that ends in one command."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.middleware import StaffRequest

P = ParamSpec("P")
View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def for_office(permission: Permission, *, method: str = "") -> Callable[[View[P]], View[P]]:
    """Only for posts that carry the permission; to everybody else the page does not exist. `method`: GET or POST only."""

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def ask(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not request.reach.may(permission):
                raise Missing
            if method and request.method != method:
                return HttpResponse(status=405, headers={"Allow": method})
            return view(request, *args, **kwargs)

        return never_cache(ask)

    return gate


def done(request: StaffRequest, form: BaseForm, act: Callable[..., Any], **given: Any) -> Any | None:
    """Run the command with what the form holds; None where it must be shown again with what is wrong."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return act(by=request.actor, **given, **form.cleaned_data)
    except Invalid as error:
        add_invalid(form, error)
    except (Conflict, Refused) as error:
        form.add_error(None, error.message)
    return None


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page of the offices; 422 where its form was refused."""
    form = context.get("form")
    status = 422 if isinstance(form, BaseForm) and form.is_bound and form.errors else 200
    return render(request, f"workbench/offices/{name}.html", context, status=status)


def say(request: StaffRequest, text: str) -> None:
    """What was done, on the next page."""
    messages.success(request, text)
