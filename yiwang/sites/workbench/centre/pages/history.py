"""来电人的历史: what the desk knows of a number, masked."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.centre.models import Call, CallBack, Diversion
from yiwang.cases.centre.queries import Caller
from yiwang.cases.centre.states import CallState, DiversionState, WrapUp
from yiwang.kit import clock
from yiwang.sites.ui import words
from yiwang.sites.ui.pages import ClockChip, Row, Tag
from yiwang.sites.workbench.desk.pages import rows
from yiwang.sites.workbench.desk.pages.caution_box import Heed


@dataclass(frozen=True, kw_only=True)
class HistoryPage:
    """One number. `files`: open ones first; `said`: what a screen reader hears of it."""

    phone: str
    is_known: bool
    files: Sequence[Row]
    is_cut: bool
    calls: Sequence[Row]
    owed: Sequence[Row]
    diverted: Sequence[Row]
    said: str
    heeds: Sequence[Heed] = ()

    @classmethod
    def of(cls, caller: Caller) -> "HistoryPage":
        """What was found."""
        open_keys = {one.pk for one in caller.open_files}
        ordered = sorted(caller.files, key=lambda one: one.pk not in open_keys)
        said = _("%(n)s件诉求，%(open)s件没有办完") % {"n": len(caller.files), "open": len(open_keys)}
        return cls(
            phone=caller.phone, is_known=caller.is_known, files=[row for row, _view in rows.rows(ordered, unit=True)],
            is_cut=caller.is_cut, calls=[call_row(one) for one in caller.calls], owed=[owed_row(one) for one in caller.owed],
            diverted=[diverted_row(one) for one in caller.diverted],
            said=said if caller.is_known else _("这个号码以前没有来过"),
            heeds=[Heed.of(row) for row in caller.cautions],
        )  # fmt: skip


def call_row(call: Call, *, who: str = "") -> Row:
    """A call in a list: when, who took it, what it came to. Its number is masked."""
    state = CallState(call.state)
    parts = (words.near(call.came_at), call.officer.name if call.officer else "", call.note)
    return Row(
        url=reverse("centre:call", args=[call.pk]), title=WrapUp(call.wrap_up).label if call.wrap_up else state.label,
        meta=" · ".join(filter(None, parts)), tag=Tag(text=state.label, tone=state.tone), who=who,  # type: ignore[arg-type]
    )  # fmt: skip


def diverted_row(found: Diversion) -> Row:
    """What went to another body."""
    return Row(
        url=reverse("centre_desk:diversion", args=[found.pk]), title=_("分流到%(whom)s") % {"whom": found.whom},
        meta=words.near(found.at), tag=Tag(text=DiversionState(found.state).label),
    )  # fmt: skip


def owed_row(promise: CallBack, *, who: str = "") -> Row:
    """A promised call in a list."""
    parts = (promise.officer.name if promise.officer else _("谁有空谁打"), tries(len(promise.tries.all())))
    return Row(
        url=reverse("centre:call_back", args=[promise.pk]), title=promise.what, meta=" · ".join(filter(None, parts)),
        clock=ClockChip.running(promise.due_at, tone="bad" if promise.due_at <= clock.now() else ""), who=who,
    )  # fmt: skip


def tries(count: int) -> str:
    """How often somebody called already."""
    return _("打过%(n)s次") % {"n": count} if count else ""
