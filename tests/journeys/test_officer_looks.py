"""Every page of the desk at both widths: one h1, nothing too wide, nothing that axe finds."""

import pytest
from playwright.sync_api import Browser, Route

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

PAGES = {
    "ye.qingwen": (
        "/triage/",
        "/cases/",
        "/cases/?late=1",
        "/search/?q=噪声",
        "/search/?q=0016",
        "/alarms/",
        "/messages/",
    ),
    "xiang.dong": ("/inbox/", "/approvals/", "/units/", "/register/", "/messages/", "/search/"),
    "wei.rong": ("/inbox/", "/units/", "/cases/?state=replied"),
}


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("code", PAGES)
def test_pages_are_clean(browser: Browser, demo: Demo, code: str, width: int) -> None:
    with at_work(browser, demo, code, width=width) as officer:
        for path in PAGES[code]:
            officer.open(path)
            officer.look()
        officer.open("/cases/?scope=all")
        officer.page.locator("[data-row]").first.click()
        officer.look()


def test_a_preview_that_takes_its_time_leaves_an_outline(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "xiang.dong") as head:

        def late(route: Route) -> None:
            head.page.wait_for_timeout(1_000)
            route.continue_()

        head.page.route("**/peek/", late)
        head.open("/inbox/")
        outline = head.page.locator("#peek [aria-busy]")
        outline.wait_for()
        head.page.locator("#peek a[href^='/case/']").first.wait_for()
        assert not outline.count()
