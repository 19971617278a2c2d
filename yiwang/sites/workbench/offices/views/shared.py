"""What every office view does the same way: its gate, and a form that ends in one command."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yiwang.ground.access import commands as access
from yiwang.ground.organisation.states import Permission
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.middleware import StaffRequest

P = ParamSpec("P")
T = TypeVar("T")
View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def for_office(*permissions: Permission, method: str = "") -> Callable[[View[P]], View[P]]:
    """Only for posts with one of the permissions; to everybody else the page does not exist. `method`: GET or POST only."""

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def ask(request: StaffRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not any(map(request.reach.may, permissions)):
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
    return attempt(form, act, by=request.actor, **given, **form.cleaned_data)


def done_once(
    request: StaffRequest, form: OnceForm, act: Callable[..., T], led: Callable[[T], str], **given: Any
) -> T | str:
    """As `done`, but the same form sent again carries nothing out: it gives the address where the first one led.

    What the command gave back comes with the first sending alone, for it may hold what is shown once and kept nowhere. Empty
    where the form must be shown again.
    """
    made: list[T] = []
    if request.method != "POST" or not form.is_valid():
        return ""
    asked = dict(form.cleaned_data)
    key = asked.pop("nonce")

    def run() -> str:
        made.append(act(by=request.actor, **given, **asked))
        return led(made[0])

    path = attempt(form, lambda: access.once(by=request.actor, key=key, act=run))
    return made[0] if made and path else path or ""


def attempt(form: BaseForm, act: Callable[..., Any], **given: Any) -> Any | None:
    """Run the command; None where it refused, with its reason on the form."""
    try:
        return act(**given)
    except Invalid as error:
        add_invalid(form, error)
    except (Conflict, Refused) as error:
        form.add_error(None, error.message)
    return None


def is_sure(request: StaffRequest) -> bool:
    """Whether the page that says the consequences was answered with yes."""
    return request.method == "POST" and request.POST.get("sure") == "1"


def typed(request: StaffRequest) -> list[tuple[str, str]]:
    """What was sent, to be carried through the page that says the consequences."""
    kept = [(name, str(one)) for name, many in request.POST.lists() for one in many]
    return [pair for pair in kept if pair[0] not in ("csrfmiddlewaretoken", "sure")] + [("sure", "1")]


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page of the offices; 422 where its form was refused."""
    form = context.get("form")
    status = 422 if isinstance(form, BaseForm) and form.is_bound and form.errors else 200
    return render(request, f"workbench/offices/{name}.html", context, status=status)


def say(request: StaffRequest, text: str) -> None:
    """What was done, on the next page."""
    messages.success(request, text)
