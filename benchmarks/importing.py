"""Rows a second of `yiwang import messages --as history`, letters of some 300 signs with answers, from file to commit.

The floor writes as many bare rows (cover, words, answer, fact) with COPY, 200 a commit, into tables without a constraint of ours.
Afterwards the old matters are taken out of the city again.
"""

import json
import random
import secrets
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from django.db import connection

from benchmarks.as_found import left_as_found
from benchmarks.harness import House, Result, count_queries, percentiles
from yiwang.cases.appeals.states import ImportMode
from yiwang.config.seed import sample
from yiwang.kit.actor import Actor
from yiwang.sites.exchange.messages import BATCH, Wish, take_in

ROWS, WARM = 4000, 400
_LETTERS_JOINED = 4
_TABLES = ("casework_case", "appeals_appeal", "appeals_reply", "record_event")


def run(house: House) -> list[Result]:
    """One import of some thousand rows after a small one that warms the tables, and what its batches cost."""
    with left_as_found(house), tempfile.TemporaryDirectory(prefix="yw-bench-") as folder:
        _take(_file(Path(folder), WARM))
        path, marks = _file(Path(folder), ROWS), [time.perf_counter()]
        began = time.perf_counter()
        _take(path, marks)
        seconds = time.perf_counter() - began
        queries = count_queries(lambda: _take(_file(Path(folder), BATCH[ImportMode.HISTORY])))
    batches = [after - before for before, after in pairwise(marks[1:])]
    p50, p95 = percentiles(batches)
    value, floor = ROWS / seconds, _floor()
    return [
        Result(
            "import", round(value, 1), "rows/s", round(floor, 1), round(value / floor, 4), p50, p95, queries, house.rows
        )
    ]


def _take(path: Path, marks: list[float] | None = None) -> None:
    note = (lambda _: marks.append(time.perf_counter())) if marks is not None else (lambda _: None)
    report = take_in(
        by=Actor.system("benchmark"), path=path, wish=Wish(channel="mayor_mailbox"), on_progress=note
    )  # fmt: skip
    assert report.rejected == 0 and report.known == 0, report


def _file(folder: Path, rows: int) -> Path:
    """Letters nobody has sent before."""
    path = folder / f"{secrets.token_hex(6)}.jsonl"
    with path.open("w") as file:
        file.writelines(json.dumps(letter, ensure_ascii=False) + "\n" for letter in _letters(rows, path.stem))
    return path


def _letters(rows: int, mark: str) -> Iterator[dict[str, str]]:
    chance, said = random.Random(mark), sample()
    for number in range(rows):
        chosen = chance.sample(said, _LETTERS_JOINED)
        yield {
            "标题": chosen[0]["title"],
            "内容": "".join(one["content"] for one in chosen) + f"（{mark}-{number}）",
            "时间": f"20{chance.randint(12, 24)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02} 09:30",
            "答复": "您好，" + "".join(one.get("reply") or one["content"] for one in chosen[:2]),
            "答复时间": "2025-01-02",
        }


def _floor() -> float:
    """Bare rows a second, of the same sizes."""
    size = BATCH[ImportMode.HISTORY]
    letters = [json.dumps(letter, ensure_ascii=False) for letter in _letters(size, "floor")]
    with connection.cursor() as cursor:
        for table in _TABLES:
            cursor.execute(f"CREATE TEMP TABLE floor_{table} (id bigserial PRIMARY KEY, said text)")
        began = time.perf_counter()
        for _ in range(ROWS // size):
            cursor.execute("BEGIN")
            for table in _TABLES:
                with cursor.copy(f"COPY floor_{table} (said) FROM STDIN") as copy:
                    for letter in letters:
                        copy.write_row((letter,))
            cursor.execute("COMMIT")
        seconds = time.perf_counter() - began
        for table in _TABLES:
            cursor.execute(f"DROP TABLE floor_{table}")
    return ROWS / seconds
