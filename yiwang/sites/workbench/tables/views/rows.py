"""Lists and rows: every change goes onto the table's sheet."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from yiwang.ground.organisation.states import Permission
from yiwang.ground.rules import commands as rules
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.views.shared import for_office, say
from yiwang.sites.workbench.tables.forms import RowForm
from yiwang.sites.workbench.tables.kinds import table_of
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.order import place_for, swapped
from yiwang.sites.workbench.tables.pages import ListPage, RowPage, kind_lines
from yiwang.sites.workbench.tables.previews import preview
from yiwang.sites.workbench.tables.standing import Standing
from yiwang.sites.workbench.tables.table import Row
from yiwang.sites.workbench.tables.views.shared import blame, show


@for_office(Permission.DRAFT_RULES, method="GET")
def home(request: StaffRequest) -> HttpResponse:
    """Every table, what is being changed, what waits."""
    return show(request, "home", tables=kind_lines())


@for_office(Permission.DRAFT_RULES, method="GET")
def table(request: StaffRequest, slug: str) -> HttpResponse:
    """A table's rows, narrowed by words and columns."""
    standing, names = Standing.of(table_of(slug)), Names()
    page = ListPage.of(standing, names, request.GET)
    return show(request, standing.table.template, page=page, extra=preview(standing, names, request.GET))


@for_office(Permission.DRAFT_RULES)
def new(request: StaffRequest, slug: str) -> HttpResponse:
    """A new row, blank or begun from another (`?from=KEY`)."""
    standing, names = Standing.of(table_of(slug)), Names()
    if not standing.table.may_add:
        raise Refused("这张表的行由程序定，不能新增，可以修改已有的")
    form = RowForm(request.POST or None, standing=standing, names=names, initial=_begun(request, standing))
    if (row := _put(request, form, before=place_for(standing, form))) is not None:
        say(request, f"{standing.table.noun}“{standing.table.title(row, Names())}”加到改动稿里了，提交批准后生效。")
        return redirect("tables:table", slug)
    return show(request, "row", form=form, table=standing.table, page=None)


def _begun(request: StaffRequest, standing: Standing) -> dict[str, Any]:
    """What a new row's form begins with."""
    if source := request.GET.get("from", ""):
        asked = standing.table.asked(standing.row(source))
        return {**asked, standing.table.key: ""}
    columns = standing.table.columns
    begun: dict[str, Any] = {column.name: "*" for column in columns if column.everything}
    begun |= {"how": "all", "stage": "route", "subject": "appeal", "binding": "local", "sensitivity": "normal"}
    return begun | {column.name: request.GET[column.name] for column in columns if column.name in request.GET}


@for_office(Permission.DRAFT_RULES)
def row(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """One row to change."""
    standing, names = Standing.of(table_of(slug)), Names()
    found = standing.row(key)
    form = RowForm(request.POST or None, standing=standing, names=names, row=found)
    if (changed := _put(request, form, key=key)) is not None:
        say(request, f"“{standing.table.title(changed, names)}”改好了，提交批准后生效。")
        return redirect("tables:table", slug)
    shown = preview(standing, names, request.GET, row=getattr(form, "stored", None) or found)
    return show(request, "row", form=form, table=standing.table, page=RowPage.of(found, standing, names), extra=shown)


def _put(request: StaffRequest, form: RowForm, *, key: str = "", before: str = "") -> Row | None:
    """The row as the sheet has it now; None where the form is shown again."""
    if request.method != "POST" or not form.is_valid() or "preview" in request.POST:
        return None
    table = form.table
    try:
        rules.put_row(
            by=request.actor, kind=table.kind, part=table.part, row=form.stored, key=key, before=before,
            was=form.cleaned_data["was"],
        )  # fmt: skip
    except (Invalid, Conflict, Refused) as error:
        blame(form, error)
        return None
    return form.stored


@for_office(Permission.DRAFT_RULES, method="POST")
def retire(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Switch a row off, or on again."""
    standing, names = Standing.of(table_of(slug)), Names()
    table, found = standing.table, standing.row(key)
    if table.retire is None:
        raise Refused("这张表的行不能停用")
    is_off = table.is_off(found)
    if not is_off:
        table.may_retire(found).require()
    column, on, off = table.retire
    value: Any = (on if is_off else off) if column != "off" else not is_off
    done = _tried(request, rules.put_row, kind=table.kind, part=table.part, key=key, row={**found, column: value})
    if done:
        say(request, f"“{table.title(found, names)}”{'恢复' if is_off else '停用'}写进改动稿了，提交批准后生效。")
    return redirect("tables:table", slug)


@for_office(Permission.DRAFT_RULES, method="POST")
def drop(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Take a row off the sheet."""
    standing = Standing.of(table_of(slug))
    table, found = standing.table, standing.row(key)
    table.may_drop(found, in_force=standing.is_in_force(key)).require()
    if _tried(request, rules.drop_row, kind=table.kind, part=table.part, key=key):
        say(request, f"“{table.title(found, Names())}”从改动稿里删去了。")
    return redirect("tables:table", slug)


@for_office(Permission.DRAFT_RULES, method="POST")
def move(request: StaffRequest, slug: str, key: str) -> HttpResponse:
    """Change places with a neighbour (`onto`)."""
    standing = Standing.of(table_of(slug))
    table, onto = standing.table, request.POST.get("onto", "")
    if rows := swapped(standing, key, onto):
        _tried(request, rules.put_rows, kind=table.kind, part=table.part, rows=rows)
    else:
        _tried(request, rules.move_row, kind=table.kind, part=table.part, key=key, onto=onto)
    return redirect("tables:table", slug)


def _tried(request: StaffRequest, act: Any, **given: Any) -> bool:
    """Run a command of a button; what it refuses is said on the next page."""
    try:
        act(by=request.actor, **given)
    except Invalid as error:
        messages.error(request, "；".join(error.fields.values()) or error.message)
        return False
    except (Conflict, Refused) as error:
        messages.error(request, error.message)
        return False
    return True
