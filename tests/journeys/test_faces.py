"""The same door for everybody: an elder from a poster to the progress of the matter, a visitor who reads English alone."""

import re

from playwright.sync_api import Page

from tests.journeys.browsing import Reader
from tests.journeys.test_citizen_files import confirms_a_phone, own_phone, sends

_VOICE = """
window.heard = [];
class Spoken { constructor(text) { this.text = text; } }
window.SpeechSynthesisUtterance = Spoken;
Object.defineProperty(window, "speechSynthesis", { value: {
  getVoices: () => [{ lang: "zh-CN", localService: true }, { lang: "en-US", localService: true }],
  addEventListener() {}, pause() {}, resume() {}, cancel() {},
  speak(spoken) { window.heard.push(spoken.text); setTimeout(() => spoken.onend(), 5); },
} });
"""
"""A browser on a machine without a voice speaks into a list."""
_HAN = re.compile(r"[㐀-鿿]{2,}")
_THEIRS = re.compile(r"云州公安民生服务|云州市公安局|中文|\([^)a-z]*\)")
"""What stays Chinese in English: names, the switch back, a term in brackets beside its English."""


def reads_itself(page: Page) -> list[str]:
    """What the page says when it is asked to read."""
    page.get_by_role("button", name="朗读这一页").click()
    for _ in range(100):  # the page's policy lets nothing be evaluated from a string, so it is asked again and again
        heard = list(page.evaluate("window.heard"))
        if len(heard) > 2 and page.locator("[data-aloud-stop]").is_hidden():
            return heard
        page.wait_for_timeout(50)
    raise AssertionError("the page did not come to its end")


def test_an_elder_says_it_all_in_the_simple_version(phone_reader: Reader) -> None:
    reader, page, phone = phone_reader, phone_reader.page, own_phone()
    reader.context.add_init_script(_VOICE)
    reader.open("/p/jc/?elder=1")
    assert page.locator("html").get_attribute("data-density") == "elder"
    reader.look()
    assert "您好，要办什么事？" in "".join(reads_itself(page))
    reader.tap("有事要反映")
    reader.says("不会办？打电话，有人帮您")
    assert page.locator(".yw-help a").get_attribute("href") == "tel:03095550032"
    reader.look()
    page.fill("#id_content", "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，吵到一点多，睡不着。")
    reader.go_on()
    assert reader.heading == "在哪里？有照片吗？"
    reader.look()
    reader.go_on()
    confirms_a_phone(reader, phone)
    number, _ = sends(reader)
    reader.look()
    reader.tap("查看进度")
    reader.says("由鼓前派出所办理")
    reader.look()
    assert number in page.title()
    assert page.locator("html").get_attribute("data-density") == "elder"


def speaks_english(reader: Reader) -> None:
    """No word of ours is left in Chinese, and nothing runs out of the page: English needs twice the room."""
    said = reader.page.locator("body").inner_text()
    assert _HAN.findall(_THEIRS.sub(" ", said)) == [], reader.page.url
    assert reader.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, reader.page.url


def test_a_visitor_says_it_all_in_english(phone_reader: Reader) -> None:
    reader, page, phone = phone_reader, phone_reader.page, own_phone()
    words = "My passport was in a bag that I left in a taxi near Guqian yesterday evening."
    reader.open("/?lang=en")
    speaks_english(reader)
    reader.open("/appeal/")
    page.fill("#id_content", words)
    page.check("input[value=help]")
    speaks_english(reader)
    reader.go_on("Continue")
    page.select_option("#id_area_code", "jc-gq")
    page.fill("#id_place", "taxi rank at the hospital")
    speaks_english(reader)
    reader.go_on("Continue")
    page.fill("#id_name", "Ms Grey")
    page.fill("#id_phone", "123")
    reader.go_on("Continue")
    speaks_english(reader)
    page.check("#id_consented")
    page.fill("#id_phone", phone)
    reader.go_on("Send me a code")
    page.fill("#id_code", reader.demo.message(phone, r"(?:验证码|code\D{0,20})(\d{6})"))
    reader.go_on("Continue")
    page.check("#id_is_true")
    speaks_english(reader)
    reader.go_on("Send")
    reader.says("We have received it")
    speaks_english(reader)
    page.locator("a.yw-btn", has_text="See the case").first.click()
    reader.says("How the time is counted")
    speaks_english(reader)
    reader.look()
