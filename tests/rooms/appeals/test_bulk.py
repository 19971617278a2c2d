"""Many at once: each through its ordinary command with its own permission; cut off it goes on; an export shows what it may."""

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from tests.city import PHONE, appeal_at, handler_of, officer, registered
from yiwang.cases.appeals import commands, jobs, queries
from yiwang.cases.appeals.models import BulkRun
from yiwang.cases.appeals.queries import Wanted
from yiwang.cases.appeals.states import State
from yiwang.ground.record import queries as record
from yiwang.kit import clock
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.usefixtures("city")


def begun(by, act, *appeals, **more):
    return commands.begin_bulk(by=by, act=act, keys=[appeal.pk for appeal in appeals], **more)


def result(by, run):
    run = queries.bulk_run_of(by=by, id=run.pk)
    return run, {step.number: step.reason for step in queries.steps_of(by=by, run=run)}


def sheet(by, run):
    book = CalamineWorkbook.from_filelike(BytesIO(commands.fetch_sheet(by=by, run_id=run.pk)))
    return book.get_sheet_by_index(0).to_python()


def test_signed_where_it_may_be_and_said_why_where_not():
    mine, done, over = appeal_at(State.PUSHED), appeal_at(State.HANDLING), appeal_at(State.WITHDRAWN)
    by = handler_of(mine)
    run = begun(by, "sign", mine, over, done)
    jobs.run_bulk(run.pk)
    run, said = result(by, run)
    assert (run.state, run.done, run.refused) == ("done", 2, 1)
    assert said == {mine.case.number: "", over.case.number: "已撤回的件不能签收", done.case.number: ""}
    assert queries.get_by_id(case_id=mine.pk).case.state == State.HANDLING
    before = len(record.history(subject=run.ref))
    jobs.run_bulk(run.pk)
    assert len(record.history(subject=run.ref)) == before, "run again it changes nothing"


def test_cut_off_it_goes_on_at_the_next_step(monkeypatch):
    appeals = [appeal_at(State.PUSHED) for _ in range(3)]
    by = handler_of(appeals[0])
    run = begun(by, "sign", *appeals)
    real, calls = commands.bulking.take_step, []

    def dies(**given):
        calls.append(given["case_id"])
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(**given)

    monkeypatch.setattr(commands.bulking, "take_step", dies)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_bulk(run.pk)
    assert queries.steps_left(run=queries.bulk_run(id=run.pk)) == [appeals[1].pk, appeals[2].pk]
    jobs.run_bulk(run.pk)
    assert calls.count(appeals[0].pk) == 1
    assert result(by, run)[0].done == 3


def test_a_run_has_no_more_rights_than_its_officer_has_when_it_runs():
    appeal, desk = appeal_at(State.REGISTERED), officer("ye.qingwen")
    run = begun(desk, "push", appeal, given={"unit_code": "yz.jc.gq"})
    elsewhere = begun(officer("ding.yuqing"), "sign", appeal)
    jobs.run_bulk(elsewhere.pk)
    assert result(officer("ding.yuqing"), elsewhere)[1] == {appeal.case.number: "没有这个编号的件，或不在您的范围内"}
    jobs.run_bulk(run.pk)
    assert queries.get_by_id(case_id=appeal.pk).case.unit.code == "yz.jc.gq"
    with pytest.raises(Missing):
        queries.bulk_run_of(by=officer("ding.yuqing"), id=run.pk)


@pytest.mark.parametrize(
    ("act", "more", "said"),
    [
        ("push", {}, "unit_code"),
        ("reassign", {}, "officer_code"),
        ("export", {"purpose": " "}, "purpose"),
    ],
)
def test_what_an_act_needs_is_asked_for(act, more, said):
    appeal = appeal_at(State.PUSHED)
    with pytest.raises(Invalid) as error:
        begun(officer("xiang.dong"), act, appeal, **more)
    assert said in error.value.fields


def test_nothing_picked_too_many_and_who_may_not_export():
    with pytest.raises(Invalid, match="没有选中"):
        begun(officer("xiang.dong"), "sign")
    with pytest.raises(Invalid, match="最多500件"):
        commands.begin_bulk(by=officer("xiang.dong"), act="sign", keys=list(range(1, 502)))
    with pytest.raises(Refused, match="不导出"):
        begun(officer("yang.mo"), "export", appeal_at(State.PUSHED), purpose="周例会")
    with pytest.raises(Refused):
        commands.begin_bulk(by=officer("fan.rui"), act="sign", keys=[1])


def test_an_export_is_masked_holds_no_formula_and_no_sealed_file():
    evil = registered(told={"title": '=HYPERLINK("http://x","点")15400012345', "content": "+1+1 烧烤摊太吵"})
    at = registered(told={"title": "@SUM(A1)\t-2+3"})
    sealed = registered(
        told={"category": "conduct.attitude", "content": "鼓前派出所的民警态度恶劣，当众骂人，请处理。"}
    )
    by = officer("wei.rong")
    found = queries.keys_of(by=by, wanted=Wanted(states=tuple(State)), limit=100, may_be_sealed=False)
    assert {evil.pk, at.pk} <= set(found) and sealed.pk not in found
    run = commands.begin_bulk(
        by=by, act="export", keys=[*found, sealed.pk], given={"state": "pushed"}, purpose="周例会通报"
    )
    jobs.run_bulk(run.pk)
    jobs.run_bulk(run.pk)
    head, *rows = sheet(by, run)
    told = {row[0]: row for row in rows}
    assert head[0] == "编号" and sealed.case.number not in told
    assert told[evil.case.number][1].startswith("=HYPERLINK") and PHONE not in str(rows)
    assert "154****2345" in told[evil.case.number] and "王**" in told[evil.case.number]
    assert told[at.case.number][1] == at.case.title
    raw = commands.fetch_sheet(by=by, run_id=run.pk)
    assert b"<f>" not in unzipped(raw) and b"hyperlink" not in unzipped(raw)
    facts = [entry.code.rpartition(".")[2] for entry in record.history(subject=run.ref)]
    assert facts == ["begun", "exported", "fetched", "fetched"]
    told_fact = record.history(subject=run.ref)[1].payload
    assert (told_fact["rows"], told_fact["purpose"]) == (len(rows), "周例会通报")


def unzipped(raw):
    with zipfile.ZipFile(BytesIO(raw)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist() if "sheet" in name or "shared" in name)


def test_a_sheet_is_gone_after_a_day():
    appeal_at(State.PUSHED)
    by = officer("xiang.dong")
    run = commands.begin_bulk(
        by=by, act="export", keys=queries.keys_of(by=by, wanted=Wanted(), limit=10), purpose="核对"
    )  # fmt: skip
    jobs.run_bulk(run.pk)
    with pytest.raises(Missing):
        commands.fetch_sheet(by=officer("wei.rong"), run_id=run.pk)
    with time_machine.travel(clock.now() + timedelta(hours=25), tick=False):
        with pytest.raises(Missing, match="二十四小时"):
            commands.fetch_sheet(by=by, run_id=run.pk)
        jobs.drop_sheets(0)
        jobs.drop_sheets(0)
    assert not BulkRun.objects.get(pk=run.pk).sheet


def test_filters_are_ones_own_and_one_of_them_is_opened_first():
    by, other = officer("xiang.dong"), officer("yang.mo")
    commands.save_filter(by=by, name="超期投诉", query={"late": "1", "type": "complaint"}, is_default=True)
    commands.save_filter(by=by, name="待签收", query={"state": "pushed"}, is_default=True)
    commands.save_filter(by=by, name="待签收", query={"state": "pushed", "line": "community"}, is_default=True)
    kept = queries.saved_filters(by=by)
    assert [(one.name, one.is_default) for one in kept] == [("待签收", True), ("超期投诉", False)]
    assert kept[0].query == {"state": "pushed", "line": "community"}
    assert queries.saved_filters(by=other) == []
    commands.drop_filter(by=other, filter_id=kept[0].pk)
    assert len(queries.saved_filters(by=by)) == 2
    commands.drop_filter(by=by, filter_id=kept[0].pk)
    commands.drop_filter(by=by, filter_id=kept[0].pk)
    assert len(queries.saved_filters(by=by)) == 1
    with pytest.raises(Invalid):
        commands.save_filter(by=by, name=" ", query={})
