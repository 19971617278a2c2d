"""Finds the face of a request: by its host name, or by /p/CODE/ before the address."""

import re
from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import get_script_prefix, set_script_prefix
from django.utils.functional import SimpleLazyObject

from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import Face
from yiwang.sites.portal.faces import aids
from yiwang.sites.portal.faces.dress import dress_of
from yiwang.sites.ui.context import plain_dress
from yiwang.sites.ui.pages import Dress

Answer = Callable[[HttpRequest], HttpResponse]
_PATH = re.compile(r"/p/([a-z0-9][a-z0-9\-]{0,19})(/.*)?", re.S)


class FaceMiddleware:
    """Every address of the portal also stands under /p/CODE/, in that county's dress; links made there stay there.

    What the rest of the portal sees is `request.dress`, made when the first template asks for it, and `request.aids`.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Dress the request, and answer it."""
        request.aids = aids.of(request)  # type: ignore[attr-defined]
        found = _PATH.fullmatch(request.path_info)
        if not found:
            _wear(request, lambda: queries.face_at(host=request.get_host().partition(":")[0].lower()))
            return aids.asked_by_address(request) or self.get_response(request)
        return self._under(request, found[1], found[2] or "")

    def _under(self, request: HttpRequest, code: str, rest: str) -> HttpResponse:
        face = queries.face(code=code)
        _wear(request, lambda: face)
        if face is None:
            request.path_info = "/p/"  # no such address: the page that says so is the bureau's
            return self.get_response(request)
        before = get_script_prefix()
        if not rest:
            asked = request.META.get("QUERY_STRING", "")
            return redirect(f"{before}p/{code}/" + (f"?{asked}" if asked else ""))
        request.path_info = rest
        set_script_prefix(f"{before}p/{code}/")
        try:
            return aids.asked_by_address(request) or self.get_response(request)
        finally:
            set_script_prefix(before)


def _wear(request: HttpRequest, find: Callable[[], Face | None]) -> None:
    def dressed() -> Dress:
        try:
            return dress_of(find())
        except (OperationalError, InterfaceError):
            return plain_dress()  # the page that says so needs a name and a telephone too

    request.dress = SimpleLazyObject(dressed)  # type: ignore[attr-defined]
