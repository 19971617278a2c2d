"""What holds for every answer of this door: sizes, problem+json whoever refused, nothing kept by anybody on the way."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from yiwang.kit.errors import HouseError
from yiwang.sites.api import refusals
from yiwang.sites.api.problems import CONTENT_TYPE, answer

Answer = Callable[[HttpRequest], HttpResponse]

BODY_BYTES = 256 * 1024
"""A letter of ten thousand characters, each written as an escape, with room to spare."""
FILES_BYTES = 64 * 1024 * 1024
"""Nine files of a usual size in one request; they lie on disk while they come. One file may have 20 MB."""


class ApiMiddleware:
    """Refuses what is too large before it is read; turns every refusal into problem+json."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, unless its length is said to be too large."""
        length = request.META.get("CONTENT_LENGTH") or "0"
        most = FILES_BYTES if request.path.endswith("/materials") else BODY_BYTES
        if not length.isdigit() or int(length) > most:
            return answer(request, 413 if length.isdigit() else 400)
        response = self.get_response(request)
        if response.status_code >= 400 and not response.headers["Content-Type"].startswith(CONTENT_TYPE):
            kept = {name: response.headers[name] for name in ("Allow",) if name in response.headers}
            response = answer(request, response.status_code, headers=kept)
        response.headers.setdefault("Cache-Control", "no-store")
        if not response.streaming:
            response.headers["Content-Length"] = str(len(response.content))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A house error outside of the API's own operations (its manual, its health)."""
        return refusals.of_house(request, exception) if isinstance(exception, HouseError) else None
