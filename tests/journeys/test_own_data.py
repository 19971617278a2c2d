"""A citizen sees who looked at their data and has it erased: asked on a phone, agreed by two hands, the record whole after it."""

import os
import subprocess
import sys

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import NOISE, Officer, at_work
from tests.journeys.test_citizen_files import own_phone


def looks(officer: Officer, number: str) -> None:
    """The number in full, for a purpose that goes on record."""
    officer.open(f"/case/{number}/")
    officer.page.locator("summary", has_text="查看完整信息").click()
    officer.page.locator("input[name=fields_wanted][value=phone]").check()
    officer.page.fill("input[name=purpose]", "核对来电人")
    officer.go_on("查看")


def takes_back(reader: Reader, number: str, code: str) -> None:
    """What is still worked on cannot be erased."""
    reader.opens(number, code)
    reader.tap("撤回")
    reader.go_on("撤回")
    reader.says("您撤回了诉求")


def opens_own_data(reader: Reader, phone: str) -> None:
    reader.open("/track/mine/")
    reader.page.fill("#id_phone", phone)
    reader.go_on("发短信验证码")
    reader.page.fill("#id_code", reader.demo.message(phone, r"验证码(\d{6})"))
    reader.go_on("看名单")
    reader.tap("我的数据")
    reader.says("核对来电人")
    reader.says("为民服务中心，受理员")
    assert "叶清雯" not in reader.page.content()
    reader.look()


def asks_for_erasure(reader: Reader, phone: str) -> str:
    """The number of the request, from the text message."""
    reader.tap("删除我的信息")
    reader.look()
    reader.go_on("送出")
    reader.says("登记以后会给您发一条短信")
    number = reader.demo.message(phone, r"个人信息申请(DR\d{4}-\d+-\d)")
    reader.says(number)
    return number


def agree(desk: Officer, lead: Officer, number: str) -> None:
    desk.open(f"/rights/{number}/")
    desk.go_on("查一查")
    desk.says("您反映的事")
    desk.look()
    desk.page.check("input[name=decision][value=granted]")
    desk.page.fill("#id_answer", "已经全部删除，只留编号和办理结果。")
    desk.go_on("提交")
    desk.says("要由第二个人复核")
    lead.open("/rights/")
    lead.look()
    lead.tap(number)
    lead.go_on("同意，发出答复")
    lead.says("同意了")
    lead.look()


def record_is_whole(demo: Demo) -> bool:
    """`yiwang record verify`, as the audit office runs it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("YIWANG_")}
    for name in ("DATABASE_URL", "PORTAL_DATABASE_URL"):
        env.pop(name, None)
    env |= {"DATA_DIR": str(demo.data_dir), "PORT": str(demo.port)}
    verify = [sys.executable, "-m", "yiwang.config.cli", "record", "verify"]
    return subprocess.run(verify, env=env, capture_output=True, check=False).returncode == 0


def test_who_looked_is_seen_and_an_erasure_leaves_the_record_whole(
    browser: Browser, demo: Demo, phone_reader: Reader
) -> None:
    phone = own_phone()
    with at_work(browser, demo, "ye.qingwen") as desk, at_work(browser, demo, "dong.ke") as lead:
        number = desk.register(NOISE, phone=phone)
        looks(desk, number)
        takes_back(phone_reader, number, phone_reader.demo.message(phone, r"查询码([\d ]+)").strip())
        opens_own_data(phone_reader, phone)
        request = asks_for_erasure(phone_reader, phone)
        agree(desk, lead, request)
        phone_reader.demo.message(phone, rf"{request}(已答复)")
        phone_reader.tap(request)
        phone_reader.says("已经全部删除")
        phone_reader.says("行政复议")
        phone_reader.look()
        desk.open(f"/case/{number}/")
        assert NOISE not in desk.page.content()
    assert record_is_whole(demo)
