"""What every page of the portal does alike: who acts, nothing personal kept by caches or search engines, problems said."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from yiwang.kit.actor import Actor
from yiwang.kit.errors import HouseError, Invalid
from yiwang.sites.portal.problems import WITH_HOLES
from yiwang.sites.ui.sayings import know, say

P = ParamSpec("P")
know(WITH_HOLES)


def citizen(request: HttpRequest) -> Actor:
    """The acting hand: a citizen without an account."""
    return Actor.citizen(request_id=getattr(request, "request_id", ""))


def personal(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page that holds what somebody wrote: kept by no cache, found by no search engine."""

    @wraps(view)
    def answer(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return answer


def add_problems(form: forms.Form, problems: Mapping[str, str]) -> None:
    """What the counter found, at its fields where they stand on this page, else on top."""
    for name, message in problems.items():
        form.add_error(name if name in form.fields else None, say(message))


def add_error(form: forms.Form, error: HouseError, *, field: str | None = None) -> None:
    """What the counter refused. `field`: where a refusal belongs that names none."""
    if isinstance(error, Invalid) and error.fields:
        add_problems(form, error.fields)
    else:
        form.add_error(field, say(error.message))
