"""A survey is approved by another, drawn, answered by link; somebody joins the panel and hears what became of their answer."""

import re
import time
import urllib.request
from datetime import date, timedelta

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work

PHONE = "15400061907"
TITLE = "答复好懂不好懂"


def _link(demo: Demo, pattern: str, *, seconds: float = 25) -> str:
    """The address in the newest text of anybody that says so."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with urllib.request.urlopen(f"{demo.sandbox}/?still") as answer:
            said = answer.read().decode()
        if found := re.search(pattern, said):
            return found[1]
        time.sleep(0.3)
    raise AssertionError(f"nobody got a text like {pattern}")


def test_a_survey_and_a_voice_of_the_panel(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "dai.jun") as writer:
        writer.open("/surveys/new/")
        page = writer.page
        page.fill("#id_title", TITLE)
        page.fill("#id_why", "看答复写得清不清楚，结果用来改答复模板。")
        page.fill("#id_since", (date.today() - timedelta(days=60)).isoformat())
        page.fill("#id_until", date.today().isoformat())
        page.fill("#id_target", "3")
        page.fill("#id_questions", "满意程度：答复您看得懂吗？\n填写：哪里不清楚？（可不答）")
        writer.look()
        writer.go_on("存草稿")
        writer.says("自己拟的问卷不能自己批准")
        writer.look()
        address = page.url.removeprefix(demo.workbench)
    with at_work(browser, demo, "wei.rong", width=390) as chief:
        chief.open(address)
        chief.look()
        chief.tap("批准")
        chief.go_on("批准")
        chief.says("批准了")
    with at_work(browser, demo, "dai.jun") as writer:
        writer.open(address)
        writer.tap("抽样并开始")
        writer.look()
        writer.go_on("抽样并开始")
        writer.says("正在调查")
    phone_reader.page.goto(_link(demo, rf"说说您的看法（{TITLE}）： (\S+)"))
    phone_reader.look()
    phone_reader.page.get_by_label("满意", exact=True).check()
    phone_reader.go_on("送出")
    phone_reader.says("收到，谢谢您")
    with at_work(browser, demo, "dai.jun", width=390) as agent:
        agent.open("/panel/new/")
        agent.page.fill("#id_name", "周敏华")
        agent.page.fill("#id_phone", PHONE)
        agent.page.get_by_label("人大代表").check()
        agent.page.fill("#id_term_from", date.today().isoformat())
        agent.page.fill("#id_term_to", (date.today() + timedelta(days=365)).isoformat())
        agent.look()
        agent.go_on("邀请")
        agent.says("等答复")
    phone_reader.page.goto(demo.message(PHONE, r"请看 (\S+)"))
    phone_reader.page.get_by_label("愿意", exact=True).check()
    phone_reader.go_on("送出")
    phone_reader.says("收到，谢谢您")
    with at_work(browser, demo, "dai.jun") as agent:
        _until_serving(agent.page, demo)
        agent.look()
        agent.tap("征询监督员")
        agent.page.fill("#id_topic", "校门口早高峰")
        agent.page.fill("#id_asks", "您看见了什么，希望怎么改？")
        agent.page.get_by_label("上门走访").check()
        agent.page.fill("#id_until", (date.today() + timedelta(days=7)).isoformat())
        agent.page.locator("input[name=members]").first.check()
        agent.look()
        agent.go_on("开始征询")
        agent.tap("校门口早高峰")
        agent.tap("记下他说的")
        agent.page.fill("#id_said", "电动车乱停，学生绕到车道上。")
        agent.go_on("记下来")
        agent.tap("写去向")
        agent.page.get_by_label("采纳", exact=True).check()
        agent.page.fill("#id_told", "下周起校门口早高峰加岗")
        agent.go_on("告诉监督员")
        agent.says("也告诉了监督员")
        agent.look()
    assert "加岗" in demo.message(PHONE, r"(采纳.*加岗)")
    with at_work(browser, demo, "dai.jun") as writer:
        writer.open(address)
        writer.says("1人回答了这一题")
        writer.look()


def _until_serving(page, demo: Demo) -> None:
    """The answer is on its way in: the page is asked for again."""
    for _ in range(40):
        page.goto(f"{demo.workbench}/panel/")
        if page.get_by_text("周**").count():
            return
        page.wait_for_timeout(300)
    raise AssertionError("nobody serves")
