"""值班表 and 外出委托 as pages."""

import io
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.city import officer
from yiwang.ground.organisation import commands, queries
from yiwang.kit import sheets
from yiwang.kit.clock import today
from yiwang.sites.workbench.duty import reading

UNIT = "yz.jc.gq"
DAY = timedelta(days=1)


def url(name, *args):
    return reverse(f"duty:{name}", args=[UNIT, *args])


def standing(days=7):
    found = queries.roster_of(unit=queries.unit(code=UNIT), first=queries.duty_day(), days=days)
    return [[person.code for person in one.officers] for one in found]


def test_a_month_is_filled_and_what_is_wrong_is_told(head):
    day = queries.duty_day()
    month = f"{day:%Y-%m}"
    assert head.get(reverse("duty:home")).status_code == 302
    page = head.get(url("roster"), {"month": month})
    assert page.status_code == 200 and "项东" in page.content.decode()
    said = {"day": [day.isoformat()], "officers": ["杨墨、苗文澜"], "leader": ["项东"], "phone": ["0309-5550011"]}
    assert head.post(url("roster") + f"?month={month}", said).status_code == 302
    assert standing(1) == [["yang.mo", "miao.wenlan"]]
    wrong = said | {"officers": ["没有这个人"]}
    refused = head.post(url("roster") + f"?month={month}", wrong)
    assert refused.status_code == 422 and "没有“没有这个人”" in refused.content.decode()
    assert "没有这个人" in refused.content.decode() and standing(1) == [["yang.mo", "miao.wenlan"]]
    assert "现在值班" in head.get(url("roster")).content.decode()


def test_others_read_it_and_do_not_write(handler, stranger):
    assert "负责人排" in handler.get(url("roster")).content.decode()
    assert handler.post(url("roster"), {"day": [], "officers": [], "leader": [], "phone": []}).status_code == 403
    assert handler.get(url("paste")).status_code == 403 and stranger.get(url("roster")).status_code == 200
    assert handler.post(url("roster"), {"day": ["2026-01-01"]}).status_code == 422


def test_a_week_is_copied_once_more(head):
    monday = queries.duty_day() - queries.duty_day().weekday() * DAY
    yang = queries.officer_by_code(code="yang.mo").pk
    line = commands.DutyLine(day=monday, officer_ids=(yang,))
    commands.set_duty(by=officer("xiang.dong"), unit_code=UNIT, lines=[line])
    nxt = monday + 7 * DAY
    head.post(url("week"), {"monday": nxt.isoformat()})
    found = queries.roster_of(unit=queries.unit(code=UNIT), first=nxt, days=1)[0]
    assert [person.code for person in found.officers] == ["yang.mo"]
    assert head.post(url("week"), {"monday": "x"}).status_code == 422


def test_a_sheet_comes_back_and_bad_rows_are_told(head):
    first = queries.duty_day()
    rows = [
        [f"{first:%Y/%m/%d}", "杨墨", "项东", ""],
        ["昨天", "杨墨", "", ""],
        [f"{first + DAY:%Y年%m月%d日}", "9910051", "", "110"],
    ]
    text = "\n".join("\t".join(row) for row in rows)
    answer = head.post(url("paste"), {"text": text})
    assert answer.status_code == 422 and "日期看不懂" in answer.content.decode()
    assert standing(2) == [["yang.mo"], ["yang.mo"]]
    body = sheets.write(
        title="值班表", columns=[(name, 16) for name in reading.COLUMNS], rows=[[f"{first:%Y-%m-%d}", "苗文澜", "", ""]]
    )
    answer = head.post(url("paste"), {"file": SimpleUploadedFile("值班.xlsx", body)})
    assert answer.status_code == 302 and standing(1) == [["miao.wenlan"]]
    csv = f"值班电话,值班日期,值班人员\n,{first:%Y-%m-%d},杨墨\n".encode("gb18030")
    assert head.post(url("paste"), {"file": SimpleUploadedFile("值班.csv", csv)}).status_code == 302
    assert standing(1) == [["yang.mo"]]
    assert head.post(url("paste"), {"file": SimpleUploadedFile("x.xlsx", b"PK junk")}).status_code == 422
    assert head.post(url("paste"), {"text": ""}).status_code == 422
    sheet = head.get(url("sheet"))
    assert sheet.status_code == 200 and io.BytesIO(sheet.content).read(2) == b"PK"


def test_a_deputy_is_named_and_released_and_the_audit_office_reads_of_it(head, handler, seat):
    html = head.get(reverse("me:away")).content.decode()
    assert "委托一位同事" in html and "杨墨" in html
    key = queries.officer_by_code(code="yang.mo").pk
    said = {"deputy": "杨墨", "valid_from": today().isoformat(), "valid_to": today().isoformat(), "reason": "出差"}
    assert head.post(reverse("me:away"), said).status_code == 302
    again = head.post(reverse("me:away"), said | {"valid_to": (today() + DAY).isoformat()})
    assert again.status_code == 422 and "已经委托给杨墨" in again.content.decode()
    nobody = head.post(reverse("me:away"), said | {"deputy": "无此人"})
    assert nobody.status_code == 422 and "没有叫“无此人”" in nobody.content.decode()
    assert "您代项东" in handler.get(reverse("me:away")).content.decode()
    audit = seat("fan.rui").get(reverse("offices:deputies")).content.decode()
    assert "项东" in audit and "委托中" in audit
    row = queries.delegations_of(officer_id=key)[0]
    end = reverse("me:release", args=[row.pk])
    assert "不再代项东审批" in handler.get(end).content.decode()
    assert handler.post(end).status_code == 302 and queries.delegations_of(officer_id=key) == []
    assert handler.get(end).status_code == 302
    assert seat("min.zhi").post(end).status_code == 403
    assert seat("niu.kun").get(reverse("me:away")).status_code == 200
