"""`make bench [ONLY=name,…] [BENCH_ROWS=n]`: runs the benchmarks, prints a table, writes `build/bench.json`."""

import os
import sys
from dataclasses import asdict, fields
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from types import ModuleType

from benchmarks import cities, report
from benchmarks.harness import House, Result

HERE = Path(__file__).parent
_NO_BENCHMARKS = {"as_found", "asking", "__init__", "__main__", "harness", "cities", "report", "load"}
_ORDER = (
    "grow",
    "verify",
    "inbox",
    "case_page",
    "search",
    "memory",
    "rehearse",
    "intake",
    "portal_submit",
    "importing",
)
"""Those that only read come first; what is not named here comes last."""
_CALLED = {"import": "importing"}
"""`import` is no name a module can have."""
COLUMNS = tuple(field.name for field in fields(Result))


def modules() -> list[str]:
    """Every benchmark there is, in the order they run."""
    found = {path.stem for path in HERE.glob("*.py")} - _NO_BENCHMARKS
    return sorted(found, key=lambda name: (_ORDER.index(name) if name in _ORDER else len(_ORDER), name))


def chosen(only: set[str]) -> list[ModuleType]:
    """The benchmarks to run, loaded; Django stands when this is called."""
    known, wanted = modules(), {_CALLED.get(name, name) for name in only}
    if strangers := wanted - set(known):
        raise SystemExit(f"no such benchmark: {', '.join(sorted(strangers))}; there are {', '.join(known)}")
    return [import_module(f"benchmarks.{name}") for name in known if not wanted or name in wanted]


def line(result: Result) -> str:
    """One row of the printed table."""
    cells = [report.cell(value) for value in asdict(result).values()]
    return f"{cells[0]:<34} {cells[1]:>10} {cells[2]:<10} " + " ".join(f"{cell:>10}" for cell in cells[3:])


def measure(house: House, only: set[str]) -> tuple[list[Result], list[str]]:
    """Run what is chosen; what fails is said at the end and does not keep the others from running."""
    found: list[Result] = []
    failed: list[str] = []
    for module in chosen(only):
        cities.say(f"… {module.__name__}")
        try:
            with house.here():
                results = module.run(house)
        except Exception as error:
            if os.environ.get("BENCH_RAISE"):
                raise
            failed.append(f"{module.__name__}: {type(error).__name__}: {error}")
            continue
        found += results
        for result in results:
            print(line(result), flush=True)
    return found, failed


def main() -> None:
    """Measure and keep the figures; those of other names that were measured before stay in the file."""
    if sys.argv[1:2] == ["report"]:
        report.tell(write="--write" in sys.argv)
        return
    rows = int(os.environ.get("BENCH_ROWS") or 1_000_000)
    only = {name.strip() for name in os.environ.get("ONLY", "").split(",") if name.strip()}
    head = [f"{name:>10}" for name in COLUMNS[3:]]
    print(f"{'name':<34} {'value':>10} {'unit':<10} " + " ".join(head))
    with cities.city(rows) as house:
        began = datetime.now(UTC)
        found, failed = measure(house, only)
    report.keep(found, began=began, rows=rows, whole=not only)
    for fault in failed:
        print(f"FAILED {fault}", file=sys.stderr)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
