"""Files of messages, taken in: each row once, whatever breaks; old matters silently, open ones onto the desks."""

import csv
import json
from datetime import datetime
from pathlib import Path

import pytest

from tests.city import officer, registered
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import Alarm, Appeal, ImportBatch, Origin, Reply
from yiwang.cases.appeals.states import ImportMode, ImportState, State
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case, Link
from yiwang.cases.counter.models import Projection
from yiwang.ground.clocks.models import Clock
from yiwang.ground.messaging.models import Message
from yiwang.ground.people.models import Applicant
from yiwang.ground.record import queries as record
from yiwang.ground.record.models import Event
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.clock import CHINA
from yiwang.kit.errors import Missing, Refused
from yiwang.sites.exchange import messages
from yiwang.sites.exchange.messages import Wish, take_in
from yiwang.sites.exchange.preview import foresee
from yiwang.sites.exchange.tables import IDENTITY, RAW, REASON, ROW

pytestmark = pytest.mark.usefixtures("city")

SYSTEM = Actor.system("import")
DATA = Path(__file__).resolve().parents[3].parent / "shared" / "data"
LETTERS = [
    {"标题": "路灯不亮", "内容": "解放路的路灯坏了半个月，晚上走路看不见。", "日期": "2019/4/5 9:30", "答复": "已经修好。",
     "答复日期": "2019-04-09"},
    {"标题": "咨询户口迁移", "内容": "请问孩子的户口怎么从外地迁过来？", "日期": "2020-06-01", "答复": "", "答复日期": ""},
    {"标题": "楼上夜里装修", "内容": "", "日期": "", "答复": "已劝阻。", "答复日期": ""},
    {"标题": "路灯不亮", "内容": "解放路的路灯坏了半个月， 晚上走路看不见。", "日期": "2019-05-01", "答复": "", "答复日期": ""},
]  # fmt: skip


def file_of(folder: Path, rows: list, name: str = "信.jsonl") -> Path:
    path = folder / name
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines))
    return path


def imported(path: Path, mode: str = "history", channel: str = "mayor_mailbox", **given: str) -> messages.Report:
    return take_in(by=SYSTEM, path=path, wish=Wish(channel=channel, mode=ImportMode(mode), given=given))


def counts() -> dict[str, int]:
    tables = (Case, Appeal, Reply, Origin, Link, Clock, Message, Projection, Applicant, Event, ImportBatch, Alarm)
    return {table.__name__: table.objects.count() for table in tables}


def test_old_matters_are_taken_over_as_they_ended(tmp_path):
    before = counts()
    report = imported(file_of(tmp_path, LETTERS))
    assert (report.taken, report.known, report.rejected, report.duplicates) == (4, 0, 0, 1)
    lamp, household, noise, again = (
        origin.appeal for origin in Origin.objects.order_by("row").select_related("appeal__case")
    )
    assert [a.case.state for a in (lamp, household, noise, again)] == ["closed", "archived", "closed", "archived"]
    assert lamp.case.registered_at == datetime(2019, 4, 5, 9, 30, tzinfo=CHINA)
    assert lamp.case.closed_at == lamp.case.replied_at == datetime(2019, 4, 9, tzinfo=CHINA)
    assert household.case.closed_at is not None and household.case.replied_at is None
    assert lamp.replies.get().text == "已经修好。" and lamp.replies.get().drafted_by is None
    assert lamp.origin.lacks == [] and household.origin.lacks == ["hour", "reply"]
    assert noise.origin.lacks == ["text", "day", "reply_day"] and noise.case.title == "楼上夜里装修"
    assert household.category == "hukou.move" and household.type == "consult"
    after = counts()
    silent = ("Clock", "Message", "Projection", "Applicant", "Alarm")
    assert {name: after[name] - before[name] for name in silent} == dict.fromkeys(silent, 0)
    assert [entry.code for entry in record.history(subject=lamp.case.ref)] == ["appeals.appeal.imported"]
    assert after["Event"] - before["Event"] == 4 + 2
    assert "路灯" not in json.dumps(
        [entry.payload for entry in record.history(subject=lamp.case.ref)], ensure_ascii=False
    )
    assert record.verify().ok


def test_the_batch_is_on_record_with_its_figures(tmp_path):
    batch = imported(file_of(tmp_path, LETTERS)).batch
    assert batch is not None and batch.state == ImportState.DONE
    began, ended = record.history(subject=batch.ref)
    assert (began.code, ended.code) == ("appeals.import.began", "appeals.import.finished")
    assert {name: ended.payload[name] for name in ("rows", "taken", "known", "rejected", "duplicates")} == {
        "rows": 4, "taken": 4, "known": 0, "rejected": 0, "duplicates": 1,
    }  # fmt: skip
    assert "信.jsonl" not in json.dumps(began.payload, ensure_ascii=False)


def test_the_same_file_again_changes_nothing(tmp_path):
    path = file_of(tmp_path, LETTERS)
    imported(path)
    before = counts()
    copy = tmp_path / "另一个名字.jsonl"
    copy.write_bytes(path.read_bytes())
    for one in (path, copy):
        report = imported(one)
        assert (report.taken, report.known, report.rejected) == (0, 4, 0)
    assert counts() == before


def test_officers_find_and_read_them_and_nobody_may_work_on_them(tmp_path):
    imported(file_of(tmp_path, LETTERS))
    desk = officer("ye.qingwen")
    case = Origin.objects.get(row=1).appeal.case
    assert case.unit is not None and case.unit.code == "yz.service"
    assert queries.get_appeal(for_=desk, number=case.number).content.startswith("解放路")
    found = queries.with_words(by=desk, words="路灯")
    assert case.pk in {appeal.pk for appeal in found.rows}
    with pytest.raises(Refused):
        commands.sign(by=desk, case_id=case.pk)
    with pytest.raises(Missing):
        queries.get_appeal(for_=officer("yang.mo"), number=case.number)


def test_the_unit_a_file_names_has_its_old_matters(tmp_path):
    rows = [
        LETTERS[0] | {"承办单位": "云州市公安局镜川分局鼓前派出所"},
        LETTERS[1] | {"承办单位": "某某县人民政府办公室"},
    ]
    imported(file_of(tmp_path, rows))
    ours, theirs = Origin.objects.order_by("row").select_related("appeal__case__unit")
    assert ours.appeal.case.unit.code == "yz.jc.gq"
    assert theirs.appeal.case.unit.code == "yz.service" and theirs.agency == "某某县人民政府办公室"
    assert queries.get_appeal(for_=officer("yang.mo"), number=ours.appeal.case.number)


def test_the_same_words_are_linked_and_not_dropped(tmp_path):
    imported(file_of(tmp_path, LETTERS))
    first, last = Origin.objects.get(row=1).appeal.case, Origin.objects.get(row=4).appeal.case
    link = Link.objects.get()
    assert (link.source_id, link.target_id, link.kind) == (last.pk, first.pk, "duplicate")
    desk = officer("ye.qingwen")
    assert [(one.number, one.is_later) for one in casework.linked(by=desk, case=first)] == [(last.number, True)]
    assert [(one.number, one.is_later) for one in casework.linked(by=desk, case=last)] == [(first.number, False)]
    said = record.history(subject=last.ref)[0].payload
    assert said["duplicate_of"] == first.number
    report = imported(file_of(tmp_path, [LETTERS[0], "  "], "别的.jsonl"))
    assert (report.taken, report.duplicates) == (1, 1)
    assert set(Link.objects.values_list("target_id", flat=True)) == {first.pk}


BROKEN = ['{"标题": "没有写完', {"标题": " ", "内容": "\u00a0"}, LETTERS[0] | {"标题": "=1+1", "日期": "去年夏天"}]


def test_three_broken_rows_are_given_back_and_the_rest_kept(tmp_path):
    report = imported(file_of(tmp_path, [LETTERS[0], *BROKEN, LETTERS[1]]))
    assert (report.taken, report.rejected) == (2, 3)
    assert report.rejects == tmp_path / "信.jsonl.rejected.csv"
    assert report.rejects.read_bytes().startswith(b"\xef\xbb\xbf")
    with report.rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row[ROW] for row in rows] == ["2", "3", "4"]
    assert ["JSON" in rows[0][REASON], "正文和标题" in rows[1][REASON], "去年夏天" in rows[2][REASON]] == [True] * 3
    assert rows[0][RAW] == BROKEN[0] and rows[2]["标题"] == "'=1+1"


def test_the_mended_rows_come_in_once(tmp_path):
    path = file_of(tmp_path, [LETTERS[0], *BROKEN])
    rejects = imported(path).rejects
    with rejects.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][RAW] = '{"标题": "写完了", "内容": "这回写完了"}'
    rows[1]["标题"] = "补上标题"
    rows[2]["日期"] = "2018-07-01"
    with rejects.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    report = imported(rejects)
    assert (report.taken, report.rejected) == (3, 0)
    assert set(Case.objects.filter(kind="appeal", appeal__origin__batch=report.batch).values_list("title", flat=True)) == {
        "写完了", "补上标题", "=1+1",
    }  # fmt: skip
    rows[1]["内容"] = "又改了一次"
    with rejects.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert imported(rejects).taken == 0
    assert rows[0][IDENTITY].endswith(":2")


def test_a_file_of_rejected_rows_that_somebody_mends_is_left_alone(tmp_path):
    path = file_of(tmp_path, [LETTERS[0], *BROKEN])
    rejects = imported(path).rejects
    assert imported(path).rejects == rejects
    rejects.write_text("有人正在改")
    second = imported(path).rejects
    assert second.name == "信.jsonl.rejected-2.csv" and rejects.read_text() == "有人正在改"


def test_the_senders_own_number_is_the_identity(tmp_path):
    rows = [row | {"工单编号": f"FZ{at}"} for at, row in enumerate(LETTERS)]
    assert imported(file_of(tmp_path, rows), channel="12345").taken == 4
    again = [rows[1] | {"内容": "改过的内容"}, rows[2], LETTERS[1] | {"工单编号": "FZ9"}]
    report = imported(file_of(tmp_path, again, "下个月.jsonl"), channel="12345")
    assert (report.taken, report.known) == (1, 2)
    assert imported(file_of(tmp_path, rows), channel="mayor_mailbox").taken == 4
    assert Case.objects.filter(external_id="FZ9").get().appeal.origin.row == 3


def test_what_came_by_another_door_under_the_same_number_is_known(tmp_path):
    registered(told={"channel": "12345"}, external_id="FZ7")
    rows = [LETTERS[0] | {"工单编号": "FZ7"}, LETTERS[1] | {"工单编号": "FZ8"}]
    path = file_of(tmp_path, rows)
    assert foresee(path=path, wish=Wish(channel="12345")).known == 1
    report = imported(path, channel="12345")
    assert (report.taken, report.known) == (1, 1)


def test_one_number_for_two_letters_is_refused(tmp_path):
    rows = [LETTERS[0] | {"工单编号": "1"}, LETTERS[1] | {"工单编号": "1"}, LETTERS[0] | {"工单编号": "1"}]
    report = imported(file_of(tmp_path, rows), channel="12345")
    assert (report.taken, report.known, report.rejected) == (1, 1, 1)


def test_who_somebody_is_stays_out_unless_asked_for(tmp_path):
    rows = [LETTERS[0] | {"姓名": "王小明", "电话": "13800001234"}, LETTERS[1] | {"姓名": "李", "电话": "138"}]
    imported(file_of(tmp_path, rows))
    assert Applicant.objects.count() == 0
    report = imported(file_of(tmp_path, [*rows, ""], "再来.jsonl"), name="姓名", phone="电话")
    assert (report.taken, report.rejected) == (1, 1)
    person = Applicant.objects.get()
    assert (person.name, person.phone, person.identity_level) == ("王小明", "13800001234", "platform")
    assert Message.objects.count() == 0


def test_what_is_about_the_police_is_sealed(tmp_path):
    words = "鼓前派出所民警收了摊主的好处费，吃拿卡要，态度粗暴还打人。"
    imported(file_of(tmp_path, [{"标题": "举报民警收钱", "内容": words, "答复": "已转督察。"}, *LETTERS]))
    case = Origin.objects.get(row=1).appeal.case
    assert case.confidentiality == "sealed" and case.title == "密封件" and case.appeal.content == ""
    assert words in case.appeal.sealed_content and "举报民警收钱" in case.appeal.sealed_content
    assert case.unit.code in ("yz.inspection", "yz.discipline") or case.unit.code.endswith(".inspection")
    for reader in ("ye.qingwen", "xiang.dong", "wei.rong"):
        with pytest.raises(Missing):
            queries.get_appeal(for_=officer(reader), number=case.number)
        assert case.pk not in {appeal.pk for appeal in queries.with_words(by=officer(reader), words="好处费").rows}


OPEN = [
    {
        "标题": "烧烤摊扰民",
        "内容": "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，老人睡不着。",
        "电话": "15400012345",
    },
    {"标题": "那个事情", "内容": "请问一下那个事情怎么样了", "电话": ""},
]  # fmt: skip


def test_a_backlog_starts_its_clocks_now_and_tells_units_only(tmp_path):
    began = clock.now()
    rows = [row | {"日期": "2025-01-02"} for row in OPEN]
    report = imported(file_of(tmp_path, rows), "backlog", channel="12345", phone="电话")
    assert (report.taken, report.rejected) == (2, 0)
    cases = list(Case.objects.filter(appeal__origin__batch=report.batch).order_by("pk"))
    assert all(case.registered_at >= began and case.due_at and case.due_at > began for case in cases)
    assert {case.state for case in cases} <= {State.PUSHED, State.REGISTERED}
    assert cases[0].unit is not None and cases[0].unit.code == "yz.jc.gq"
    assert cases[0].appeal.origin.written_at == datetime(2025, 1, 2, tzinfo=CHINA)
    told = list(Message.objects.all())
    assert told and {message.recipient_kind for message in told} <= {"officer", "unit_head", "supervisor"}
    codes = [entry.code for entry in record.history(subject=cases[0].ref)]
    assert codes == ["appeals.appeal.registered", "appeals.appeal.pushed", "appeals.appeal.imported"]
    assert imported(file_of(tmp_path, rows), "backlog", channel="12345", phone="电话").taken == 0


def test_live_rows_are_as_if_each_had_come_by_itself(tmp_path):
    danger = {"标题": "有人拿刀", "内容": "有人拿刀在鼓楼花园北门砍人，快来救命！", "电话": "15400012346"}
    report = imported(file_of(tmp_path, [*OPEN, danger]), "live", channel="12345", phone="电话")
    assert report.taken == 3
    assert Message.objects.filter(recipient_kind="citizen", template="ap.registered").count() >= 1
    assert Alarm.objects.get().appeal.case.priority == "urgent"


def test_an_open_row_with_an_answer_goes_back_and_spoils_no_other(tmp_path):
    report = imported(file_of(tmp_path, [OPEN[0] | {"答复": "已经办完"}, OPEN[1]]), "backlog", channel="12345")
    assert (report.taken, report.rejected) == (1, 1) and "历史件" in next(iter(report.reasons))


def test_a_run_that_breaks_off_goes_on_where_it_was(tmp_path, monkeypatch):
    rows = [LETTERS[0] | {"标题": f"第{n}封", "内容": f"内容{n}"} for n in range(25)]
    monkeypatch.setitem(messages.BATCH, ImportMode.HISTORY, 10)
    done = iter((1, 2))

    def breaks(_: int) -> None:
        if next(done) == 2:
            raise KeyboardInterrupt

    path = file_of(tmp_path, rows)
    with pytest.raises(KeyboardInterrupt):
        take_in(by=SYSTEM, path=path, wish=Wish(channel="12345"), on_progress=breaks)
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.taken, Origin.objects.count()) == (ImportState.RUNNING, 20, 20)
    report = imported(path, channel="12345")
    assert (report.taken, report.known) == (5, 20)
    batch.refresh_from_db()
    assert (batch.state, batch.taken, batch.known, batch.rows) == (ImportState.DONE, 25, 0, 25)
    assert sorted(Origin.objects.values_list("row", flat=True)) == list(range(1, 26))


def test_a_dry_run_writes_nothing_and_says_what_would_be(tmp_path):
    path = file_of(tmp_path, [*LETTERS, *BROKEN, LETTERS[1] | {"承办单位": "鼓前派出所"}])
    before, files = counts(), sorted(tmp_path.iterdir())
    found = foresee(path=path, wish=Wish(channel="mayor_mailbox"))
    assert counts() == before and sorted(tmp_path.iterdir()) == files
    assert (found.fresh, found.known, found.rejected, found.duplicates, found.unread_dates) == (5, 0, 3, 2, 1)
    assert found.units["鼓前派出所"] == 1 and found.units["为民服务中心"] == 4
    assert sum(found.categories.values()) == 5
    report = imported(path)
    assert (report.taken, report.rejected, report.duplicates) == (found.fresh, found.rejected, found.duplicates)
    open_ = foresee(path=file_of(tmp_path, OPEN, "待办.jsonl"), wish=Wish(channel="12345", mode=ImportMode.BACKLOG))
    assert open_.fresh == 2 and open_.units["鼓前派出所"] == 1


@pytest.mark.parametrize(
    ("who", "may"),
    [("gu.ningxin", True), ("ye.qingwen", False), ("wei.rong", False), ("cheng.bo", False), ("fan.rui", False)],
)
def test_who_may_import(who, may):
    wish = {"file_digest": "0" * 64, "file_name": "x", "mode": ImportMode.HISTORY, "channel": "letter"}
    if may:
        assert commands.begin_import(by=officer(who), **wish).officer_id == officer(who).officer_id
    else:
        with pytest.raises(Refused):
            commands.begin_import(by=officer(who), **wish)


def test_an_unknown_channel_is_said(tmp_path):
    with pytest.raises(Missing, match="没有代码为"):
        imported(file_of(tmp_path, LETTERS), channel="nowhere")
    assert ImportBatch.objects.count() == 0


# --- real files, where they are


def real(name: str) -> Path:
    path = DATA / name
    if not path.exists():
        pytest.skip(f"{name} is not here (../shared/data): the synthetic tests above still ran")
    return path


@pytest.mark.parametrize(
    ("name", "channel", "rows", "lacks"),
    [
        ("mayor_letters.jsonl", "mayor_mailbox", 839, {"text": 2, "day": 7, "reply": 6}),
        ("hotline_12345_orders.jsonl", "12345", 1078, {"text": 0, "day": 0, "reply": 0}),
    ],
)
def test_real_files_come_in_whole_and_again_change_nothing(tmp_path, name, channel, rows, lacks):
    path = tmp_path / name
    path.write_bytes(real(name).read_bytes())
    report = imported(path, channel=channel)
    assert (report.taken, report.known, report.rejected) == (rows, 0, 0)
    assert {lack: report.lacks[lack] for lack in lacks} == lacks
    before = counts()
    again = imported(path, channel=channel)
    assert (again.taken, again.known, again.rejected) == (0, rows, 0)
    assert counts() == before
    if name.startswith("hotline"):
        assert Link.objects.count() == report.duplicates == 27


def test_three_broken_rows_among_the_real_ones(tmp_path):
    lines = real("mayor_letters.jsonl").read_text().splitlines()[:50]
    path = file_of(tmp_path, [*lines[:10], '{"title": "断', "不是JSON", *lines[10:], '{"title": "", "text": " "}'])
    report = imported(path)
    assert (report.taken, report.rejected) == (50, 3)
