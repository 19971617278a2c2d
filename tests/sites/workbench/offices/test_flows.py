"""What the three offices do on their pages, from form to effect."""

import re

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import queries
from yiwang.ground.record import commands as record
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as rules_queries
from yiwang.kit.refs import Ref

POST = {"title": "民警", "unit_code": "yz.sp.yc", "scope": "yz.sp.yc", "roles": ["handler"], "lines": ["*"]}


def text(answer):
    return answer.content.decode()


def reach_of(officer):
    return queries.reach(by=queries.actor_for(officer=officer))


def test_a_grant_goes_from_one_office_to_the_other_before_it_counts(office, client, units):
    officer = bureau.enlist("niu.kun")
    system = office("system")
    answer = system.post(f"/offices/officers/{officer.pk}/posts/new/", POST, follow=True)
    assert "待批准" in text(answer) and "提请好了" in text(answer)
    assert not reach_of(officer).grants
    security = office("security")
    (post,) = queries.pending_posts()
    assert "批准这项授权" in text(security.get(f"/offices/posts/{post.pk}/"))
    assert not reach_of(officer).grants
    assert security.post(f"/offices/posts/{post.pk}/approve/").status_code == 302
    assert security.post(f"/offices/posts/{post.pk}/approve/").status_code == 302
    assert reach_of(officer).holds("handler", unit="yz.sp.yc")


def test_the_proposer_sees_why_the_button_is_refused(office, units):
    officer = bureau.enlist("niu.kun")
    security = office("security")
    security.post(f"/offices/officers/{officer.pk}/posts/new/", POST)
    (post,) = queries.pending_posts()
    page = text(security.get(f"/offices/posts/{post.pk}/"))
    assert "提请和批准不能是同一个人" in page and f"/offices/posts/{post.pk}/approve/" not in page
    assert security.post(f"/offices/posts/{post.pk}/approve/").status_code == 403
    assert not reach_of(officer).grants


def test_a_grant_of_two_sides_stays_on_the_form_with_the_reason(office, units):
    officer = bureau.enlist("niu.kun")
    both = POST | {"roles": ["handler", "audit_admin"], "title": "一人两边"}
    answer = office("system").post(f"/offices/officers/{officer.pk}/posts/new/", both)
    assert answer.status_code == 422
    assert "三员分立" in text(answer) and "一人两边" in text(answer)
    assert queries.pending_posts() == []


def test_a_refusal_needs_its_reason(office, units):
    officer = bureau.enlist("niu.kun")
    office("system").post(f"/offices/officers/{officer.pk}/posts/new/", POST)
    (post,) = queries.pending_posts()
    security = office("security")
    assert security.post(f"/offices/posts/{post.pk}/", {"reason": ""}).status_code == 422
    assert security.post(f"/offices/posts/{post.pk}/", {"reason": "岗位已满"}).status_code == 302
    assert "岗位已满" in text(security.get(f"/offices/officers/{officer.pk}/posts/"))


def test_a_grant_is_taken_back(office, units):
    officer = bureau.enlist("niu.kun")
    post = bureau.grant(officer, "handler")
    answer = office("system").post(f"/offices/posts/{post.pk}/end/", {"reason": "轮岗结束"})
    assert answer["Location"] == f"/offices/officers/{officer.pk}/posts/"
    assert not reach_of(officer).grants


def test_the_security_office_sees_a_lock_and_opens_it(office, client, staff):
    officer = staff("niu.kun", "handler")
    for _ in range(5):
        client.post("/login/", {"login": "niu.kun", "password": "wrong"})
    security = office("security")
    assert "niu.kun" in text(security.get("/offices/locks/"))
    assert security.post(f"/offices/locks/{officer.pk}/unlock/").status_code == 302
    assert "没有被锁的账号" in text(security.get("/offices/locks/"))


def test_a_draft_of_rules_waits_for_the_other_office(office, units):
    rules.install(by=bureau.SEED, kind="police_lines", payload=[{"code": "traffic", "zh": "交警"}])
    system = office("system")
    assert system.post("/settings/lines/rows/traffic/", {"zh": "交通"}).status_code == 302
    empty = system.post("/settings/lines/hand-in/", {"note": ""})
    assert empty.status_code == 422 and "请写改动和依据" in text(empty)
    assert system.post("/settings/lines/hand-in/", {"note": "改名"}).status_code == 302
    assert rules_queries.version(kind="police_lines") == 1
    (draft,) = rules_queries.waiting()
    security = office("security")
    assert "交通" in text(security.get(f"/settings/drafts/{draft.pk}/"))
    past = security.post(f"/settings/drafts/{draft.pk}/approve/", {"effective_from": "2020-01-01T00:00"})
    assert past.status_code == 422 and "请选择现在之后的时间" in text(past)
    assert rules_queries.version(kind="police_lines") == 1
    assert security.post(f"/settings/drafts/{draft.pk}/approve/").status_code == 302
    rules_queries.forget()
    assert rules_queries.current(kind="police_lines")[0]["zh"] == "交通"


def test_an_unknown_kind_of_rules_does_not_exist(office):
    assert office("system").get("/settings/nonsense/").status_code == 404


def test_the_audit_office_sees_the_other_two(office, client, units):
    office("system").post(
        "/offices/units/yz.sp.yc/change/",
        {"name": "云州市公安局沙浦区分局盐场派出所", "kind": "station", "lines": ["*"], "note": "改"},
    )
    audit = office("audit")
    page = text(audit.get("/offices/events/?who=the.system"))
    assert "修改单位" in page and "盐场派出所" in page and "设立单位" not in page
    assert "修改单位" not in text(audit.get("/offices/events/?who=the.audit"))
    assert "修改单位" in text(audit.get("/offices/events/?code=organisation.unit.changed"))
    assert "没有这样的操作" in text(audit.get("/offices/events/?until=2020-01-01"))
    unknown = audit.get("/offices/events/?who=nobody.at.all")
    assert unknown.status_code == 422 and "没有这个人" in text(unknown)


def test_the_audit_office_turns_pages(office, units):
    for turn in range(60):
        bureau.commands.change_unit(by=bureau.SEED, code="yz.sp.yc", changes={"note": f"第{turn}次"})
    audit = office("audit")
    first = text(audit.get("/offices/events/?code=organisation.unit.changed"))
    onward = re.search(r'href="(\?[^"]*before=\d+)" rel="next"', first)[1].replace("&amp;", "&")
    second = text(audit.get(f"/offices/events/{onward}"))
    assert (first.count("修改单位"), second.count("修改单位")) == (50, 10)


def test_a_look_at_personal_data_shows_with_its_purpose(office, units):
    by = bureau.serving("niu.kun", "handler")
    record.look(by=by, subject=Ref("people.applicant", 7), fields=("phone",), purpose="回访诉求人")
    page = text(office("audit").get("/offices/looks/?who=niu.kun"))
    assert "回访诉求人" in page and "people.applicant:7" in page
