"""What the pages of imports show: the batches, and one of them on its way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode, ImportState, Lack
from yiwang.kit.actor import Actor
from yiwang.sites.ui.pages import Fact, Tag, Tone

_TONES: dict[str, Tone] = {
    ImportState.UPLOADED: "hold", ImportState.CHECKED: "warn", ImportState.RUNNING: "go", ImportState.DONE: "ok",
    ImportState.FAILED: "bad",
}  # fmt: skip
_DROPPED = frozenset({ImportState.CHECKED, ImportState.FAILED})
_MOVING = frozenset({ImportState.UPLOADED, ImportState.RUNNING})


@dataclass(frozen=True, kw_only=True)
class BatchLine:
    """A batch of the list."""

    id: int
    name: str
    url: str
    mode: str
    channel: str
    tag: Tag
    taken: int
    rejected: int
    begun_at: datetime
    begun_by: str

    @classmethod
    def of(cls, batch: ImportBatch) -> "BatchLine":
        """Its line."""
        state = ImportState(batch.state)
        return cls(
            id=batch.pk, name=batch.file_name, url=reverse("offices:import", args=[batch.pk]),
            mode=ImportMode(batch.mode).label, channel=_channel(batch), tag=Tag(text=state.label, tone=_TONES[state]),
            taken=batch.taken, rejected=batch.rejected, begun_at=batch.begun_at, begun_by=batch.begun_by,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Foreseen:
    """What the import would do. `groups`: a heading with its counted names."""

    fields: Sequence[str]
    facts: Sequence[Fact]
    groups: Sequence[tuple[str, Sequence[tuple[str, int]]]]
    faults: Sequence[tuple[int, str]]
    unused: str


@dataclass(frozen=True, kw_only=True)
class BatchPage:
    """One batch. `done`, `rows`: how far it is; `is_moving`: it will look different in a moment."""

    line: BatchLine
    facts: Sequence[Fact]
    foreseen: Foreseen | None
    fault: str
    rows: int
    done: int
    is_moving: bool
    is_waiting: bool
    may_drop: bool
    rejects_url: str

    @classmethod
    def of(cls, batch: ImportBatch, by: Actor) -> "BatchPage":
        """For this reader; the rows that were not taken are for whoever sent the file alone."""
        state, is_own = ImportState(batch.state), batch.officer_id == by.officer_id
        has_rejects = state is ImportState.DONE and batch.rejected > 0 and is_own
        return cls(
            line=BatchLine.of(batch), facts=_facts(batch), foreseen=_foreseen(batch), fault=str(batch.report.get("fault", "")),
            rows=batch.rows, done=min(batch.taken, batch.rows), is_moving=state in _MOVING,
            is_waiting=state is ImportState.CHECKED, may_drop=state in _DROPPED and not batch.taken,
            rejects_url=reverse("offices:import_rejects", args=[batch.pk]) if has_rejects else "",
        )  # fmt: skip


def _channel(batch: ImportBatch) -> str:
    known = queries.channels().get(batch.channel)
    return known.label if known else batch.channel


def _facts(batch: ImportBatch) -> list[Fact]:
    """What became of it so far."""
    if batch.state not in (ImportState.RUNNING, ImportState.DONE):
        return []
    counted = (
        (_("收下"), batch.taken),
        (_("已经在库"), batch.known),
        (_("退回"), batch.rejected),
        (_("内容相同，已关联"), batch.duplicates),
    )
    return [Fact(term=term, value=str(count)) for term, count in counted]


def _foreseen(batch: ImportBatch) -> Foreseen | None:
    said = batch.report
    if batch.state != ImportState.CHECKED or "fresh" not in said:
        return None
    facts = [
        Fact(term=_("会收下"), value=str(said["fresh"])),
        Fact(term=_("其中有答复"), value=str(said["answered"])),
        Fact(term=_("已经在库"), value=str(said["known"])),
        Fact(term=_("会退回"), value=str(said["rejected"])),
        Fact(term=_("内容与别的件相同"), value=str(said["duplicates"])),
        Fact(term=_("会密封"), value=str(said["sealed"])),
    ]
    lacks = [(Lack(code).label, count) for code, count in said["lacks"]]
    groups = [
        (_("会落到"), said["units"]), (_("类别（推测）"), said["categories"]), (_("原件缺项，照收"), lacks),
        (_("本局没有的承办单位"), said["agencies"]), (_("退回的原因"), said["reasons"]),
    ]  # fmt: skip
    return Foreseen(
        fields=said["fields"], facts=facts, groups=[(name, rows) for name, rows in groups if rows], faults=said["faults"],
        unused="、".join(said["unused"]),
    )  # fmt: skip
