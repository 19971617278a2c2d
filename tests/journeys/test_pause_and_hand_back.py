"""Time that the law does not count stops and goes on again; what is not the bureau's goes back to who sent it, asked twice."""

import re
import time
import urllib.request
from urllib.parse import urlencode

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import files_one
from tests.journeys.test_whole_loop import soon

GROUND = "广场噪声归城管部门管，三定方案第5条"


def asks_for_a_pause(browser: Browser, demo: Demo, number: str) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.says("签收了")
        officer.open(f"/case/{number}/pause/")
        officer.look()
        officer.page.check("input[name=ground][value=expert]")
        officer.page.fill("#id_reason", "噪声检测已经委托，等检测报告")
        officer.go_on("交给负责人批")
        officer.says("请写凭据的文号或名称")
        assert officer.page.input_value("#id_reason") == "噪声检测已经委托，等检测报告"
        officer.page.fill("#id_proof", "云环监字〔2026〕118号检测委托书")
        officer.go_on("交给负责人批")
        officer.says("申请交上去了")


def test_a_pause_asked_granted_seen_and_ended(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, phone = files_one(phone_reader)
    asks_for_a_pause(browser, demo, number)
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open(f"/case/{number}/request/grant/")
        head.says("停止计时，事由结束再接着算")
        head.look()
        head.go_on("批准")
        head.says("批准了")
        head.open("/paused/")
        head.says("鼓楼花园北门")
        head.look()
    assert demo.message(phone, rf"({number})")
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, re.compile("暂停"))
    phone_reader.look()
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/resume/")
        officer.look()
        officer.go_on("恢复计时")
        officer.says("恢复计时了")


def sent_by_12345(demo: Demo, order: str) -> str:
    """An order of the played hotline; our number of it."""
    platform = f"http://127.0.0.1:{demo.port + 7}/12345/"
    said = {
        "order_id": order, "title": "广场舞音响太吵", "type": "complaint", "address": "文津路", "name": "周女士",
        "content": "文津路市民广场晚上九点以后还跳广场舞，音响很大，孩子写不了作业，请管一管。", "phone": "15400012388",
        "days": "5",
    }  # fmt: skip
    urllib.request.urlopen(f"{platform}do/order", urlencode(said).encode()).close()
    for _ in range(40):
        with urllib.request.urlopen(platform) as page:
            found = re.search(rf"{order}.*?(YZ\d{{4}}-\d+-\d)", page.read().decode(), re.S)
        if found:
            return found[1]
        time.sleep(0.25)
    raise AssertionError(f"{order} never came to a number")


def test_what_is_not_ours_goes_back_to_its_sender_after_a_second_look(browser: Browser, demo: Demo) -> None:
    number = sent_by_12345(demo, f"BACK-{time.time_ns() % 10**8}")
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open(f"/case/{number}/hand-back/")
        operator.look()
        operator.page.fill("#id_ground", GROUND)
        operator.page.fill("#id_body", "文津路街道综合执法队")
        operator.go_on("下一步")
        operator.says("退回以后不能撤销")
        operator.says(GROUND)
        operator.look()
        operator.go_on("退回来源")
        operator.says("退回来源了，这一件到此结束")
        operator.says("已退回来源")
