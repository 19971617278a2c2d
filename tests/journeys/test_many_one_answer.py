"""Three people write of one thing: put together, answered once, each told under their own number; a later one reads it."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import NOISE, at_work
from tests.journeys.test_whole_loop import soon

LATER = "15400081004"
SAID = {
    "15400081001": NOISE,
    "15400081002": f"{NOISE}我家窗户都不敢开。",
    "15400081003": "鼓楼花园北门夜里的烧烤摊音箱又放到一点多，孩子要上学，请派出所管一管。",
}
TITLE = "鼓楼花园北门夜间烧烤摊噪声"
ANSWER = "您好，我们到鼓楼花园北门劝离了烧烤摊，摊主签了承诺书，每晚22点到次日1点安排巡查，11月30日前再回看一次。"


def test_three_people_one_answer(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        main, *others = (officer.register(words, phone=phone) for phone, words in SAID.items())
        officer.open(f"/case/{main}/")
        officer.press("s")
        officer.says("签收了")
        officer.open("/cases/")
        for number in (main, others[0]):
            officer.page.locator(f"#row-{number} input[name=pick]").check()
        officer.go_on("立同诉求")
        officer.look()
        officer.page.fill("#id_title", TITLE)
        officer.page.select_option("#id_main", main)
        officer.go_on("归在一起")
        officer.says("立好了")
        officer.page.fill("#id_picked", others[1])
        officer.go_on("归入这些件")
        officer.says("归入了")
        officer.look()
        place = officer.page.url
        assert demo.message("15400081003", rf"({others[1]})与多人反映的是同一件事")
        officer.open(f"/matters/{place.rstrip('/').rsplit('/', 1)[-1]}/{others[1]}/note/")
        officer.look()
        officer.page.fill("#id_more", "您说的孩子上学的事，社区民警另约您谈。")
        officer.go_on("记下")
        officer.open(f"/case/{main}/")
        officer.press("l")
        officer.page.check("#id_kind_0")
        officer.page.check("#id_reached_0")
        officer.page.fill("#id_note", "电话里问清了时间")
        officer.go_on("记下来")
        officer.press("r")
        officer.page.check("input[name=outcome][value=resolved]")
        officer.page.fill("#id_text", ANSWER + "有事打15400081002。")
        officer.go_on("送审")
        officer.says("里面有电话“15400081002”")
        officer.page.fill("#id_text", ANSWER)
        officer.go_on("送审")
        officer.says("送审了")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{main}/review/")
        head.says("同时答复其余2件")
        head.says("社区民警另约您谈")
        head.look()
        head.go_on("审定并答复诉求人")
        head.says("审定了")
        for number, phone in zip((main, *others), SAID, strict=True):
            assert demo.message(phone, rf"({number})已答复")
        head.page.goto(place)
        head.says("后来归入的，马上按它答复")
        head.look()
        head.open("/matters/?show=answered")
        head.says("近30天少做的重复劳动")
        head.look()
        later = head.register(NOISE, phone=LATER)
    code = re.sub(r"\D", "", demo.message(LATER, rf"{later}.*?查询码([\d ]+)"))
    phone_reader.opens(later, code)
    soon(phone_reader.page, "这件事已经知道了")
    phone_reader.says("摊主签了承诺书")
    phone_reader.look()
    assert not phone_reader.page.get_by_text(main).count()
    assert not phone_reader.page.get_by_text("社区民警另约您谈").count()
