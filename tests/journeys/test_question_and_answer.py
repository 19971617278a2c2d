"""A question stops the promise and is answered with a photo; more is added, and pressed; the list of files asks for the phone."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_citizen_files import files_one, photo
from tests.journeys.test_whole_loop import soon

ASKED = "请拍一张北门烧烤摊晚上的照片，能看清招牌就行，方便我们找到摊主。"
SAID = "拍到了，招牌是“老张烧烤”"


def asks(browser: Browser, demo: Demo, number: str) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.says("签收了")
        officer.press("q")
        officer.says("怎样问，对方一看就能答")
        officer.look()
        officer.page.fill("#id_text", ASKED)
        officer.go_on("发给诉求人")
        officer.says("等回答期间不计时")
        officer.says("还等")
        officer.look()
        officer.open(f"/search/?q={number}")  # the inbox of a busy station may have it on a later page
        officer.says("等诉求人回答")
        officer.look()


def answers(citizen: Reader, number: str, phone: str) -> None:
    link = citizen.demo.message(phone, rf"点\S*(/t/{number})回答")
    assert link == f"/t/{number}"
    citizen.open(f"/track/{number}/")
    soon(citizen.page, "期限已暂停")
    citizen.look()
    citizen.tap("现在回答")
    citizen.look()
    citizen.page.fill("#id_text", SAID)
    citizen.page.set_input_files("#files", [photo()])
    citizen.go_on("先上传看看")
    assert citizen.page.input_value("#id_text") == SAID
    citizen.look()
    citizen.go_on("送出")
    citizen.says("已经送出")
    soon(citizen.page, "您回答了提问")
    assert not citizen.page.get_by_text("期限已暂停").count()
    citizen.look()


def presses(citizen: Reader, number: str) -> None:
    citizen.open(f"/track/{number}/supplement/")
    citizen.look()
    citizen.page.fill("#id_text", "昨晚又到一点")
    citizen.go_on("送出")
    soon(citizen.page, "您补充了材料")
    citizen.open(f"/track/{number}/urge/")
    citizen.look()
    citizen.go_on("催一催")
    soon(citizen.page, "起可以再催")


def lists(citizen: Reader, phone: str) -> None:
    citizen.tap("看这个手机号的全部诉求")
    citizen.look()
    citizen.page.fill("#id_phone", phone)
    citizen.go_on("发短信验证码")
    citizen.says("刚发过一次")  # within a minute of the code that confirmed it
    citizen.look()


def test_a_question_is_answered_and_the_clock_goes_on(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, phone = files_one(phone_reader)
    asks(browser, demo, number)
    answers(phone_reader, number, phone)
    presses(phone_reader, number)
    with at_work(browser, demo, "yang.mo", width=390) as officer:
        officer.open(f"/case/{number}/")
        officer.says(SAID)
        officer.says("催了1次")
        officer.look()
    lists(phone_reader, phone)
