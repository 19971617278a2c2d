"""What a figure of reading is, where the messages lie, and how the table is told."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "language.md"
FIGURES = Path(os.environ.get("BENCH_OUT", ROOT / "build")) / "bench_language.json"
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"
_HEAD = ("what", "value", "interval", "must", "aim", "how it was measured")


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One figure. `must`, `aim`: as issue 7 words them; `how`: rows, split, seed; `interval`: 95 %, by resampling groups."""

    what: str
    value: str
    must: str = ""
    aim: str = ""
    interval: str = ""
    how: str = ""


def messages() -> Path | None:
    """The folder of public messages, which is no part of the project: MESSAGES, else `shared/data` beside the checkout."""
    said = os.environ.get("MESSAGES")
    where = Path(said) if said else ROOT.parent / "shared" / "data"
    return where if where.is_dir() else None


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file of messages."""
    where = messages()
    if where is None:
        raise FileNotFoundError("no messages: set MESSAGES to their folder")
    with (where / name).open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def keep(found: dict[str, list[Figure]]) -> None:
    """Renew these modules' figures in build/, leaving the others as they were."""
    known = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    known |= {name: [asdict(figure) for figure in figures] for name, figures in found.items()}
    FIGURES.parent.mkdir(parents=True, exist_ok=True)
    FIGURES.write_text(json.dumps(known, ensure_ascii=False, indent=1))


def table(figures: Sequence[Figure]) -> str:
    """As docs/language.md shows it."""
    lines = ["| " + " | ".join(_HEAD) + " |", "|" + "---|" * len(_HEAD)]
    cells = ((one.what, one.value, one.interval, one.must, one.aim, one.how) for one in figures)
    lines += ["| " + " | ".join(row) + " |" for row in cells]
    return "\n".join(lines)


def write(order: Sequence[str], head: str) -> None:
    """Put every kept figure, in this order of modules, between the marks of docs/language.md."""
    known = json.loads(FIGURES.read_text())
    figures = [Figure(**row) for name in order for row in known.get(name, [])]
    text = PAGE.read_text(encoding="utf-8")
    before, _, rest = text.partition(_BEGIN)
    after = rest.partition(_END)[2]
    PAGE.write_text(f"{before}{_BEGIN}\n{head}\n\n{table(figures)}\n{_END}{after}", encoding="utf-8")
