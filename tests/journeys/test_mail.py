"""A mail with a photo becomes a file and is answered by mail in the answer's own words; “没解决” written back opens it anew."""

import json
import random
import re
import time
import urllib.request
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, at_work
from tests.journeys.test_citizen_files import photo
from tests.journeys.test_whole_loop import FIRST, answers, approves, soon

ZIP = {"name": "聊天记录.zip", "mimeType": "application/zip", "buffer": b"PK\x03\x04"}


def mails(demo: Demo, box: str) -> list[dict[str, Any]]:
    """What a mailbox got, newest first."""
    with urllib.request.urlopen(f"{demo.sandbox}/mail/boxes/{box}.json") as answer:
        return list(reversed(json.load(answer)))


def mail(demo: Demo, box: str, pattern: str, *, seconds: float = 30) -> dict[str, Any]:
    """The newest mail whose title or text matches, as soon as it came."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        for one in mails(demo, box):
            if re.search(pattern, f"{one['subject']}\n{one['text']}"):
                return one
        time.sleep(0.3)
    raise AssertionError(f"no mail like {pattern} in {box}: {mails(demo, box)}")


def writes(
    browser: Browser, demo: Demo, box: str, said: dict[str, str], *, answering: str = "", files: Any = ()
) -> None:
    """The form of the sandbox: what somebody's own mail program would hand in."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{demo.sandbox}/mail{answering}")
    page.fill("#from", box)
    for name, words in said.items():
        page.fill(f"#{name}", words)
    if files:
        page.set_input_files("#files", files)
    page.locator("button", has_text="寄出").click()
    page.get_by_text("寄出了").wait_for()
    context.close()


def test_a_mail_with_a_photo_is_answered_by_mail_and_opened_anew_by_mail(browser: Browser, demo: Demo) -> None:
    box = f"wang{random.randrange(10**8)}@mail.example"
    writes(browser, demo, box, {"subject": "北门烧烤摊太吵", "text": NOISE}, files=[photo(), ZIP])
    receipt = mail(demo, box, "查询码")
    number = re.search(r"YZ\d{4}-\d+-\d", receipt["subject"])[0]  # type: ignore[index]
    assert re.search(r"查询码\d", receipt["text"]), "the code stands whole in the mail alone"
    answers(browser, demo, "yang.mo", number, FIRST)
    with at_work(browser, demo, "yang.mo", width=390) as officer:
        officer.open(f"/case/{number}/")
        officer.says("w****@mail.example")
        officer.says("聊天记录.zip”没有收下")
        officer.says("北门烧烤摊")
        officer.look()
        assert box not in officer.page.content()
    approves(browser, demo, "xiang.dong", number)
    answer = mail(demo, box, "摊主当场撤走")
    assert FIRST in answer["text"] and any(number in one for one in answer["thread"]) and len(answer["thread"]) == 2
    said = {"text": "没有解决，昨晚又摆到一点。"}
    writes(browser, demo, box, said, answering=f"?answer={answer['id']}")
    assert mail(demo, box, f"{number}按您的意见重新办理")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        soon(head.page, "昨晚又摆到一点")
        assert not head.page.get_by_text("写道").count(), "what was quoted is left out"
        head.look()
