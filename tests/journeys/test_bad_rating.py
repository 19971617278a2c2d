"""差评 at a window: rung up about by another unit, put right, rated again; and one that is contested and decided elsewhere."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import Officer, at_work

PHONE = "15400087101"
NOTE = "已在窗口加一名民警，高峰时段分流取号，从本周一起执行。"


def rate(reader: Reader, door: str, grade: str, **said: str) -> None:
    reader.open(door)
    reader.look()
    reader.page.check(f"input[name=grade][value={grade}]")
    for name, words in said.items():
        reader.page.fill(f"[name={name}]", words)
    reader.go_on("送出")
    reader.says("收到，谢谢您")


def newest(head: Officer, tag: str) -> str:
    """The address of the newest rating that stands so, as soon as it has come in."""
    row = head.page.locator("tr", has_text=tag).first
    for _ in range(40):
        head.open("/ratings/")
        if row.count():
            break
        head.page.wait_for_timeout(250)
    return row.locator("a").first.get_attribute("href")


def test_put_right_and_rated_again_and_contested(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "xiang.dong") as head:
        head.open("/ratings/points/new/")
        head.page.fill("[name=name]", "户籍3号窗口")
        head.go_on("保存")
        head.look()
        door = re.search(r"/w/[\w-]+/", head.page.content())[0]
    rate(phone_reader, door, "dissatisfied", words="等了一个小时", phone=PHONE, ticket="A023")
    with at_work(browser, demo, "xiang.dong") as head:
        place = newest(head, "不满意")
        head.open(place)
        head.says("由别的单位在做")
        assert "等了一个小时" not in head.page.content() and PHONE not in head.page.content()
        head.look()
    with at_work(browser, demo, "tan.mei") as agent:
        agent.open("/calls/?show=all")
        agent.tap("差评回访")
        agent.go_on("我来打")
        agent.look()
        agent.page.check("input[name=reached][value=answered]")
        agent.page.fill("#id_words", "等得太久，想要分流。")
        if agent.page.locator("input[name=grade][value=dissatisfied]").count():
            agent.page.check("input[name=grade][value=dissatisfied]")
        agent.go_on("记下这一次")
        agent.says("记下了")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"{place}report/")
        head.page.check("input[name=measure][value=at_once]")
        head.page.fill("[name=note]", NOTE)
        head.go_on("报整改情况")
        head.look()
    link = demo.message(PHONE, r"(/r/[\w-]+)", seconds=40)
    phone_reader.open(f"{link}/")
    phone_reader.look()
    phone_reader.page.check("input[name=grade][value=satisfied]")
    phone_reader.go_on("送出")
    phone_reader.says("收到，谢谢您")
    rate(phone_reader, door, "very_dissatisfied", ticket="A024")
    with at_work(browser, demo, "xiang.dong") as head:
        second = newest(head, "非常不满意")
        head.open(f"{second}contest/")
        head.page.check("input[name=ground][value=mistaken]")
        head.page.fill("[name=proof]", NOTE)
        head.go_on("申诉")
        head.look()
        head.open(place)
        head.says("复评")
    with at_work(browser, demo, "dai.jun") as above:
        above.open(f"{second}decide/")
        above.look()
        above.page.locator("[name=is_upheld][value=yes]").check()
        above.page.fill("[name=reason]", NOTE)
        above.page.locator("main button:visible").last.click()
        above.says("成立，不计入")
