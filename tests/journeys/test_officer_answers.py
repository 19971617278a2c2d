"""A noise complaint at the window: the community officer signs, calls and answers by keys; the head approves on the phone."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, at_work

PHONE = "15400061234"
REPLY = "您好，昨晚十点半我们到了鼓楼花园北门，摊主当场撤走并签了承诺书，以后每晚十点后加巡。再有请打0309-5550034。"


def test_from_the_window_to_the_answer(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone=PHONE)
        officer.open("/inbox/")
        officer.look()
        row = officer.page.locator(f"#row-{number} a")
        while not row.count():  # other stories left work on this desk too
            officer.tap("下一页")
        for _ in range(30):
            if row.get_attribute("aria-current"):
                break
            officer.press("j")
        officer.page.locator("#peek", has_text=number).wait_for()
        officer.look()
        officer.press("s")
        officer.says("签收了")
        assert officer.page.locator("#move-submit-reply").get_attribute("aria-disabled") == "true"
        officer.says("还没有联系过诉求人")
        officer.look()
        officer.press("l")
        officer.page.check("#id_kind_0")
        officer.page.check("#id_reached_0")
        officer.page.fill("#id_note", "电话里约了今晚十点到现场")
        officer.look()
        officer.go_on("记下来")
        officer.says("联系情况记下了")
        officer.press("r")
        officer.page.check("input[name=outcome][value=resolved]")
        officer.page.fill("#id_text", REPLY)
        officer.look()
        officer.go_on("存草稿")
        officer.says("草稿存好了")
        assert officer.page.input_value("#id_text") == REPLY
        officer.go_on("送审")
        officer.says("送审了")
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open("/approvals/")
        head.look()
        head.page.locator(f"#row-{number} a").click()
        head.look()
        head.move("approve")
        head.says("摊主当场撤走")
        head.look()
        head.go_on("审定并答复诉求人")
        head.says("审定了")
        head.look()
    assert number in demo.message(PHONE, f"({number})")


def test_what_was_typed_survives_a_closed_page(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone="15400061235")
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.says("签收了")
        officer.press("l")
        officer.says("怎么联系的")
        officer.page.check("#id_kind_0")
        officer.page.check("#id_reached_1")
        officer.page.fill("#id_note", "没人接")
        officer.go_on("记下来")
        officer.says("联系情况记下了")
        officer.press("r")
        officer.page.fill("#id_text", "写到一半")
        officer.page.wait_for_timeout(600)
        officer.open("/inbox/")
        officer.open(f"/case/{number}/reply/")
        assert officer.page.input_value("#id_text") == "写到一半"
        officer.go_on("噪声处理")
        assert officer.page.input_value("#id_text").startswith("写到一半\n\n您好，")
        officer.look()
