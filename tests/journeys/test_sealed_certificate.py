"""Somebody applies for a certificate, two officers see to it, its PDF is fetched on the portal, and a stranger checks it."""

from pathlib import Path

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import at_work
from tests.journeys.test_applies_online import says_who, sends
from tests.journeys.test_citizen_files import own_phone
from tests.journeys.test_whole_loop import soon

GUIDE = "/services/certificate.no_criminal_record/"
HANDLER, HEAD = "yu.shan", "kong.fan"


def applies(reader: Reader) -> str:
    """The number of the receipt."""
    reader.open(GUIDE)
    reader.tap("开始办理")
    while reader.heading == "先说说您的情况":
        for group in reader.page.locator("fieldset").all():
            if not group.locator("input:checked").count():
                group.locator("input").first.check()
        reader.go_on("继续")
    says_who(reader, own_phone())
    while reader.heading in ("填申请表", "交材料"):
        for name, value in (("purpose", "求职"),):
            if (box := reader.page.locator(f"#id_f_{name}")).count():
                box.fill(value)
        if (truth := reader.page.locator("#id_f_truth")).count():
            truth.check()
        reader.go_on("保存并继续")
    return sends(reader)


def handled(browser: Browser, demo: Demo, number: str) -> None:
    """Accepted by one, granted by another: two pairs of eyes."""
    with at_work(browser, demo, HANDLER) as officer:
        officer.open(f"/applications/{number}/")
        soon(officer.page, "由民警核对后办理")
        officer.move("accept")
        officer.go_on("受理")
        officer.says("办理中")
    with at_work(browser, demo, HEAD) as officer:
        officer.open(f"/applications/{number}/")
        officer.move("decide")
        officer.page.check("input[name=granted][value=yes]")
        officer.page.fill("#id_words", "经核对，没有记录")
        officer.go_on("作出决定")
        officer.open(f"/applications/{number}/")
        officer.says("决定和理由")
        officer.look()


def fetched(reader: Reader, number: str, folder: Path) -> tuple[Path, str]:
    """The sealed PDF, and the code that stands beside it."""
    reader.open(f"/track/{number}/")
    reader.page.get_by_text("下载带电子签名的文件").wait_for(timeout=40_000)
    reader.look()
    with reader.page.expect_download() as waiting:
        reader.page.get_by_text("下载带电子签名的文件").click()
    paper = folder / "certificate.pdf"
    waiting.value.save_as(paper)
    return paper, reader.page.locator("p:has(a[href='/verify/']) b").inner_text()


def test_a_certificate_is_applied_for_sealed_fetched_and_checked(
    reader: Reader, browser: Browser, demo: Demo, tmp_path: Path
) -> None:
    number = applies(reader)
    handled(browser, demo, number)
    paper, code = fetched(reader, number, tmp_path)
    assert paper.read_bytes().startswith(b"%PDF")
    reader.context.clear_cookies()
    reader.open(f"/verify/?code={code.replace(' ', '')}")
    reader.look()
    reader.page.fill("#id_second", "错")
    reader.go_on("查这个码")
    reader.says("没有查到")
    reader.page.fill("#id_second", "华")
    reader.go_on("查这个码")
    reader.says("是本局出具的，现在有效")
    reader.says("施**")
    reader.look()
    reader.tap("再查一份")
    reader.page.set_input_files("#id_file", paper)
    reader.go_on("查这个文件")
    reader.says("一个字不差")
    reader.look()
