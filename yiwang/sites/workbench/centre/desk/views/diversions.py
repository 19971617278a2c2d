"""分流: to 110 by one key, to others by a form; settled, kept by us, or undone on the same day; the desk's list."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.commands import Handed
from yiwang.cases.centre.models import Diversion
from yiwang.cases.centre.states import DIVERT_TO, DivertTo
from yiwang.ground.organisation.states import Permission
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.numbers import CODE_LENGTH
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.centre.desk.forms import DivertForm, KeepForm, SettleForm
from yiwang.sites.workbench.centre.desk.pages.diversions import DiversionPage, DiversionsPage
from yiwang.sites.workbench.desk.forms import new_nonce
from yiwang.sites.workbench.desk.pages.receipt import Receipt
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, once
from yiwang.sites.workbench.middleware import StaffRequest

REGISTER = (Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)


def _show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    form = context.get("form")
    status = 422 if form is not None and form.is_bound and form.errors else 200
    return render(request, f"workbench/centre/desk/{name}.html", context, status=status)


def _page_of(found: Diversion) -> str:
    return reverse("centre_desk:diversion", args=[found.pk])


@for_staff(*REGISTER)
def diversions(request: StaffRequest) -> HttpResponse:
    """Those of today, of seven days, or those that nobody over there has taken yet."""
    page = DiversionsPage.of(
        request.actor, request.reach, show=request.GET.get("show", ""), page=request.GET.get("page", "1")
    )
    return _show(request, "diversions", page=page)


@for_staff(*REGISTER, method="POST")
def to_110(request: StaffRequest) -> HttpResponse:
    """转110: on record with this very key, so that nobody writes while somebody is in danger."""
    said = request.POST
    handed = Handed(
        key=_key(request, said.get("nonce", "") or new_nonce()), to=DivertTo.POLICE, words=said.get("content", "")[:2000],
        name=said.get("name", "")[:40], phone=said.get("phone", "")[:20], call_id=_number(said.get("call", "")),
    )  # fmt: skip
    return HttpResponseRedirect(_page_of(commands.divert(by=request.actor, handed=handed)))


def _key(request: StaffRequest, nonce: str) -> str:
    return f"{request.officer.pk}:{nonce}"[:80]


def _number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() else 0


@for_staff(*REGISTER)
def divert(request: StaffRequest) -> HttpResponse:
    """The form; from the form of registering it begins with what was typed there."""
    if request.method != "POST" or request.POST.get("act") == "begin":
        return _show(request, "divert", form=DivertForm(initial=_begun(request)), to=list(DivertTo))
    form = DivertForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        fields = (
            "to",
            "words",
            "reason",
            "body",
            "name",
            "phone",
            "spoken_to",
            "their_number",
            "is_three_way",
            "number",
        )
        handed = Handed(
            key=_key(request, given["nonce"]), call_id=given["call"] or 0, **{name: given[name] for name in fields}
        )
        try:
            return HttpResponseRedirect(_page_of(commands.divert(by=request.actor, handed=handed)))
        except Invalid as error:
            add_invalid(form, error)
    return _show(request, "divert", form=form, to=list(DivertTo))


def _begun(request: StaffRequest) -> dict[str, Any]:
    typed, asked = request.POST, request.GET
    to, call_id = asked.get("to", ""), _number(typed.get("call", "") or asked.get("call", ""))
    phone = typed.get("phone", "")
    if call_id and not phone:
        phone = queries.get_call(for_=request.actor, call_id=call_id).number
    return {
        "to": to if to in DIVERT_TO else "", "words": typed.get("content", ""), "name": typed.get("name", ""), "phone": phone,
        "call": call_id or None, "number": asked.get("number", ""),
    }  # fmt: skip


@for_staff(*REGISTER)
def one(request: StaffRequest, diversion_id: int) -> HttpResponse:
    """What to say to the caller, what was noted, and what is still to be said."""
    return _one(request, _found(request, diversion_id))


def _found(request: StaffRequest, diversion_id: int) -> Diversion:
    return queries.diversion(by=request.actor, diversion_id=diversion_id, reach=request.reach)


def _one(request: StaffRequest, found: Diversion, form: Any = None, keeping: Any = None) -> HttpResponse:
    page = DiversionPage.of(mover(request), found)
    begun = (
        {"content": page.words, "name": found.name, "phone": found.phone, "channel": "hotline"} if page.words else {}
    )
    shown = form or keeping
    return _show(
        request, "diversion", page=page, settle=form or SettleForm(), keep=keeping or KeepForm(initial=begun), form=shown
    )  # fmt: skip


@for_staff(*REGISTER, method="POST")
def settle(request: StaffRequest, diversion_id: int) -> HttpResponse:
    """对方已接."""
    found, form = _found(request, diversion_id), SettleForm(request.POST)
    done = once(
        request, form,
        lambda: commands.settle_diversion(
            by=request.actor, diversion_id=diversion_id, spoken_to=form.cleaned_data["spoken_to"],
            their_number=form.cleaned_data["their_number"], is_three_way=form.cleaned_data["is_three_way"],
        ),
        to=_page_of(found), said=_("记下了：对方已接。"),
    )  # fmt: skip
    return done or _one(request, found, form=form)


@for_staff(*REGISTER, method="POST")
def keep(request: StaffRequest, diversion_id: int) -> HttpResponse:
    """由我们先办: registered at once, number and code to read out; sent twice it is one file."""
    found, form = _found(request, diversion_id), KeepForm(request.POST)
    if form.is_valid():
        try:
            return _kept(request, diversion_id, form)
        except Invalid as error:
            add_invalid(form, error)
    return _one(request, found, keeping=form)


def _kept(request: StaffRequest, diversion_id: int, form: KeepForm) -> HttpResponse:
    given, key = form.cleaned_data, f"diversion:{diversion_id}"
    code = str(int(keyed_digest(key, purpose="desk-code")[:24], 16) % 10**CODE_LENGTH).zfill(CODE_LENGTH)
    submission = Submission(
        key=key, code=code, told=Told(channel=given["channel"], content=given["content"]),
        party=Party(name=given["name"], phone=given["phone"]), is_on_behalf=True,
    )  # fmt: skip
    kept = commands.keep_diverted(by=request.actor, diversion_id=diversion_id, submission=submission)
    assert kept.case is not None  # a diversion that is kept has its file
    return render(request, "workbench/desk/registered.html", {"page": Receipt.of(kept.case, code)})


@for_staff(*REGISTER, method="POST")
def undo(request: StaffRequest, diversion_id: int) -> HttpResponse:
    """撤销, on the same day."""
    commands.undo_diversion(by=request.actor, diversion_id=diversion_id)
    messages.success(request, _("这条分流撤销了，记录还留着。"))
    return HttpResponseRedirect(reverse("centre_desk:diversions"))
