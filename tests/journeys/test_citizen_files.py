"""A citizen says what it is about, with a photo, gets a receipt and follows it."""

import io
import re
import time

from PIL import Image

from tests.journeys.browsing import Reader

NOISE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"


def photo() -> dict[str, object]:
    file = io.BytesIO()
    Image.effect_noise((900, 700), 80).convert("RGB").save(file, "JPEG")
    return {"name": "北门烧烤摊.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def own_phone() -> str:
    """A number nobody used before in this demo."""
    return f"154{time.time_ns() // 1000 % 100_000_000:08d}"


def says_it(reader: Reader) -> None:
    reader.open("/")
    reader.look()
    reader.page.fill("#content", NOISE)
    reader.go_on("说给我们")
    reader.says("我们按您写的猜是“投诉”")
    reader.look()
    assert reader.page.is_checked("input[value=complaint]")
    reader.go_on()


def shows_where(reader: Reader) -> None:
    assert reader.heading == "在哪里？有照片吗？"
    assert reader.page.input_value("#id_place") == "鼓楼花园"
    reader.page.fill("#id_place", "鼓楼花园北门")
    reader.page.set_input_files("#files", [photo()])
    if reader.has_scripts:
        reader.says("北门烧烤摊.jpg")
    reader.look()
    reader.go_on("先上传看看")
    reader.says("已上传")
    reader.look()
    reader.go_on()


def confirms_a_phone(reader: Reader, phone: str) -> None:
    assert reader.heading == "怎样联系您？"
    reader.look()
    reader.page.fill("#id_name", "王女士")
    reader.page.check("#id_consented")
    reader.page.fill("#id_phone", phone)
    reader.go_on("发短信验证码")
    reader.page.fill("#id_code", reader.demo.message(phone, r"验证码(\d{6})"))
    reader.look()
    reader.go_on()


def sends(reader: Reader) -> tuple[str, str]:
    """Number and query code of the receipt."""
    assert reader.heading == "核对一下，再提交"
    reader.look()
    reader.page.check("#id_is_true")
    reader.go_on("提交")
    reader.says("诉求已收到")
    number = reader.page.locator("#yw-number span").first.inner_text()
    return number, reader.page.locator("#yw-code span").first.inner_text()


def files_one(reader: Reader) -> tuple[str, str, str]:
    """All of it: number, query code, phone."""
    phone = own_phone()
    says_it(reader)
    shows_where(reader)
    confirms_a_phone(reader, phone)
    return (*sends(reader), phone)


def test_from_the_first_word_to_the_unit(reader: Reader) -> None:
    number, code, phone = files_one(reader)
    assert re.fullmatch(r"YZ\d{4}-\d{5,}-\d", number)
    reader.says("由鼓前派出所办理")
    reader.look()
    reader.tap("查看进度")
    reader.says("期限是怎样算的")
    reader.look()
    assert reader.demo.message(phone, rf"{number}.*?查询码([\d ]+)").strip() == code


def test_another_browser_opens_it_with_number_and_code(phone_reader: Reader) -> None:
    number, code, _ = files_one(phone_reader)
    phone_reader.says("由鼓前派出所办理")
    phone_reader.context.clear_cookies()
    phone_reader.open(f"/t/{number}")
    assert phone_reader.page.input_value("#id_number") == number
    phone_reader.page.fill("#id_code", "000 000 0000")
    phone_reader.go_on("查进度")
    phone_reader.says("编号和查询码对不上")
    phone_reader.look()
    phone_reader.page.fill("#id_code", code)
    phone_reader.go_on("查进度")
    phone_reader.says("由鼓前派出所办理")


def test_taken_back_and_seen_to_be(phone_reader: Reader) -> None:
    files_one(phone_reader)
    phone_reader.says("由鼓前派出所办理")
    phone_reader.tap("查看进度")
    phone_reader.tap("撤回")
    phone_reader.look()
    phone_reader.go_on("撤回")
    phone_reader.says("您撤回了诉求")
    phone_reader.look()


def test_all_of_it_without_a_script(plain_reader: Reader) -> None:
    number, _, _ = files_one(plain_reader)
    plain_reader.page.get_by_text("由鼓前派出所办理").wait_for(timeout=30_000)
    plain_reader.tap("查看进度")
    assert number in plain_reader.page.title()
