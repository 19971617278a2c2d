"""The figures are kept beside each other, and a missed target is said."""

import json
from datetime import UTC, datetime

import pytest

from benchmarks import __main__ as runner
from benchmarks import report
from benchmarks.harness import Result, percentiles

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def build(tmp_path, monkeypatch):
    monkeypatch.setattr(report, "BUILD", tmp_path)
    return tmp_path


def keep(*results, whole=False):
    report.keep(results, began=NOW, rows=50, whole=whole)
    return json.loads((report.BUILD / report.FIGURES).read_text())


def test_a_line_has_every_column_and_null_where_it_has_no_meaning():
    (line,) = keep(Result("inbox", 12.5, "ms", p95_ms=20.0, queries=9))
    assert set(line) == {"name", "value", "unit", "floor", "ratio", "p50_ms", "p95_ms", "queries", "rows"}
    assert line["floor"] is None


def test_one_benchmark_run_again_leaves_the_others_figures():
    keep(Result("search.city", 1.0, "ms"), Result("search.unit", 2.0, "ms"), Result("intake", 300.0, "1/s"))
    kept = keep(Result("search.city", 9.0, "ms"))
    assert [(one["name"], one["value"]) for one in kept] == [("intake", 300.0), ("search.city", 9.0)]
    assert [one["name"] for one in keep(Result("grow", 1.0, "1/s"), whole=True)] == ["grow"]


def test_the_page_names_what_is_missed_held_and_not_measured():
    keep(
        Result("intake", 310.0, "1/s", ratio=0.2, p95_ms=40.0),
        Result("intake.cpu", 5.0, "ms"),
        Result("search.city.rare", 1.0, "ms", p95_ms=50.0),
        Result("search.city.third", 1.0, "ms", p95_ms=61.0),
    )
    page = report.page()
    assert "intake value ≥ 300: held, aim 450 not reached (intake 310)" in page
    assert "intake p95_ms ≤ 35: **MISSED** (intake 40)" in page
    assert "intake ratio ≥ 0.08: held, aim 0.15 reached" in page
    assert "search p95_ms ≤ 60: **MISSED** (search.city.third 61)" in page
    assert "import value ≥ 300: **not measured**" in page
    assert "2026-11-22 06:00 UTC, 50 appeals" in page


def test_the_page_is_written_between_its_marks(tmp_path, monkeypatch, capsys):
    keep(Result("grow", 700.0, "rows/s"))
    page = tmp_path / "performance.md"
    page.write_text("before\n<!-- figures -->\nold\n<!-- /figures -->\nafter\n")
    monkeypatch.setattr(report, "PAGE", page)
    for _ in range(2):
        report.tell(write=True)
    text = page.read_text()
    assert text.startswith("before\n<!-- figures -->\nMachine")
    assert text.endswith("<!-- /figures -->\nafter\n")
    assert text.count("| grow | 700 |") == 1
    assert "old" not in text


def test_percentiles_are_milliseconds_of_what_was_measured():
    assert percentiles([number / 1000 for number in range(1, 101)]) == (51.0, 96.0)
    assert percentiles([0.5]) == (500.0, 500.0)


def test_every_benchmark_is_found_and_a_strange_name_refused():
    assert {"grow", "verify", "memory", "intake", "inbox"} <= set(runner.modules())
    assert not {"harness", "cities", "report", "asking"} & set(runner.modules())
    with pytest.raises(SystemExit, match="no such benchmark: nonsense"):
        runner.chosen({"nonsense"})
