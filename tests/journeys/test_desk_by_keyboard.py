"""At the desk the hands stay on the keys: a letter is registered in a minute, danger goes to 110 with one key."""

import pytest

from tests.journeys.browsing import Demo
from tests.journeys.officers import Officer, at_work

KEYS_A_SECOND, SECONDS = 3, 60
KEYS_A_HAN = 3
"""A Chinese character costs so many keys with pinyin: two or three letters, and the choice."""
MATTER = "鼓楼花园北门夜里有人摆烧烤摊，音箱放到凌晨一点，老人睡不着，来信希望管一管"
DANGER = "有人拿着刀在砸我家的门"


class Keys:
    """What the fingers do, counted: each key one, each Chinese character as many as it costs to type."""

    def __init__(self, officer: Officer) -> None:
        self.page, self.count = officer.page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.count += len(key.split("+"))
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        for sign in text:
            self.count += KEYS_A_HAN if ord(sign) > 0x2FFF else 1
        if text.isascii():
            self.page.keyboard.type(text)
        else:
            self.page.keyboard.insert_text(text)

    def day(self, name: str) -> None:
        """A date is eight digits; in which order its parts stand is the browser's own, so they are counted and put in."""
        self.count += 8
        self.page.fill(f"#id_{name}", "2026-11-20")

    def go_to(self, name: str) -> None:
        """On from field to field: Enter, and Tab where Enter is a new line or does nothing."""
        for _ in range(20):
            if self.page.evaluate("document.activeElement.id") == f"id_{name}":
                return
            inside = self.page.evaluate("document.activeElement.matches('textarea, [type=checkbox], a, button, body')")
            self.press("Tab" if inside else "Enter")
        raise AssertionError(f"no key leads to {name}")

    def at(self, name: str) -> None:
        assert self.page.evaluate("document.activeElement.id") == f"id_{name}"


def test_a_letter_is_registered_in_a_minute_by_keyboard_alone(browser, demo: Demo):
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/search/")
        keys = Keys(operator)
        keys.press("c")
        operator.page.wait_for_url("**/register/")
        keys.at("content")  # given: the words come first
        keys.type(MATTER)
        operator.says("鼓楼花园（鼓前街道）")  # what the house reads, while somebody writes
        keys.press("Alt+q")
        keys.type("lx")  # when the channel is chosen by two letters
        keys.press("Enter")
        operator.page.locator("#id_ask_pages").wait_for()  # what this channel asks comes by itself
        keys.press("Enter", "Enter")
        keys.at("ask_pages")
        keys.type("3")
        keys.press("Alt+c")
        keys.type("刘先生")
        keys.press("Enter")
        keys.at("phone")
        keys.type("15400091234")
        operator.look()
        keys.press("Control+Enter")
        operator.says("登记好了，请念给对方听")
        assert keys.count <= KEYS_A_SECOND * SECONDS, keys.count
        operator.look()
        operator.page.keyboard.press("n")
        operator.page.wait_for_url("**channel=letter")  # and the next one keeps the channel, with nothing of the last
        operator.page.locator("#id_ask_pages").wait_for()
        assert operator.page.input_value("#id_content") == ""


ASKED = {
    "rx": {"name": "刘先生", "phone": "15400091235"},
    "lf": {"ask_persons": "2", "name": "刘先生", "phone": "15400091235"},
    "jd": {"ask_leader": "沈知远", "ask_session": "day", "name": "刘先生", "phone": "15400091235"},
    "ps": {"ask_leader": "魏嵘", "ask_instructed_on": "day", "ask_instruction": "请核实处理并报结果"},
    "jb": {"ask_sender": "省厅民意中心", "ask_ordered_on": "day"},
    "rd": {"ask_session": "十六届三次", "ask_document": "118", "ask_deputies": "周敏"},
    "zx": {"ask_session": "十二届三次", "ask_document": "56", "ask_deputies": "何平"},
    "mr": {"ask_outlet": "云州晚报"},
    "yq": {"ask_outlet": "云州晚报"},
    "rh": {"ask_visited_at": "鼓楼花园3号楼", "name": "刘先生", "phone": "15400091235"},
    "ba": {"ask_found_in": "J2026112009", "ask_consent": "yes", "name": "刘先生", "phone": "15400091235"},
}
"""By a channel's two letters, what has to be said besides the matter: call, letter, visit, reception day, orders from above …"""


@pytest.mark.parametrize("letters", ASKED)
def test_whatever_comes_in_is_registered_in_a_minute_by_keyboard(browser, demo: Demo, letters: str):
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/search/")
        keys = Keys(operator)
        keys.press("c")
        operator.page.wait_for_url("**/register/")
        keys.type(MATTER)
        keys.press("Alt+q")
        keys.type(letters)
        keys.press("Enter")
        for name, said in ASKED[letters].items():
            operator.page.locator(f"#id_{name}").wait_for()
            keys.go_to(name)
            if said == "day":
                keys.day(name)
            elif said == "yes":
                keys.press("Space")
            else:
                keys.type(said)
        operator.look()
        keys.press("Control+Enter")
        operator.says("登记好了，请念给对方听")
        assert keys.count <= KEYS_A_SECOND * SECONDS, keys.count


def test_danger_goes_to_110_with_one_key_and_what_nobody_takes_is_kept(browser, demo: Demo):
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/register/")
        keys = Keys(operator)
        keys.type(DANGER)
        operator.says("话里有危险")
        operator.page.reload()  # the line broke
        operator.page.wait_for_function(f"document.getElementById('id_content').value === '{DANGER}'")
        operator.page.locator("#id_phone").fill("15400095678")
        before = keys.count
        keys.press("Alt+1")
        operator.page.wait_for_url("**/diversions/*/")
        assert keys.count - before == 2  # one key with Alt, and it is on record
        operator.says("请不要挂断")
        operator.look()
        operator.page.locator("#id_spoken_to").fill("110接警员3021")
        operator.page.locator("#id_their_number").fill("J2026112201")
        operator.page.set_checked("#id_is_three_way", True)
        operator.go_on("对方已接")
        operator.says("J2026112201")
        operator.open("/desk/diversions/")
        operator.says("对方已接")
        operator.look()
        operator.open("/register/")
        operator.page.fill("#id_content", "楼上楼下吵架，说不清归谁管")
        operator.page.fill("#id_phone", "15400095679")
        keys.press("Alt+1")
        operator.page.wait_for_url("**/diversions/*/")
        operator.go_on("由我们先办")
        operator.says("登记好了，请念给对方听")


def test_a_question_is_answered_at_once_from_what_the_house_knows(browser, demo: Demo):
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/search/")
        keys = Keys(operator)
        keys.press("c")
        operator.page.wait_for_url("**/register/")
        keys.type("身份证到期了怎么换，要带什么？")
        operator.says("现成的答复")
        keys.press("Alt+c")
        keys.type("刘先生")
        keys.press("Enter")
        keys.type("15400091236")
        keys.press("Alt+7")
        operator.page.wait_for_function("document.getElementById('id_answer')?.value.includes('户籍窗口')")
        operator.look()
        keys.press("Alt+s")
        operator.says("已经当面答复")
        assert keys.count <= KEYS_A_SECOND * SECONDS, keys.count
        operator.tap("打开这一件")
        operator.says("已答复")


@pytest.mark.parametrize(
    ("to", "body", "says"),
    [("12389", "", "12389"), ("petition", "", "信访"), ("other", "鼓前街道综治办", "鼓前街道综治办")],
)
def test_what_others_answer_for_is_handed_over_on_record(browser, demo: Demo, to: str, body: str, says: str):
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open("/desk/diversions/new/")
        operator.look()
        operator.page.check(f"input[name=to][value='{to}']")
        operator.page.fill("#id_words", "楼道里堆满纸板，物业说不归他们")
        operator.page.fill("#id_reason", "不归公安机关管")
        if body:
            operator.go_on("记下分流")
            operator.says("请写是哪个单位")  # nothing typed is lost
            assert operator.page.input_value("#id_words").startswith("楼道里")
            operator.page.fill("#id_body", body)
        operator.go_on("记下分流")
        operator.page.fill("#id_spoken_to", "李主任")
        operator.go_on("对方已接")
        operator.says("李主任")
        operator.look()
        operator.open("/desk/diversions/")
        operator.says(says)
