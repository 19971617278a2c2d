"""What a run over many appeals shows: before it begins, while it runs, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import BulkRun
from yiwang.cases.appeals.queries import Step
from yiwang.cases.appeals.states import BulkAct, BulkState
from yiwang.kit import clock
from yiwang.sites.workbench.middleware import StaffRequest

RESULT_COLUMNS = (("编号", 18), ("标题", 40), ("结果", 10), ("原因", 60))


@dataclass(frozen=True, kw_only=True)
class New:
    """Before it begins: what, over how many. `is_over`: more than one run may take."""

    act: str
    label: str
    count: int
    most: int
    is_over: bool

    @classmethod
    def of(cls, request: StaffRequest, act: str, keys: list[int]) -> "New":
        """From what was picked or found."""
        most = queries.MOST_EXPORTED if act == BulkAct.EXPORT else queries.MOST_STEPS
        return cls(act=act, label=BulkAct(act).label, count=min(len(keys), most), most=most, is_over=len(keys) > most)


@dataclass(frozen=True, kw_only=True)
class Run:
    """A run: how far, how many of them not, and where its sheet is."""

    id: int
    url: str
    label: str
    state: str
    is_done: bool
    is_export: bool
    total: int
    done: int
    refused: int
    begun_at: datetime
    sheet_url: str
    sheet_until: datetime | None
    result_url: str

    @classmethod
    def of(cls, run: BulkRun) -> "Run":
        """From the row; the total of a list's row is what became of it."""
        is_export, is_kept = run.act == BulkAct.EXPORT, bool(run.sheet_until and run.sheet_until > clock.now())
        known = run.done + run.refused
        return cls(
            id=run.pk, url=reverse("workbench:bulk", args=[run.pk]), label=BulkAct(run.act).label,
            state=BulkState(run.state).label, is_done=run.state == BulkState.DONE, is_export=is_export,
            total=known if "keys" in run.get_deferred_fields() else len(run.keys), done=run.done, refused=run.refused,
            begun_at=run.begun_at, sheet_url=reverse("workbench:bulk_sheet", args=[run.pk]) if is_kept else "",
            sheet_until=run.sheet_until, result_url="" if is_export else reverse("workbench:bulk_result", args=[run.pk]),
        )  # fmt: skip

    @property
    def percent(self) -> int:
        """How far, in per cent."""
        return min(100, round(100 * (self.done + self.refused) / self.total)) if self.total else 0


def result_row(step: Step) -> list[str]:
    """A line of the result."""
    return [step.number, step.title, _("办成") if step.is_done else _("没有办成"), step.reason]


def disposition(name: str) -> str:
    """A Chinese file name as every browser takes it (RFC 6266)."""
    return f"attachment; filename=sheet.xlsx; filename*=UTF-8''{quote(name)}"
