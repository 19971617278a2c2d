"""Take the pictures of the README from a running demo: `PORT=8000 .venv/bin/python -m docs.pictures.take`."""

import io
import os
import re
import sys
from pathlib import Path

from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page

from tests import chromium
from tests.journeys.browsing import Demo

HERE = Path(__file__).parent
WORDS = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"
PHONE = os.environ.get("PHONE", "15400066027")
REPLY = (
    "您好，您反映的鼓楼花园北门夜间噪声，我们昨晚十点半到现场，摊主当场收摊并签了承诺书。"
    "以后每晚十点后巡逻加看一次。再有请打值班电话，随时有人接。"
)
LARGEST = 190 * 1024


def photo() -> dict[str, object]:
    """A drawn night: nobody's house stands in our documents."""
    picture = Image.new("RGB", (1200, 900), (24, 30, 58))
    pen = ImageDraw.Draw(picture)
    for at in range(5):
        pen.rectangle((60 + at * 230, 120, 230 + at * 230, 620), fill=(44, 52, 92))
        for row in range(5):
            pen.rectangle((90 + at * 230, 160 + row * 90, 140 + at * 230, 210 + row * 90), fill=(250, 214, 110))
    pen.rectangle((0, 700, 1200, 900), fill=(70, 70, 78))
    pen.rectangle((420, 600, 820, 760), fill=(200, 60, 50))
    pen.polygon([(380, 600), (860, 600), (800, 500), (440, 500)], fill=(235, 235, 225))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=88)
    return {"name": "北门烧烤摊.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def keep(page: Page, name: str) -> None:
    """One screen, quantised until it is small enough for a repository."""
    page.wait_for_timeout(500)
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    for colours in (256, 128, 64, 32):
        file = io.BytesIO()
        shot.quantize(colours, dither=Image.Dither.NONE).save(file, "PNG", optimize=True)
        if file.tell() <= LARGEST:
            break
    (HERE / f"{name}.png").write_bytes(file.getvalue())
    sys.stdout.write(f"{name} {file.tell() // 1024} KB\n")


def window(browser: Browser, width: int) -> Page:
    """A fresh browser of this width."""
    return browser.new_context(
        viewport={"width": width, "height": 900 if width > 500 else 844}, locale="zh-CN", timezone_id="Asia/Shanghai"
    ).new_page()


def go_on(page: Page, name: str = "继续") -> None:
    """Press the last button of this name."""
    page.get_by_role("button", name=name, exact=True).last.click()
    page.wait_for_load_state()


def files_one(browser: Browser, demo: Demo) -> tuple[str, str]:
    """Number and code, with pictures of the front page and of the first page."""
    page = window(browser, 1440)
    page.goto(demo.portal)
    keep(page, "portal-home-1440")
    page.goto(demo.portal + "/appeal/")
    page.fill("#id_content", WORDS)
    page.wait_for_timeout(2500)
    page.check("input[name=type][value=complaint]")
    keep(page, "appeal-1440")
    go_on(page)
    page.fill("#id_place", "鼓楼花园北门")
    page.set_input_files("#files", [photo()])
    go_on(page, "先上传看看")
    go_on(page)
    page.fill("#id_name", "王女士")
    page.check("#id_consented")
    page.fill("#id_phone", PHONE)
    go_on(page, "发短信验证码")
    page.fill("#id_code", demo.message(PHONE, r"验证码(\d{6})"))
    go_on(page)
    page.check("#id_is_true")
    go_on(page, "提交")
    page.get_by_text("诉求已收到").first.wait_for()
    keep(page, "receipt-1440")
    number = page.locator("#yw-number span").first.inner_text()
    return number, re.sub(r"\D", "", page.locator("#yw-code span").first.inner_text())


def on_the_phone(browser: Browser, demo: Demo, number: str, code: str) -> None:
    """The front page and the answered file on a phone."""
    page = window(browser, 390)
    page.goto(demo.portal)
    keep(page, "portal-home-390")
    page.goto(demo.portal + "/track/")
    page.fill("input[name=number]", number)
    page.fill("input[name=code]", code)
    page.locator("main form").get_by_role("button").last.click()
    page.wait_for_load_state()
    keep(page, "track-390")


def danger(browser: Browser, demo: Demo) -> None:
    """What the tripwire shows."""
    page = window(browser, 390)
    page.goto(demo.portal + "/appeal/")
    page.fill("#id_content", "楼下有人拿刀在砸门，我和孩子在屋里")
    page.check("input[name=type][value=help]")
    go_on(page)
    keep(page, "danger-390")


def desk(browser: Browser, demo: Demo, code: str, width: int = 1440) -> Page:
    """A window at the workbench, signed in by the demo's own password and code."""
    page = window(browser, width)
    page.goto(f"{demo.workbench}/login/?as={code}")
    go_on(page, "下一步")
    go_on(page, "登录")
    return page


def works(browser: Browser, demo: Demo, number: str) -> None:
    """The officer's inbox and file, the head's approval on the phone."""
    page = desk(browser, demo, "yang.mo")
    page.goto(f"{demo.workbench}/inbox/")
    page.keyboard.press("j")
    keep(page, "inbox-1440")
    page.goto(f"{demo.workbench}/case/{number}/")
    page.keyboard.press("s")
    page.get_by_text("签收了").first.wait_for()
    page.goto(f"{demo.workbench}/case/{number}/contact/")
    page.check("#id_kind_0")
    page.check("#id_reached_0")
    page.fill("#id_note", "电话里约了今晚十点到现场")
    page.check("#id_is_public")
    go_on(page, "记下来")
    page.goto(f"{demo.workbench}/case/{number}/")
    keep(page, "case-1440")
    page.goto(f"{demo.workbench}/case/{number}/reply/")
    page.check("input[name=outcome][value=resolved]")
    page.fill("#id_text", REPLY)
    keep(page, "reply-1440")
    page.locator("button[name=act][value=submit]").click()
    page.wait_for_load_state()
    head = desk(browser, demo, "xiang.dong", 390)
    head.goto(f"{demo.workbench}/case/{number}/review/")
    keep(head, "review-390")
    head.locator(".yw-decide form button").first.click()
    head.wait_for_load_state()


def registers(page: Page, demo: Demo) -> None:
    """A letter on the keyboard desk, with what the house reads along."""
    page.goto(f"{demo.workbench}/register/")
    page.fill("#id_content", "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着。")
    page.select_option("#id_channel", "letter")
    page.fill("#id_phone", "15400012345")
    page.locator("#id_place").focus()
    page.wait_for_timeout(1500)
    keep(page, "register-1440")


def main() -> None:
    """All pictures, in the order of the story."""
    demo = Demo(int(os.environ.get("PORT", "8000")))
    with chromium.opened() as browser:
        number, code = files_one(browser, demo)
        danger(browser, demo)
        works(browser, demo, number)
        on_the_phone(browser, demo, number, code)
        operator = desk(browser, demo, "ye.qingwen")
        operator.goto(f"{demo.workbench}/triage/")
        keep(operator, "triage-1440")
        registers(operator, demo)
        sandbox = window(browser, 1440)
        sandbox.goto(f"{demo.sandbox}/")
        keep(sandbox, "sandbox-1440")


if __name__ == "__main__":
    main()
