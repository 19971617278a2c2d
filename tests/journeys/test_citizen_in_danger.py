"""Words that mean danger: the form is interrupted, and whatever was written goes out all the same."""

from playwright.sync_api import expect

from tests.journeys.browsing import Reader

KNIFE = "鼓楼花园3栋有人拿着刀正在砸门，快来"


def writes(reader: Reader, words: str) -> None:
    reader.open("/appeal/")
    reader.page.fill("#id_content", words)
    reader.go_on()


def test_it_is_sent_at_once(reader: Reader) -> None:
    writes(reader, KNIFE)
    assert reader.heading == "这件事可能正有危险，请先打110"
    reader.look()
    assert reader.page.locator(".yw-call").first.get_attribute("href") == "tel:110"
    assert reader.page.locator("mark").first.inner_text() == "拿着刀"
    assert reader.page.input_value("#id_place") == "鼓楼花园3栋"
    reader.go_on("现在就发出去")
    reader.says("值班台正在响铃")
    reader.look()


def test_no_danger_and_on_with_it(phone_reader: Reader) -> None:
    writes(phone_reader, KNIFE)
    phone_reader.go_on("没有危险，继续写")
    phone_reader.says("请选一项，或者拨打110")
    phone_reader.look()
    phone_reader.page.check("input[value=past]")
    phone_reader.go_on("没有危险，继续写")
    assert phone_reader.page.input_value("#id_content") == KNIFE


def test_the_quick_exit_leaves_nothing_behind(phone_reader: Reader) -> None:
    writes(phone_reader, "老公正在打我，我躲在厕所")
    assert phone_reader.heading == "请先看这一页"
    phone_reader.look()
    with phone_reader.page.expect_request("https://www.weather.com.cn/"):
        phone_reader.page.locator("[data-quick-exit]").click()
    phone_reader.page.wait_for_url(lambda url: "/appeal/" not in url)  # there, or where nobody has the network, nowhere
    phone_reader.page.go_back()
    expect(phone_reader.page.locator("body")).not_to_contain_text("老公")
    phone_reader.open("/appeal/")
    assert phone_reader.page.input_value("#id_content") == ""


def test_someone_to_talk_to_comes_first(phone_reader: Reader) -> None:
    writes(phone_reader, "我不想活了，活着没意思")
    assert phone_reader.page.locator(".yw-call").first.get_attribute("href") == "tel:12356"
    phone_reader.look()
    phone_reader.page.fill("#id_phone", "15400054321")
    phone_reader.go_on("我在，请联系我")
    phone_reader.says("值班台正在响铃")
