"""按法定途径办: the choice of a law, the desk of tracks, a matter with its moves and papers."""

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import policies as appeal_policies
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import DESK, State
from yiwang.cases.tracks import policies, queries
from yiwang.cases.tracks.models import Matter
from yiwang.cases.tracks.states import MOVES, MatterKind, Move
from yiwang.ground.files import queries as files
from yiwang.kit.errors import Missing
from yiwang.sites.workbench.desk.pages.case import Head
from yiwang.sites.workbench.desk.pages.lawful.moves import label_of
from yiwang.sites.workbench.desk.views.shared import for_staff, found, move, mover, paged
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.tracks.acting import ACTS, asks_of, choices_of
from yiwang.sites.workbench.tracks.forms import ActForm, OffForm, PutForm, decision
from yiwang.sites.workbench.tracks.pages.desk import DeskPage, listed_by
from yiwang.sites.workbench.tracks.pages.one import MatterPage
from yiwang.sites.workbench.tracks.pages.putting import PutPage

_MOVES = frozenset(one.value for one in ACTS)


def _show(request: StaffRequest, name: str, **context: object) -> HttpResponse:
    form = context.get("form")
    is_refused = isinstance(form, BaseForm) and form.is_bound and bool(form.errors)
    return render(request, f"workbench/tracks/{name}.html", context, status=422 if is_refused else 200)


@for_staff()
def desk(request: StaffRequest) -> HttpResponse:
    """What is on the way of a law and not over, by track, the earliest due first."""
    show = request.GET.get("show", "")
    rows, pager = paged(request, queries.matters(by=request.actor, listed=listed_by(show)))
    return _show(request, "desk", page=DeskPage.of(request.actor, rows, pager, show=show))


@for_staff()
def put(request: StaffRequest, number: str) -> HttpResponse:
    """按法定途径办: one choice; the next letter follows where it came from the triage desk."""
    appeal = found(request, number)
    page = PutPage.of(appeal)
    proposed = page.proposal
    initial = {"kind": proposed.kind, "unit": proposed.unit, "reason": proposed.reason} if proposed else {}
    form = PutForm.on(appeal.case, request.POST or None, initial=initial, units=page.units)
    done = move(
        request, appeal, form,
        lambda: appeals.put_on_track(by=request.actor, case_id=appeal.pk, **decision(form.cleaned_data)),
        to=_next(request, appeal), said=_("定好了，从现在起按这部法律的期限办。"),
    )  # fmt: skip
    if done:
        return done
    appeal_policies.may_put_on_track(mover(request), appeal).require()
    return _show(request, "put", form=form, page=page)


def _next(request: StaffRequest, appeal: Appeal) -> str:
    """Whoever decides at the triage desk has the next letter before them; everybody else stays with the file."""
    is_triage = appeal.case.state == State.REGISTERED and bool(request.reach.roles.intersection(DESK))
    return reverse("workbench:triage") if is_triage else reverse("workbench:case", args=[appeal.case.number])


@for_staff()
def off(request: StaffRequest, number: str) -> HttpResponse:
    """改按诉求办."""
    appeal = found(request, number)
    form = OffForm.on(appeal.case, request.POST or None)
    done = move(
        request, appeal, form,
        lambda: appeals.take_off_track(by=request.actor, case_id=appeal.pk, reason=form.cleaned_data["reason"]),
        to=reverse("workbench:case", args=[number]), said=_("改按诉求办了，等受理台重新分派。"),
    )  # fmt: skip
    if done:
        return done
    appeal_policies.may_take_off_track(mover(request), appeal).require()
    return _show(request, "off", form=form, head=Head.of(appeal, None))


def _matter(request: StaffRequest, number: str) -> tuple[Appeal, Matter]:
    """The file and its matter. Missing: the file is an appeal, or not for this officer."""
    appeal = found(request, number)
    matter = queries.matter_of(case=appeal.case)
    if matter is None:
        raise Missing
    return appeal, matter


@for_staff()
def one(request: StaffRequest, number: str) -> HttpResponse:
    """Where it is, by when, its papers, what was done."""
    appeal, matter = _matter(request, number)
    return _show(request, "one", page=MatterPage.of(mover(request), appeal, matter))


@for_staff()
def act(request: StaffRequest, number: str, step: str) -> HttpResponse:
    """One move of the matter: what it asks for, with the choices of its law."""
    appeal, matter = _matter(request, number)
    if step not in _MOVES:
        raise Missing
    wanted, to = Move(step), reverse("tracks:one", args=[number])
    deed = request.GET.get("deed", "")
    form = ActForm.on(
        appeal.case, request.POST or None, initial={"deed": deed} if deed else {}, move=wanted,
        asks=asks_of(wanted, matter), choices=choices_of(wanted, matter),
        most_days=queries.longest_extension(matter=matter) if wanted is Move.EXTEND else 0,
    )  # fmt: skip
    done = move(
        request, appeal, form, lambda: ACTS[wanted].run(request.actor, appeal.pk, form.cleaned_data), to=to,
        said=str(ACTS[wanted].said) or _("记下了。"),
    )  # fmt: skip
    if done:
        return done
    policies.POLICIES[wanted](mover(request), matter).require()
    title, kind = label_of(wanted, MOVES[wanted].label, matter), MatterKind(matter.kind).label
    return _show(
        request, "act", form=form, head=Head.of(appeal, None), title=title, kind=kind, url=to, note=ACTS[wanted].note
    )  # fmt: skip


@for_staff()
def paper(request: StaffRequest, number: str, key: int) -> HttpResponse:
    """One paper as it was issued."""
    _appeal, matter = _matter(request, number)
    stored = queries.deed(matter=matter, deed_id=key).file
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))
