"""Officers on the system office's pages: enlisted, renewed, suspended, moved, gone with the desk handed over."""

import re
from datetime import timedelta

import pytest

from tests.rooms.organisation import bureau
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.commands import handover
from yiwang.cases.appeals.states import State
from yiwang.ground.access import queries as accounts
from yiwang.ground.organisation import queries
from yiwang.kit.clock import today

NEW = {"name": "辛来", "code": "xin.lai", "badge_no": "9919999", "unit_code": "yz.sp.yc", "phone": "15400012345"}
SURE = {"sure": "1"}
_PASSWORD = re.compile(r"<code>([a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4})</code>")


def text(answer):
    return answer.content.decode()


@pytest.fixture
def system_of_city(city, client):
    officer = queries.officer_by_code(code="gu.ningxin")
    client.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_somebody_is_enlisted_and_the_password_is_shown_once(office):
    system = office("system")
    wrong = system.post("/offices/officers/new/", NEW | {"code": "辛来"})
    assert wrong.status_code == 422 and "gong.liang" in text(wrong) and 'value="辛来"' in text(wrong)
    answer = text(system.post("/offices/officers/new/", NEW))
    password = _PASSWORD.search(answer)[1]
    officer = queries.officer_by_code(code="xin.lai")
    assert accounts.account(id=officer.account_id).check_password(password)
    page = text(system.get(f"/offices/officers/{officer.pk}/"))
    assert password not in page and "154****2345" in page and "15400012345" not in page and "等本人首次登录" in page
    assert "9919999" in text(system.get("/offices/officers/?q=xin.lai"))
    assert "xin.lai" in text(system.get("/offices/officers/?standing=unseen"))


def test_a_renewed_sign_in_waits_until_the_security_office_lets_it_in(office, staff):
    officer = staff("niu.kun", "handler")
    system = office("system")
    assert "安全管理员当面核实后放行" in text(system.get(f"/offices/officers/{officer.pk}/sign-in/"))
    answer = text(system.post(f"/offices/officers/{officer.pk}/sign-in/", SURE))
    assert _PASSWORD.search(answer) and "还要安全管理员" in answer
    assert "等待放行" in text(system.get("/offices/officers/?standing=held"))
    security = office("security")
    assert "有重发的登录凭据等您放行" in text(security.get("/offices/pending/"))
    assert security.post(f"/offices/locks/{officer.pk}/release/").status_code == 302
    assert accounts.account(id=officer.account_id).held_at is None


def test_particulars_are_changed(office, staff):
    officer = staff("niu.kun", "handler")
    system = office("system")
    given = {"name": "牛坤", "badge_no": officer.badge_no, "phone": "15400012345"}
    assert system.post(f"/offices/officers/{officer.pk}/change/", given).status_code == 302
    assert "改了姓名、手机号" in text(system.get(f"/offices/officers/{officer.pk}/"))


def test_suspended_and_back(office, staff):
    officer = staff("niu.kun", "handler")
    system = office("system")
    assert system.post(f"/offices/officers/{officer.pk}/suspend/", {"reason": ""}).status_code == 422
    system.post(f"/offices/officers/{officer.pk}/suspend/", {"reason": "借调"})
    assert "niu.kun" in text(system.get("/offices/officers/?standing=suspended"))
    system.post(f"/offices/officers/{officer.pk}/resume/", {"reason": "回来了"})
    assert queries.officer(id=officer.pk).is_active


def test_the_button_says_why_the_last_of_an_office_stays(office, staff):
    security = staff("the.security", "security_admin", unit="yz.tech", scope="yz")
    system = office("system")
    assert "唯一的安全管理员" in text(system.get(f"/offices/officers/{security.pk}/"))
    answer = system.post(f"/offices/officers/{security.pk}/leave/", {"reason": "退休"} | SURE)
    assert answer.status_code == 422 and "唯一的安全管理员" in text(answer)


def test_a_leaver_hands_over_all_to_one_and_one_to_another(city, system_of_city):
    cases = [city.appeal_at(state).case for state in (State.HANDLING, State.HANDLING, State.PUSHED)]
    leaver, unit = cases[0].officer, cases[0].unit
    first, second = [who for who in queries.officers_of(unit_code=unit.code) if who != leaver][:2]
    url = f"/offices/officers/{leaver.pk}/leave/"
    page = text(system_of_city.get(url))
    assert "没办完的件" in page and cases[0].number in page and cases[0].title not in page
    plan = {"to": first.code, f"file_{cases[1].pk}": second.code, "reason": "退休"}
    asked = text(system_of_city.post(url, plan))
    assert f"1件交给{second.name}" in asked and "确认离任" in asked and queries.officer(id=leaver.pk).is_active
    answer = system_of_city.post(url, plan | SURE, follow=True)
    assert "桌上的件都交接好了" in text(answer)
    now = [appeals.get_by_id(case_id=case.pk).case.officer for case in cases]
    assert now == [first, second, first] and queries.officer(id=leaver.pk).left_on


def test_a_long_desk_goes_some_at_a_time_and_says_how_far(city, system_of_city, monkeypatch):
    monkeypatch.setattr(handover, "AT_ONCE", 1)
    cases = [city.appeal_at(State.HANDLING).case for _ in range(2)]
    leaver = cases[0].officer
    url, plan = f"/offices/officers/{leaver.pk}/leave/", {"to": "", "reason": "退休"} | SURE
    total = appeals.count_on_desk(officer_id=leaver.pk)
    page = text(system_of_city.post(url, plan))
    assert f"已移交1件，共{total}件" in page and queries.officer(id=leaver.pk).is_active
    for _ in range(total - 2):
        page = text(system_of_city.post(url, plan | {"total": str(total)}))
    done = system_of_city.post(url, plan | {"total": str(total)}, headers={"HX-Request": "true"})
    assert done["HX-Redirect"] == f"/offices/officers/{leaver.pk}/" and queries.officer(id=leaver.pk).left_on


def test_somebody_moves_and_the_same_is_asked_for_in_the_new_unit(city, system_of_city):
    case = city.appeal_at(State.PUSHED).case
    officer = case.officer
    (post,) = [p for p in queries.open_posts_of(officer_id=officer.pk) if p.unit_id == officer.unit_id][:1]
    target = next(unit for unit in queries.units() if unit.kind == "station" and unit.pk != officer.unit_id)
    url = f"/offices/officers/{officer.pk}/move/"
    plan = {"unit_code": target.code, "again": [post.pk], "to": ""}
    assert f"所在单位改为{target.short_name}" in text(system_of_city.post(url, plan))
    answer = system_of_city.post(url, plan | SURE)
    assert answer.status_code == 302, text(answer)
    assert queries.officer(id=officer.pk).unit == target
    assert [asked.unit for asked in queries.pending_posts()] == [target]
    assert appeals.get_by_id(case_id=case.pk).case.officer is None


@pytest.mark.parametrize(
    ("path", "most"), [("", 9), ("{officer}/", 24), ("{officer}/leave/", 24), ("{officer}/move/", 24), ("new/", 10)]
)
def test_pages_ask_little_however_full_the_desk(city, system_of_city, django_assert_max_num_queries, path, most):
    cases = [city.appeal_at(State.PUSHED).case for _ in range(3)]
    with django_assert_max_num_queries(most):
        assert system_of_city.get(f"/offices/officers/{path}".format(officer=cases[0].officer_id)).status_code == 200


def test_several_grants_are_approved_at_once(office, staff):
    people = [bureau.enlist(code) for code in ("niu.kun", "some.one")]
    system = office("system")
    for officer in people:
        system.post(
            f"/offices/officers/{officer.pk}/posts/new/",
            {"title": "民警", "unit_code": "yz.sp.yc", "scope": "yz.sp.yc", "roles": ["handler"], "lines": ["*"]},
        )
    waiting = queries.pending_posts()
    security = office("security")
    assert security.post("/offices/posts/approve/", {}).status_code == 422
    answer = security.post("/offices/posts/approve/", {"post": [post.pk for post in waiting]}, follow=True)
    assert "批准了2项授权" in text(answer) and queries.pending_posts() == []


def test_a_grant_that_ends_soon_is_renewed_from_the_day_after(office, staff):
    officer = staff("niu.kun")
    last = today() + timedelta(days=5)
    post = bureau.grant(officer, "handler", valid_to=last)
    system = office("system")
    assert "某niu" in text(system.get("/offices/posts/expiring/"))
    page = text(system.get(f"/offices/officers/{officer.pk}/posts/new/?renew={post.pk}"))
    assert f'value="{last + timedelta(days=1)}"' in page and "续期：原来到" in page
