"""登记诉求 on somebody's behalf: at the window, on the phone, on the beat; and 直接答复, for what needs no unit."""

from typing import Any

from django.http import HttpResponse

from yiwang.cases.appeals import policies
from yiwang.cases.appeals.commands import Party, Submission
from yiwang.cases.appeals.queries import Told
from yiwang.cases.appeals.states import DESK
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands, queries
from yiwang.cases.centre.commands import DirectAnswer
from yiwang.ground.organisation.states import Permission, Role
from yiwang.ground.places import queries as places
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.errors import Invalid, Refused
from yiwang.kit.numbers import CODE_LENGTH
from yiwang.kit.refs import Ref
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.workbench.desk.forms import RegisterForm
from yiwang.sites.workbench.desk.forms.register import AsksForm
from yiwang.sites.workbench.desk.pages.receipt import Receipt
from yiwang.sites.workbench.desk.pages.register import Hints, answer_at_hand
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, show
from yiwang.sites.workbench.middleware import StaffRequest

IN_PERSON = frozenset({"visit", "window", "home_visit", "reception_day", "case_work"})
"""Channels in which somebody stands before the officer."""
NOTHING_KEPT = frozenset({"", "register", "answer"})
"""What the form's buttons may say when it is sent for good; anything else only changes the page."""


@for_staff(Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)
def register(request: StaffRequest) -> HttpResponse:
    """The form; once registered, number and code to read out. Sent twice it is one case with one code."""
    policies.may_register(mover(request)).require()
    act = request.POST.get("act", "")
    if request.method == "POST" and act not in NOTHING_KEPT:
        return _page(request, _typed(request, act))
    channel = request.POST.get("channel") or request.GET.get("channel") or _channel_of(request)
    form = RegisterForm(
        request.POST or None, channel=channel, areas=places.areas(), initial={"channel": channel, **_begun(request)}
    )
    if request.method == "POST" and form.is_valid():
        try:
            case, code = _taken_in(request, form, is_answered=act == "answer")
            page = Receipt.of(case, code, in_person=case.channel in IN_PERSON)
            return show(request, "registered", page=page, status=200)
        except Invalid as error:
            add_invalid(form, error)
        except Refused as error:
            form.add_error("answer" if act == "answer" else None, error.message)
    return _page(request, form)


@for_staff(Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE)
def asks(request: StaffRequest) -> HttpResponse:
    """The fields of one channel, for the form that is being filled in."""
    return show(request, "register_asks", form=AsksForm(channel=request.GET.get("channel", "")))


@for_staff(Permission.TAKE_IN, Permission.HANDLE, Permission.APPROVE, method="POST")
def suggest(request: StaffRequest) -> HttpResponse:
    """What the house makes of the words so far. By POST, so that neither address nor log holds them; nothing is kept."""
    return show(request, "register_hints", hints=_hints(request))


def _page(request: StaffRequest, form: RegisterForm) -> HttpResponse:
    return show(
        request, "register", form=form, hints=_hints(request), answers=_answers(request),
        sees_history=request.reach.may(Permission.TAKE_IN),
    )  # fmt: skip


def _answers(request: StaffRequest) -> bool:
    """Whether this officer answers at once: the operators (`appeals.may_answer_directly`)."""
    return bool(request.reach.roles.intersection(DESK))


def _hints(request: StaffRequest) -> Hints:
    told = _told({name: request.POST.get(name, "") for name in ("channel", "content", "type", "area_code", "place")})
    return Hints.of(told, request.reach, answers=_answers(request))


def _channel_of(request: StaffRequest) -> str:
    """Where somebody registers without saying how it came: the desk by phone, the window at the window, the others likewise."""
    if request.reach.roles.intersection(DESK):
        return "hotline"
    return "window" if Role.WINDOW_CLERK in request.reach.roles else "station_phone"


def _begun(request: StaffRequest) -> dict[str, Any]:
    """What is known already of a call of the exchange."""
    said = request.GET.get("call", "")
    if not (said.isascii() and said.isdigit()):
        return {}
    return {"call": int(said), "phone": queries.get_call(for_=request.actor, call_id=int(said)).number}


def _typed(request: StaffRequest, act: str) -> RegisterForm:
    """The form as it was typed, with another channel's fields or an answer that was taken; nothing is checked yet."""
    typed: dict[str, Any] = {name: request.POST[name] for name in request.POST}
    if act.startswith("use:"):
        typed["answer"], typed["source"] = answer_at_hand(act, typed.get("content", ""))
    return RegisterForm(channel=typed.get("channel", ""), areas=places.areas(), initial=typed)


def _told(given: dict[str, Any]) -> Told:
    return Told(**{name: given[name] for name in ("channel", "content", "type", "area_code", "place")})


def _taken_in(request: StaffRequest, form: RegisterForm, *, is_answered: bool) -> tuple[Case, str]:
    """The case and its query code. The code follows from the form's own number, so that a reload reads out the same."""
    given = form.cleaned_data
    key = f"desk:{request.officer.pk}:{given['nonce']}"
    code = str(int(keyed_digest(key, purpose="desk-code")[:24], 16) % 10**CODE_LENGTH).zfill(CODE_LENGTH)
    submission = Submission(
        key=key, told=_told(given), party=_party(form), code=code, is_on_behalf=True, is_urgent=given["is_urgent"],
        tripwire={"page": "danger", "by": "desk"} if given["is_urgent"] else {},
    )  # fmt: skip
    call_id = given["call"] or 0
    if not is_answered:
        return commands.take_in(by=request.actor, submission=submission, told=form.told, call_id=call_id), code
    answer = DirectAnswer(
        text=given["answer"], outcome=given["outcome"], ground=given["ground"],
        source=Ref.parse(given["source"]) if given["source"] else None,
    )  # fmt: skip
    case = commands.answer_at_once(
        by=request.actor, submission=submission, answer=answer, told=form.told, call_id=call_id
    )
    return case, code


def _party(form: RegisterForm) -> Party:
    """Who says it. Where nobody does (a leader's order, a newspaper), nobody is kept."""
    given, address = form.cleaned_data, form.told.get("letter_from", "")
    is_known = any((given["name"], given["phone"], address))
    is_met = given["channel"] in IN_PERSON and is_known
    return Party(
        name=given["name"], phone=given["phone"], address=address, is_anonymous=given["is_anonymous"] or not is_known,
        identity_level="in_person" if is_met and not given["is_anonymous"] else "none",
    )  # fmt: skip
