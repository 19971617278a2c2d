"""An import through the pages: sent, foreseen, agreed to, taken in; the letters are for nobody's eyes on the way."""

import json
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.city import officer
from yiwang.cases.appeals import commands, queries
from yiwang.cases.appeals.models import ImportBatch, Origin
from yiwang.cases.appeals.states import ImportMode, ImportState
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Refused
from yiwang.sites.exchange import jobs

ROWS = [
    {
        "标题": "路灯不亮",
        "诉求内容": "解放路的路灯坏了半个月。",
        "日期": "2019-04-05",
        "答复": "已经修好。",
        "来信人": "王小明",
    },
    {"标题": "没有日期", "诉求内容": "请问孩子的户口怎么迁？"},
    {"标题": "日期不对", "诉求内容": "写错了日期", "日期": "去年夏天"},
]


@pytest.fixture
def admin(city) -> Client:
    client = Client()
    account = organisation.officer_by_code(code="gu.ningxin").account
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def letters(rows=ROWS, name="信.jsonl") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join(json.dumps(row, ensure_ascii=False) for row in rows).encode())


def send(client: Client, file=None, **said):
    form = {"file": file or letters(), "channel": "mayor_mailbox", "mode": "history"} | said
    return client.post(reverse("offices:imports"), form)


def test_from_the_file_to_the_register(admin, django_assert_max_num_queries):
    answer = send(admin)
    batch = ImportBatch.objects.get()
    assert answer.status_code == 302 and batch.state == ImportState.UPLOADED
    page = reverse("offices:import", args=[batch.pk])
    assert "hx-trigger" in admin.get(page).content.decode()
    for _ in range(2):
        jobs.foresee(batch_id=batch.pk)
    with django_assert_max_num_queries(12):
        html = admin.get(page).content.decode()
    for words in ("正文 ← 诉求内容（猜的）", "会收下", "第3行：", "来信人", "开始导入", "为民服务中心"):
        assert words in html
    assert "解放路" not in html and "王小明" not in html and "hx-trigger" not in html.split("<h1>")[1]
    assert Origin.objects.count() == 0
    admin.post(reverse("offices:start_import", args=[batch.pk]))
    for _ in range(2):
        jobs.take_in(batch_id=batch.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.taken, batch.rejected, bytes(batch.upload)) == (ImportState.DONE, 2, 1, b"")
    html = admin.get(page).content.decode()
    assert "导入完" in html and "下载退回的行" in html
    rejected = admin.get(reverse("offices:import_rejects", args=[batch.pk]))
    assert rejected.content.startswith(b"\xef\xbb\xbf") and "去年夏天" in rejected.content.decode("utf-8-sig")
    assert "attachment" in rejected["Content-Disposition"]
    html = admin.get(reverse("offices:imports")).content.decode()
    assert "信.jsonl" in html and "导入完" in html
    assert admin.post(reverse("offices:start_import", args=[batch.pk])).status_code == 302
    assert Origin.objects.count() == 2


def test_the_rejected_rows_are_for_who_sent_them(admin):
    send(admin)
    batch = ImportBatch.objects.get()
    jobs.foresee(batch_id=batch.pk)
    admin.post(reverse("offices:start_import", args=[batch.pk]))
    jobs.take_in(batch_id=batch.pk)
    ImportBatch.objects.update(officer=organisation.officer_by_code(code="wei.rong"))
    assert admin.get(reverse("offices:import_rejects", args=[batch.pk])).status_code == 404
    assert "下载" not in admin.get(reverse("offices:import", args=[batch.pk])).content.decode()


def test_a_file_that_cannot_be_read_is_said_and_can_be_taken_back(admin):
    send(admin, SimpleUploadedFile("坏.xlsx", b"PK\x03\x04rubbish"))
    batch = ImportBatch.objects.get()
    jobs.foresee(batch_id=batch.pk)
    html = admin.get(reverse("offices:import", args=[batch.pk])).content.decode()
    assert "打不开这个Excel文件" in html and "开始导入" not in html
    assert admin.post(reverse("offices:drop_import", args=[batch.pk])).status_code == 302
    assert not ImportBatch.objects.exists()


def test_columns_can_be_named(admin):
    send(admin, letters([{"甲": "标题", "乙": "说了什么"}]), title="甲", text="乙")
    batch = ImportBatch.objects.get()
    jobs.foresee(batch_id=batch.pk)
    batch.refresh_from_db()
    assert batch.report["fields"] == ["正文 ← 乙", "标题 ← 甲"]


def test_what_is_wrong_with_the_form_is_said(admin):
    answer = admin.post(reverse("offices:imports"), {"mode": "history"})
    assert answer.status_code == 422 and "请选一个文件" in answer.content.decode()
    assert "请选来源渠道" in answer.content.decode()


@pytest.mark.parametrize("code", ["ye.qingwen", "wei.rong", "cheng.bo", "fan.rui"])
def test_to_everybody_else_the_page_is_not_there(city, code):
    client = Client()
    client.force_login(
        organisation.officer_by_code(code=code).account, backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get(reverse("offices:imports")).status_code == 404
    with pytest.raises(Refused):
        commands.offer_import(
            by=officer(code), file_name="x", data=b"x", mode=ImportMode.HISTORY, channel="letter", given={}
        )


def test_the_steps_follow_each_other(city):
    by = officer("gu.ningxin")
    wish = {"file_name": "x.csv", "mode": ImportMode.HISTORY, "channel": "letter", "given": {}}
    with pytest.raises(Invalid):
        commands.offer_import(by=by, data=b"", **wish)
    data = "标题,内容\n甲,乙\n".encode()
    batch = commands.offer_import(by=by, data=data, **wish)
    assert commands.offer_import(by=by, data=data, **wish) == batch
    with pytest.raises(Conflict):
        commands.start_import(by=by, batch_id=batch.pk)
    jobs.foresee(batch_id=batch.pk)
    commands.start_import(by=by, batch_id=batch.pk)
    jobs.take_in(batch_id=batch.pk)
    with pytest.raises(Conflict):
        commands.drop_import(by=by, batch_id=batch.pk)
    assert queries.import_batch(id=batch.pk).taken == 1


def test_what_was_sent_is_gone_after_thirty_days(admin):
    send(admin)
    batch = ImportBatch.objects.get()
    assert commands.clear_imports(by=Actor.job("appeals.clear_imports")) == 0
    ImportBatch.objects.update(begun_at=clock.now() - timedelta(days=31))
    for expected in (1, 0):
        assert commands.clear_imports(by=Actor.job("appeals.clear_imports")) == expected
    assert queries.file_of(batch=batch) == b""
