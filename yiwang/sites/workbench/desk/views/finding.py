"""找: everything in sight by its filters, words with their place in the text, people, and filters that are kept."""

import re

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands, queries
from yiwang.cases.casework import commands as lookups
from yiwang.cases.casework import queries as casework
from yiwang.ground.access import commands as access
from yiwang.ground.organisation.states import Permission
from yiwang.kit import numbers
from yiwang.kit.errors import Invalid, Missing, Refused
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.ui.pages import KeyHint
from yiwang.sites.workbench.desk.forms import FilterForm, ListForm, PersonForm, SaveFilterForm
from yiwang.sites.workbench.desk.pages import files, load, rows
from yiwang.sites.workbench.desk.pages import finding as pages
from yiwang.sites.workbench.desk.pages.rows import Asked
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, say, show
from yiwang.sites.workbench.middleware import StaffRequest

LOOKS_FOR_PEOPLE = (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)


def keys() -> list[KeyHint]:
    """The foot line of a list whose rows can be picked."""
    said = [("J", _("下一件")), ("K", _("上一件")), ("⏎", _("打开")), ("X", _("选中")), ("/", _("搜索"))]
    return [KeyHint(key=key, label=label) for key, label in said]


@for_staff()
def everything(request: StaffRequest) -> HttpResponse:
    """Every file in sight, closed ones too, by its filters; opened bare it begins with the filter kept for that."""
    path = reverse("workbench:list")
    saved, shared = queries.filters_for(by=request.actor, reach=request.reach)
    default = next((one for one in saved if one.is_default), None)
    if default and not request.GET:
        return redirect(pages.address(default.query))
    asked = Asked(**ListForm(request.GET).said())
    ask = files.with_words if asked.q else files.listing
    found = ask(by=request.actor, asked=asked, reach=request.reach)
    shown = [row for row, _view in files.rows(found.rows, unit=True, picks=True, terms=casework.terms(asked.q))]
    page = load.ListPage.of(path, asked, files.kinds(path, asked))
    return show(
        request, "list", page=page, rows=shown, keys=keys(), pager=rows.pager(path, asked, found),
        saved=pages.saved_chips(saved, asked), shared=pages.shared_chips(shared, asked), many=pages.Many.of(request.reach, asked),
    )  # fmt: skip


@for_staff()
def search(request: StaffRequest) -> HttpResponse:
    """A whole number opens its file, what looks like a person asks what for, words list what was found."""
    asked = Asked(**ListForm(request.GET).said())
    said = asked.q
    if number := numbers.read_number(said):
        try:
            return redirect(files.url_of(casework.get_case(for_=request.actor, number=number)))
        except Missing as error:
            return show(request, "search", q=said, note=error.message)
    if re.fullmatch(r"[0-9]{4}", said):
        return _by_last4(request, said)
    if kind := pages.kind_of(said):
        form = PersonForm(initial={"kind": kind, "said": said})
        return show(request, "person", form=form, note=_("看起来是一个人的号码。查人要写明用途。"))
    if not casework.can_be_found(said):
        return show(request, "search", q=said, note=_("请至少写两个字。") if said else "")
    found = files.with_words(by=request.actor, asked=asked, reach=request.reach)
    shown = [row for row, _view in files.rows(found.rows, unit=True, picks=True, terms=casework.terms(said))]
    return show(
        request, "search", q=said, rows=shown, pager=rows.pager(reverse("workbench:search"), asked, found), keys=keys(),
        many=pages.Many.of(request.reach, asked), narrow=asked.url(reverse("workbench:filter")),
    )  # fmt: skip


def _by_last4(request: StaffRequest, last4: str) -> HttpResponse:
    """Four digits: people, so each file that is shown is a look on record."""
    try:
        found = lookups.find_by_last4(by=request.actor, last4=last4)
    except Refused as error:
        return show(request, "search", q=last4, note=error.message)
    lines = [row for row, _view in files.rows(files.of_keys([case.pk for case in found]), unit=True)]
    return show(request, "search", q=last4, rows=lines, is_person=True, in_text=pages.in_text(last4))


@for_staff(*LOOKS_FOR_PEOPLE)
def person(request: StaffRequest) -> HttpResponse:
    """Files of one person, by a whole number or name and for a purpose; each file that is shown is a look on record."""
    form = PersonForm(request.POST or None, initial={"kind": "phone"})
    if request.method != "POST" or not form.is_valid():
        return show(request, "person", form=form)
    given = form.cleaned_data
    try:
        found = lookups.find_person(by=request.actor, kind=given["kind"], said=given["said"], purpose=given["purpose"])
    except Invalid as error:
        add_invalid(form, error)
        return show(request, "person", form=form)
    lines = [row for row, _view in files.rows(files.of_keys([case.pk for case in found]), unit=True)]
    return show(request, "person", form=form, rows=lines, is_done=True)


@for_staff()
def narrow(request: StaffRequest) -> HttpResponse:
    """The filter's form; what it finds, the list shows. Beside it the filters that are kept."""
    asked = Asked(**ListForm(request.GET).said())
    form = FilterForm(initial=asked.given | {"late": asked.late}, known=pages.choices(request.reach))
    saving = SaveFilterForm(initial={"query": pages.query_of(asked)})
    return show(request, "filter", form=form, saving=saving, kept=_kept(request), is_set=asked.given)


@for_staff(method="POST")
def save(request: StaffRequest) -> HttpResponse:
    """Keep the filter of the address under a name."""
    form = SaveFilterForm(request.POST)
    asked = Asked(**ListForm(QueryDict(request.POST.get("query", ""))).said())
    if form.is_valid():
        given = form.cleaned_data

        def run() -> str:
            commands.save_filter(
                by=request.actor, name=given["name"], query=asked.given, is_default=given["is_default"]
            )  # fmt: skip
            say(request, _("存好了，在“全部件”上面可以直接点。"))
            return pages.address(asked.given)

        try:
            return HttpResponseRedirect(access.once(by=request.actor, key=given["nonce"], act=run))
        except Invalid as error:
            add_invalid(form, error)
    filter_form = FilterForm(initial=asked.given, known=pages.choices(request.reach))
    return show(request, "filter", form=filter_form, saving=form, kept=_kept(request), status=422)


@for_staff(method="POST")
def drop(request: StaffRequest, filter_id: int) -> HttpResponse:
    """Keep it no longer."""
    commands.drop_filter(by=request.actor, filter_id=filter_id)
    say(request, _("删掉了。"))
    return redirect("workbench:filter")


@for_staff(method="POST")
def share(request: StaffRequest, filter_id: int) -> HttpResponse:
    """Let one's own unit use it."""
    kept = commands.share_filter(by=request.actor, filter_id=filter_id)
    say(request, _("“%(name)s”共享给%(unit)s了。") % {"name": kept.name, "unit": kept.officer.unit.short_name})
    return redirect("workbench:filter")


@for_staff(method="POST")
def unshare(request: StaffRequest, filter_id: int) -> HttpResponse:
    """Take it back: the owner's alone again."""
    kept = commands.unshare_filter(by=request.actor, filter_id=filter_id)
    say(request, _("“%(name)s”不再共享。") % {"name": kept.name})
    return redirect("workbench:filter")


def _kept(request: StaffRequest) -> pages.Kept:
    own, shared = queries.filters_for(by=request.actor, reach=request.reach)
    return pages.Kept.of(own, shared, mover(request))
