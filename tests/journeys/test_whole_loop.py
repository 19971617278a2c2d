"""The whole loop in real browsers: filed with a photo, signed, contacted, answered, approved, read, disputed, answered again."""

import re

from playwright.sync_api import Browser, Page

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import files_one

FIRST = "您好，昨晚十点半我们到了鼓楼花园北门，摊主当场撤走并签了承诺书，以后每晚十点后加巡。再有请打0309-5550034。"
SECOND = "您好，我们约谈了摊主和物业，北门装了隔离桩，摊点已迁到夜市。11月30日前每晚都有人去看。"


def answers(browser: Browser, demo: Demo, who: str, number: str, words: str) -> None:
    """The officer signs, records a call and submits."""
    with at_work(browser, demo, who) as officer:
        officer.open(f"/case/{number}/")
        officer.look()
        officer.handle(number, note="电话里问清了时间和位置", words=words)


def approves(browser: Browser, demo: Demo, who: str, number: str) -> None:
    """The head reads letter and reply side by side and lets it out."""
    with at_work(browser, demo, who, width=390) as head:
        head.open(f"/case/{number}/review/")
        head.look()
        head.go_on("审定并答复诉求人")
        head.says("审定了")


def soon(page: Page, words: str | re.Pattern[str]) -> None:
    """The citizen's page says it after a reload or two: what an officer did takes its way out."""
    for _ in range(80):
        page.reload()
        if page.get_by_text(words).count():
            return
        page.wait_for_timeout(250)
    raise AssertionError(f"the page never says {words}: {page.inner_text('main')[:800]}")


def test_the_whole_loop(browser: Browser, demo: Demo, reader: Reader) -> None:
    number, _, phone = files_one(reader)
    reader.says("由鼓前派出所办理")
    answers(browser, demo, "yang.mo", number, FIRST)
    approves(browser, demo, "xiang.dong", number)
    assert demo.message(phone, rf"({number})已答复")

    reader.open(f"/track/{number}/")
    soon(reader.page, "摊主当场撤走")
    reader.look()
    reader.tap("没有解决")
    reader.look()
    reader.page.fill("textarea", "昨晚又来了，音箱还是放到一点。")
    reader.go_on("没有解决，请重新办")
    soon(reader.page, "您说没有解决，重新办理")
    reader.look()

    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        head.says("昨晚又来了")
        head.look()
    answers(browser, demo, "xiang.dong", number, SECOND)
    approves(browser, demo, "dai.jun", number)
    soon(reader.page, "隔离桩")
    assert reader.page.get_by_text("摊主当场撤走").count(), "the first answer stays in sight"
    reader.look()
