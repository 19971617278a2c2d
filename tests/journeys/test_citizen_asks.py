"""A citizen asks; the line answers, the deputy in charge approves; redacted by one, let out by another, another citizen finds it.

And one who says no: it never gets so far, or is taken down at once.
"""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import NOISE, own_phone
from tests.journeys.test_whole_loop import answers, soon

SAYS = "您好，夜市摊位不用到派出所备案，占道经营要向城管申请。民警上门核对过王小明先生的情况。"


def asks(reader: Reader, demo: Demo, *, said: str) -> tuple[str, str]:
    """Four pages; what the citizen says of publishing stands on the last."""
    phone = own_phone()
    reader.open("/appeal/?type=consult")
    reader.page.fill("#id_content", NOISE)
    reader.page.check("input[name=type][value=consult]")
    reader.go_on()
    reader.page.fill("#id_place", "鼓楼花园北门")
    reader.go_on()
    reader.page.fill("#id_name", "王小明")
    reader.page.fill("#id_phone", phone)
    reader.page.check("#id_consented")
    reader.go_on("发短信验证码")
    reader.page.fill("#id_code", demo.message(phone, r"验证码(\d{6})"))
    reader.go_on()
    reader.look()
    reader.page.check("#id_is_true")
    reader.page.check(f"input[name=publishing][value={said}]")
    reader.go_on("提交诉求")
    reader.says("鼓前派出所")
    return reader.page.locator("#yw-number [aria-hidden]").inner_text(), phone


def approves(browser: Browser, demo: Demo, number: str) -> None:
    """The deputy in charge of the line."""
    with at_work(browser, demo, "qiao.hong", width=390) as deputy:
        deputy.open(f"/case/{number}/review/")
        deputy.go_on("审定并答复诉求人")
        deputy.says("审定了")


def test_asked_answered_published_and_found(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _phone = asks(phone_reader, demo, said="yes")
    answers(browser, demo, "yang.mo", number, SAYS)
    approves(browser, demo, number)
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open("/answers/")
        officer.look()
        officer.page.locator("li", has_text=number).get_by_role("link").click()
        officer.look()
        assert "核对过〔姓名〕先生" in officer.page.input_value("#id_answer")
        officer.page.fill("#id_title", "夜市摊位要备案吗？")
        officer.go_on("改好了，请人复核")
        officer.says("改稿存好了")
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open("/patrol/")
        head.look()
        head.open("/answers/")
        head.page.get_by_role("link", name="夜市摊位要备案吗？").click()
        head.look()
        head.tap("复核，公开")
        head.look()
        head.go_on("公开")
        head.says("已经公开")
    phone_reader.open("/answers/?q=夜市")
    phone_reader.look()
    phone_reader.tap("夜市摊位要备案吗？")
    phone_reader.says("占道经营要向城管申请")
    phone_reader.look()
    assert "王小明" not in phone_reader.page.inner_text("main")
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, "看公开的样子")
    phone_reader.look()
    phone_reader.go_on("不要公开，马上撤下")
    soon(phone_reader.page, "您说了不公开")
    phone_reader.open("/answers/?q=夜市")
    phone_reader.says("还没有公开的问答")
    phone_reader.look()


def test_who_says_no_is_never_offered(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _phone = asks(phone_reader, demo, said="no")
    answers(browser, demo, "yang.mo", number, SAYS)
    approves(browser, demo, number)
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/answers/?q={number}")
        officer.says("没有找到")
