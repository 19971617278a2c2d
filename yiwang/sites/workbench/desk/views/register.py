"""登记诉求 on somebody's behalf: at the window, on the phone, on the beat."""

from django.http import HttpResponse

from yiwang.cases.appeals import commands, policies
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.cases.casework.models import Case
from yiwang.ground.organisation.states import Permission
from yiwang.ground.places import queries as places
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid
from yiwang.kit.numbers import CODE_LENGTH
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms import RegisterForm
from yiwang.sites.workbench.desk.pages.receipt import Receipt
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, show
from yiwang.sites.workbench.middleware import StaffRequest

IN_PERSON = frozenset({"visit", "window", "home_visit", "reception_day", "case_work"})
"""Channels in which somebody stands before the officer."""


@for_staff(Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)
def register(request: StaffRequest) -> HttpResponse:
    """The form; once registered, number and code to read out. Sent twice it is one case with one code."""
    policies.may_register(mover(request)).require()
    form = RegisterForm(request.POST or None, areas=places.areas(), initial={"channel": "window"})
    if request.method == "POST" and form.is_valid():
        try:
            return show(request, "registered", page=Receipt.of(*_registered(request, form)), status=200)
        except Invalid as error:
            add_invalid(form, error)
    return show(request, "register", form=form)


def _registered(request: StaffRequest, form: RegisterForm) -> tuple[Case, str]:
    """The case and its query code. The code follows from the form's own number, so that a reload reads out the same."""
    given = form.cleaned_data
    key = f"desk:{request.officer.pk}:{given['nonce']}"
    code = str(int(keyed_digest(key, purpose="desk-code")[:24], 16) % 10**CODE_LENGTH).zfill(CODE_LENGTH)
    told = Told(
        channel=given["channel"], content=given["content"], type=given["type"], area_code=given["area_code"],
        place=given["place"],
    )  # fmt: skip
    party = Party(
        name=given["name"], phone=given["phone"], is_anonymous=given["is_anonymous"],
        identity_level="in_person" if given["channel"] in IN_PERSON and not given["is_anonymous"] else "none",
    )  # fmt: skip
    submission = Submission(
        key=key, told=told, party=party, code=code, is_on_behalf=True, is_urgent=given["is_urgent"],
        tripwire={"page": "danger", "by": "desk"} if given["is_urgent"] else {},
    )  # fmt: skip
    return commands.register(by=request.actor, submission=submission), code
