"""What another body's system reads of applications."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from yiwang.cases.applications.models import Application, MaterialFile
from yiwang.cases.applications.queries.finding import JOINED, KIND
from yiwang.cases.applications.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.ground.files.models import StoredFile
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Entry
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing

_HEAD = "applications.application."
TOLD = {
    "submitted": ("item", "unit"), "correction_told": ("until",), "correction_received": (), "correction_lapsed": (),
    "accepted": ("is_silent", "due_at"), "not_accepted": (), "step_finished": ("step",), "special_started": ("kind", "days"),
    "special_ended": ("kind",), "extended": ("days",), "gap_filled": ("material",), "gap_lapsed": (), "decided": ("outcome",),
    "decision_taken_back": (), "delivered": ("how",), "result_revoked": (), "withdrawn": (),
}  # fmt: skip
"""Facts that a system is told, with the fields it is told: codes and moments, never a digest."""
FACTS = tuple(f"{_HEAD}{name}" for name in TOLD)
"""Their codes."""
messaging.tells(FACTS)


def told(*, case: Case) -> list[tuple[Entry, dict[str, object]]]:
    """The public facts of an application, oldest first, each with what is told of it; of a sealed one what and when alone."""
    found = [entry for entry in record.history(subject=case.ref) if entry.code.removeprefix(_HEAD) in TOLD]
    return [(entry, {} if case.is_kept_secret else _data(entry)) for entry in found]


def _data(entry: Entry) -> dict[str, object]:
    return {name: entry.payload.get(name) for name in TOLD[entry.code.removeprefix(_HEAD)]}


def newest(*, by: Actor, item: str, states: Sequence[State], after: int, size: int) -> list[Application]:
    """A page of the applications that exist for this reader, newest first, those below the key `after`; 0: from the beginning."""
    cases = casework.visible(by=by).filter(kind=KIND)
    if states:
        cases = cases.filter(state__in=[str(state) for state in states])
    found = Application.objects.filter(case__in=cases.order_by()).select_related(*JOINED)
    found = found.filter(item_code=item) if item else found
    found = found.filter(pk__lt=after) if after else found
    return list(found.order_by("-pk")[:size])


@dataclass(frozen=True, kw_only=True)
class Kept:
    """A file of an application. `kind`: material, paper or result; `code`: of the material, or the paper's or result's number."""

    kind: Literal["material", "paper", "result"]
    code: str
    file: StoredFile


def files_of(*, application: Application) -> list[Kept]:
    """What was handed in, then the papers, then the sealed results; what was removed is left out."""
    given = MaterialFile.objects.filter(material__application=application).select_related("material", "file")
    found = [Kept(kind="material", code=row.material.code, file=row.file) for row in given.order_by("id")]
    papers = application.papers.filter(file__isnull=False).select_related("file").order_by("owed_at", "id")
    found += [Kept(kind="paper", code=row.number, file=row.file) for row in papers if row.file]
    results = application.results.filter(file__isnull=False).select_related("file").order_by("id")
    found += [Kept(kind="result", code=row.number, file=row.file) for row in results if row.file]
    return [one for one in found if one.file.removed_at is None]


def file_of(*, application: Application, file_id: int) -> StoredFile:
    """One of them. Missing: none of this application's."""
    found = next((one.file for one in files_of(application=application) if one.file.pk == file_id), None)
    if found is None:
        raise Missing("没有找到这个文件，可能已经删除")
    return found
