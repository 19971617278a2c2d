"""A complaint of misconduct is gone for whoever took it in, and was never there for whom it is about."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

BRIBE = "鼓前派出所民警杨墨收了我两条紫貂烟才给开证明，请查一查。"


def test_misconduct_is_there_neither_for_who_took_it_in_nor_for_the_station(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(BRIBE, phone="15400072302")
        assert operator.page.goto(f"{demo.workbench}/case/{number}/").status == 404
    with at_work(browser, demo, "xiang.dong") as station:
        station.open(f"/search/?q={number}")
        assert "没有这个编号的件" in station.page.content()
