"""What an intake costs: statements, milliseconds of our own CPU, and intakes for one plain committed row of the same size.

On an embedded server of its own with every fsync on. Run: `python -m benchmarks.intake [HOW_MANY]`. The ratio is the figure to
compare between machines and commits; the milliseconds are this machine's.
"""

import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "yiwang.config.settings"
os.environ |= {"DATABASE_URL": "", "YIWANG_DEMO": "1"}

from yiwang.config import postgres

ROUNDS = 5


@contextmanager
def a_city() -> Iterator[None]:
    """The demo city without appeals, in a folder that goes away."""
    with tempfile.TemporaryDirectory(prefix="yw-bench-") as folder:
        Path(folder).chmod(0o755)
        os.environ["DATA_DIR"] = folder
        with postgres.ensure_url():
            import django

            django.setup()
            from yiwang.config import install, seed

            install.migrate()
            seed.lay_ground(demo=True)
            yield


def per_second(act: Callable[[], object], times: int) -> tuple[float, float]:
    """How often it is done in a second, and milliseconds of this process's CPU each time."""
    began, cpu = time.perf_counter(), time.process_time()
    for _ in range(times):
        act()
    return times / (time.perf_counter() - began), (time.process_time() - cpu) / times * 1000


def measure(times: int) -> None:
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from yiwang.cases.appeals import commands as appeals
    from yiwang.cases.appeals.commands import Party, Submission
    from yiwang.cases.appeals.queries import Told
    from yiwang.config.seed import sample
    from yiwang.kit.actor import Actor

    stories = [item for item in sample() if item["gold"]["tripwire"] == "none"]
    keys = count()

    def intake() -> None:
        number = next(keys)
        item = stories[number % len(stories)]
        appeals.register(
            by=Actor.citizen(),
            submission=Submission(
                key=f"bench:{number}",
                told=Told(
                    channel="web", content=item["content"], title=item["title"], area_code=item["gold"]["area"] or ""
                ),
                party=Party(name="王女士", phone=f"154{number:08d}", identity_level="sms_verified"),
            ),
        )

    def plain() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("INSERT INTO bench_plain (body) VALUES (%s)", ["邻" * 300])

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_plain (id bigserial PRIMARY KEY, body text NOT NULL)")
    per_second(intake, 20)
    rounds = [(per_second(intake, times), per_second(plain, times)) for _ in range(ROUNDS)]
    rates = [taken / bare for (taken, _), (bare, _) in rounds]
    print(f"{times} x {ROUNDS}: {statistics.median(rates):.4f} intakes for a plain row"
          f" (1 to {1 / statistics.median(rates):.0f}; rounds {', '.join(f'{rate:.4f}' for rate in rates)})")  # fmt: skip
    print(f"{statistics.median(taken for (taken, _), _ in rounds):.1f} intakes a second,"
          f" {statistics.median(cpu for (_, cpu), _ in rounds):.1f} ms of CPU each")  # fmt: skip
    statements: list[int] = []
    kinds: Counter[str] = Counter()
    for _ in range(60):
        with CaptureQueriesContext(connection) as seen:
            intake()
        said = [query["sql"].split()[0] for query in seen if query["sql"].split()[0] not in ("BEGIN", "COMMIT")]
        statements.append(len(said))
        kinds.update(said)
    each = ", ".join(f"{kind} {total / 60:.1f}" for kind, total in kinds.most_common())
    print(f"statements an intake: median {statistics.median(statements):.0f}, at most {max(statements)} ({each})")


if __name__ == "__main__":
    with a_city():
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
