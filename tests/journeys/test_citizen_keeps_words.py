"""What was typed survives an error, a reload and a lost cookie; the same site for the eldest and in English."""

import pytest

from tests.journeys.browsing import Reader

WORDS = "楼下棋牌室通宵打麻将，吵得孩子没法睡觉，已经一个多月了。"


def test_an_error_a_reload_and_a_lost_cookie(phone_reader: Reader) -> None:
    page = phone_reader.page
    phone_reader.open("/appeal/")
    page.fill("#id_content", WORDS)
    page.check("input[value=complaint]")
    phone_reader.go_on()
    page.select_option("#id_area_code", "")
    page.fill("#id_place", "")
    phone_reader.go_on()
    phone_reader.says("没有写地点")
    phone_reader.look()
    phone_reader.tap("返回")
    assert page.input_value("#id_content") == WORDS
    page.reload()
    assert page.input_value("#id_content") == WORDS
    page.fill("#id_content", WORDS + "请管一管。")
    page.wait_for_timeout(700)
    phone_reader.context.clear_cookies()
    phone_reader.open("/appeal/place/")
    phone_reader.says("没有找到刚才写的")
    assert page.input_value("#id_content") == WORDS + "请管一管。"


def test_put_away_and_thrown_away(phone_reader: Reader) -> None:
    phone_reader.open("/appeal/")
    phone_reader.page.fill("#id_content", WORDS)
    phone_reader.go_on("先存着")
    phone_reader.look()
    phone_reader.open("/")
    phone_reader.says("您上次写了一半")
    phone_reader.look()
    phone_reader.tap("接着写")
    phone_reader.look()
    phone_reader.go_on("不要了，清空重写")
    assert phone_reader.page.input_value("#id_content") == ""
    phone_reader.open("/appeal/")
    assert phone_reader.page.input_value("#id_content") == ""


def test_the_type_is_guessed_while_writing(phone_reader: Reader) -> None:
    phone_reader.open("/appeal/")
    phone_reader.page.locator("#id_content").press_sequentially("谢谢鼓前派出所的民警，帮我找回了走失的老人")
    phone_reader.says("我们按您写的猜是“表扬”")
    phone_reader.look()
    phone_reader.page.check("input[value=suggestion]")
    phone_reader.page.locator("#id_content").press_sequentially("，希望多宣传")
    phone_reader.page.wait_for_timeout(1500)
    assert phone_reader.page.is_checked("input[value=suggestion]")


@pytest.mark.parametrize(
    "path", ["/", "/appeal/", "/track/", "/about/", "/privacy/", "/accessibility/", "/no-such-page/"]
)
def test_large_print_and_english(reader: Reader, path: str) -> None:
    reader.open("/")
    reader.page.locator("button", has_text="长辈版").click()
    reader.open(path)
    reader.look()
    reader.open("/")
    reader.page.locator("button", has_text="返回普通版").click()
    reader.page.locator("button:visible", has_text="English").click()
    reader.open(path)
    assert reader.page.locator("html").get_attribute("lang") == "en"
    reader.look()


def test_a_screen_of_320_pixels(browser, demo) -> None:
    for narrow in Reader.at(browser, demo, width=320):
        for path in ("/", "/appeal/", "/track/", "/privacy/"):
            narrow.open(path)
            narrow.look()
