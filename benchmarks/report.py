"""Keeping the figures of a run, and telling them as docs/performance.md does: against targets, with commit, date, machine."""

import json
import os
import platform
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from benchmarks import cities
from benchmarks.harness import Result

BUILD = Path(os.environ.get("BENCH_OUT", cities.ROOT / "build"))
PAGE = cities.ROOT / "docs" / "performance.md"
_BEGIN, _END = "<!-- figures -->", "<!-- /figures -->"
FIGURES, RUNS = "bench.json", "bench.runs.json"


@dataclass(frozen=True)
class Target:
    """What a figure must be. `field` of the result, `must` at most or at least, `aim` what we would like."""

    prefix: str
    field: str
    at_least: bool
    must: float
    aim: float | None = None

    def holds(self, said: float, wanted: float) -> bool:
        """At least, or at most, that much."""
        return said >= wanted if self.at_least else said <= wanted


TARGETS = (
    Target("intake", "value", True, 300, 450),
    Target("intake", "p95_ms", False, 35),
    Target("intake", "ratio", True, 0.08, 0.15),
    Target("portal_submit", "value", True, 450),
    Target("inbox", "p95_ms", False, 60),
    Target("inbox", "queries", False, 12),
    Target("inbox", "ratio", False, 1.3),
    Target("case_page", "p95_ms", False, 80),
    Target("case_page", "queries", False, 20),
    Target("search", "p95_ms", False, 60),
    Target("caller", "p95_ms", False, 50),
    Target("guides.search", "p95_ms", False, 30),
    Target("guides.page", "p95_ms", False, 50),
    Target("apply_submit", "p95_ms", False, 500),
    Target("instant", "p95_ms", False, 1000),
    Target("queue", "p95_ms", False, 60),
    Target("import", "value", True, 300),
    Target("due.find", "p95_ms", False, 2000),
    Target("due.act", "value", True, 500),
    Target("rehearse", "value", True, 10_000 / 60),
    Target("memory.portal", "value", False, 200),
    Target("memory.workbench", "value", False, 200),
    Target("memory.api", "value", False, 200),
    Target("memory.worker", "value", False, 700),
    Target("grow", "value", True, 1_000_000 / (25 * 60)),
)
"""From the issues: seconds, milliseconds and megabytes of two cores. Growing: 1,000,000 within 25 minutes is 667 rows a second;
rehearsing: 10,000 within a minute is 167 appeals."""


def keep(found: Sequence[Result], *, began: datetime, rows: int, whole: bool) -> None:
    """Write `bench.json`. A run of some benchmarks leaves the others' figures; each keeps beside it when it ran."""
    BUILD.mkdir(parents=True, exist_ok=True)
    figures, runs = _read()
    ran = {result.name.partition(".")[0] for result in found}
    if whole:
        figures, runs = [], {}
    figures = [one for one in figures if one["name"].partition(".")[0] not in ran]
    figures += [asdict(result) for result in found]
    runs |= {name: {"commit": cities.commit(), "at": f"{began:%Y-%m-%d %H:%M} UTC", "rows": rows} for name in ran}
    (BUILD / FIGURES).write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n")
    (BUILD / RUNS).write_text(json.dumps(runs, indent=1) + "\n")


def _read() -> tuple[list[dict[str, Any]], dict[str, Any]]:
    figures, runs = BUILD / FIGURES, BUILD / RUNS
    if not (figures.exists() and runs.exists()):
        return [], {}
    return json.loads(figures.read_text()), json.loads(runs.read_text())


def tell(*, write: bool) -> None:
    """Print the page; `write` also puts it between the marks of docs/performance.md."""
    told = page()
    print(told)
    if write:
        before, _, rest = PAGE.read_text(encoding="utf-8").partition(_BEGIN)
        PAGE.write_text(f"{before}{_BEGIN}\n{told}\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


def page() -> str:
    """The figures of `bench.json` as a Markdown table, and below it which targets are missed."""
    figures, runs = _read()
    if not figures:
        raise SystemExit("build/bench.json is not there: run `make bench` first")
    lines = [
        _machine(),
        "",
        *_runs(runs),
        "",
        "| " + " | ".join(figures[0]) + " |",
        "|---|" + "---:|" * (len(figures[0]) - 1),
    ]
    lines += ["| " + " | ".join(cell(value) for value in one.values()) + " |" for one in figures]
    return "\n".join([*lines, "", *_judged(figures)])


def cell(value: object) -> str:
    """A number as people read it; nothing where there is none."""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    return "" if value is None else f"{value:,}" if isinstance(value, int) else str(value)


def _machine() -> str:
    cpus = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if "model name" in line
    ]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    kind = cpus[0] if cpus else platform.machine()
    return f"Machine: {len(cpus)} cores ({kind}), {memory:.0f} GB, Python {platform.python_version()}."


def _runs(runs: dict[str, Any]) -> Iterator[str]:
    by_run: dict[tuple[str, ...], list[str]] = {}
    for name, run in runs.items():
        by_run.setdefault((run["commit"], run["at"], f"{run['rows']:,}"), []).append(name)
    for (commit, at, rows), names in by_run.items():
        yield f"- {', '.join(names)}: commit {commit}, {at}, {rows} appeals"


def _judged(figures: Sequence[dict[str, Any]]) -> Iterator[str]:
    """One line a target; the worst of the figures it holds for."""
    for target in TARGETS:
        about = [one for one in figures if _is_of(one["name"], target) and one[target.field] is not None]
        sign = "≥" if target.at_least else "≤"
        wanted = f"{target.prefix} {target.field} {sign} {target.must:,.4g}"
        if not about:
            yield f"- {wanted}: **not measured**"
            continue
        worst = (min if target.at_least else max)(about, key=lambda one: one[target.field])
        said, name = worst[target.field], worst["name"]
        verdict = "held" if target.holds(said, target.must) else "**MISSED**"
        if target.aim is not None and verdict == "held":
            verdict += f", aim {target.aim:g} {'reached' if target.holds(said, target.aim) else 'not reached'}"
        yield f"- {wanted}: {verdict} ({name} {said:,.4g})"


def _is_of(name: str, target: Target) -> bool:
    """The figure itself; for times, queries and ratios also its details (`search.station.rare`)."""
    return name == target.prefix or (target.field != "value" and name.startswith(f"{target.prefix}."))
