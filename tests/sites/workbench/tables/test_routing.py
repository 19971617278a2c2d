"""Rules as forms: added in their place, moved, laid aside, tried on a text; the tripwire is guarded."""

import pytest

from tests.sites.workbench.tables.conftest import text
from yiwang.ground.rules import queries as rules

PARCEL = {
    "id": "R55", "name": "快递堆放", "stage": "route", "how": "all", "categories": ["neighbour.neighbour"], "words": "快递\n驿站",
    "to": "yz.order", "copy_to": ["yz.service"], "stop": "on", "hits": "", "misses": "",
}  # fmt: skip


def sheet():
    return {row["id"]: row for row in rules.sheet(kind="routing").payload["rules"]}


def test_a_rule_stands_before_its_stages_catch_all(admin):
    assert admin.post("/settings/routing/new/", PARCEL).status_code == 302
    rule, last = sheet()["R55"], sheet()["R92"]
    assert rule["when"] == {
        "all": [
            {"field": "text", "has_any": ["快递", "驿站"]},
            {"field": "category", "is": "neighbour.neighbour"},
        ]
    }
    assert (rule["then"], rule["stop"]) == ({"to": "yz.order", "copy_to": "yz.service"}, True)
    assert sheet()["R91"]["order"] < rule["order"] < last["order"]
    page = text(admin.get("/settings/routing/hand-in/"))
    assert "新增分流规则：R55快递堆放" in page and "派给治安" in page.replace("治安管理", "治安")


def test_the_draft_and_today_stand_side_by_side(admin):
    admin.post("/settings/routing/new/", PARCEL | {"stage": "seal", "id": "S55"})
    answer = admin.post(
        "/settings/routing/try/",
        {"content": "楼下驿站的快递堆到我家门口", "channel": "web", "category": "neighbour.neighbour", "area": "jc-gq"},
    )
    today, draft = answer.context["sides"]
    assert (today.title, draft.title) == ("现行规则", "改动稿")
    assert today.unit != draft.unit
    assert ("S55 快递堆放", "快递、驿站") in {(name, words) for _, name, words in draft.struck} or any(
        name == "S55 快递堆放" and "快递" in words for _, name, words in draft.struck
    )
    assert not any(name.startswith("S55") for _, name, _ in today.struck)


def test_rules_are_moved_and_laid_aside(admin):
    before = {row["id"]: row["order"] for row in rules.current(kind="routing")["rules"]}
    assert admin.post("/settings/routing/rows/R02/move/", {"onto": "R01"}).status_code == 302
    assert (sheet()["R02"]["order"], sheet()["R01"]["order"]) == (before["R01"], before["R02"])
    assert admin.post("/settings/routing/rows/R19/retire/").status_code == 302
    assert sheet()["R19"]["off"] is True
    assert "停用分流规则：R19" in text(admin.get("/settings/routing/hand-in/"))
    assert admin.post("/settings/routing/rows/R19/retire/").status_code == 302
    assert not sheet()["R19"]["off"]


@pytest.mark.parametrize(
    ("url", "status"), [("T03/retire/", 403), ("T03/drop/", 403), ("R92/retire/", 403), ("R01/drop/", 403)]
)
def test_what_must_stay_stays(admin, url, status):
    assert admin.post(f"/settings/routing/rows/{url}").status_code == status
    assert rules.sheet(kind="routing") is None


def test_a_rule_that_names_nothing_is_refused_where_it_says_so(admin):
    page = admin.get("/settings/routing/rows/R13/")
    posted = {f.name: f.value() for f in page.context["form"] if f.value() not in (None, False)}
    answer = admin.post("/settings/routing/rows/R13/", posted | {"to": "yz.nowhere"})
    assert answer.status_code == 422 and "不在可选的里面" in text(answer)


def test_words_of_the_tripwire_cannot_lose_what_must_be_heard(admin):
    words = rules.current(kind="routing")["lexicons"]["en_self_harm"]
    kept = [word for word in words if "kill" not in word]
    answer = admin.post("/settings/words/rows/en_self_harm/", {"words": "\n".join(kept)})
    assert answer.status_code == 422
    assert "应当命中，现在不命中" in text(answer)
    more = admin.post("/settings/words/rows/en_self_harm/", {"words": "\n".join([*words, "no reason to wake up"])})
    assert more.status_code == 302


def test_a_limit_is_tried_before_it_holds(admin):
    asked = "clock=handle&type=help&category=&channel=web&priority=normal&at=2026-11-23T09:00"
    page = admin.get(f"/settings/limits/try/?{asked}")
    (today,) = page.context["sides"]
    row = next(row for row in rules.current(kind="time_limits") if row["code"] == today.key)
    form = admin.get(f"/settings/limits/rows/{today.key}/").context["form"]
    shorter = {field.name: field.value() for field in form} | {"value": "1", "unit": "hours"}
    assert admin.post(f"/settings/limits/rows/{today.key}/", shorter).status_code == 302
    now, then = admin.get(f"/settings/limits/try/?{asked}").context["sides"]
    assert then.due.at < now.due.at and then.due.steps
    assert row["value"] in now.sentence


def test_a_year_is_filled_from_the_notice(admin):
    bad = admin.post("/settings/calendar/notice/", {"year": "2028", "notice": "国庆节 10月1日"})
    assert bad.status_code == 422 and "第1行读不懂" in text(bad)
    good = {"year": "2028", "notice": "国庆节：10月1日至7日放假，10月14日上班", "source": "通知"}
    assert admin.post("/settings/calendar/notice/", good).status_code == 302
    page = text(admin.get("/settings/calendar/?year=2028"))
    assert "改了366天" in page
    assert (
        admin.post(
            "/settings/calendar/days/", {"first": "2028-03-08", "kind": "holiday", "holiday": "本局"}
        ).status_code
        == 302
    )
    days = {row["date"]: row["kind"] for row in rules.sheet(kind="calendar").payload}
    assert (days["2028-10-14"], days["2028-03-08"]) == ("makeup_workday", "holiday")


def test_a_message_may_not_ask_for_what_the_program_does_not_give(admin):
    page = admin.get("/settings/messages/rows/ap.signed/")
    posted = {f.name: f.value() for f in page.context["form"] if f.value() not in (None, False)}
    strange = admin.post("/settings/messages/rows/ap.signed/", posted | {"zh": "您好，{nickname}"})
    assert strange.status_code == 422 and "没有{nickname}这个变量" in text(strange)
    long = admin.post("/settings/messages/rows/ap.signed/", posted | {"zh": "请" * 300})
    assert long.status_code == 422 and "条短信" in text(long)
    look = admin.post("/settings/messages/rows/ap.signed/", posted | {"zh": "您的{number}有人办了", "preview": "1"})
    assert "您的YZ2611-18427-3有人办了" in text(look)
    assert rules.sheet(kind="message_templates") is None
    assert admin.post("/settings/messages/rows/ap.signed/", posted | {"zh": "您的{number}有人办了"}).status_code == 302


def test_a_years_change_is_told_by_the_year(admin):
    admin.post("/settings/calendar/notice/", {"year": "2027", "notice": "国庆节：10月1日至7日放假，10月9日上班"})
    (year,) = admin.get("/settings/calendar/hand-in/").context["told"]
    assert (year.what, year.title) == ("修改", "2027年")
    assert "预计" in year.was and "预计" not in year.sentence
    assert any("10月9日" in cell.label and "调休上班" in cell.after for cell in year.cells)
    assert len(year.cells) < 60
