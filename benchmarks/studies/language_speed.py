"""Milliseconds a message: tripwire, all stages, guess, likeness.

Run: DJANGO_SETTINGS_MODULE=yiwang.config.settings python -m benchmarks.studies.language_speed
"""

import json
import statistics
import time
from collections.abc import Callable

import django

django.setup()

from tests.unit.language.examples import all_examples, sample  # noqa: E402
from tests.unit.language.sentences import default_rules  # noqa: E402
from yiwang.ground.language import bulk, queries  # noqa: E402
from yiwang.ground.language.queries.guess import dump, load  # noqa: E402
from yiwang.ground.language.queries.text import prepare  # noqa: E402


def per_message(texts: list[str], act: Callable[[str], object]) -> dict[str, float]:
    act(texts[0])
    times = []
    for text in texts:
        prepare.cache_clear()
        start = time.perf_counter()
        act(text)
        times.append((time.perf_counter() - start) * 1000)
    return {"median_ms": round(statistics.median(times), 3), "p95_ms": round(statistics.quantiles(times, n=20)[-1], 3)}


def every_stage(text: str) -> None:
    for stage in default_rules()["stages"]:
        queries.judge(rules=default_rules(), stage=stage, facts=queries.Facts(text=text))


def main() -> None:
    short = [row["text"] for row in sample()]
    long = ["。".join(short[i : i + 12]) for i in range(0, 200, 4)]
    start = time.perf_counter()
    trained, _ = bulk.fit(all_examples())
    print(f"training: {time.perf_counter() - start:.1f} s")
    blob = dump(trained)
    start = time.perf_counter()
    model = load(blob)
    print(f"model: {len(blob) / 1024:.0f} KiB, loads in {(time.perf_counter() - start) * 1000:.0f} ms")
    others = list(enumerate(short))
    acts: dict[str, Callable[[str], object]] = {
        "tripwire": lambda text: queries.tripwire(text=text, answers={}, rules=default_rules()),
        "five stages": every_stage,
        "classify": lambda text: queries.classify(text=text, model=model),
        "guess_type": lambda text: queries.guess_type(text=text, model=model),
        "likest of 302": lambda text: queries.likest(text, others),
    }
    for name, texts in (("appeal", short), ("letter", long)):
        signs = statistics.median(map(len, texts))
        for act, run in acts.items():
            print(json.dumps({"text": name, "median_signs": signs, "act": act, **per_message(texts, run)}))


if __name__ == "__main__":
    main()
