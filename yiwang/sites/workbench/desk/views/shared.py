"""What every view of the desk does the same way: its gate, and a form that ends in one command, once."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.casework import commands as casework
from yiwang.ground.access import commands as access
from yiwang.ground.organisation.states import Permission, Role
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.sites.ui.forms import add_invalid
from yiwang.sites.ui.pages import Pager
from yiwang.sites.workbench.desk.forms import MoveForm
from yiwang.sites.workbench.desk.pages.slices import sliced
from yiwang.sites.workbench.desk.pages.stale import StalePage
from yiwang.sites.workbench.middleware import StaffRequest

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
View = Callable[Concatenate[StaffRequest, P], HttpResponse]


def for_staff(*permissions: Permission, roles: Iterable[Role] = (), method: str = "") -> Callable[[View[P]], View[P]]:
    """Only for posts with one of the permissions, or of the roles where they are named; to all others the page does not exist.

    `method`: that one only.
    """
    wanted, asked = frozenset(roles), permissions or (Permission.READ_CASES,)

    def gate(view: View[P]) -> View[P]:
        @wraps(view)
        def ask(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            allowed = request.reach.roles & wanted if wanted else any(map(request.reach.may, asked))
            if not allowed:
                raise Missing
            if method and request.method != method:
                return HttpResponse(status=405, headers={"Allow": method})
            return view(request, *args, **kwargs)

        return cast(View[P], never_cache(ask))

    return gate


def found(request: StaffRequest, number: str, *, guests: bool = False) -> Appeal:
    """The appeal of the address. Missing: it is not there, or not for this officer.

    `guests`: a page for those to whom the file is only lent, too (a helping unit, somebody asked for an opinion).
    """
    appeal = queries.get_appeal(for_=request.actor, number=number, reach=request.reach)
    if appeal.case.is_lent and not guests:
        raise Missing
    return appeal


def mover(request: StaffRequest) -> Mover:
    """The hand with its reach, which the request has read already."""
    return policies.Mover(request.actor, request.reach)


def show(request: StaffRequest, name: str, **context: Any) -> HttpResponse:
    """A page of the desk; 422 where its form was refused."""
    form = context.get("form")
    status = 422 if isinstance(form, BaseForm) and form.is_bound and form.errors else 200
    return render(request, f"workbench/desk/{name}.html", context, status=context.pop("status", status))


def paged(request: StaffRequest, found: "QuerySet[M, Any]") -> tuple[Sequence[M], Pager]:
    """The page of a short list that the address asks for (`page`)."""
    return sliced(found, path=request.path, page=request.GET.get("page", "1"))


def say(request: StaffRequest, text: str) -> None:
    """What was done, on the next page."""
    messages.success(request, text)


def once(
    request: StaffRequest, form: BaseForm, act: Callable[[], object], *, to: str, said: str
) -> HttpResponse | None:
    """Run the act once and go on to `to`; None where the form (which carries its nonce) must be shown again.

    The same form sent twice goes where the first went and changes nothing.
    """
    if request.method != "POST" or not form.is_valid():
        return None

    def run() -> str:
        act()
        say(request, said)
        return to

    try:
        return HttpResponseRedirect(access.once(by=request.actor, key=form.cleaned_data["nonce"], act=run))
    except Invalid as error:
        add_invalid(form, error)
    return None


def carry_out(
    request: StaffRequest, appeal: Appeal, form: MoveForm, act: Callable[[], object], *, to: str, said: str
) -> HttpResponse | None:
    """As `once`, on the file as it was read. Conflict: the file has moved on meanwhile."""

    def run() -> None:
        casework.expect(by=request.actor, case_id=appeal.pk, version=form.cleaned_data["version"])
        act()

    return once(request, form, run, to=to, said=said)


def move(
    request: StaffRequest, appeal: Appeal, form: MoveForm, act: Callable[[], object], *, to: str, said: str
) -> HttpResponse | None:
    """As `carry_out`; a file that moved on answers with a page that shows what it is now, and what was typed."""
    try:
        return carry_out(request, appeal, form, act, to=to, said=said)
    except Conflict as error:
        page = StalePage.of(found(request, appeal.case.number), error, form)
        return show(request, "stale", page=page, status=409)
