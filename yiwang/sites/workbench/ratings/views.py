"""评价: the list, one, its words, what was changed, contests; figures; points and their sheets."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.files import queries as files
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock, posters
from yiwang.kit.errors import Missing
from yiwang.kit.verdicts import Verdict
from yiwang.quality.ratings import commands, policies, queries
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.queries import HEADS, READERS
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.desk.views.shared import for_staff, once, paged
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.ratings import pages
from yiwang.sites.workbench.ratings.forms import (
    ContestForm,
    DecideForm,
    ListForm,
    MonthForm,
    PointChangeForm,
    PointForm,
    ReportForm,
)

FOLDER = "workbench/ratings"
_SEEN = frozenset(READERS)


@for_staff(roles=_SEEN)
def home(request: StaffRequest) -> HttpResponse:
    """Ratings of the reader's units, what waits first."""
    show = ListForm(request.GET).said
    rows, pager = paged(request, queries.listed(by=request.actor, reach=request.reach, show=show))
    page = pages.home(by=request.actor, reach=request.reach, show=show)
    return render(
        request, f"{FOLDER}/list.html", {"page": page, "lines": [pages.line(row) for row in rows], "pager": pager}
    )


def _found(request: StaffRequest, rating_id: int) -> Rating:
    return queries.get(by=request.actor, reach=request.reach, rating_id=rating_id)


@for_staff(roles=_SEEN)
def one(request: StaffRequest, rating_id: int) -> HttpResponse:
    """One rating, what followed, what may be done."""
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(_found(request, rating_id), request.reach)})


@for_staff(roles=_SEEN)
def words(request: StaffRequest, rating_id: int) -> HttpResponse:
    """What was said beside the grade; the look is put on record."""
    found = _found(request, rating_id)
    said = commands.see_words(by=request.actor, rating_id=rating_id)
    return render(request, f"{FOLDER}/words.html", {"page": pages.one(found, request.reach), "said": said})


def _act(
    request: StaffRequest, rating_id: int, form: OnceForm, title: str, verdict: Verdict, act: Callable[[], object]
) -> HttpResponse:
    """One step on one rating. Refused: not this hand's."""
    if request.method != "POST":
        verdict.require()
    done = once(request, form, act, to=reverse("ratings:one", args=[rating_id]), said=_("记下了。"))
    page = pages.one(_found(request, rating_id), request.reach)
    context = {"page": page, "form": form, "title": title, "id": rating_id}
    return done or render(request, f"{FOLDER}/act.html", context, status=422 if form.is_bound and form.errors else 200)


@for_staff(roles=_SEEN)
def report(request: StaffRequest, rating_id: int) -> HttpResponse:
    """What the unit changed."""
    form, found = ReportForm(request.POST or None), _found(request, rating_id)
    verdict = policies.may_report(request.reach, found, queries.rectification_of(found))
    return _act(
        request, rating_id, form, _("报整改情况"), verdict,
        lambda: commands.report(
            by=request.actor, rating_id=rating_id, measure=form.cleaned_data["measure"], note=form.cleaned_data["note"]
        ),
    )  # fmt: skip


@for_staff(roles=_SEEN)
def contest(request: StaffRequest, rating_id: int) -> HttpResponse:
    """Why it should not count."""
    form, found = ContestForm(request.POST or None, request.FILES or None), _found(request, rating_id)
    verdict = policies.may_contest(request.reach, found, queries.contest_of(found), clock.now())

    def act() -> None:
        given = form.cleaned_data
        upload = given["file"]
        clean = files.clean(name=upload.name, data=upload.read()) if upload else None
        commands.contest(
            by=request.actor, rating_id=rating_id, ground=given["ground"], proof=given["proof"], clean=clean
        )

    return _act(request, rating_id, form, _("申诉"), verdict, act)


@for_staff(roles=_SEEN)
def proof(request: StaffRequest, rating_id: int) -> HttpResponse:
    """The file that came with a contest, for who sees the rating."""
    contest = queries.contest_of(_found(request, rating_id))
    stored = contest.file if contest else None
    if stored is None or stored.removed_at:
        raise Missing(_("没有附件，或者已经清除"))
    return HttpResponse(files.read(file=stored), headers=files.serve_headers(file=stored))


@for_staff(roles=_SEEN)
def decide(request: StaffRequest, rating_id: int) -> HttpResponse:
    """Whether it counts."""
    form, found = DecideForm(request.POST or None), _found(request, rating_id)
    verdict = policies.may_decide(request.reach, found, queries.contest_of(found))
    return _act(
        request, rating_id, form, _("复核申诉"), verdict,
        lambda: commands.decide(
            by=request.actor, rating_id=rating_id, is_upheld=form.cleaned_data["is_upheld"] == "yes",
            reason=form.cleaned_data["reason"],
        ),
    )  # fmt: skip


@for_staff(roles=_SEEN)
def figures(request: StaffRequest) -> HttpResponse:
    """A month's figures: the reader's own in full, of others what may be told."""
    page = pages.figures(reach=request.reach, back=MonthForm(request.GET).said)
    return render(request, f"{FOLDER}/figures.html", {"page": page})


# ---- points


@for_staff(roles=_SEEN)
def points(request: StaffRequest) -> HttpResponse:
    """Codes on windows, and their sheets to print."""
    return render(request, f"{FOLDER}/points.html", {"lines": pages.points(request.reach)})


def _units(request: StaffRequest) -> list[tuple[str, str]]:
    scopes = request.reach.scopes(*HEADS) or request.reach.scopes(*READERS)
    units = [unit for unit in organisation.units() if any(organisation.is_within(unit.code, one) for one in scopes)]
    return [(unit.code, unit.name) for unit in units]


@for_staff(roles=_SEEN)
def new_point(request: StaffRequest) -> HttpResponse:
    """A code for one more window."""
    form = PointForm(request.POST or None, units=_units(request))

    def act() -> object:
        given = form.cleaned_data
        unit = organisation.unit(code=given["unit"])
        return commands.open_point(by=request.actor, unit=unit, kind=given["kind"], name=given["name"])

    done = once(request, form, act, to=reverse("ratings:points"), said=_("有了，可以打印贴到窗口。"))
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/point.html", {"form": form, "title": _("新的评价点")}, status=status)


@for_staff(roles=_SEEN)
def point(request: StaffRequest, point_id: int) -> HttpResponse:
    """Another name, or no more ratings there."""
    found = next((one for one in queries.points(reach=request.reach) if one.pk == point_id), None)
    if found is None:
        raise Missing
    form = PointChangeForm(request.POST or None, initial={"name": found.name, "is_on": found.is_on})
    done = once(
        request, form,
        lambda: commands.change_point(
            by=request.actor, point_id=point_id, name=form.cleaned_data["name"], is_on=form.cleaned_data["is_on"]
        ),
        to=reverse("ratings:points"), said=_("改好了。"),
    )  # fmt: skip
    status = 422 if form.is_bound and form.errors else 200
    return done or render(request, f"{FOLDER}/point.html", {"form": form, "title": found.name}, status=status)


@for_staff(roles=_SEEN)
def sheet(request: StaffRequest, point_id: int) -> HttpResponse:
    """The sheet to print and put up: unit, window, code."""
    found = next((one for one in queries.points(reach=request.reach) if one.pk == point_id), None)
    if found is None:
        raise Missing
    made = posters.pdf(unit=found.unit.name, place=found.name, link=pages.door_of(found))
    headers = {"Content-Disposition": f'inline; filename="point-{found.code}.pdf"'}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
