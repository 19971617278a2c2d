"""问一问. A question comes by POST, so that no address, log or history holds it; nothing of it is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yiwang.cases.counter import commands
from yiwang.sites.portal import cookies
from yiwang.sites.portal.ask import pages
from yiwang.sites.portal.ask.forms import AskForm, HelpfulForm
from yiwang.sites.portal.web import citizen, personal

_PAGE = "portal/ask/ask.html"


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The field, and below it what was found."""
    token = cookies.draft_token(request)
    if request.method != "POST":
        return render(request, _PAGE, {"form": AskForm(), "page": pages.page(request, "", token=token)})
    form = AskForm(request.POST)
    if not form.is_valid():
        return render(request, _PAGE, {"form": form, "page": pages.page(request, "", token=token)}, status=422)
    told = form.cleaned_data
    page = pages.page(request, told["question"], token=token, is_safe=told["safe"])
    return render(request, _PAGE, {"form": form, "page": page})


@personal
@require_POST
def helpful(request: HttpRequest) -> HttpResponse:
    """有用 or 没用: counted, and the same answers again with a word of thanks."""
    form = HelpfulForm(request.POST)
    if not form.is_valid():
        return redirect("portal:ask")
    told = form.cleaned_data
    commands.say_helpful(
        by=citizen(request),
        source=told["source"],
        key=told["key"],
        nonce=told["nonce"],
        is_useful=told["said"] == "yes",
    )
    question, token = told["question"], cookies.draft_token(request)
    page = pages.page(request, question, token=token, is_safe=True, pressed=f"{told['source']}:{told['key']}")
    return render(request, _PAGE, {"form": AskForm(initial={"question": question}), "page": page})
