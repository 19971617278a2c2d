"""An administrator adds a unit, an officer and a category on pages, the other office approves, and an appeal reaches them."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import Officer, at_work
from yiwang.ground.access.gateways import allauth

SYSTEM, SECURITY, DESK = "gu.ningxin", "cheng.bo", "ye.qingwen"
UNIT, UNIT_NAME = "yz.tl.mf", "蜜蜂谷派出所"
WHO, OWN_PASSWORD = "feng.mi", "three words of my own"
CATEGORY = "neighbour.bees"
BEES = ("院里养蜂蜇了小孩", "楼顶摆满蜂箱不敢开窗", "路边放养蜂箱过路人被蜇")
APPEAL = "石门坪镇集市口的路边摆了二十几箱蜜蜂，我家孩子放学被蜇了两次，请来看看能不能挪开。"


def founds_a_unit(admin: Officer) -> None:
    admin.open("/offices/units/new/?below=yz.tl")
    admin.look()
    admin.page.fill("#id_code", UNIT)
    admin.page.fill("#id_name", f"桐岭县公安局{UNIT_NAME}")
    admin.page.select_option("#id_kind", "station")
    admin.page.fill("#id_office_hours", "00:00-24:00")
    admin.go_on("看看它在树里的位置")
    assert UNIT_NAME in admin.page.inner_text("pre")
    admin.look()
    admin.go_on("设立")
    admin.says(f"{UNIT_NAME}设好了")
    admin.look()


def enlists(admin: Officer) -> str:
    """The one-time password off the slip."""
    admin.tap("登记人员")
    admin.look()
    for field, value in {"name": "封蜜", "code": WHO, "badge_no": "9980001", "phone": "15400090001"}.items():
        admin.page.fill(f"#id_{field}", value)
    assert admin.page.input_value("#id_unit_code") == UNIT
    admin.go_on("登记并开通账号")
    admin.look()
    return admin.page.locator("code").nth(1).inner_text()


def asks_for_a_grant(admin: Officer) -> None:
    admin.tap("提请授权")
    admin.look()
    admin.page.fill("#id_title", "社区民警")
    for role in ("handler", "community_officer"):
        admin.page.check(f"input[name=roles][value={role}]")
    admin.go_on("提请授权")
    admin.says("提请好了")


def adds_a_category(admin: Officer) -> None:
    admin.open("/settings/categories/new/")
    admin.page.select_option("#id_parent", "neighbour")
    given = {"code": CATEGORY, "zh": "养蜂扰民", "examples": "\n".join(BEES), "description": "蜂箱、蜂蜇"}
    for field, value in given.items():
        admin.page.fill(f"#id_{field}", value)
    for field, value in {"default_type": "help", "line": "public_order", "handling_level": "station"}.items():
        admin.page.select_option(f"#id_{field}", value)
    admin.page.locator("form button[type=submit]:visible").last.click()
    admin.page.wait_for_load_state()
    admin.open("/settings/categories/hand-in/")
    admin.page.fill("#id_note", "乡镇反映多")
    admin.go_on("提交批准")


def gives_the_area(admin: Officer) -> None:
    admin.open("/settings/areas/tl-sm/")
    admin.page.select_option("#id_to_station", UNIT)
    admin.go_on("换派出所")
    admin.page.wait_for_load_state()
    assert f"由{UNIT_NAME}管" in admin.page.inner_text("main"), admin.page.inner_text("main")


def approves(security: Officer) -> None:
    security.open("/offices/pending/")
    security.look()
    security.page.locator("tr", has_text="封蜜").locator("input[type=checkbox]").check()
    security.go_on("批准勾选的")
    security.says("批准了1项授权")
    security.page.locator("a", has_text="诉求分类").first.click()
    security.page.wait_for_load_state()
    security.says("养蜂扰民")
    reads_the_rehearsal(security)
    security.go_on("批准这一版")


def reads_the_rehearsal(security: Officer) -> None:
    """The draft is tried out on the month's appeals by itself; the button opens when that is done, without a reload."""
    security.page.locator("form[action$='/approve/']").wait_for(timeout=60_000)
    security.look()
    security.tap("看会改变什么")
    assert security.heading.startswith("预演：诉求分类")
    security.says("一共读了")
    security.look()
    security.page.go_back()


def signs_in_first(officer: Officer, password: str) -> None:
    """Own password, own picture: nobody else knows either."""
    officer.open("/login/")
    officer.page.fill("#id_login", WHO)
    officer.page.fill("#id_password", password)
    officer.go_on("下一步")
    assert officer.heading == "设自己的密码"
    officer.look()
    for field in ("password", "again"):
        officer.page.fill(f"#id_{field}", OWN_PASSWORD)
    officer.go_on("下一步")
    assert officer.page.locator("img[src^='data:image/svg']").is_visible()
    officer.look()
    secret = re.search(r"\b[A-Z2-7]{32}\b", officer.page.content())
    assert secret
    officer.page.fill("#id_code", allauth.code_at(secret[0], allauth.step_now()))
    officer.go_on("绑定并登录")
    assert "/login/" not in officer.page.url


def decides(operator: Officer, number: str) -> None:
    """The new category and the new unit can be chosen at once."""
    operator.open(f"/triage/{number}/")
    operator.page.fill("#id_other_category", CATEGORY)
    operator.page.fill("#id_other_unit", UNIT)
    operator.go_on("确认并派出")
    operator.says(f"已派给{UNIT_NAME}")


def test_a_unit_an_officer_a_category_and_an_appeal(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, SYSTEM) as admin:
        founds_a_unit(admin)
        password = enlists(admin)
        asks_for_a_grant(admin)
        adds_a_category(admin)
        gives_the_area(admin)
    with at_work(browser, demo, SECURITY, width=390) as security:
        approves(security)
    with at_work(browser, demo, DESK) as operator:
        operator.open("/register/")
        number = operator.register(APPEAL, phone="15400090002")
        operator.open(f"/case/{number}/")
        operator.look()
        if "待分派" in operator.page.inner_text("main"):
            decides(operator, number)
    for window in Officer.at(browser, demo, width=1440):
        assert isinstance(window, Officer)
        signs_in_first(window, password)
        window.open(f"/case/{number}/")
        assert "石门坪镇集市口" in window.page.inner_text("main"), window.page.inner_text("main")
        window.press("s")
        window.says("签收了")
        window.open("/me/")
        window.look()
