"""Type, unit, category and danger of the demo's 302 sample appeals, each read by a model that learnt from none like it.

Five folds, grouped by duplicate group. The rules and word lists were written with one half of the sample in sight (`TUNED`, by a
digest of the group); the other half was never looked at, and both are told apart. `python -m benchmarks.language.dispatch
--errors` lists what is wrong in the half that may be looked at.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np

from benchmarks.language.harness import Figure

FOLDS, SEED, DRAWS = 5, 0, 2000
DIRECT = 0.55
"""The confidence from which the house pushes by itself, as the default settings have it."""
Row = dict[str, Any]


def run() -> list[Figure]:
    """The figures, from a process of its own: they need a database, which the others do without."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PORTAL_DATABASE_URL")}
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # the database's own user walks through
        told = subprocess.run(
            [sys.executable, "-m", __name__, "--json"], env=env | {"DATA_DIR": f"{folder}/var"}, check=True,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
    return [Figure(**row) for row in json.loads(told.stdout.splitlines()[-1])]


def main() -> None:
    """In a database of its own: the demo's city, rules and sample."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")
    from yiwang.config import postgres

    with postgres.ensure_url():
        import django

        django.setup()
        from yiwang.config import install, seed

        install.migrate()
        seed.lay_ground(demo=True)
        rows = read()
        found = figures(rows)
        if "--errors" in sys.argv:
            errors([row for row in rows if row["tuned"]])
        print(json.dumps([asdict(one) for one in found]) if "--json" in sys.argv else "\n".join(map(str, found)))


def is_tuned(group: str) -> bool:
    """Whether the appeals of this group may be looked at while rules are written: half of them, by digest."""
    return sha256(group.encode()).digest()[0] % 2 == 0


def read() -> list[Row]:
    """What the house says of each appeal beside what a person said."""
    from sklearn.model_selection import GroupKFold

    from yiwang.config import lessons
    from yiwang.ground.language import bulk
    from yiwang.ground.language import queries as language
    from yiwang.ground.rules import queries as rules

    sample = lessons.sample()
    phrases = [*language.phrases(rules.current(kind="categories"), beside=True), *lessons.first_lessons()]
    groups = [item["gold"]["duplicate_group"] or item["no"] for item in sample]
    taught = list(lessons.of_the_demo())
    rows: list[Row] = []
    for seen, unseen in GroupKFold(FOLDS, shuffle=True, random_state=SEED).split(sample, groups=groups):
        model, _ = bulk.fit([*(taught[i] for i in seen), *phrases])
        with patch.object(language, "model", return_value=model):
            rows += [_row(sample[i], groups[i]) for i in unseen]
    return rows


def _row(item: Row, group: str) -> Row:
    from yiwang.cases.appeals import queries
    from yiwang.cases.appeals.queries import Told, understand

    gold = item["gold"]
    plain = {"channel": item["channel"], "title": item["title"], "content": item["content"]}
    placed = understand(Told(**plain, area_code=gold["area"] or ""))
    chosen = understand(Told(**plain, area_code=gold["area"] or "", type=gold["type"]))
    trip = queries.trip_of(text=f"{item['title']}\n{item['content']}")
    return {
        "no": item["no"], "group": group, "tuned": is_tuned(group), "gold": gold, "unit": expected(gold),
        "text": f"{item['title']}｜{item['content']}",
        "said": placed, "chosen": chosen, "bare": understand(Told(**plain)), "trip": trip,
    }  # fmt: skip


def expected(gold: Row) -> str:
    """The unit that must have it. The sample was labelled before there were grades: what is graded ordinary lies with the desk of
    the bureau whose inspectors the label names; what is misconduct, where those have no inspector among them, with the city's.
    """
    from yiwang.cases.secrecy import queries as secrecy

    unit = str(gold["unit"])
    if gold["grade"] == "ordinary" and unit.endswith(".inspection"):
        return f"{unit.removesuffix('.inspection')}.service"
    if gold["grade"] == "misconduct" and not secrecy.is_watching(unit_code=unit):
        return secrecy.watching_unit(named=[unit])
    return unit


def figures(rows: Sequence[Row]) -> list[Figure]:
    """As the table of docs/language.md has them."""
    how = f"{len(rows)} sample appeals, {FOLDS} folds by duplicate group, seed {SEED}"

    def unit(row: Row) -> bool:
        return bool(row["said"].unit == row["unit"])

    def kind(row: Row) -> bool:
        return bool(row["said"].type == row["gold"]["type"])

    sure: list[Row] = [row for row in rows if row["said"].is_direct or row["said"].unit_confidence >= DIRECT]
    danger = [row for row in rows if row["gold"]["tripwire"] == "stop"]
    calm = [row for row in rows if row["gold"]["tripwire"] != "stop"]
    return [
        _share("dispatch: handling unit, area as the form has it", rows, unit, must="≥ 0.85", aim="0.92", how=how),
        _share(
            "dispatch: handling unit, type chosen as well", rows, lambda r: r["chosen"].unit == r["unit"], how=how
        ),
        _share("dispatch: handling unit, words alone", rows, lambda r: r["bare"].unit == r["unit"], how=how),
        _share("dispatch: type, words alone", rows, kind, must="≥ 0.85", aim="0.92", how=how),
        _share("dispatch: category (of 127)", rows, lambda r: r["said"].category == r["gold"]["category"], how=how),
        Figure(
            what="dispatch: sure enough to push, and then right", how=f"{how}; confidence ≥ {DIRECT}",
            value=f"{len(sure) / len(rows):.3f}, {np.mean([unit(r) for r in sure]):.3f}",
        ),
        Figure(
            what="dispatch: danger found", value=f"{np.mean([bool(r['trip']) for r in danger]):.3f}", must="1.0",
            how=f"{len(danger)} appeals with danger; of {len(calm)} without, {sum(bool(r['trip']) for r in calm)} rang",
        ),
    ]  # fmt: skip


def _share(
    what: str, rows: Sequence[Row], right: Callable[[Row], bool], *, how: str, must: str = "", aim: str = ""
) -> Figure:
    """A share with its interval, and of each half of the sample apart."""
    halves = [np.mean([right(row) for row in rows if row["tuned"] is tuned]) for tuned in (True, False)]
    return Figure(
        what=what, value=f"{np.mean([right(row) for row in rows]):.3f}", must=must, aim=aim, interval=_interval(rows, right),
        how=f"{how}; half looked at while rules were written {halves[0]:.3f}, half never looked at {halves[1]:.3f}",
    )  # fmt: skip


def _interval(rows: Sequence[Row], right: Callable[[Row], bool]) -> str:
    """95 %, by drawing groups again."""
    groups: dict[str, list[bool]] = {}
    for row in rows:
        groups.setdefault(row["group"], []).append(right(row))
    sums = np.array([(sum(found), len(found)) for found in groups.values()])
    drawn = sums[np.random.default_rng(SEED).integers(len(sums), size=(DRAWS, len(sums)))].sum(axis=1)
    low, high = np.percentile(drawn[:, 0] / drawn[:, 1], [2.5, 97.5])
    return f"{low:.3f}–{high:.3f}"


def errors(rows: Sequence[Row]) -> None:
    """What is wrong, with its cause: the type, then the unit by where it went astray."""
    for row in sorted(rows, key=lambda row: row["no"]):
        gold, said = row["gold"], row["said"]
        if said.type != gold["type"]:
            print(
                f"TYPE {row['no']} {gold['type']} ← {said.type} {said.type_confidence:.2f} [{gold['category']}] {row['text']}"
            )
        if said.unit != row["unit"]:
            print(
                f"UNIT {row['no']} {row['unit']} ← {said.unit} {said.unit_confidence:.2f} {said.units[1:3]} "
                f"[{gold['category']} ← {said.categories[:3]}] area {gold['area']} ← {said.area_code} rules {said.rules} "
                f"grade {gold['grade']} ← {said.grade} {row['text']}"
            )


if __name__ == "__main__":
    main()
