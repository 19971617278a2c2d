"""A head says how to hear of steps; a letter is signed and answered; inbox, group and 流程跟踪 show it."""

import re
import time

import httpx
from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import files_one
from tests.journeys.test_whole_loop import soon
from yiwang.ground.messaging.gateways.sandbox_robots import WECOM_KEY, WECOM_PATH


def test_a_head_hears_of_a_signing_in_inbox_and_group(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "gu.ningxin") as office:
        office.open("/offices/robots/new/")
        office.look()
        office.page.select_option("#id_unit", "yz.jc.gq")
        office.page.fill("#id_name", "鼓前所工作群")
        office.page.fill("#id_address", f"{demo.sandbox}{WECOM_PATH}?key={WECOM_KEY}")
        office.go_on("存好")
        office.says("机器人设置好了")
        office.look()
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open("/me/notices/")
        head.look()
        for way in ("inbox", "work_app"):
            head.page.check(f"input[name=ways_sign][value={way}]")
        head.go_on("保存")
        head.says("通知设置存好了")
    number, _, _ = files_one(phone_reader)
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.open(f"/case/{number}/track/")
        officer.says("签收")
        officer.look()
    with at_work(browser, demo, "xiang.dong") as head:
        head.open("/messages/")
        soon(head.page, "已签收")
        head.look()
        head.open(f"/case/{number}/track/")
        head.says("现在在")
        head.open("/nodes/")
        head.look()
    for _ in range(40):
        said = httpx.get(f"{demo.sandbox}/groups/wecom.json", trust_env=False).json()
        if any(number in one["content"] for one in said):
            break
        time.sleep(0.25)
    assert any(re.search(rf"已签收{number}", one["content"]) for one in said), said
