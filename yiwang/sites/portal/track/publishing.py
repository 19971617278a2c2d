"""公开意愿: the asker says yes or no to the published question and answer, on the page of the file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands
from yiwang.sites.portal.track.pages import on_its_way
from yiwang.sites.portal.track.views import ask, opened
from yiwang.sites.portal.web import citizen, personal

CHOICES = frozenset({"yes", "no"})


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: HttpRequest, number: str) -> HttpResponse:
    """One of two buttons; a no is heard at once, also when it is public already."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    said = request.POST.get("publishing", "")
    if request.method != "POST" or said not in CHOICES:
        return redirect("portal:file", found.number)
    commands.choose_publishing(by=citizen(request), number=found.number, agrees=said == "yes")
    return redirect(on_its_way(found, "publishing"))
