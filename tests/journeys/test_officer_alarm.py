"""Danger told at a window rings on the duty desk's open page, and stops when somebody answers by name."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import Officer, at_work


def answers_what_other_stories_left(duty: Officer) -> None:
    """Citizens in other stories were in danger too."""
    while duty.page.locator("[data-alarm]").count():
        duty.open("/alarms/")
        duty.press("g")
        duty.says("由您接手处置")
        duty.open("/inbox/")


def test_it_rings_and_is_answered(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "bai.qihang") as duty, at_work(browser, demo, "yang.mo") as officer:
        duty.open("/inbox/")
        answers_what_other_stories_left(duty)
        assert duty.page.locator("[data-alarm]").count() == 0
        number = officer.register("鼓楼花园3栋有人拿着刀正在砸门", phone="15400081234", urgent=True)
        duty.says("件紧急诉求没有人确认", seconds=15)
        assert duty.page.title().startswith("【紧急】")
        duty.look()
        duty.tap("去确认")
        duty.says(number)
        duty.page.set_viewport_size({"width": 390, "height": 844})
        duty.look()
        duty.page.set_viewport_size({"width": 1440, "height": 900})
        duty.press("g")
        duty.says("由您接手处置")
        duty.says("没有要确认的紧急件")
        assert duty.page.locator("[data-alarm]").count() == 0
        assert not duty.page.title().startswith("【紧急】")
        duty.open(f"/case/{number}/")
        duty.says("柏启航确认了警示")
        duty.look()
