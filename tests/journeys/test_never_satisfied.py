"""Not satisfied, level by level: heard by somebody else, signed for, looked into, concluded, ordered; settled in the end."""

import re

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import NOISE, Officer, at_work
from tests.journeys.test_whole_loop import soon

PHONE = "15400087001"
ANSWERS = (
    "您好，昨晚到了鼓楼花园北门，摊主当场撤走并签了承诺书，以后每晚十点后加巡。",
    "您好，我们约谈了摊主和物业，北门装了隔离桩，每晚十点到一点有人值守。",
    "您好，按会同调查的结论，摊点已迁到夜市，11月30日前每晚到场核实并拍照留存。",
    "您好，督办以后摊主已搬离北门，连续七晚到场都没有再摆，照片和值守记录已经存档备查。",
)


def answers(browser: Browser, demo: Demo, number: str, words: str, *, who: str, approver: str) -> None:
    with at_work(browser, demo, who) as officer:
        officer.handle(number, note="电话里问清了时间和位置", words=words)
    with at_work(browser, demo, approver) as head:
        head.open(f"/case/{number}/review/")
        head.go_on("审定并答复诉求人")
        head.says("审定了")


def not_settled(reader: Reader, number: str, answer: str, words: str) -> None:
    """没有解决, as soon as this answer is there."""
    reader.open(f"/track/{number}/")
    soon(reader.page, answer[:10])
    reader.tap("没有解决")
    reader.page.fill("textarea", words)
    reader.go_on("没有解决，请重新办")


def loop(officer: Officer, number: str, *, look: bool = False) -> None:
    """Its page, from the list of whose turn it is."""
    _in_list(officer, "/loops/", number, look=look)


def _in_list(officer: Officer, path: str, words: str, *, look: bool = False) -> None:
    """Open what a list will soon show: a job puts it there."""
    for _ in range(40):
        officer.open(path)
        row = officer.page.locator("main tr, main li", has_text=words)
        if row.count():
            break
        officer.page.wait_for_timeout(250)
    if look:
        officer.look()
    row.locator("a").first.click()
    officer.page.wait_for_load_state()


def steps(officer: Officer, step: str, button: str, words: str) -> None:
    """One step: its page, the words, done."""
    officer.page.locator(f"#loop-{step}").click()
    officer.page.wait_for_load_state()
    officer.look()
    if step == "sign":
        for code in ("yz.discipline", "yz.legal"):
            officer.page.locator(f"input[name=bodies][value='{code}']").uncheck()
    officer.page.fill("#id_words", words)
    officer.go_on(button)
    officer.says("记下了")


def order(
    browser: Browser, demo: Demo, number: str, who: str, step: str, *, words: str = "", width: int = 1440
) -> None:
    """One step of the order about this file, by whoever's it is."""
    with at_work(browser, demo, who, width=width) as officer:
        officer.open("/supervision/orders/?show=all")
        officer.look()
        officer.page.locator("li", has_text=number).locator("a").first.click()
        officer.page.wait_for_load_state()
        officer.look()
        officer.move(step)
        if words:
            officer.page.fill("#id_text", words)
            officer.look()
            officer.go_on("报告办理情况")
        officer.says("记下了")


def called(browser: Browser, demo: Demo, number: str) -> None:
    """Somebody without a hand in it rings up and is told that it is settled."""
    with at_work(browser, demo, "tan.mei") as agent:
        _in_list(agent, "/calls/?show=all", "三级回访")
        assert number in agent.page.content()
        agent.go_on("我来打")
        agent.says("照着说")
        agent.page.check("input[name=reached][value=answered]")
        agent.page.check("input[name=grade][value=satisfied]")
        agent.page.fill("#id_words", "真的搬走了，谢谢。")
        agent.go_on("记下这一次")
        agent.says("记下了")


def test_from_the_first_no_through_an_order_to_settled(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone=PHONE)
    answers(browser, demo, number, ANSWERS[0], who="yang.mo", approver="xiang.dong")
    code = re.sub(r"\D", "", demo.message(PHONE, rf"{number}.*?查询码([\d ]+)"))
    phone_reader.opens(number, code)
    not_settled(phone_reader, number, ANSWERS[0], "昨晚又来了。")
    soon(phone_reader.page, "由没有经手的人听您说")
    with at_work(browser, demo, "tan.mei") as agent:
        loop(agent, number, look=True)
        agent.says("昨晚又来了")
        agent.look()
        steps(agent, "understand", "记下了解到的", "要求夜里十点以后到场。")
    answers(browser, demo, number, ANSWERS[1], who="xiang.dong", approver="dai.jun")
    not_settled(phone_reader, number, ANSWERS[1], "没有人值守。")
    soon(phone_reader.page, "已报市局领导签批")
    with at_work(browser, demo, "wei.rong", width=390) as leader:
        loop(leader, number, look=True)
        leader.look()
        steps(leader, "sign", "签批", "请督察支队查清。")
    with at_work(browser, demo, "hou.fei") as body:
        loop(body, number)
        steps(body, "opine", "提意见", "值守记录只有两天，其余没有到场。")
    with at_work(browser, demo, "qin.yao") as office:
        loop(office, number)
        steps(office, "conclude", "作出结论", "月底前每晚到场，照片存档。")
        office.look()
    answers(browser, demo, number, ANSWERS[2], who="xiang.dong", approver="dai.jun")
    not_settled(phone_reader, number, ANSWERS[2], "还是吵。")
    with at_work(browser, demo, "shen.zhiyuan") as deputy:
        loop(deputy, number)
        steps(deputy, "order", "督办立项", "一周内清理，报告结果。")
        deputy.says("等承办单位按督办落实")
    soon(phone_reader.page, "督办立项")
    phone_reader.look()
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        assert not officer.page.locator("#loop").count(), "who handled it sees nothing of it"
    for who, step, words in (
        ("shen.zhiyuan", "sign", ""), ("hou.fei", "serve", ""), ("xiang.dong", "acknowledge", ""),
        ("xiang.dong", "report", "摊主已搬离，七晚核实无复发，记录已存档。"),
    ):  # fmt: skip
        order(browser, demo, number, who, step, words=words, width=390 if step == "acknowledge" else 1440)
    answers(browser, demo, number, ANSWERS[3], who="xiang.dong", approver="dai.jun")
    called(browser, demo, number)
    order(browser, demo, number, "hou.fei", "accept")
    order(browser, demo, number, "shen.zhiyuan", "lift", width=390)
    with at_work(browser, demo, "qin.yao", width=390) as office:
        office.open("/loops/?show=over")
        office.look()
        office.page.locator("tr", has_text=number).locator("a").first.click()
        office.page.wait_for_load_state()
        office.says("已认可")
        office.look()
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, ANSWERS[3][:10])
    phone_reader.look()
