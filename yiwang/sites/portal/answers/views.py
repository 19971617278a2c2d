"""Published answers. Nothing personal stands here, so search engines may come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from yiwang.sites.portal.answers import pages


@require_safe
def answers(request: HttpRequest) -> HttpResponse:
    """By words, by theme, newest first."""
    asked = request.GET
    page = pages.answers(words=asked.get("q", ""), theme=asked.get("theme", ""), page=asked.get("page", "1"))
    return render(request, "portal/answers/list.html", {"page": page})


@require_safe
def answer(request: HttpRequest, key: int) -> HttpResponse:
    """One question with its answer."""
    return render(request, "portal/answers/one.html", {"page": pages.answer(key)})
