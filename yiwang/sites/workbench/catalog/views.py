"""The catalogue at the workbench: listed, drafted part by part, submitted, published by the other office."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.organisation.states import Role
from yiwang.kit import clock
from yiwang.kit.errors import Conflict, Invalid, Missing
from yiwang.offer.catalog import commands, policies, queries
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import APPROVERS, DRAFTERS, MOVES, VersionMove
from yiwang.sites.ui import schemaforms
from yiwang.sites.ui.pages import FieldError
from yiwang.sites.workbench.catalog import forms, pages
from yiwang.sites.workbench.catalog.grid import Grid, police_lines
from yiwang.sites.workbench.catalog.parts import BY_CODE, PARTS, Part
from yiwang.sites.workbench.desk.views.shared import for_staff, once, say
from yiwang.sites.workbench.middleware import StaffRequest

FOLDER = "workbench/catalog"
HANDS = frozenset(Role(role) for role in (*DRAFTERS, *APPROVERS))
for_hands = for_staff(roles=HANDS)
_BEGUN = {"item_type": "20", "guide": {"depth": "II"}}


@for_hands
def home(request: StaffRequest) -> HttpResponse:
    """The items, found and narrowed."""
    page = pages.home(reach=request.reach, said=forms.ListForm(request.GET).said)
    return render(request, f"{FOLDER}/list.html", {"page": page})


@for_hands
def one(request: StaffRequest, code: str) -> HttpResponse:
    """One item with its versions and what is lacking."""
    return render(request, f"{FOLDER}/one.html", {"page": pages.one(by=request.actor, reach=request.reach, code=code)})


@for_hands
def new(request: StaffRequest) -> HttpResponse:
    """A new item: from nothing, or after another."""
    policies.may_draft(request.reach).require()
    form = forms.NewForm(request.POST or None, lines=police_lines(), items=pages.options())

    def begin() -> None:
        given = form.cleaned_data
        if queries.find_item(code=given["code"].strip()):
            raise Invalid(_("这个代码已经有了"), code=_("换一个代码，或者打开那一项改"))
        commands.draft(by=request.actor, code=given["code"], document=_first(given), parent=given["parent"])

    to = (
        reverse("catalog:one", args=[form.data["code"].strip()])
        if form.is_bound and form.data.get("code", "").strip()
        else ""
    )
    done = once(request, form, begin, to=to, said=_("建好了，一部分一部分填。"))
    return done or render(request, f"{FOLDER}/new.html", {"form": form}, status=422 if form.is_bound else 200)


def _first(given: dict[str, Any]) -> dict[str, Any]:
    like = queries.in_force(code=given["like"]).content if given["like"] else _BEGUN
    return {**like, "name": {"zh": given["name"]}, "main_item": like.get("main_item") or given["name"],
            "sub_item": given["name"], "line": given["line"], "codes": {}}  # fmt: skip


@for_hands
def draft(request: StaffRequest, code: str) -> HttpResponse:
    """The next version of an item, beginning from the one that holds."""
    if request.method == "POST":
        versions = queries.versions_of(code=code)
        if not versions:
            raise Missing
        base = queries.find_in_force(code=code) or versions[0]
        commands.draft(by=request.actor, code=code, document=base.content)
        say(request, _("新版本建好了，改完送审。现行的照常施行。"))
    return redirect("catalog:one", code)


@for_hands
def edit(request: StaffRequest, version_id: int, part: str) -> HttpResponse:
    """One part of a draft; what was typed is never lost, whatever is wrong with it."""
    shape, row = _part(part), queries.version(version_id=version_id)
    policies.may_revise(request.reach, row).require()
    if request.method != "POST":
        return _editing(request, row, shape, Grid.of(shape, row.content))
    grid = Grid.sent(shape, request.POST)
    said = _saved(request, row, grid)
    if said is None:
        goes_on = request.POST.get("next", "")
        return (
            redirect("catalog:edit", version_id, goes_on)
            if goes_on in BY_CODE
            else redirect("catalog:one", row.item.code)
        )
    return _editing(request, row, shape, grid, said, status=422 if grid.errors or said else 200)


def _part(code: str) -> Part:
    if code not in BY_CODE:
        raise Missing
    return BY_CODE[code]


def _saved(request: StaffRequest, row: Version, grid: Grid) -> str | None:
    """None where it is stored and the page can go on; else what stands above the form (empty: stored, stay here)."""
    content = grid.into(row.content, title=row.content["name"]["zh"])
    if grid.errors:
        return _("有内容需要改，其余的还没有存")
    seen = request.POST.get("version", "")
    try:
        commands.revise(
            by=request.actor, version_id=row.pk, document=content, version=int(seen) if seen.isdecimal() else None
        )
    except Invalid as error:
        grid.blame(error.fields)
        return error.message
    except Conflict as error:
        return _("%(why)s。您填的还在下面，再存一次就以您的为准") % {"why": error.message}
    if "stay" in request.POST:
        row.refresh_from_db()
        return ""
    say(request, _("存好了。"))
    return None


def _editing(
    request: StaffRequest, row: Version, shape: Part, grid: Grid, said: str = "", status: int = 200
) -> HttpResponse:
    now = queries.version(version_id=row.pk)
    shown = Grid.of(shape, now.content) if request.method == "POST" and not said and not grid.errors else grid
    following = [part.code for part in PARTS]
    at = following.index(shape.code) + 1
    errors = [*([FieldError(message=said)] if said else []), *grid.error_list]
    form = (
        schemaforms.blank(now.content.get("form") or {}) if shape.code == "form" and now.content.get("form") else None
    )
    context = {
        "version": now, "part": shape, "grid": shown, "errors": errors, "parts": [(part.code, part.label) for part in PARTS],
        "following": following[at] if at < len(following) else "", "preview": form,
        "is_stored": "stay" in request.POST and not said,
    }  # fmt: skip
    return render(request, f"{FOLDER}/edit.html", context, status=status)


@for_hands
def preview(request: StaffRequest, version_id: int) -> HttpResponse:
    """The form as citizens see it, as typed just now; filled in and sent, it is checked as theirs will be. Nothing is kept."""
    row, shape = queries.version(version_id=version_id), BY_CODE["form"]
    grid = Grid.sent(shape, request.POST) if "rows" in request.POST else Grid.of(shape, row.content)
    schema = grid.into(row.content, title=row.content["name"]["zh"]).get("form") or {}
    is_tried = request.method == "POST" and "try" in request.POST
    form = schemaforms.read(schema, request.POST) if is_tried else schemaforms.blank(schema) if schema else None
    context = {"version": row, "preview": form, "faults": grid.error_list, "is_tried": is_tried}
    return render(request, f"{FOLDER}/preview.html", context)


@for_hands
def diff(request: StaffRequest, version_id: int, other_id: int) -> HttpResponse:
    """What the one says otherwise than the other."""
    newer, older = queries.version(version_id=version_id), queries.version(version_id=other_id)
    if newer.item_id != older.item_id:
        raise Missing
    context = {"newer": newer, "older": older, "changes": pages.changes(newer, older)}
    return render(request, f"{FOLDER}/diff.html", context)


_FORMS = {
    VersionMove.SUBMIT: forms.ActForm, VersionMove.DROP: forms.ActForm, VersionMove.SEND_BACK: forms.ReasonForm,
    VersionMove.TAKE_DOWN: forms.ReasonForm, VersionMove.PUBLISH: forms.PublishForm,
}  # fmt: skip
_ACTS: dict[VersionMove, Callable[..., Version]] = {
    VersionMove.SUBMIT: commands.submit, VersionMove.DROP: commands.drop, VersionMove.SEND_BACK: commands.send_back,
    VersionMove.TAKE_DOWN: commands.take_down, VersionMove.PUBLISH: commands.publish,
}  # fmt: skip


@for_hands
def act(request: StaffRequest, version_id: int, act: str) -> HttpResponse:
    """送审, 退回修改, 审核发布, 下架, 作废: each asked once more, with what it needs."""
    move = next((one for one in _ACTS if one.value == act), None)
    if move is None:
        raise Missing
    row = queries.version(version_id=version_id)
    form = _FORMS[move](request.POST or None, initial={"valid_from": clock.today()})
    label = MOVES[move].label

    def run() -> None:
        given = {name: value for name, value in form.cleaned_data.items() if name != "nonce"}
        _ACTS[move](by=request.actor, version_id=version_id, **given)

    done = once(
        request,
        form,
        run,
        to=reverse("catalog:one", args=[row.item.code]),
        said=_("%(what)s，记下了。") % {"what": label},
    )
    if done:
        return done
    shown = {"version": row, "form": form, "label": label, "move": move.value, "tag": pages.tag(row)}
    before = queries.find_in_force(code=row.item.code) if move is VersionMove.PUBLISH else None
    changes = pages.changes(row, before) if before and before.pk != row.pk else []
    return render(request, f"{FOLDER}/act.html", shown | {"changes": changes}, status=422 if form.errors else 200)


@for_hands
def charge(request: StaffRequest, code: str) -> HttpResponse:
    """承办单位 and 责任人."""
    item = queries.item(code=code)
    policies.may_charge(request.reach).require()
    initial = {"unit": item.unit.code if item.unit else "", "officer": item.officer.code if item.officer else ""}
    form = forms.ChargeForm(request.POST or None, units=pages.units(), people=pages.people(), initial=initial)
    done = once(
        request, form,
        lambda: commands.charge(
            by=request.actor, code=code, unit=form.cleaned_data["unit"], officer=form.cleaned_data["officer"]
        ),
        to=reverse("catalog:one", args=[code]), said=_("定好了。"),
    )  # fmt: skip
    return done or render(
        request, f"{FOLDER}/charge.html", {"form": form, "item": item}, status=422 if form.errors else 200
    )
