"""How well the house grades complaints about police: the demo's sample, read by models that never saw it, and public messages.

Five folds, grouped by duplicate group. Run: `python -m benchmarks.studies.grading [FOLDER]`. FOLDER: real messages as JSON lines
(`title`, `body` or `text`), of which is told how many of a thousand are graded; nothing of them is printed. Ratios, no timings.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")

from yiwang.config import postgres

GRADES = ("misconduct", "informant", "ordinary", "")
EACH = 400
"""Messages read of each file."""


def main() -> None:
    with postgres.ensure_url():
        import django

        django.setup()
        from yiwang.config import install, seed

        install.migrate()
        seed.lay_ground(demo=True)
        measure()
        if len(sys.argv) > 1:
            for path in sorted(Path(sys.argv[1]).glob("*.jsonl")):
                read(path)


def measure() -> None:
    from sklearn.model_selection import GroupKFold

    from yiwang.cases.appeals.queries import Told, understand, understanding
    from yiwang.config import lessons
    from yiwang.ground.language import bulk
    from yiwang.ground.language import queries as language
    from yiwang.ground.rules import queries as rules

    sample, served = lessons.sample(), language.model
    phrases = list(language.phrases(rules.current(kind="categories"), beside=True))
    groups = [item["gold"]["duplicate_group"] or item["no"] for item in sample]
    told = [
        Told(channel=i["channel"], title=i["title"], content=i["content"], area_code=i["gold"]["area"] or "")
        for i in sample
    ]
    said = {}
    for seen, unseen in GroupKFold(5, shuffle=True, random_state=0).split(sample, groups=groups):
        model, _ = bulk.fit([*(_example(sample[i]) for i in seen), *phrases])
        understanding.language.model = lambda model=model: model
        said |= {i: understand(told[i]) for i in unseen}
    understanding.language.model = served
    report([(item["gold"]["grade"], said[i].grade, item["no"]) for i, item in enumerate(sample)])


def _example(item: dict) -> dict:
    gold = item["gold"]
    return {"text": f"{item['title']} {item['content']}", "type": gold["type"], "category": gold["category"]}


def report(rows: list[tuple[str, str, str]]) -> None:
    print(f"{len(rows)} appeals of the sample, each read by a model that never saw it")
    for grade in GRADES:
        gold, given = [r for r in rows if r[0] == grade], [r for r in rows if r[1] == grade]
        right = sum(r[0] == r[1] for r in gold)
        print(
            f"{grade or 'none':11} gold {len(gold):3} recall {right / max(1, len(gold)):.3f} "
            f"given {len(given):3} precision {right / max(1, len(given)):.3f}"
        )
    kept = [r for r in rows if r[0] in ("misconduct", "ordinary")]
    print(
        f"about police and graded so, sealed or ordinary: {sum(r[1] in ('misconduct', 'ordinary') for r in kept)} of {len(kept)}"
    )
    print(
        "not as a person graded it:",
        [f"{no} {gold or '-'} → {given or '-'}" for gold, given, no in rows if gold != given],
    )


def read(path: Path) -> None:
    from yiwang.cases.appeals.queries import Told, understand

    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    rows = [row for row in rows if row.get("body") or row.get("text")][:: max(1, len(rows) // EACH)][:EACH]
    if not rows:
        return
    given = Counter(
        understand(Told(channel="web", title=row.get("title") or "", content=row.get("body") or row["text"])).grade
        for row in rows
    )
    told = ", ".join(f"{grade} {given[grade] / len(rows) * 1000:.0f}" for grade in GRADES[:3])
    print(f"{path.name}: of 1,000 {told}")


if __name__ == "__main__":
    main()
