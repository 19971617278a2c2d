"""Papers a citizen is handed, as PDF/A in the layout of GB/T 9704—2012. Same words, same fonts: same bytes."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Final

from yiwang.kit.late import late
from yiwang.kit.settings import settings

typst = late("typst")
segno = late("segno")

TEMPLATE = Path(__file__).with_suffix(".typ")
STANDARD: Final = "a-2b"
HEAD_SIZES = ((6, 44), (10, 36), (14, 27), (19, 20))
"""Points in which a red head of so many signs fills at most the 156 mm of the type area (GB/T 9704 7.2.4: by judgement)."""


SEAL_SIGNS = 22
"""So many signs of a name fit around the seal (42 mm: our judgement, a bureau's own seal decides)."""


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What stands on a paper. Plain words only: they are set as they are, never read as markup.

    `head`: the red head of a letter, empty for a slip without one. `number`: 发文字号, as `numbered` writes it. `to`: who is
    addressed. `words`: paragraphs. `facts`: pairs of term and value under them. `signed`: the bureau as it signs.
    `dated`: 成文日期. `note`: 附注, set in brackets below the date. `link`: where anybody checks the paper, set as a code to scan
    with `link_words` beside it. `seal`: the bureau's name as it runs around its round red seal, drawn over the signature and
    the date (GB/T 9704 7.3.5.1); empty for a paper without one. It is a picture: what proves a paper is `kit.seals`.
    """

    title: str
    number: str
    words: Sequence[str]
    signed: str
    dated: date
    head: str = ""
    to: str = ""
    facts: Sequence[tuple[str, str]] = ()
    note: str = ""
    link: str = ""
    link_words: Sequence[str] = ()
    seal: str = ""

    def as_json(self) -> dict[str, object]:
        """As it travels in a projection; `read` makes the paper of it again."""
        plain = {name: list(getattr(self, name)) for name in ("words", "facts", "link_words")}
        return {**asdict(self), "dated": self.dated.isoformat(), **plain}


def read(said: dict[str, object]) -> Paper:
    """A paper out of `as_json`."""
    given = dict(said)
    given["dated"] = date.fromisoformat(str(given["dated"]))
    return Paper(**given)  # type: ignore[arg-type]


def numbered(*, mark: str, year: int, serial: int) -> str:
    """`云公民诉〔2026〕第00123号`: the bureau's mark, the year in hexagonal brackets, the serial of kind and year."""
    return f"{mark}〔{year}〕第{serial:05d}号"


def zh_date(on: date) -> str:
    """`2026年11月22日`: arabic figures, without leading zeros (GB/T 9704 7.3.5.4)."""
    return f"{on.year}年{on.month}月{on.day}日"


def pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b. About a tenth of a second; the same paper on the same fonts gives the same bytes."""
    return _set(json.dumps(_inputs(paper), ensure_ascii=False, sort_keys=True), int(_noon(paper.dated).timestamp()))


@lru_cache(maxsize=64)
def _set(words: str, stamp: int) -> bytes:
    made: bytes = typst.compile(
        str(TEMPLATE), root=str(TEMPLATE.parent), format="pdf", pdf_standards=STANDARD, sys_inputs={"paper": words},
        timestamp=datetime.fromtimestamp(stamp, tz=UTC),
    )  # fmt: skip
    return made


def _noon(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, 12, tzinfo=UTC)


def _inputs(paper: Paper) -> dict[str, object]:
    families = settings()
    return {
        **paper.as_json(), "bureau": paper.signed, "dated": zh_date(paper.dated),
        "date": [paper.dated.year, paper.dated.month, paper.dated.day], "head_size": _head_size(paper.head),
        "modules": _modules(paper.link), "seal": list(paper.seal[:SEAL_SIGNS]),
        "body_fonts": _families(families.paper_body_fonts), "title_fonts": _families(families.paper_title_fonts),
    }  # fmt: skip


def _families(said: str) -> list[str]:
    return [name.strip() for name in said.split(",") if name.strip()]


def _modules(link: str) -> list[list[int]]:
    """The squares of a code to scan, row by row; none without an address. A quarter of it may be scratched."""
    made = segno.make(link, error="q", micro=False).matrix if link else ()
    return [[int(bool(dark)) for dark in row] for row in made]


def _head_size(head: str) -> int:
    return next((size for signs, size in HEAD_SIZES if len(head) <= signs), 16)
