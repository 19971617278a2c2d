"""Writing very many prints at once, by COPY: a grown city, and files that stood before there were prints."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from yiwang.cases.prints.models import Print
from yiwang.ground.language import queries as language
from yiwang.kit.copying import copy_in

TABLES = (Print,)
_COLUMNS = ("case_id", "at", "exact", "keys", "size", "sketch", "category", "area_code")


class PrintRow(NamedTuple):
    """A file whose cover is written and that may leave a print; `text`: as at registration."""

    case_id: int
    at: datetime
    text: str
    category: str = ""
    area_code: str = ""


def write(*, rows: Iterable[PrintRow]) -> int:
    """Write prints of files that were not compared with each other; how many. Texts that say too little leave none."""
    return copy_in(Print, _COLUMNS, (written for row in rows if (written := _row(row))))


def _row(row: PrintRow) -> tuple[object, ...] | None:
    left = language.impression(row.text)
    if left is None:
        return None
    sketch = f"\\x{left.sketch.hex()}"
    return row.case_id, row.at, left.exact, list(left.keys), left.size, sketch, row.category, row.area_code
