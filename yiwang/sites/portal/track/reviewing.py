"""申请复查、复核、复议, from the page where the decision is read."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from yiwang.cases.counter import commands
from yiwang.kit.errors import Invalid, Refused
from yiwang.sites.portal.track import pages
from yiwang.sites.portal.track.forms import ReviewForm
from yiwang.sites.portal.track.views import ask, opened
from yiwang.sites.portal.web import add_error, citizen, personal


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Why the decision is not accepted, and what follows."""
    found = opened(request, number)
    if found is None:
        return ask(number)
    form = ReviewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.ask_review(by=citizen(request), number=found.number, **form.cleaned_data)
            return redirect(pages.on_its_way(found, "review"))
        except (Invalid, Refused) as error:
            add_error(form, error)
    shown = {"form": form, "page": pages.file(found)}
    return render(request, "portal/track/review.html", shown, status=422 if form.errors else 200)
