"""A change goes onto the sheet, is handed in with its reason, approved by the other office, and counts."""

import pytest

from tests.sites.workbench.tables.conftest import text
from yiwang.cases.appeals import queries as appeals
from yiwang.ground.record import queries as record
from yiwang.ground.rules import queries as rules
from yiwang.kit.refs import Ref

NEW = {
    "parent": "neighbour", "code": "neighbour.parcel", "zh": "快递堆放", "description": "快递柜、堆放",
    "examples": "楼道里堆满快递走不过去\n快递柜占了消防通道\n驿站的件堆到我家门口", "default_type": "complaint",
    "line": "household",    "handling_level": "station", "sensitivity": "normal",
}  # fmt: skip


def approve(security, kind):
    (draft,) = [one for one in rules.waiting() if one.kind == kind]
    page = security.get(f"/settings/drafts/{draft.pk}/")
    assert security.post(f"/settings/drafts/{draft.pk}/approve/").status_code == 302
    rules.forget()
    return text(page)


def hand_in(admin, slug):
    assert admin.post(f"/settings/{slug}/hand-in/", {"note": "按会议纪要"}).status_code == 302


def test_a_category_is_added_and_can_be_chosen(admin, security):
    assert admin.post("/settings/categories/new/", NEW).status_code == 302
    assert "改了1处" in text(admin.get("/settings/categories/"))
    assert appeals.category("neighbour.parcel") is None
    hand_in(admin, "categories")
    said = approve(security, "categories")
    assert "新增诉求分类" in said and "快递堆放" in said
    assert appeals.category("neighbour.parcel").label == "快递堆放"
    facts = [entry.code for entry in record.history(subject=Ref("rules.sheet", "categories"))]
    assert facts == ["rules.sheet.changed"]


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(admin):
    answer = admin.post("/settings/categories/new/", NEW | {"code": "parcel", "examples": "只有一句话"})
    assert answer.status_code == 422
    assert "要以“neighbour.”开头" in text(answer) and "至少写3句" in text(answer)
    assert "只有一句话" in answer.content.decode()
    assert rules.sheet(kind="categories") is None


def test_a_limit_reads_as_a_sentence_when_it_changes(admin, security):
    row = next(row for row in rules.current(kind="time_limits") if row["code"] == "ap.contact")
    page = admin.get("/settings/limits/rows/ap.contact/")
    posted = {field.name: field.value() for field in page.context["form"]} | {"value": "4"}
    assert admin.post("/settings/limits/rows/ap.contact/", posted).status_code == 302
    hand_in(admin, "limits")
    said = approve(security, "time_limits")
    assert f"时长{row['value']}→4" in said
    assert "内首次联系" in said


def test_law_is_not_loosened(admin):
    law = next(row for row in rules.current(kind="time_limits") if row["binding"] == "legal" and row["unit"] == "days")
    page = admin.get(f"/settings/limits/rows/{law['code']}/")
    posted = {field.name: field.value() for field in page.context["form"]} | {"value": str(int(law["value"]) + 10)}
    answer = admin.post(f"/settings/limits/rows/{law['code']}/", posted)
    assert answer.status_code == 422
    assert "只能缩短" in text(answer)
    assert admin.post(f"/settings/limits/rows/{law['code']}/drop/").status_code == 403


def test_a_channel_switched_off_takes_nothing_more(admin, security, city):
    assert admin.post("/settings/channels/rows/station_phone/retire/").status_code == 302
    hand_in(admin, "channels")
    assert "停用受理渠道：单位公开电话" in approve(security, "channels")
    desk = city.officer("ye.qingwen")
    with pytest.raises(Exception, match="停用"):
        city.registered(by=desk, told={"channel": "station_phone"})
    assert city.registered(by=desk, told={"channel": "hotline"}).case.number


def test_the_portals_own_channel_stays(admin):
    assert admin.post("/settings/channels/rows/web/retire/").status_code == 403
    assert admin.post("/settings/channels/rows/web/drop/").status_code == 403


def test_a_former_version_comes_back_as_a_draft(admin, security):
    first = rules.approved(kind="police_lines")
    admin.post("/settings/lines/new/", {"code": "river", "zh": "水上", "duty": "江河"})
    hand_in(admin, "lines")
    approve(security, "police_lines")
    assert admin.post(f"/settings/lines/versions/{first.pk}/bring-back/").status_code == 302
    assert "删去警种条线：水上" in text(admin.get("/settings/lines/hand-in/"))
    hand_in(admin, "lines")
    approve(security, "police_lines")
    assert rules.current(kind="police_lines") == first.payload


def test_two_hands_at_one_row_do_not_overwrite_each_other(admin):
    page = admin.get("/settings/lines/rows/traffic/")
    seen = {field.name: field.value() or "" for field in page.context["form"]}
    assert admin.post("/settings/lines/rows/traffic/", seen | {"zh": "交通管理"}).status_code == 302
    late = admin.post("/settings/lines/rows/traffic/", seen | {"zh": "公路"})
    assert late.status_code == 422
    assert "刚被别人改过" in text(late)


def test_changes_are_moved_onto_a_version_approved_meanwhile(admin, security, city):
    admin.post("/settings/lines/new/", {"code": "river", "zh": "水上"})
    hand_in(admin, "lines")
    admin.post("/settings/lines/new/", {"code": "air", "zh": "低空"})
    approve(security, "police_lines")
    late = admin.post("/settings/lines/hand-in/", {"note": "x"})
    assert late.status_code == 422 and "移到这一版" in text(late)
    assert admin.post("/settings/lines/renew/").status_code == 302
    hand_in(admin, "lines")
    approve(security, "police_lines")
    assert {"river", "air"} <= {row["code"] for row in rules.current(kind="police_lines")}
