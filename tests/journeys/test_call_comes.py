"""Somebody calls the desk: the call opens by itself with what they said before, becomes a file, and is wrapped up; one that
nobody took is called back. Told again in no order, nothing changes.
"""

import re
import urllib.request
from urllib.parse import urlencode

from playwright.sync_api import Browser, expect

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, Officer, at_work

EXTENSION = "8001"
KNOWN, UNKNOWN = "15400010000", "15400077001"
"""One of the demo's own citizens, and nobody."""


class Exchange:
    """The played exchange, as its page is pressed."""

    def __init__(self, demo: Demo) -> None:
        self.address = f"http://127.0.0.1:{demo.port + 8}"

    def press(self, act: str, **said: str) -> None:
        urllib.request.urlopen(f"{self.address}/{act}", urlencode(said).encode()).close()

    def ring(self, caller: str) -> str:
        """Ring the desk; how the exchange calls this call."""
        self.press("ring", caller=caller, extension=EXTENSION)
        with urllib.request.urlopen(self.address) as page:
            found = re.search(r'name="call" value="([^"]+)"', page.read().decode())
        assert found
        return found[1]


def opened(officer: Officer) -> None:
    """The call's page, which nobody has asked for, within two seconds and what a slow machine takes."""
    officer.page.wait_for_url("**/centre/calls/*/", timeout=10_000)


def hears_it_again(officer: Officer) -> None:
    """The recording stays with the exchange; its address is shown for a purpose, and that it was is on record."""
    officer.page.locator("main a[href*='/centre/calls/']", has_text="****").first.click()
    officer.tap("听录音")
    assert not officer.page.locator("a[href*='/recordings/']").count()
    officer.page.fill("[name=purpose]", "核对通话内容")
    officer.go_on("看录音的链接")
    officer.says("用途已经记入查阅日志")
    assert officer.page.locator("a[href*='/recordings/']").count() == 1
    officer.look()


def registers(officer: Officer, exchange: Exchange) -> None:
    call = exchange.ring(KNOWN)
    opened(officer)
    officer.says("12个月内的诉求")
    assert officer.heading == KNOWN
    officer.look()
    exchange.press("answer", call=call)
    expect(officer.page.locator("#call-state")).to_have_text("通话中", timeout=10_000)
    officer.press("r")
    assert officer.heading == "登记诉求" and officer.page.input_value("#id_phone") == KNOWN
    officer.page.fill("#id_content", NOISE)
    officer.page.keyboard.press("Control+Enter")
    officer.says("登记好了，请念给对方听")
    exchange.press("end", call=call)
    exchange.press("again", call=call)
    exchange.press("record", call=call)
    officer.open("/centre/calls/?state=done")
    officer.says("已登记成件")
    hears_it_again(officer)


def wraps_up(officer: Officer, exchange: Exchange) -> None:
    """A call comes while something is being typed: it waits above, and what was typed stays."""
    officer.open("/register/")
    officer.page.fill("#id_content", "写到一半")
    call = exchange.ring(UNKNOWN)
    officer.says("打开来电")
    assert officer.page.input_value("#id_content") == "写到一半"
    officer.look()
    officer.tap("打开来电")
    officer.says("12个月内没有来过")
    exchange.press("answer", call=call)
    exchange.press("end", call=call)
    expect(officer.page.locator("#call-state")).to_have_text("待整理", timeout=10_000)
    officer.press("6", "Enter")
    officer.says("这个电话整理好了")


def calls_back(officer: Officer, exchange: Exchange) -> None:
    call = exchange.ring(UNKNOWN)
    opened(officer)
    exchange.press("miss", call=call)
    officer.press("b")
    assert officer.page.input_value("#id_number") == UNKNOWN
    officer.page.fill("#id_what", "没有接到，问他有什么事")
    officer.look()
    officer.go_on("约好了")
    officer.tap("没有接到，问他有什么事")
    officer.look()
    officer.page.select_option("#id_outcome", "reached")
    officer.go_on("记下这一次")
    officer.says("没有要回拨的")
    officer.open("/centre/shifts/")
    officer.look()


def test_a_call_from_ring_to_file(browser: Browser, demo: Demo) -> None:
    exchange = Exchange(demo)
    with at_work(browser, demo, "ye.qingwen") as officer:
        officer.open("/centre/")
        officer.look()
        officer.page.fill("#id_extension", EXTENSION)
        officer.go_on("签入")
        officer.says("没有人在线上")
        registers(officer, exchange)
        officer.open("/centre/")
        wraps_up(officer, exchange)
        calls_back(officer, exchange)
        officer.open("/centre/")
        officer.go_on("签出")
        officer.says("签出了")
