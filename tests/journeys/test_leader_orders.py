"""An order from a leader's phone makes an answer important: it passes two people, one of them standing in, and is reported."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, Officer, at_work

REPLY = "已到现场，摊主当晚撤走，音箱搬走，今后每晚十点后加巡。再有请打0309-5550011。"


def fills_the_roster(head: Officer) -> None:
    """The last day of the next month, by hand on a phone: a name nobody bears is told, and what else was typed stays."""
    head.open("/duty/")
    head.tap("下个月")
    head.page.locator("input[name=officers]").last.fill("查无此人")
    head.page.locator("input[name=leader]").last.fill("项东")
    head.look()
    head.go_on("存值班表")
    head.says("有1天没有写进去")
    assert head.page.locator("input[name=leader]").last.input_value() == "项东"
    head.page.locator("input[name=officers]").last.fill("杨墨")
    head.go_on("存值班表")
    head.says("排好了，改了1天")


def test_an_important_answer_passes_two_people_and_the_order_is_closed(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone="15400061301")
    with at_work(browser, demo, "dai.jun") as away:
        away.open("/me/away/")
        away.look()
        away.page.fill("#id_deputy", "叶清雯")
        away.page.fill("#id_valid_to", away.page.input_value("#id_valid_from"))
        away.page.fill("#id_reason", "出差")
        away.go_on("委托")
        away.says("委托好了")
    with at_work(browser, demo, "wei.rong", width=390) as leader:
        leader.open(f"/case/{number}/")
        leader.move("instruct")
        leader.look()
        leader.go_on("请依法尽快办理，结果报我。")
        leader.says("批示发出了")
    with at_work(browser, demo, "yang.mo") as officer:
        officer.handle(number, note="电话里约了今晚到现场", words=REPLY)
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        fills_the_roster(head)
        head.open("/today/")
        head.look()
        head.page.locator(".yw-five", has_text=number).first.get_by_role("link").click()
        head.says("有领导批示还没有阅结")
        head.look()
        head.tap("同意，呈上级审定")
        head.page.fill("#id_note", "情况属实，拟同意")
        head.look()
        head.go_on("同意，呈上级审定")
        head.says("呈上去了")
    with at_work(browser, demo, "ye.qingwen", width=390) as deputy:
        deputy.open("/today/")
        deputy.says("您代戴军审批")
        deputy.page.locator(".yw-five", has_text=number).first.get_by_role("link").click()
        deputy.says("拟同意")
        deputy.go_on("审定并答复诉求人")
        deputy.says("审定了")
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.says("叶清雯（代戴军）")
        officer.tap("报告落实情况")
        officer.page.fill("#id_report", "摊主已撤走，诉求人认可。")
        officer.look()
        officer.go_on("交报告")
        officer.says("报告交上去了")
    with at_work(browser, demo, "wei.rong", width=390) as leader:
        leader.open("/orders/?of=mine")
        leader.says("摊主已撤走")
        leader.look()
        leader.page.locator("li", has_text=number).get_by_role("link", name="阅结").click()
        leader.look()
        leader.go_on("阅结")
        leader.says("批示阅结了")
