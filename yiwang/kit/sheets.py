"""Tables as XLSX: every cell is text, so nothing that somebody wrote can become a formula, a link or a number."""

import re
from collections.abc import Iterable, Sequence
from io import BytesIO

from yiwang.kit.late import late

xlsxwriter = late("xlsxwriter")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_TEXT_ONLY = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Signs that XML cannot carry."""
_LONGEST = 32_767
"""Signs a cell may have."""


def write(*, title: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet. `columns`: heading and width in signs. Rows go to disk one by one: memory does not grow.

    A cell that begins with = + - @ or a tab is written as the text it is; where the sheet is saved as CSV later, the leading
    apostrophe-free text may be read as a formula by that program, so such a cell is also marked as text by its format.
    """
    out = BytesIO()
    with xlsxwriter.Workbook(out, _TEXT_ONLY) as book:
        head, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 0)
        for at, (heading, width) in enumerate(columns):
            sheet.set_column(at, at, width, text)
            sheet.write_string(0, at, heading, head)
        for line, row in enumerate(rows, start=1):
            for at, value in enumerate(row):
                sheet.write_string(line, at, _CONTROL.sub("", value)[:_LONGEST], text)
    return out.getvalue()
