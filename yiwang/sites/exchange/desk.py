"""What the jobs do with a file that was sent through a page: the same as the command line, on a copy that is taken away again."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from yiwang.cases.appeals import commands
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.models import ImportBatch
from yiwang.cases.appeals.states import ImportMode, ImportState
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.sites.exchange import messages, preview
from yiwang.sites.exchange.messages import Wish
from yiwang.sites.exchange.preview import Preview

_MOST = 10


def foresee(*, by: Actor, batch_id: int) -> None:
    """Look the file over and keep what would become of it; a file that cannot be read is said to be so."""
    batch = appeals.import_batch(id=batch_id)
    if batch.state != ImportState.UPLOADED:
        return
    try:
        with _file(batch) as path:
            found = preview.foresee(path=path, wish=_wish(batch))
    except (Invalid, Missing) as error:
        commands.fail_import(by=by, batch_id=batch_id, why=_said(error))
        return
    commands.note_foreseen(by=by, batch_id=batch_id, rows=found.survey.rows, report=_told(found))


def take_in(*, by: Actor, batch_id: int) -> None:
    """Take the file in; the rows that were not taken are kept for whoever sent it."""
    batch = appeals.import_batch(id=batch_id)
    if batch.state != ImportState.RUNNING:
        return
    try:
        with _file(batch) as path:
            messages.take_in(by=by, path=path, wish=_wish(batch), keeps_rejects=True)
    except (Invalid, Missing) as error:
        commands.fail_import(by=by, batch_id=batch_id, why=_said(error))


def _wish(batch: ImportBatch) -> Wish:
    return Wish(channel=batch.channel, mode=ImportMode(batch.mode), given=batch.options)


@contextmanager
def _file(batch: ImportBatch) -> Iterator[Path]:
    """The file in a folder of its own that only we can read."""
    with tempfile.TemporaryDirectory(prefix="yw-import-") as folder:
        path = Path(folder) / (PurePosixPath(batch.file_name.replace("\\", "/")).name or "file")
        path.write_bytes(appeals.file_of(batch=batch))
        yield path


def _said(error: Invalid | Missing) -> str:
    return "；".join([error.message, *(error.fields.values() if isinstance(error, Invalid) else ())])


def _told(found: Preview) -> dict[str, Any]:
    """The preview as the page shows it: counts, names of columns, units and categories; nothing of what is written."""
    return {
        "fields": found.survey.fields.said(),
        "unused": list(found.survey.fields.unused.values()),
        **{
            name: getattr(found, name)
            for name in ("fresh", "known", "duplicates", "rejected", "answered", "sealed", "read")
        },
        "lacks": [[str(lack), count] for lack, count in found.lacks.most_common()],
        "categories": found.categories.most_common(_MOST),
        "units": found.units.most_common(_MOST),
        "agencies": found.agencies.most_common(_MOST),
        "reasons": found.reasons.most_common(_MOST),
        "faults": found.faults,
    }
