"""The pages of an application. Load, one command, answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yiwang.cases.counter import commands, queries
from yiwang.cases.counter.queries import FilingView
from yiwang.cases.counter.queries.leading import led
from yiwang.kit.errors import HouseError, Invalid, Missing, Refused
from yiwang.sites.portal import cookies
from yiwang.sites.portal.services.apply import materials as materials_page
from yiwang.sites.portal.services.apply import pages
from yiwang.sites.portal.services.apply.forms import CheckForm, PledgeForm, WhoForm
from yiwang.sites.portal.services.guides import chosen_of, questions_of
from yiwang.sites.portal.web import add_error, add_problems, citizen, personal
from yiwang.sites.ui import schemaforms
from yiwang.sites.ui.pages import FieldError
from yiwang.sites.ui.sayings import say

View = Callable[..., HttpResponse]
_WHERE = "portal/services/apply/"


def _own(request: HttpRequest, item: str) -> FilingView | None:
    try:
        return queries.filing(token=cookies.filing_token(request), item=item)
    except Missing:
        return None


def of_filing(view: View) -> View:
    """A page of an application that has begun; without one to its first page, after it was sent to the receipt."""

    @wraps(view)
    def answer(request: HttpRequest, item: str, **kwargs: Any) -> HttpResponse:
        found = _own(request, item)
        if found is None:
            return redirect("portal:apply", item)
        if found.is_sent:
            return redirect("portal:apply_receipt", item)
        return view(request, found, **kwargs)

    return answer


def _page(request: HttpRequest, name: str, found: FilingView, status: int = 200, **shown: Any) -> HttpResponse:
    context = {"frame": pages.frame(found, name), **shown}
    return render(request, f"{_WHERE}{name}.html", context, status=status)


def _next(request: HttpRequest, view: FilingView, page: str) -> HttpResponse:
    return redirect("portal:service", view.item) if "save" in request.POST else redirect(pages.after(view, page))


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: HttpRequest, item: str) -> HttpResponse:
    """Page 1: the questions that lead. An application begins with its first answer, or where nothing is asked."""
    found = _own(request, item)
    if found and found.is_sent:
        return redirect("portal:apply_receipt", item)
    guide = queries.public_guide(key=item).body or {}
    if not guide["can_apply"]:
        return redirect("portal:service", item)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = chosen_of(sent, guide) or (found.chosen if found and request.method != "POST" else {})
    way = led(guide, chosen)
    if request.method != "POST" and way.questions:
        return _questions(request, item, guide, way, chosen)
    token = found.token if found else commands.open_filing(by=citizen(request), item=item)
    commands.write_choices(by=citizen(request), token=token, chosen=chosen)
    if way.questions and (not way.is_done or way.blocks):
        response = _questions(request, item, guide, way, chosen, asked=len(sent) > 1)
    else:
        response = redirect("portal:apply_who", item)
    return cookies.keep_filing(response, item, token)


def _questions(
    request: HttpRequest, item: str, guide: Any, way: Any, chosen: Any, *, asked: bool = False
) -> HttpResponse:
    shown = {
        "name": guide["name"]["zh"], "item": item, "questions": questions_of(way, chosen), "blocks": way.blocks,
        "notes": way.notes, "is_more": asked and not way.is_done,
    }  # fmt: skip
    return render(request, f"{_WHERE}questions.html", shown, status=422 if way.blocks else 200)


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@of_filing
def who(request: HttpRequest, view: FilingView) -> HttpResponse:
    """Who applies: name, number, a phone that answers its code, and who acts for them."""
    if request.method != "POST":
        return _page(
            request, "who", view, form=WhoForm(initial=_who_initial(view)), view=view, was_sent="sent" in request.GET
        )
    form = WhoForm(request.POST)
    if not form.is_valid():
        return _page(request, "who", view, 422, form=form, view=view)
    told = form.told | ({"code": ""} if "ask" in request.POST else {})
    step = commands.write_who(by=citizen(request), token=view.token, **told)
    if "save" in request.POST:
        return redirect("portal:service", view.item)
    if "ask" in request.POST:
        return _ask(request, form, view)
    add_problems(form, step.problems)
    if form.errors:
        return _page(request, "who", view, 422, form=form, view=view, was_sent="sent" in request.POST)
    return _next(request, view, "who")


def _ask(request: HttpRequest, form: WhoForm, view: FilingView) -> HttpResponse:
    try:
        commands.ask_code(by=citizen(request), token=view.token)
    except (Invalid, Refused) as error:
        add_error(form, error, field="phone")
        return _page(request, "who", view, 422, form=form, view=view)
    return redirect(f"{request.path}?sent=1#id_code")


def _who_initial(view: FilingView) -> dict[str, Any]:
    contact, proxy = view.contact, view.proxy
    kept = {"name": contact.name, "phone": contact.phone, "consented": contact.consented, "id_number": view.id_number}
    if proxy is None:
        return kept
    told = {f"proxy_{name}": value for name, value in vars(proxy).items() if name != "phone"}
    return kept | told | {"is_proxy": True}


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@of_filing
def form(request: HttpRequest, view: FilingView, page: int) -> HttpResponse:
    """The item's own form, some fields a page, with what is known filled in."""
    groups = schemaforms.pages(view.schema)
    if not 1 <= page <= len(groups):
        return redirect(pages.url(view.item, "form"))
    known = view.prefilled | view.form
    prefilled = {name for name, value in view.prefilled.items() if known.get(name) == value}
    told = {"place": page, "of": len(groups)}
    only = groups[page - 1]
    if request.method != "POST":
        shown = schemaforms.blank(view.schema, known, prefilled=prefilled, only=only)
        return _page(request, "form", view, sheet=shown, **told)
    sent = schemaforms.read(view.schema, request.POST, values=view.form, prefilled=prefilled, only=only)
    commands.write_form(by=citizen(request), token=view.token, values=sent.values)
    if "save" in request.POST:
        return redirect("portal:service", view.item)
    if sent.errors:
        return _page(request, "form", view, 422, sheet=sent, **told)
    if page < len(groups):
        return redirect("portal:apply_form", view.item, page + 1)
    return _next(request, view, "form")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@of_filing
def materials(request: HttpRequest, view: FilingView) -> HttpResponse:
    """What to give: files with advice at once, what is brought later, what need not be given."""
    if request.method != "POST":
        return _page(request, "materials", view, cards=pages.cards(view, {}), errors=[])
    problems = materials_page.take(request, view)
    kept = queries.filing(token=view.token, item=view.item)
    if "save" in request.POST:
        return redirect("portal:service", view.item)
    if "go" in request.POST:
        problems |= materials_page.lacking(kept, problems)
    if problems:
        errors = [FieldError(message=say(told), target=f"file_{code}") for code, told in problems.items()]
        return _page(request, "materials", kept, 422, cards=pages.cards(kept, problems), errors=errors)
    return _next(request, kept, "materials") if "go" in request.POST else redirect("portal:apply_materials", view.item)


@personal
@require_safe
def thumbnail(request: HttpRequest, item: str, parcel_id: int) -> HttpResponse:
    """A small picture of a file of this browser's own application; for anybody else it does not exist."""
    found = queries.parcel(token=cookies.filing_token(request), parcel_id=parcel_id)
    if not found.thumbnail:
        raise Missing
    return HttpResponse(bytes(found.thumbnail), content_type="image/jpeg")


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@of_filing
def pledge(request: HttpRequest, view: FilingView) -> HttpResponse:
    """告知承诺: told, read and signed."""
    if not pages.needs_pledge(view):
        return redirect(pages.url(view.item, "check"))
    shown = PledgeForm(request.POST if request.method == "POST" else None, initial={"pledged": view.is_pledged})
    if request.method == "POST" and shown.is_valid():
        step = commands.sign_pledge(by=citizen(request), token=view.token, agrees=shown.cleaned_data["pledged"])
        if step.is_done or "save" in request.POST:
            return _next(request, view, "pledge")
        add_problems(shown, step.problems)
    return _page(request, "pledge", view, 422 if shown.errors else 200, form=shown, told=view.guide["pledge"])


@personal
@require_http_methods(["GET", "HEAD", "POST"])
@of_filing
def check(request: HttpRequest, view: FilingView) -> HttpResponse:
    """All answers with 修改, one box; then number and query code at once."""
    shown = CheckForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and shown.is_valid():
        if not shown.cleaned_data["is_true"]:
            shown.add_error("is_true", say("请勾选“我填的、交的都是真的”"))
        else:
            try:
                receipt = commands.file(by=citizen(request), token=view.token)
                return cookies.keep_file(request, redirect("portal:apply_receipt", view.item), receipt.number)
            except HouseError as error:
                add_error(shown, error)
    return _page(request, "check", view, 422 if shown.errors else 200, form=shown, page=pages.check(view))


@personal
@require_safe
def receipt(request: HttpRequest, item: str) -> HttpResponse:
    """回执 of what this browser sent for this item."""
    found = _own(request, item)
    if found is None or found.receipt is None:
        return redirect("portal:apply", item)
    shown = {
        "receipt": found.receipt,
        "name": found.guide["name"]["zh"],
        "phone": found.contact.masked_phone,
        "item": item,
    }
    return render(request, f"{_WHERE}receipt.html", shown)


@personal
@require_POST
def restart(request: HttpRequest, item: str) -> HttpResponse:
    """清空重填, and the next application after one was sent."""
    commands.drop_draft(by=citizen(request), token=cookies.filing_token(request))
    return cookies.keep_filing(redirect("portal:apply", item), item, "")
