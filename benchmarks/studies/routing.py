"""How often the house pushes by itself, and how often it is then right: the demo's sample, read by models that never saw it.

Five folds, grouped by duplicate group. Run: `python -m benchmarks.studies.routing`. Prints ratios, no timings.
"""

import os
from collections import Counter

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yiwang.config.settings")

from yiwang.config import postgres


def main() -> None:
    with postgres.ensure_url():
        import django

        django.setup()
        measure()


def measure() -> None:
    from sklearn.model_selection import GroupKFold

    from yiwang.cases.appeals.queries import Told, understand
    from yiwang.config import install, seed
    from yiwang.ground.language import bulk
    from yiwang.ground.language import queries as language

    install.migrate()
    seed.lay_ground(demo=True)
    sample = seed.sample()
    phrases = [example for example in seed.examples(demo=True) if example.get("phrase")]
    groups = [item["gold"]["duplicate_group"] or item["no"] for item in sample]
    rows = []
    for seen, unseen in GroupKFold(5, shuffle=True, random_state=0).split(sample, groups=groups):
        taught = [_example(sample[i]) for i in seen]
        model, _ = bulk.fit([*taught, *phrases])
        language.model = lambda model=model: model
        from yiwang.cases.appeals.queries import understanding

        understanding.language.model = language.model
        for i in unseen:
            item = sample[i]
            told = Told(
                channel=item["channel"],
                title=item["title"],
                content=item["content"],
                type=item["gold"]["type"],
                area_code=item["gold"]["area"] or "",
            )
            rows.append((item["gold"] | {"no": item["no"]}, understand(told)))
    report(rows)


def _example(item: dict) -> dict:
    gold = item["gold"]
    return {"text": f"{item['title']} {item['content']}", "type": gold["type"], "category": gold["category"]}


def report(rows: list) -> None:
    plain = [(gold, said) for gold, said in rows if not gold["sealed"]]
    print(f"{len(plain)} unsealed appeals of {len(rows)}")
    print(f"right unit, whoever pushes: {share(plain, lambda g, s: s.unit == g['unit'])}")
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.7, 0.75, 0.8, 0.9):
        sure = [(g, s) for g, s in plain if s.unit and s.unit_confidence >= threshold]
        right = share(sure, lambda g, s: s.unit == g["unit"])
        print(f"threshold {threshold}: direct {len(sure) / len(plain):.1%}, right when direct {right}")
    sealed = [(g, s) for g, s in rows if g["sealed"]]
    print(f"sealed that must be: {share(sealed, lambda g, s: s.confidentiality == 'sealed')} of {len(sealed)}")
    print(f"sealed that need not be: {sum(s.confidentiality == 'sealed' for _, s in plain)}")
    missed = [(g["no"], g["category"], s.categories[:3]) for g, s in sealed if s.confidentiality != "sealed"]
    print("sealed and missed:", missed)
    wrong = Counter((g["unit"], s.unit) for g, s in plain if s.unit != g["unit"])
    print("most frequent confusions:", wrong.most_common(8))


def share(rows: list, right) -> str:
    return f"{sum(right(g, s) for g, s in rows) / max(1, len(rows)):.1%}"


if __name__ == "__main__":
    main()
