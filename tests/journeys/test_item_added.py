"""Someone new adds an item with form and flow on pages only, after docs/how-to/add-an-item.md; the other office publishes it."""

import httpx
from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import Officer, at_work

SYSTEM, SECURITY = "gu.ningxin", "cheng.bo"
CODE, NAME = "household.door_plate", "门楼牌补发"
MOST_PRESSES, MOST_FIELDS = 20, 80
"""A press is some seconds, a field some more: together well within twenty minutes for somebody who does it the first time."""
NEXT = "存好，下一部分"
BASICS = {
    "c.main_item": "门楼牌管理", "c.sub_item": NAME, "c.basis": "地名管理条例", "c.public_flow": "提交 → 受理 → 办结",
    "c.codes.local": "YZ-DOOR-001", "c.legal": "20个工作日", "c.promised": "5个工作日",
}  # fmt: skip
GUIDE = {
    "c.guide.theme": "户籍证件", "c.guide.visits": "0", "c.guide.conditions": "门楼牌丢失或者损坏", "c.guide.place": "辖区派出所",
    "c.guide.plain_words": "门牌掉了、门牌号", "c.guide.consult_phone": "0309-5550004", "c.guide.complaint_phone": "0309-5550018",
}  # fmt: skip
FORM = (
    {"name": "name", "label": "您的姓名", "kind": "line", "required": "on"},
    {"name": "phone", "label": "手机号码", "kind": "phone", "required": "on"},
    {"name": "reason", "label": "为什么补", "kind": "choice", "required": "on", "options": "lost=丢了；broken=坏了"},
)
FLOW = (
    {"code": "submit", "name": "提交", "kind": "submit", "role": "applicant"},
    {"code": "accept", "name": "受理", "kind": "accept", "role": "window_clerk", "limit": "1个工作日"},
    {"code": "decide", "name": "办结", "kind": "decide", "role": "unit_head", "limit": "3个工作日"},
)
GROUNDS = (
    {"code": "not_here", "text": "不在本辖区", "law": "地名管理条例"},
    {"code": "no_address", "text": "没有编过门牌", "law": "地名管理条例"},
    {"code": "false", "text": "材料虚假", "law": "行政许可法第三十一条"},
)


class Hand:
    """Somebody at the pages, counted."""

    def __init__(self, officer: Officer) -> None:
        self.officer, self.presses, self.fields = officer, 0, 0

    def press(self, words: str) -> None:
        self.presses += 1
        self.officer.go_on(words)
        self.officer.page.wait_for_load_state()

    def follow(self, words: str) -> None:
        self.presses += 1
        self.officer.tap(words)

    def write(self, name: str, value: str) -> None:
        self.fields += 1
        field = self.officer.page.locator(f'[name="{name}"]').first
        shape = field.evaluate("one => one.type")
        if shape == "checkbox":
            field.check()
        elif shape == "select-one":
            field.select_option(value)
        else:
            field.fill(value)

    def rows(self, rows: tuple[dict[str, str], ...]) -> None:
        for at, row in enumerate(rows):
            for name, value in row.items():
                self.write(f"r{at}.{name}", value)


def begins(hand: Hand) -> None:
    hand.officer.open("/items/")
    hand.officer.look()
    hand.follow("新建事项")
    for name, value in {"name": NAME, "code": CODE, "line": "household"}.items():
        hand.write(name, value)
    hand.press("建草稿")
    hand.officer.look()


def fills_in(hand: Hand) -> None:
    hand.follow("基本要素")
    hand.officer.look()
    for name, value in BASICS.items():
        hand.write(name, value)
    hand.press(NEXT)
    hand.officer.page.check('input[name="c.guide.objects"][value=natural_person]')
    hand.write("c.guide.depth", "IV")
    for name, value in GUIDE.items():
        hand.write(name, value)
    hand.press(NEXT)
    hand.press(NEXT)
    hand.rows(({"code": "photo", "name": "门牌照片"},))
    hand.press(NEXT)
    hand.rows(FORM)
    hand.officer.page.locator("#preview").get_by_text("为什么补").wait_for()
    hand.officer.page.wait_for_load_state("networkidle")
    hand.officer.look()
    hand.press(NEXT)
    hand.press(NEXT)
    hand.rows(FLOW)
    hand.press(NEXT)
    hand.rows(GROUNDS)
    hand.press(NEXT)
    hand.press(NEXT)
    hand.press(NEXT)
    for name, value in {
        "c.result.document": "门楼牌",
        "c.result.paper": "credential",
        "c.result.lines": "地址",
    }.items():
        hand.write(name, value)
    hand.press("存好")


def test_an_item_on_pages_only(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, SYSTEM) as officer:
        hand = Hand(officer)
        begins(hand)
        fills_in(hand)
        assert "该有的都有了" in officer.page.inner_text("main"), officer.page.inner_text("main")
        hand.follow("送审")
        hand.press("送审")
        officer.look()
    with at_work(browser, demo, SECURITY) as security:
        other = Hand(security)
        security.open(f"/items/{CODE}/")
        other.follow("看过了，审核发布")
        security.look()
        other.press("审核发布")
        security.look()
    said = httpx.get(f"http://127.0.0.1:{demo.port + 3}/api/v1/items/{CODE}", trust_env=False).json()
    assert said["online"] and said["name"]["zh"] == NAME
    assert hand.presses + other.presses <= MOST_PRESSES
    assert hand.fields <= MOST_FIELDS
