"""The data sets for a pool: the same days give the same bytes, nobody is in them, and what was spoilt on the way is found."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from tests.filing import NAME, NUMBER, decided, filed, window
from yiwang.cases.applications import commands
from yiwang.kit.errors import Invalid
from yiwang.offer.catalog.models import Version
from yiwang.sites.exchange import pool
from yiwang.sites.exchange.pool import Period

pytestmark = pytest.mark.usefixtures("city")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


def rows(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text().splitlines()]


def test_two_days_are_written_read_again_and_written_the_same(tmp_path):
    with travel(MONDAY, tick=False) as time:
        Version.objects.update(published_at=MONDAY)
        one = filed(item="onething.identity_change", chosen={"what": ["姓名"], "bundle": ["身份证"]})
        commands.accept(by=window(one), case_id=one.pk)
        commands.start_special(by=window(one), case_id=one.pk, kind="appraisal", days=3, why="笔迹要鉴定")
        commands.end_special(by=window(one), case_id=one.pk)
        day = Period(first=MONDAY.date(), last=MONDAY.date())
        with pytest.raises(Invalid, match="今天以前"):
            pool.write(folder=tmp_path / "early", period=day)
        time.shift(timedelta(days=1))
        decided(one)
        time.shift(timedelta(days=1))
        first = pool.write(folder=tmp_path / "a", period=day)
        after = day.last + timedelta(days=1)
        second = pool.write(folder=tmp_path / "b", period=Period(first=after, last=after))
        pool.write(folder=tmp_path / "again", period=day)
    assert first["items"] == Version.objects.count() and second["items"] == 0
    assert first["application"] == 1 + one.parts.count() and second["application"] == 0
    assert [row["what"] for row in rows(tmp_path / "a", "acceptance")] == ["accepted"]
    assert {row["special"] for row in rows(tmp_path / "a", "handling")} >= {"2"}
    assert [row["outcome"] for row in rows(tmp_path / "b", "closing")] == ["granted"] * (1 + one.parts.count())
    whole = {row["number"]: row["whole"] for row in rows(tmp_path / "a", "application")}
    assert whole[one.case.number] == "" and set(whole.values()) == {"", one.case.number}
    for path in (tmp_path / "a").iterdir():
        assert path.read_bytes() == (tmp_path / "again" / path.name).read_bytes()
        assert NAME not in path.read_text() and NUMBER not in path.read_text()


def test_what_was_spoilt_on_the_way_is_found(tmp_path):
    with travel(MONDAY, tick=False) as time:
        filed()
        time.shift(timedelta(days=1))
        pool.write(folder=tmp_path, period=Period(first=MONDAY.date(), last=MONDAY.date()))
    path = tmp_path / "application.jsonl"
    row = rows(tmp_path, "application")[0]
    path.write_text(json.dumps(row | {"item_type": "99", "way": 2, "more": "x"}) + "\n")
    said = "\n".join(pool.check(folder=tmp_path))
    assert "代码表item_type" in said and "代码表way" in said and "more" in said and "校验值" in said
    path.unlink()
    assert any("没有application.jsonl" in one for one in pool.check(folder=tmp_path))
    (tmp_path / "manifest.json").write_text("{}")
    assert len(pool.check(folder=tmp_path)) == 1
