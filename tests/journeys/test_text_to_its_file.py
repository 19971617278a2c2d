"""A text becomes a file, more texts find it, “没解决” opens it anew; what no machine can place an operator lays on its file."""

import random
import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, at_work
from tests.journeys.test_whole_loop import FIRST, answers, approves, soon


def texts(browser: Browser, demo: Demo, phone: str, words: str) -> None:
    """The box 手机回复 of the sandbox: what the provider would push to our door."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo.sandbox}/?phone={phone}&still=1")
    page.fill("#text", words)
    page.locator("button", has_text="发出").click()
    page.get_by_text("已送到").first.wait_for()
    context.close()


def new_phone() -> str:
    return f"15400{random.randrange(10**6):06d}"


def test_a_text_finds_its_file_and_opens_it_anew(browser: Browser, demo: Demo) -> None:
    phone = new_phone()
    texts(browser, demo, phone, NOISE)
    number = demo.message(phone, r"已登记，编号(YZ\d{4}-\d+-\d)")
    texts(browser, demo, phone, "昨晚又来了两个摊，十二点才收")
    assert demo.message(phone, rf"已补到({number})")
    answers(browser, demo, "yang.mo", number, FIRST)
    approves(browser, demo, "xiang.dong", number)
    assert demo.message(phone, rf"({number})已答复")
    texts(browser, demo, phone, "不满意，还在摆")
    assert demo.message(phone, rf"({number})按您的意见重新办理")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        head.says("不满意，还在摆")
        head.says("昨晚又来了两个摊")


def test_what_no_machine_can_place_an_operator_lays_on_its_file(browser: Browser, demo: Demo) -> None:
    owner, other = new_phone(), new_phone()
    texts(browser, demo, owner, NOISE)
    number = demo.message(owner, r"已登记，编号(YZ\d{4}-\d+-\d)")
    texts(browser, demo, other, f"{number} 我是他邻居，昨晚拍到了车牌和摊主")
    assert demo.message(other, "(把编号和查询码一起发来)")
    assert number not in str(demo.messages(other))
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/incoming/")
        soon(operator.page, "我是他邻居")
        operator.look()
        operator.tap("我是他邻居")
        assert re.search(r"154\*{4}\d{4}", operator.page.inner_text("main")) and other not in operator.page.content()
        operator.look()
        operator.tap("不用办")
        operator.look()
        operator.page.check("input[value=not_a_matter]")
        operator.go_on("不用办")
        operator.says("记下了，不用办")
        operator.open("/incoming/?show=all")
        operator.tap("我是他邻居")
        operator.go_on("撤回处理")
        operator.says("撤回了，请重新处理")
        operator.tap("归到某件")
        operator.page.fill("#id_number", number)
        operator.look()
        operator.go_on("归过去")
        operator.says("归到那一件了")
        operator.open(f"/case/{number}/")
        operator.says("昨晚拍到了车牌和摊主")
