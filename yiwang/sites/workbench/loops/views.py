"""三级回访: the list, one loop, and one step of it."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing, Refused
from yiwang.quality.callbacks import commands, policies, queries
from yiwang.quality.callbacks.models import Loop
from yiwang.quality.callbacks.states import Move
from yiwang.sites.workbench.desk.views.shared import for_staff, mover, once
from yiwang.sites.workbench.loops import pages
from yiwang.sites.workbench.loops.forms import ActForm, ListForm
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/loops"
_ACTS: Mapping[str, Callable[..., object]] = {
    Move.UNDERSTAND: commands.understand, Move.FOLLOW_UP: commands.follow_up, Move.SIGN: commands.sign,
    Move.OPINE: commands.opine, Move.CONCLUDE: commands.conclude, Move.CALL_AGAIN: commands.call_again,
    Move.ORDER: commands.order, Move.STUDY: commands.study, Move.REPORT_STUDY: commands.report_study,
    Move.CLOSE: commands.close, Move.UPHOLD: commands.uphold, Move.OVERTURN: commands.overturn,
}  # fmt: skip


def _found(request: StaffRequest, loop_id: int) -> Loop:
    loop = queries.by_id(loop_id=loop_id)
    if not policies.may_read(mover(request), loop, queries.opinions_of(loop=loop)):
        raise Missing
    return loop


@for_staff(roles=policies.PLACES)
def home(request: StaffRequest) -> HttpResponse:
    """What waits for this reader; what is going on; what is over."""
    show, page = ListForm(request.GET).said
    return render(request, f"{FOLDER}/list.html", {"page": pages.home(mover(request), show=show, page=page)})


@for_staff(roles=policies.PLACES)
def one(request: StaffRequest, loop_id: int) -> HttpResponse:
    """One loop: what was said, what was done, what is next."""
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(mover(request), _found(request, loop_id))})


@for_staff(roles=policies.PLACES, method="POST")
def dial(request: StaffRequest, loop_id: int) -> HttpResponse:
    """The link by which the telephone rings up, shown masked; the look is on record."""
    loop = _found(request, loop_id)
    tel = commands.dial(by=request.actor, loop_id=loop.pk)
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(mover(request), loop, tel=tel)})


@for_staff(roles=policies.PLACES)
def act(request: StaffRequest, loop_id: int, step: str) -> HttpResponse:
    """One step: what it asks for."""
    loop = _found(request, loop_id)
    if step not in _ACTS:
        raise Missing
    move, page = Move(step), pages.act(loop, Move(step))
    named = [(unit.code, unit.name) for unit in queries.body_units(queries.bodies())]
    form = ActForm(request.POST or None, move=move, bodies=named)
    done = once(
        request, form, lambda: _carry_out(request.actor, loop.pk, move, form.cleaned_data),
        to=reverse("loops:one", args=[loop.pk]), said=_("记下了。"),
    )  # fmt: skip
    if done is None:
        _must(request, loop, move)
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/act.html", {"page": page, "form": form}, status=status)


def _carry_out(by: Actor, loop_id: int, move: Move, given: Mapping[str, Any]) -> object:
    asked = {name: given[name] for name in ("bodies", "ground", "words") if name in given}
    return _ACTS[move](by=by, loop_id=loop_id, **asked)


def _must(request: StaffRequest, loop: Loop, move: Move) -> None:
    """The page of a step that is not this hand's is refused with its reason."""
    who, opinions = mover(request), queries.opinions_of(loop=loop)
    verdicts = dict(policies.moves_of(who, loop, opinions=opinions, hands=queries.hands_of(loop=loop)))
    if move not in verdicts:
        raise Refused(policies.NOT_YOURS.reason)
    verdicts[move].require()
