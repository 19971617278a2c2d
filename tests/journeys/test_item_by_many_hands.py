"""Somebody acts for another; steps run side by side; refused, and the refusal taken back. One thing of several parts."""

from playwright.sync_api import Browser

from tests.journeys.applying import Applicant, applies
from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import Officer, at_work
from tests.journeys.test_items_refused import reads_why
from tests.journeys.test_whole_loop import soon
from tests.journeys.test_window_files import opens

MOVES = Applicant(
    "hukou.move",
    "外地户口，居住登记已满半年",
    ("夫妻投靠", "本市内", "亲属或别人的户内"),
    {"reason": "spouse"},
    proxy="一切正常",
)
CHANGES = Applicant("onething.identity_change", answers=("姓名", "身份证", "驾驶证"))
HANDLER, HEAD = "yang.mo", "xiang.dong"


def finishes_all(officer: Officer) -> int:
    """Every step that this officer may end; how many."""
    done = 0
    while officer.page.locator("#move-finish-step").count():
        officer.move("finish-step")
        officer.page.locator("select[name=step]").select_option(index=1 if done == 0 else 0)
        officer.page.fill("#id_opinion", "属实")
        officer.go_on("完成环节")
        done += 1
    return done


def test_for_another_side_by_side_refused_and_taken_back(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    filed = applies(phone_reader, MOVES)
    number = filed[0]
    with at_work(browser, demo, HANDLER) as officer:
        officer.open(f"/applications/{number}/")
        soon(officer.page, "许**")
        officer.move("accept")
        officer.go_on("受理")
        officer.says("同时办")
        officer.look()
        assert finishes_all(officer) >= 2
    with at_work(browser, demo, HEAD) as head:
        head.open(f"/applications/{number}/")
        finishes_all(head)
        head.move("decide")
        head.page.check("input[name=granted][value=no]")
        head.page.select_option("#id_ground", "no_consent")
        head.page.fill("#id_words", "户主在电话里说不同意落户")
        head.go_on("作出决定")
        reads_why(phone_reader, filed, "hukou.move", "no_consent")
        phone_reader.look()
        head.open(f"/applications/{number}/")
        head.move("take-back-decision")
        head.page.fill("#id_reason", "户主今天到窗口写了同意")
        head.go_on("收回决定")
        head.look()
    phone_reader.page.reload()
    soon(phone_reader.page, "办理中")
    assert not phone_reader.page.get_by_text("依据：").count()
    phone_reader.look()


def test_one_thing_is_followed_in_its_parts(phone_reader: Reader) -> None:
    filed = applies(phone_reader, CHANGES)
    opens(phone_reader, *filed)
    soon(phone_reader.page, "分开办理的各项")
    phone_reader.look()
    parts = phone_reader.page.locator("h2:has-text('分开办理的各项') + ul a")
    assert parts.count() == 2
    parts.first.click()
    phone_reader.page.wait_for_load_state()
    phone_reader.look()
