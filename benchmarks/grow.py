"""How fast the city grew: `grow` in appeals a second over the whole growth, indexes, checkpoints and VACUUM included.

`floor`: covers alone, ready-made lines of their size, by one COPY into a bare table right after the growth. The figures are
those of the growth that made this city: it happens once.
"""

import time

import psycopg

from benchmarks.harness import House, Result

_LINES = 50_000
_LINE = "\t".join(["邻" * 40, *["2026-11-22 05:15:00+00"] * 6, *["1234567"] * 8, "x" * 60])
_COLUMNS = ", ".join([f"c{n} text" for n in range(_LINE.count("\t") + 1)])


def run(house: House) -> list[Result]:
    """Nothing is measured now: a growth happens once. One that was cut off and went on later gives no figure."""
    if not house.grown.get("seconds") or house.grown["is_resumed"]:
        return []
    speed, floor = house.rows / house.grown["total_seconds"], house.grown["floor_rows_per_second"]
    found = [Result("grow", round(speed, 1), "rows/s", floor, round(speed / floor, 4), rows=house.rows)]
    parts = {"total": house.grown["total_seconds"], **house.grown["seconds"]}
    return found + [Result(f"growth.{name}", seconds, "s", rows=house.rows) for name, seconds in parts.items()]


def floor(url: str) -> float:
    """Bare lines a second."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE TABLE bench_floor ({_COLUMNS})")
        try:
            began = time.perf_counter()
            with connection.cursor() as cursor, cursor.copy("COPY bench_floor FROM STDIN") as copy:
                block = f"{_LINE}\n" * 500
                for _ in range(_LINES // 500):
                    copy.write(block)
            return round(_LINES / (time.perf_counter() - began), 1)
        finally:
            connection.execute("DROP TABLE bench_floor")
