"""Entities: numbers put into real sentences, and the demo's own units and officers, each beside what only looks like one.

The values, spellings and sentences are drawn (seed below), not the code's own examples; real sentences come from messages that
nobody here wrote. The roster is read from `demo/`, so that no database is needed.
"""

import csv
import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from benchmarks.language import harness
from benchmarks.language.entities_made import NEGATIVES, POSITIVES, Made, made_officers
from benchmarks.language.entities_sample import SAMPLE_SPOTS
from benchmarks.language.harness import Figure
from yiwang.cases.appeals.queries.entities import joined
from yiwang.config.lessons import sample
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Entity
from yiwang.ground.language.states import EntityKind
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.queries.calling import calls
from yiwang.ground.organisation.queries.naming import LEADERS, Force, Person, read
from yiwang.ground.organisation.queries.tree import short_name

DEMO = harness.ROOT / "demo"
SEED, EACH, DRAWS = 20261122, 500, 1000
"""`EACH`: sentences a kind, and as many with something else that has figures."""
_NUMBERS = (EntityKind.PHONE, EntityKind.ID_NUMBER, EntityKind.PLATE)
_CLAUSE = re.compile(r"[^。！？!?\n]{8,60}[。！？!?]")
_BUSY = re.compile(
    r"\d{4}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z]|\*{3}|公安|民警|警官|派出所|分局|支队|大队"
)


@dataclass
class Score:
    """Counts of spans found, missed and made up, a sentence each."""

    rows: list[tuple[int, int, int]]

    def f1(self, rows: Iterable[tuple[int, int, int]] | None = None) -> float:
        """2·hits over everything found and everything there."""
        hit, more, less = (sum(column) for column in zip(*(rows or self.rows), strict=True))
        return 2 * hit / ((2 * hit + more + less) or 1)

    def told(self) -> str:
        """F1 with precision and recall."""
        hit, more, less = (sum(column) for column in zip(*self.rows, strict=True))
        return f"{self.f1():.4f} (P {hit / ((hit + more) or 1):.4f}, R {hit / ((hit + less) or 1):.4f})"

    def interval(self) -> str:
        """95 %, sentences drawn with replacement."""
        rng = random.Random(SEED)
        found = sorted(self.f1(rng.choices(self.rows, k=len(self.rows))) for _ in range(DRAWS))
        return f"{found[int(0.025 * DRAWS)]:.4f}–{found[int(0.975 * DRAWS)]:.4f}"


def run() -> list[Figure]:
    """The figures."""
    return [*_numbers(), *_force()]


def _sentences(count: int, rng: random.Random) -> list[str]:
    """Real sentences that have no number, plate or police word of their own."""
    texts = [row["body"] for row in harness.rows("messages_unlabelled.jsonl")]
    found = [hit[0] for text in texts for hit in _CLAUSE.finditer(text) if not _BUSY.search(hit[0])]
    return rng.sample(sorted(set(found)), count)


def _numbers() -> list[Figure]:
    rng = random.Random(SEED)
    figures = []
    for kind in _NUMBERS:
        real = _sentences(2 * EACH, rng)
        rows = [_judged(kind, _put(real[at], POSITIVES[kind](rng), rng)) for at in range(EACH)]
        rows += [_judged(kind, _put(real[EACH + at], rng.choice(NEGATIVES)(rng), rng)) for at in range(EACH)]
        score = Score(rows)
        figures.append(
            Figure(
                what=f"entities: {kind.label}, F1 of exact spans", value=score.told(), interval=score.interval(),
                must="≥ 0.99", how=f"{EACH} values in many spellings and {EACH} numbers that are none, each in a real sentence; "
                f"seed {SEED}",
            )
        )  # fmt: skip
    return figures


def _put(sentence: str, made: Made, rng: random.Random) -> tuple[str, list[tuple[int, int]]]:
    """A made phrase before or after a real sentence; where what is meant stands then."""
    if rng.random() < 0.5:
        return made.text + sentence, list(made.spans)
    return sentence + made.text, [(start + len(sentence), end + len(sentence)) for start, end in made.spans]


def _judged(kind: EntityKind, case: tuple[str, list[tuple[int, int]]]) -> tuple[int, int, int]:
    text, gold = case
    return _counted({(one.start, one.end) for one in language.entities(text) if one.kind is kind}, set(gold))


def _counted(found: set[tuple[int, int]], gold: set[tuple[int, int]]) -> tuple[int, int, int]:
    return len(found & gold), len(found - gold), len(gold - found)


# --- the force


def _rows(name: str) -> list[dict[str, str]]:
    with (DEMO / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _units() -> list[Unit]:
    """The demo's units as the roster holds them, not kept anywhere."""
    known: dict[str, Unit] = {}
    for key, row in enumerate(_rows("units.csv"), 1):
        above, names = known.get(row["parent"]), []
        unit = Unit(pk=key, code=row["code"], parent=above, name=row["zh"], kind=row["kind"])
        while above:
            names.append(above.name)
            above = above.parent
        unit.short_name = short_name(name=unit.name, kind=unit.kind, above=names)
        known[unit.code] = unit
    return list(known.values())


def _people() -> tuple[Person, ...]:
    posts: dict[str, list[tuple[str, str]]] = {}
    leads: dict[str, list[str]] = {}
    officers = [*_rows("officers.csv"), *_rows("officers_more.csv")]
    for row in [*officers, *({**one, "code": one["officer"]} for one in _rows("officer_posts_extra.csv"))]:
        posts.setdefault(row["code"], []).append((row["unit"], row["post"]))
        if {str(role) for role in LEADERS} & set(row["roles"].split(";")):
            leads.setdefault(row["code"], []).append(row["unit"])
    return tuple(
        Person(
            key=key, code=row["code"], name=row["name"], badge=row["badge_no"], unit=row["unit"],
            posts=tuple(posts[row["code"]]), leads=tuple(leads.get(row["code"], ())),
        )
        for key, row in enumerate(officers, 1)
    )  # fmt: skip


def demo_force() -> tuple[Force, list[Unit]]:
    """Everybody of the demo who can be named, and the units."""
    units = _units()
    return Force(calls(units), _people(), {unit.code: unit.kind for unit in units}), units


def _force() -> list[Figure]:
    force, units = demo_force()
    rng = random.Random(SEED)
    cases = made_officers(force, units, rng, 2 * EACH)
    real = _sentences(len(cases), rng)
    figures = []
    for kind in (EntityKind.UNIT, EntityKind.OFFICER):
        score = Score([_named(force, kind, _one(sentence, case)) for sentence, case in zip(real, cases, strict=True)])
        figures.append(_told(f"entities: demo {kind.label}, F1 of spans with their codes", score, len(cases)))
    figures.append(_on_sample(force))
    return figures


def _told(what: str, score: Score, count: int) -> Figure:
    return Figure(
        what=what, value=score.told(), interval=score.interval(), must="≥ 0.95",
        how=f"{count} sentences, half of them with citizens called alike, other cities' units and greetings; seed {SEED}",
    )  # fmt: skip


def _one(sentence: str, made: Made) -> tuple[str, list[tuple[int, int, str]]]:
    return made.text + sentence, [(start, end, code) for (start, end), code in zip(made.spans, made.codes, strict=True)]


def _named(force: Force, kind: EntityKind, case: tuple[str, list[tuple[int, int, str]]]) -> tuple[int, int, int]:
    text, gold = case
    wanted = {spot for spot in gold if _is_unit(spot[2]) == (kind is EntityKind.UNIT)}
    found = _found(force, text, kind)
    hits = {one for one in found if any(_same(one, other) for other in wanted)}
    met = {one for one in wanted if any(_same(other, one) for other in found)}
    return len(met), len(found - hits), len(wanted - met)


def _is_unit(code: str) -> bool:
    return code == "yz" or code.startswith("yz.")


def _found(force: Force, text: str, kind: EntityKind) -> set[tuple[int, int, tuple[str, ...]]]:
    """What is shown of one kind: as `cases.appeals.queries.entities` joins it."""
    named = read(text, force)
    shown: list[Entity] = [one for one in joined(language.entities(text), named) if one.kind is kind]
    places = {(one.start, one.end) for one in shown}
    return {
        (spot.start, spot.end, spot.codes)
        for spot in named.spots
        if (spot.start, spot.end) in places and spot.is_unit == (kind is EntityKind.UNIT)
    }


def _same(found: tuple[int, int, tuple[str, ...]], gold: tuple[int, int, str]) -> bool:
    """The right one is among those meant, and the stretches meet: 牛警官 or the 牛 of it."""
    return gold[2] in found[2] and found[0] < gold[1] and gold[0] < found[1]


def _on_sample(force: Force) -> Figure:
    """The sample's appeals and replies, in which one person marked every mention of a unit or officer of the demo."""
    texts = {row["no"]: f"{row['title']}。{row['content']}\n{row.get('reply') or ''}" for row in sample()}
    rows = []
    for no, text in texts.items():
        gold = [(at, at + len(words), code) for words, at, code in SAMPLE_SPOTS.get(no, ())]
        pairs = [_named(force, kind, (text, gold)) for kind in (EntityKind.UNIT, EntityKind.OFFICER)]
        rows.append((pairs[0][0] + pairs[1][0], pairs[0][1] + pairs[1][1], pairs[0][2] + pairs[1][2]))
    score = Score(rows)
    return Figure(
        what="entities: units and officers in the sample's appeals and replies", value=score.told(),
        interval=score.interval(), must="≥ 0.95",
        how=f"{len(rows)} appeals with their replies, {sum(map(len, SAMPLE_SPOTS.values()))} mentions marked by one person; "
        "in-sample: two rules were mended after reading them",
    )  # fmt: skip
