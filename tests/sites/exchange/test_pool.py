"""The data sets for a pool: the same days give the same bytes, nobody is in them, and what was spoilt on the way is found."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from time_machine import travel

from tests.city import officer
from tests.filing import CITIZEN, NAME, NUMBER, accepted, decided, filed, form_of, head, window, worked
from yiwang.cases.applications import commands
from yiwang.ground.clocks import commands as clocks
from yiwang.ground.clocks import queries as reading
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.offer.catalog.models import Version
from yiwang.quality.asking import commands as asking
from yiwang.quality.asking.states import Door, Grade
from yiwang.quality.ratings import commands as ratings
from yiwang.quality.ratings.commands.taking import Said, Served, keep
from yiwang.quality.ratings.states import RatingKind
from yiwang.quality.supervision import commands as supervision
from yiwang.quality.supervision import queries as supervised
from yiwang.quality.supervision.models import Explanation
from yiwang.sites.exchange import pool, pool_codes
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


def late_explained_and_rated(one):
    """Pressed, late, explained, decided, handed over and rated badly; the day of all that."""
    late = reading.stored(subject=one.case.ref, kind="handle").red_at + timedelta(minutes=1)
    with travel(late, tick=False) as time:
        for _near_then_missed in range(2):
            clocks.sweep(by=Actor.job("clocks.sweep"))
        row, due = Explanation.objects.get(case=one.case), supervised.deadline_days(most=5)[-1]
        supervision.explain(
            by=head(one), explanation_id=row.pk, reason="others", words="等档案", told="要等档案", due=due
        )
        supervision.accept_explanation(by=officer("dai.jun"), explanation_id=row.pk)
        commands.decide(by=head(one), case_id=worked(one).pk, granted=True, words="准予")
        commands.deliver(by=window(one), case_id=one.pk, how="online")
        time.shift(timedelta(minutes=1))
        asked = ratings.ask_applicant(by=Actor.job("ratings.ask_applicant"), case_id=one.pk)
        asking.answer(by=CITIZEN, ask_id=asked.pk, door=Door.LINK, grade=Grade.DISSATISFIED, reasons=["slow"])
    return clock.local(late).date()


def test_each_of_the_seven_sets_has_rows_whose_codes_are_of_the_lists_and_whose_days_add_up(tmp_path):
    with travel(MONDAY, tick=False):
        Version.objects.update(published_at=MONDAY)
        one = accepted(form=form_of("hukou.move", to_area="鼓前街道"))
        supervision.nudge(by=officer("wei.rong"), case_id=one.pk)
        other = decided(filed(key="silent")).case
        filled = Said(grade=Grade.VERY_SATISFIED, door=Door.SYSTEM, kind=RatingKind.DEFAULT)
        served = Served(unit=other.unit, subject=other.ref, handler=other.officer, case=other)
        keep(by=Actor.job("ratings.fill"), served=served, said=filled)
    last = late_explained_and_rated(one)
    with travel(MONDAY + (last - MONDAY.date() + timedelta(days=1)), tick=False):
        middle = MONDAY.date() + (last - MONDAY.date()) // 2
        whole = pool.write(folder=tmp_path / "whole", period=Period(first=MONDAY.date(), last=last))
        pool.write(folder=tmp_path / "one", period=Period(first=MONDAY.date(), last=middle))
        pool.write(folder=tmp_path / "two", period=Period(first=middle + timedelta(days=1), last=last))
        pool.write(folder=tmp_path / "again", period=Period(first=MONDAY.date(), last=last))
    assert set(whole) == set(pool_codes.SETS) and all(whole.values()), whole
    for name in whole:
        parts = [(tmp_path / folder / f"{name}.jsonl").read_bytes() for folder in ("one", "two", "again", "whole")]
        assert parts[0] + parts[1] == parts[2] == parts[3], name
    told = json.loads((tmp_path / "whole" / "manifest.json").read_text())
    for name, fields in told["fields"].items():
        for field, kind in fields.items():
            given = [row[field] for row in rows(tmp_path / "whole", name)]
            said = {code for one in given for code in (one if isinstance(one, list) else [one])} - {""}
            listed = told["codes"].get(kind.strip("*?"))
            assert listed is None or (said <= set(listed) and (said or kind.endswith("?"))), (name, field)
    assert [row["grade"] for row in rows(tmp_path / "whole", "rating")] == ["4"], "a grade nobody gave is none"
    watched = [row["what"] for row in rows(tmp_path / "whole", "supervision")]
    assert watched[0] == "case.nudged" and {"card.given", "explanation.accepted"} <= set(watched), watched
    assert {row["number"] for row in rows(tmp_path / "whole", "supervision")} == {one.case.number}


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
