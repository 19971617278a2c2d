"""A call-back: taken from the list, said by its script, noted with its answer; nobody's number on any page."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work


def test_a_call_is_taken_said_and_noted(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "tan.mei") as agent:
        agent.open("/calls/?show=all")
        agent.look()
        agent.tap("一级回访")
        agent.look()
        place = agent.page.url.removeprefix(demo.workbench)
        agent.go_on("我来打")
        agent.says("照着说")
        assert not re.search(r"1540\d{7}", agent.page.content()), "a number is dialled, never shown"
        agent.look()
        agent.page.check("input[name=reached][value=answered]")
        agent.go_on("记下这一次")
        agent.says("请选一个满意程度")
        agent.page.check("input[name=grade][value=satisfied]")
        agent.page.fill("#id_words", "来了两次，现在好多了。")
        agent.go_on("记下这一次")
        agent.says("记下了")
        agent.open("/calls/?show=over")
        agent.says("已完成")
    with at_work(browser, demo, "tan.mei", width=390) as agent:
        agent.open("/calls/")
        agent.look()
        agent.open(place)
        agent.says("已经了结")
        agent.look()
