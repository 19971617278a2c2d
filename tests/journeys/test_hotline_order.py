"""A 12345 order comes in, is answered, its result goes back in the platform's own words; the platform's caller is not content."""

import json
import time
import urllib.request
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

ORDER = "GD-20261122-0018"
REPLY = "您好，昨晚十点半我们到了鼓楼花园北门，摊主当场撤走，以后每晚十点后加巡。"


def passed(demo: Demo) -> list[dict[str, Any]]:
    """All that passed at the played 12345."""
    with urllib.request.urlopen(f"http://127.0.0.1:{demo.port + 7}/12345/orders.json") as answer:
        found: list[dict[str, Any]] = json.load(answer)
    return [one for one in found if ORDER in json.dumps(one)]


def heard(demo: Demo, kind: str, *, seconds: float = 30) -> dict[str, Any]:
    """What the 12345 was told of this kind (its own code), as soon as it was."""
    return _soon(lambda: next((one["body"] for one in passed(demo) if one["body"].get("hclx") == kind), None), seconds)


def _soon(look: Callable[[], Any], seconds: float) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := look():
            return found
        time.sleep(0.3)
    raise AssertionError("it did not come in time")


def test_an_order_in_and_its_result_back(browser: Browser, demo: Demo) -> None:
    window = browser.new_context(locale="zh-CN").new_page()
    window.goto(f"http://127.0.0.1:{demo.port + 7}/12345/")
    window.fill("input[name=order_id]", ORDER)
    window.get_by_role("button", name="派单", exact=True).click()
    receipt = heard(demo, "QS")
    number = receipt["bjbh"]
    assert receipt["cbdw"].endswith("鼓前派出所")

    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.says("转来工单")
        officer.says(ORDER)
        officer.look()
        officer.handle(number, note="电话里约了今晚十点到现场", words=REPLY)
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        head.move("approve")
        head.go_on("审定并答复诉求人")
        head.says("审定了")
    result = heard(demo, "JG")
    assert (result["nr"], result["bljg"], result["bjbh"]) == (REPLY, "1", number)

    window.reload()
    article = window.locator("article", has_text=ORDER)
    article.locator("summary").click()
    article.locator("select[name=rating]").select_option("4")
    article.locator("input[name=text]").fill("昨晚又来了")
    article.get_by_role("button", name="评价", exact=True).click()
    assert heard(demo, "CB")["bjbh"] == number
    window.context.close()

    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open(f"/case/{number}/")
        head.says("昨晚又来了")
        head.says("第2轮")
        head.look()
    with at_work(browser, demo, "gu.ningxin") as watcher:
        watcher.open("/partners/")
        watcher.says("云州12345热线")
        watcher.look()
        watcher.open("/partners/12345/")
        watcher.says("都送到了")
        watcher.look()
