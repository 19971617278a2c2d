"""What Django answers by itself, as problems: an address that does not exist, a defect of ours, a database that is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from yiwang.sites.api.problems import answer
from yiwang.sites.api.refusals import of_anything


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400."""
    return answer(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403."""
    return answer(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404."""
    return answer(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500."""
    if isinstance(error := sys.exc_info()[1], OperationalError | InterfaceError):
        return of_anything(request, error)
    return answer(request, 500)
