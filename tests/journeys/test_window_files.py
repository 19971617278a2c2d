"""Somebody is helped at a window; what is lacking is told once and sent online, what was promised for later follows online."""

from datetime import date, timedelta

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import Officer, at_work
from tests.journeys.test_citizen_files import own_phone, photo
from tests.journeys.test_whole_loop import soon
from yiwang.ground.registers.gateways.sandbox_people import city

NAME, NUMBER = next((name, key) for told, name, key in city().special if told == "一切正常")


def fills_in(officer: Officer, phone: str) -> tuple[str, str]:
    """By the search, with an error that loses nothing; number and query code of the receipt."""
    page = officer.page
    officer.open("/applications/")
    officer.look()
    officer.press("n")
    assert officer.heading == "替人申请"
    page.fill("#id_q", "hukouqianyi")
    officer.go_on("找")
    officer.look()
    page.locator("button[value='hukou.move']").click()
    officer.says("先告诉对方")
    officer.look()
    for answer in ("工作调动", "本市内", "亲属或别人的户内"):
        page.locator("label", has_text=answer).first.click()
        page.locator("button", has_text="存下来，接着填").click()
        page.wait_for_load_state()
    page.fill("#id_name", NAME)
    page.fill("#id_id_number", NUMBER)
    page.fill("#id_phone", phone)
    page.check("#id_is_met")
    page.fill("#id_purpose", "核对申请人登记信息")
    officer.go_on("从人口库带出")
    officer.says("已经带出")
    officer.look()
    for box in page.locator("[data-filing] fieldset").all():
        radios = box.locator("input[type=radio][name^=f_]")
        if radios.count() and not box.locator("input:checked").count():
            radios.first.check()
    for line in page.locator("input[name^=f_]:not([type=radio]):not([type=checkbox]):not([type=hidden])").all():
        if not line.input_value():
            line.fill("1" if line.get_attribute("inputmode") == "numeric" else "云州市鼓前街道")
    for tick in page.locator("input[type=checkbox][name^=f_]").all():
        tick.check()
    page.check("input[name=seen_work]")
    page.keyboard.press("Control+Enter")
    officer.says("还没有收")
    officer.look()
    assert page.input_value("#id_name") == NAME and page.is_checked("input[name=seen_work]")
    page.fill("[name=later_consent]", (date.today() + timedelta(days=5)).isoformat())
    page.keyboard.press("Control+Enter")
    officer.says("申请已收到")
    officer.look()
    number, code = (page.locator(f"#yw-{one} span").first.inner_text() for one in ("number", "code"))
    officer.on_paper(number, "看过原件")
    return number, code


def gives_online(reader: Reader, label: str, name: str) -> None:
    reader.tap(label)
    reader.look()
    reader.page.locator(f"#file_{name}").set_input_files([photo()])
    reader.go_on("送出")
    reader.says("已经送出")


def opens(reader: Reader, number: str, code: str) -> None:
    reader.open("/track/")
    reader.page.fill("#id_number", number)
    reader.page.fill("#id_code", code)
    reader.go_on("查")


def test_helped_at_a_window_corrected_and_supplied_online(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number, code = fills_in(officer, own_phone())
        officer.tap("打开这一件")
        officer.says("下一步")
        officer.look()
        officer.move("ask-correction")
        officer.page.fill("#id_why_work", "看不清单位公章")
        officer.go_on("告知补正")
        officer.says("记下了")
        opens(phone_reader, number, code)
        soon(phone_reader.page, "看不清单位公章")
        phone_reader.look()
        gives_online(phone_reader, "现在补正", "work")
        phone_reader.says("已收到，正在看材料", seconds=40)
        officer.open(f"/applications/{number}/")
        officer.move("accept")
        officer.go_on("受理")
        officer.says("等后补的") if officer.page.get_by_text("等后补的").count() else officer.says("正在办")
        officer.look()
        opens(phone_reader, number, code)
        soon(phone_reader.page, "还有约好后补的材料")
        gives_online(phone_reader, "现在补交", "consent")
        officer.open(f"/applications/{number}/")
        soon(officer.page, "户主同意落户的声明第1份")
        officer.look()
