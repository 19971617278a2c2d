"""The operator decides by keys: options by number, anything else by name, Enter sends, Z takes back."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

VAGUE = "您好，那个事情后来怎么样了"


@pytest.mark.parametrize("width", [1440, 390])
def test_a_letter_nobody_can_place(browser: Browser, demo: Demo, width: int) -> None:
    with at_work(browser, demo, "ye.qingwen", width=1440) as operator:
        number = operator.register(VAGUE, phone="15400071234")
        operator.page.set_viewport_size({"width": width, "height": 900})
        operator.open(f"/triage/{number}/")
        operator.look()
        operator.page.locator("h1").click()
        operator.press("6")
        operator.page.locator("#category_0:checked").wait_for()  # what was picked stands first now
        operator.page.fill("#id_other_unit", "不存在的单位")
        operator.press("Enter")
        operator.says("没有这个单位")
        operator.look()
        unit = (
            operator.page.locator("#all-units option")
            .filter(has_text="")
            .evaluate_all("options => options.map(o => o.value).find(v => v.endsWith('鼓前派出所'))")
        )
        operator.page.fill("#id_other_unit", unit)
        operator.page.locator("h1").click()
        operator.press("Enter")
        operator.says("已派给鼓前派出所")
        operator.look()
        operator.page.locator("h1").click()
        operator.press("z")
        operator.says("收回了")
        assert number in operator.page.url
        operator.page.fill("#id_other_unit", unit)
        operator.go_on("确认并派出")
        operator.says("已派给鼓前派出所")


def test_j_and_k_walk_the_queue(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.register(VAGUE, phone="15400071235")
        operator.register(VAGUE, phone="15400071236")
        operator.open("/triage/")
        first = operator.page.locator(".yw-queue [aria-current]").get_attribute("href")
        operator.press("j", "Enter")
        operator.page.wait_for_url("**/triage/*/")
        assert operator.page.url.endswith(
            operator.page.locator(".yw-queue [aria-current]").get_attribute("href") or "-"
        )
        assert first and not operator.page.url.endswith(first)
