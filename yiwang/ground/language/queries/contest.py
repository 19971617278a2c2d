"""One night's lessons: what teaches, what judges, and whether anything is new. Runs in a process of its own (`kit.apart`)."""

import base64
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.language.queries.guess import Model, dump, load
from yiwang.ground.language.queries.judging import judge
from yiwang.ground.language.queries.shingles import near_pairs

Example = Mapping[str, Any]
Fit = Callable[[Sequence[Example]], tuple[Model, dict[str, Any]]]
Digest = Callable[[Sequence[Example]], str]
FEWEST = 200
"""So many fresh cases must judge, or nothing is compared (a macro-F1 of fewer moves by more than 0.05 of itself)."""
SHARE = 0.2
"""The part of the fresh cases that judges, the most recent ones, where that is more than `FEWEST`."""
_ASIDE = ("at", "judges", "alike")


@dataclass(frozen=True, kw_only=True)
class Split:
    """`taught`: what a model may learn from. `judging`: later cases that no model has seen, `group` naming what says the same.
    `fresh`: cases since the last one.

    `until`: the moment of the last case that was taught, as ISO; empty: none was dated.
    """

    taught: list[Example]
    judging: list[dict[str, Any]]
    fresh: int
    until: str


def split(rows: Sequence[Example], *, since: str) -> Split:
    """Hold the most recent cases out. `since`: until when the model in service was taught, so that it has seen none of them.

    A row with `at` is a case, with `judges` one that a person decided; others teach only. Of the held-out ones those drop out
    that say what something says that teaches (`alike`). With fewer than `FEWEST` fresh cases nothing is held out.
    """
    fresh = sorted((row for row in rows if row.get("judges") and row["at"] > since), key=lambda row: str(row["at"]))
    held = fresh[-max(FEWEST, int(len(fresh) * SHARE)) :] if len(fresh) >= FEWEST else []
    cut = held[0]["at"] if held else ""
    taught = [row for row in rows if not (cut and row.get("at", "") >= cut)]
    known = {row["alike"] for row in taught}
    return Split(
        taught=taught,
        judging=[{**row, "group": row["alike"]} for row in held if row["alike"] not in known],
        fresh=len(fresh),
        until=max((str(row["at"]) for row in taught if row.get("at")), default=since),
    )


def compare(rows: Iterator[Example], *, fit: Fit, digest: Digest) -> bytes:
    """A header as one line of JSON, then the new model's arrays, if one was made.

    The first row says: `old` (arrays of the model in service, base64; empty: nothing to be compared with), `since`, `known`
    (digests not to train again), and `base`: where it is told, a change of the categories asks, and it is trained although too
    few cases judge, unless what there was to learn before anybody decided anything has this digest still.
    """
    head, found = next(rows), _with_alike(list(rows))
    split_ = split(found, since=head["since"])
    base = digest([_lesson(row) for row in found if not row.get("case")])
    told = {
        "fresh": split_.fresh, "taught": len(split_.taught), "judged": len(split_.judging), "until": split_.until,
        "overruled": sum(bool(row.get("overruled")) for row in split_.taught),
        "digest": digest([_lesson(row) for row in split_.taught]), "end": "compared", "contest": {}, "metrics": {},
    }  # fmt: skip
    if told["digest"] in head["known"] or base == head["base"]:
        return _answer(told | {"end": "same"})
    if not split_.judging and not head["base"]:
        return _answer(told | {"end": "few"})
    model, metrics = fit([{**_lesson(row), "group": row["alike"]} for row in split_.taught])
    if split_.judging and head["old"]:
        old = load(base64.b64decode(head["old"]))
        told["contest"] = judge(split_.judging, before=old, after=model).as_json()
    told["metrics"] = metrics | {"population": _population(split_.taught), "base": base}
    return _answer(told, dump(model))


def _with_alike(rows: Sequence[Example]) -> list[Example]:
    """The rows with `alike`: the same for near-duplicates, so that they never stand on both sides, and for rows of one group."""
    above = list(range(len(rows)))

    def top(number: int) -> int:
        while above[number] != number:
            number = above[number] = above[above[number]]
        return number

    named: dict[str, int] = {}
    together = [(named.setdefault(row["group"], at), at) for at, row in enumerate(rows) if row.get("group")]
    for one, other in [*together, *((pair.a, pair.b) for pair in near_pairs(row["text"] for row in rows))]:
        above[top(other)] = top(one)
    return [{**row, "alike": f"#{top(at)}"} for at, row in enumerate(rows)]


def _lesson(row: Example) -> Example:
    """What of a row teaches: nothing that another night would say otherwise of the same case."""
    return {name: value for name, value in row.items() if name not in _ASIDE}


def read(answer: bytes) -> tuple[dict[str, Any], bytes]:
    """What `compare` gave: the header, and the arrays (empty where nothing was trained)."""
    head, _, blob = answer.partition(b"\n")
    return json.loads(head), blob


def _answer(told: Mapping[str, Any], blob: bytes = b"") -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n" + blob


def _population(taught: Sequence[Example]) -> dict[str, int]:
    """Cases a category among what was learnt from life; phrases are no cases."""
    return dict(Counter(row["category"] for row in taught if row["category"] and row.get("case")))
