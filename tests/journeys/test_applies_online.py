"""Somebody finds a service by a slip of the pen and by pinyin, applies for it with a photo, follows it and withdraws it."""

import re

from tests.journeys.browsing import Reader
from tests.journeys.test_citizen_files import own_phone, photo
from yiwang.ground.registers.gateways.sandbox_people import city

NAME = "居民身份证补领换领"
WHO = "身份证已挂失"
"""施月华 of the registers, who has said already that her card is lost: nothing stands against a new one."""
GUIDE = "/services/id_card.renew_reissue/"


def finds(reader: Reader, words: str) -> None:
    """Searches, and follows the first line."""
    reader.open("/services/")
    reader.look()
    reader.page.fill("#find", words)
    reader.go_on("找")
    reader.look()
    assert reader.page.locator("ul.yw-plain a").first.inner_text() == NAME, words
    reader.page.locator("ul.yw-plain a").first.click()
    reader.page.wait_for_load_state()
    assert reader.heading == NAME


def begins(reader: Reader) -> None:
    """Answers what leads, on the guide already, and begins."""
    reader.look()
    reader.on_paper(NAME, "要不要交", "可以同时申领临时身份证", GUIDE)
    reader.page.check("text=丢了 >> nth=0")
    reader.go_on("看我要准备什么")
    reader.look()
    reader.tap("开始办理")
    while reader.heading == "先说说您的情况":
        reader.look()
        for group in reader.page.locator("fieldset").all():
            if not group.locator("input:checked").count():
                group.locator("input").first.check()
        reader.go_on("继续")


def says_who(reader: Reader, phone: str) -> None:
    assert reader.heading == "您是谁"
    reader.look()
    _, name, key = next(one for one in city().special if one[0] == WHO)
    reader.page.fill("#id_name", name)
    reader.page.fill("#id_id_number", key)
    reader.page.check("#id_consented")
    reader.page.fill("#id_phone", phone)
    reader.go_on("发短信验证码")
    reader.page.fill("#id_code", reader.demo.message(phone, r"验证码(\d{6})"))
    reader.look()
    reader.go_on("保存并继续")


def fills_in(reader: Reader) -> None:
    """Page by page; the first try leaves something out and says what."""
    assert reader.heading == "填申请表"
    reader.look()
    assert reader.page.input_value("#id_f_name") == "施月华"
    reader.go_on("保存并继续")
    reader.look()
    while reader.heading == "填申请表":
        for name, code in (("reason", "lost"), ("delivery", "window")):
            if (box := reader.page.locator(f"input[name=f_{name}][value={code}]")).count():
                box.check()
        if (day := reader.page.locator("#id_f_lost_on")).count():
            day.fill("2026-11-01")
        if (truth := reader.page.locator("#id_f_truth")).count():
            truth.check()
        reader.go_on("保存并继续")


def gives(reader: Reader) -> None:
    assert reader.heading == "交材料"
    reader.look()
    reader.page.locator("input[type=checkbox][name^=declared]").first.check()
    reader.page.locator("input[type=file]").first.set_input_files([photo()])
    reader.go_on("先上传看看")
    reader.says("已上传")
    reader.look()
    reader.go_on("保存并继续")


def sends(reader: Reader) -> str:
    """The number of the receipt."""
    assert reader.heading == "核对一下，再提交"
    reader.look()
    reader.page.check("#id_is_true")
    reader.go_on("提交申请")
    reader.says("申请已收到")
    reader.look()
    number = reader.page.locator("#yw-number span").first.inner_text()
    reader.on_paper(number)
    return number


def test_a_service_is_found_applied_for_followed_and_withdrawn(reader: Reader) -> None:
    finds(reader, "shenfenzheng")
    finds(reader, "身分证丢了")
    begins(reader)
    says_who(reader, own_phone())
    fills_in(reader)
    gives(reader)
    number = sends(reader)
    assert re.match(r"YZ\d{4}-", number)
    reader.tap("查看进度")
    reader.says("已收到，正在看材料", seconds=40)
    reader.look()
    reader.on_paper(NAME, number)
    reader.tap("撤回这一件")
    reader.look()
    reader.go_on("撤回")
    reader.says("已撤回", seconds=40)
    reader.look()


def test_a_blank_form_is_there_for_a_pen(reader: Reader) -> None:
    reader.open(GUIDE)
    reader.tap("下载或打印空白申请表")
    reader.look()
    reader.says("签名和日期")
