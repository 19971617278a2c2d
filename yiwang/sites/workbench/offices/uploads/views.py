"""Upload a table of units or officers, see what is in it, take the good rows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.ground.organisation import commands
from yiwang.ground.organisation.commands import Outcome
from yiwang.ground.organisation.states import Permission
from yiwang.sites.workbench.middleware import StaffRequest
from yiwang.sites.workbench.offices.officers.pages import Slip
from yiwang.sites.workbench.offices.uploads.reading import OFFICER_COLUMNS, UNIT_COLUMNS, Table, parse, read
from yiwang.sites.workbench.offices.views.shared import attempt, for_office, is_sure, show

MOST_UNITS, MOST_OFFICERS = 1000, 100
"""A one-time password takes a tenth of a second to hash; a hundred of them are what a page may take."""


class UploadForm(forms.Form):
    """One file."""

    table = forms.FileField(
        label=gettext_lazy("CSV文件"),
        help_text=gettext_lazy("电子表格另存为CSV就行；第一行写列名。"),
        error_messages={"required": gettext_lazy("请选一个CSV文件")},
    )


@dataclass(frozen=True, kw_only=True)
class Kind:
    """What may be uploaded: its columns, how many rows, how they are looked at and taken."""

    title: str
    columns: Mapping[str, str]
    most: int
    faults: Callable[..., dict[int, str]]
    take: Callable[..., Outcome]
    back: str


UNITS = Kind(
    title="从表格导入单位", columns=UNIT_COLUMNS, most=MOST_UNITS, faults=commands.faults_in_units,
    take=commands.take_units, back="offices:units",
)  # fmt: skip
OFFICERS = Kind(
    title="从表格登记人员", columns=OFFICER_COLUMNS, most=MOST_OFFICERS, faults=commands.faults_in_officers,
    take=commands.take_officers, back="offices:officers",
)  # fmt: skip


@for_office(Permission.MANAGE_UNITS)
def units(request: StaffRequest) -> HttpResponse:
    """Units of a table."""
    return _upload(request, UNITS)


@for_office(Permission.MANAGE_OFFICERS)
def officers(request: StaffRequest) -> HttpResponse:
    """Officers of a table; the answer shows their one-time passwords, once."""
    return _upload(request, OFFICERS)


def _upload(request: StaffRequest, kind: Kind) -> HttpResponse:
    if is_sure(request):
        table = parse(request.POST.get("rows", ""), kind.columns, most=kind.most)
        return _taken(request, kind, table, kind.take(by=request.actor, rows=table.rows))
    form = UploadForm(request.POST or None, request.FILES or None)
    is_given = request.method == "POST" and form.is_valid()
    if is_given and (found := attempt(form, lambda: _read(form.cleaned_data["table"], kind))):
        return _preview(request, kind, found)
    return show(request, "uploads/upload", form=form, kind=kind, columns=kind.columns.values())


def _read(upload: "UploadedFile[Any]", kind: Kind) -> Table:
    return read(upload, kind.columns, most=kind.most)


def _preview(request: StaffRequest, kind: Kind, table: Table) -> HttpResponse:
    faults = kind.faults(rows=table.rows)
    good = Table(rows=[row for place, row in enumerate(table.rows, 1) if place not in faults])
    fields = [("rows", good.as_text()), ("sure", "1")]
    page: dict[str, Any] = {
        "kind": kind,
        "headings": _headings(kind, table),
        "good": _cells(good.rows),
        "fields": fields,
    }
    return show(request, "uploads/preview", **page, bad=_bad(table, faults), total=len(table.rows))


def _taken(request: StaffRequest, kind: Kind, table: Table, outcome: Outcome) -> HttpResponse:
    page = {"kind": kind, "done": len(outcome.done), "bad": _bad(table, outcome.faults)}
    slips = [Slip.of(sign_in) for sign_in in outcome.done] if kind is OFFICERS else []
    return show(request, "uploads/taken", **page, headings=_headings(kind, table), slips=slips)


def _headings(kind: Kind, table: Table) -> list[str]:
    return [kind.columns[name] for name in table.rows[0]] if table.rows else [_("没有内容")]


def _cells(rows: Sequence[Mapping[str, str]]) -> list[list[str]]:
    return [list(row.values()) for row in rows]


def _bad(table: Table, faults: Mapping[int, str]) -> list[tuple[int, str, list[str]]]:
    """Place in the file (its first line is the headings), what is wrong, what stood there."""
    return [(place + 1, faults[place], list(table.rows[place - 1].values())) for place in sorted(faults)]
