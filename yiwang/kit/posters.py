"""A sheet to print and put up at a window: what to scan, and what scanning it does. Same words, same fonts: same bytes."""

import json
from datetime import UTC, datetime
from pathlib import Path

from yiwang.kit.late import late
from yiwang.kit.settings import settings

typst = late("typst")
segno = late("segno")

TEMPLATE = Path(__file__).with_suffix(".typ")
_STAMP = datetime(2026, 1, 1, tzinfo=UTC)
"""Of the file: what is printed does not depend on the day."""


def pdf(*, unit: str, place: str, link: str) -> bytes:
    """An A4 sheet with the code of `link` (error correction Q: a quarter may be scratched) under unit and place."""
    modules = [[int(bool(dark)) for dark in row] for row in segno.make(link, error="q", micro=False).matrix]
    fonts = [name.strip() for name in settings().paper_body_fonts.split(",") if name.strip()]
    heads = [name.strip() for name in settings().paper_title_fonts.split(",") if name.strip()]
    said = {"unit": unit, "place": place, "link": link, "modules": modules, "body_fonts": fonts, "title_fonts": heads}
    made: bytes = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), format="pdf", timestamp=_STAMP,
        sys_inputs={"poster": json.dumps(said, ensure_ascii=False, sort_keys=True)},
    )  # fmt: skip
    return made
