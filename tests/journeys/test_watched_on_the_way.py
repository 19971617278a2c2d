"""Head and deputy say how they hear of steps; a letter goes its way: phones, inboxes, groups and 流程跟踪 tell of it."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import Officer, at_work
from tests.journeys.test_citizen_files import files_one
from tests.journeys.test_whole_loop import FIRST, soon
from yiwang.ground.messaging.gateways.sandbox_robots import (
    DINGTALK_PATH,
    DINGTALK_SECRET,
    DINGTALK_TOKEN,
    WECOM_KEY,
    WECOM_PATH,
)

HEAD, HEADS_PHONE = "xiang.dong", "15400001050"
DEPUTY, DEPUTYS_PHONE = "qiao.hong", "15400001046"
SIGNED, CONTACTED, SENT_UP, ANSWERED = "已签收", "已联系", "答复已送审", "已答复"
ASKED = "答复待您审定"
CHOICES = {
    HEAD: {"sign": ("inbox", "work_app"), "handle": ("sms",), "approve": ("sms",), "reply": ("inbox", "sms")},
    DEPUTY: {"sign": ("sms",), "handle": ("inbox", "work_app"), "approve": ("work_app",), "reply": ("sms",)},
}
"""What each ticks on 我的通知; the deputy of files in units below as well."""


def a_group(office: Officer, *, unit: str, name: str, path: str, secret: str = "") -> None:
    """The system office gives a unit its group."""
    office.open("/offices/robots/new/")
    office.look()
    office.page.select_option("#id_unit", unit)
    office.page.fill("#id_name", name)
    if secret:
        office.page.select_option("#id_kind", "dingtalk")
        office.page.fill("#id_secret", secret)
    office.page.fill("#id_address", f"{office.demo.sandbox}{path}")
    office.go_on("存好")
    office.says("机器人设置好了")
    office.look()


def chooses(reader: Officer, choices: dict[str, tuple[str, ...]], *, files: str) -> None:
    """Four steps by the ways that were chosen and no other, the rest as it was."""
    reader.open("/me/notices/")
    reader.look()
    for step, ways in choices.items():
        for way in ("inbox", "sms", "work_app"):
            reader.page.set_checked(f"input[name=ways_{step}][value={way}]", way in ways)
        reader.page.select_option(f"#id_files_{step}", files)
    reader.go_on("保存")
    reader.says("通知设置存好了")


def hears(reader: Reader, where: str, number: str, *, of: tuple[str, ...], not_of: tuple[str, ...] = ()) -> None:
    """This page of a phone, a group or an inbox tells these steps of the file, and none of those."""
    reader.page.goto(where)
    for step in of:
        soon(reader.page, _told(step, number))
    for step in not_of:
        assert not reader.page.get_by_text(_told(step, number)).count(), f"{where} tells of {step}"


def _told(step: str, number: str) -> re.Pattern[str]:
    return re.compile(rf"{step}{number}|{number}(（[^）]*）)?{step}")


def goes_its_way(browser: Browser, demo: Demo, number: str) -> None:
    """Signed, contacted and sent up by the officer, let out by the county: neither head nor deputy has a hand in it."""
    with at_work(browser, demo, "yang.mo") as officer:
        officer.handle(number, note="电话里问清了时间和位置", words=FIRST)
        officer.open(f"/case/{number}/track/")
        officer.says("签收")
        officer.look()
    with at_work(browser, demo, "dai.jun") as county:
        county.open(f"/case/{number}/review/")
        county.go_on("审定并答复诉求人")
        county.says("审定了")


def test_head_and_deputy_hear_of_each_step_as_each_has_chosen(
    browser: Browser, demo: Demo, phone_reader: Reader
) -> None:
    with at_work(browser, demo, "gu.ningxin") as office:
        a_group(office, unit="yz.jc.gq", name="鼓前所工作群", path=f"{WECOM_PATH}?key={WECOM_KEY}")
        to_ding = f"{DINGTALK_PATH}?access_token={DINGTALK_TOKEN}"
        a_group(office, unit="yz.jc", name="锦川分局领导群", path=to_ding, secret=DINGTALK_SECRET)
    with at_work(browser, demo, HEAD, width=390) as head:
        chooses(head, CHOICES[HEAD], files="own")
    with at_work(browser, demo, DEPUTY) as deputy:
        chooses(deputy, CHOICES[DEPUTY], files="below")

    number, _, _ = files_one(phone_reader)
    goes_its_way(browser, demo, number)

    with at_work(browser, demo, HEAD) as head:
        hears(head, f"{demo.workbench}/messages/", number, of=(SIGNED, ANSWERED), not_of=(CONTACTED,))
        head.look()
        head.open(f"/case/{number}/track/")
        for node in ("签收", "审批", "答复"):
            head.says(node)
        head.look()
        head.open("/nodes/")
        head.look()
        hears(head, f"{demo.sandbox}/?phone={HEADS_PHONE}", number, of=(CONTACTED, ASKED, ANSWERED), not_of=(SIGNED,))
        hears(head, f"{demo.sandbox}/?phone={WECOM_KEY}", number, of=(SIGNED,), not_of=(CONTACTED, ANSWERED))
    with at_work(browser, demo, DEPUTY) as deputy:
        hears(deputy, f"{demo.workbench}/messages/", number, of=(CONTACTED,), not_of=(SENT_UP,))
        hears(deputy, f"{demo.sandbox}/?phone={DEPUTYS_PHONE}", number, of=(SIGNED, ANSWERED), not_of=(CONTACTED,))
        told = f"{demo.sandbox}/?phone={DINGTALK_TOKEN}"
        hears(deputy, told, number, of=(CONTACTED, SENT_UP), not_of=(SIGNED, ANSWERED))
