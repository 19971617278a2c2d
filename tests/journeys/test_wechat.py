"""A question in WeChat to its answer: told step by step on a phone, answered by an officer, read in the chat, refused there."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import NOISE, at_work
from tests.journeys.test_whole_loop import FIRST, answers, approves

PHONE = "oSandboxPhone000000000000002"


class Phone(Reader):
    """手机乙 in the stand-in for WeChat."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.demo.port + 6}/?phone={PHONE}"

    def hears(self, pattern: str) -> str:
        """The first group of what the account says last, as soon as it says it."""
        for _ in range(80):
            lines = self.page.request.get(f"{self.url.replace('/?', '/chat.json?')}").json()["said"]
            if lines and lines[-1]["is_ours"] and (found := re.search(pattern, lines[-1]["text"])):
                return found[1] if found.groups() else found[0]
            self.page.wait_for_timeout(250)
        raise AssertionError(f"the chat never says {pattern}: {[line['text'] for line in lines[-3:]]}")

    def writes(self, words: str, *, hears: str) -> str:
        self.page.fill("#text", words)
        self.page.locator("form[action='/say'] button").click()
        return self.hears(hears)


def test_a_question_in_wechat_to_its_answer(browser: Browser, demo: Demo) -> None:
    for phone in Phone.at(browser, demo, width=390):
        assert isinstance(phone, Phone)
        phone.page.goto(phone.url)
        phone.look()
        phone.page.get_by_role("button", name="我要反映").click()
        phone.hears("请说是什么事")
        phone.writes(NOISE, hears="在哪里")
        phone.writes("鼓楼花园北门", hears="照片")
        phone.writes("0", hears="手机号")
        phone.writes("0", hears="请核对")
        number = phone.writes("1", hears=r"编号(YZ\d{4}-\d+-\d)")

        answers(browser, demo, "yang.mo", number, FIRST)
        approves(browser, demo, "xiang.dong", number)
        phone.hears(FIRST[:20])
        phone.writes("没解决，昨晚又来了", hears=f"{number}按您的意见重新办理")
        with at_work(browser, demo, "xiang.dong") as head:
            head.open(f"/case/{number}/")
            head.says("昨晚又来了")
