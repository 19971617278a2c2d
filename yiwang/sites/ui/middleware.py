"""A number for every request, and errors as pages."""

import secrets
from collections.abc import Callable
from time import perf_counter

from django.http import HttpRequest, HttpResponse
from structlog.contextvars import bind_contextvars, clear_contextvars

from yiwang.kit import metrics
from yiwang.kit.settings import settings
from yiwang.sites.ui import errors

Answer = Callable[[HttpRequest], HttpResponse]

HEADER = "X-Request-ID"
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No 0/O, 1/I/L, no U: the number is read out on the telephone."""


def new_request_id() -> str:
    """Eight characters in two groups, e.g. 7K4M-92QX: about 6.6 × 10¹¹ of them."""
    drawn = "".join(secrets.choice(_ALPHABET) for _ in range(8))
    return f"{drawn[:4]}-{drawn[4:]}"


class ForwardedMiddleware:
    """Behind our own reverse proxy the client's address is the last one the proxy wrote; anywhere else the header is ignored."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Put the client's address where everybody looks for it."""
        if settings().behind_proxy and (given := request.META.get("HTTP_X_FORWARDED_FOR", "")):
            request.META["REMOTE_ADDR"] = given.rsplit(",", 1)[-1].strip()
        return self.get_response(request)


class MetricsMiddleware:
    """Counts and times every answer by the name of its address: names are few, paths hold numbers of files."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.door = settings().door or "web"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and take the time."""
        began = perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        view = (match.view_name if match else "") or "none"
        metrics.REQUESTS.labels(self.door, view, str(response.status_code)).inc()
        metrics.REQUEST_SECONDS.labels(self.door, view).observe(perf_counter() - began)
        return response


class RequestIdMiddleware:
    """Gives the request its number: `request.request_id`, the response header, each line of the log."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number the request. A number sent from outside is not trusted."""
        request.request_id = new_request_id()  # type: ignore[attr-defined]
        clear_contextvars()
        bind_contextvars(request_id=request.request_id)  # type: ignore[attr-defined]
        response = self.get_response(request)
        response[HEADER] = request.request_id  # type: ignore[attr-defined]
        return response


class HouseErrorMiddleware:
    """Turns the house's errors (`kit.errors`) and Django's own into what the reader asked for."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer an error we know; leave defects to handler500, which logs them."""
        return errors.answer_for(request, exception)
