"""An extension is asked for, granted by another and seen by the citizen; a letter given back twice is designated."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import files_one
from tests.journeys.test_whole_loop import soon

WHY = "要等物业提供监控录像，还差三天"


def test_an_extension_asked_granted_and_seen(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, phone = files_one(phone_reader)
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.tap("申请延期")
        officer.look()
        officer.page.select_option("#id_days", "5")
        officer.page.fill("#id_reason", WHY)
        officer.go_on("交给负责人批")
        officer.says("申请交上去了")
        officer.look()
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open("/approvals/")
        head.look()
        head.page.locator(f"a[href='/case/{number}/request/grant/']").first.click()
        head.look()
        head.says("批准以后最晚")
        head.go_on("批准")
        head.says("批准了")
    assert demo.message(phone, rf"({number})情况复杂，延长5个工作日")
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, WHY)
    phone_reader.look()


def test_given_back_twice_and_designated(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, _ = files_one(phone_reader)
    _gives_back(browser, demo, "yang.mo", number, "鹤鸣派出所")
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open(f"/triage/{number}/")
        operator.says("退办单位建议")
        operator.look()
        operator.go_on("确认并派出")
        operator.says("已派给鹤鸣派出所")
    _gives_back(browser, demo, "ding.yuqing", number, "鼓前派出所")
    with at_work(browser, demo, "wei.rong") as above:
        above.open("/approvals/")
        above.says("两次退办，等您指定")
        above.look()
        above.page.locator(f"a[href='/case/{number}/designate/']").first.click()
        above.look()
        above.page.fill("#id_unit", "鼓前派出所")
        above.page.fill("#id_reason", "事发地在鼓楼花园，属鼓前辖区")
        above.go_on("指定给它")
        above.says("指定好了")
        above.look()
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, "上级指定鼓前派出所办理")


def _gives_back(browser: Browser, demo: Demo, who: str, number: str, to: str) -> None:
    with at_work(browser, demo, who, width=390) as officer:
        officer.open(f"/case/{number}/return/")
        officer.look()
        officer.page.check("input[name=ground][value=not_here]")
        officer.page.fill("#id_reason", "事发地不在本所辖区")
        officer.page.fill("#id_suggested", to)
        officer.go_on("退办")
        officer.says("退办了")
