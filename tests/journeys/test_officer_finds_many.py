"""Two characters find them, boxes pick them, one act takes them all, and the sheet of them shows nobody."""

import re
from io import BytesIO
from zipfile import ZipFile

from playwright.sync_api import Browser
from python_calamine import CalamineWorkbook

from tests.journeys.browsing import Demo
from tests.journeys.officers import Officer, at_work

WORD, PHONE = "酸枣", "15400074321"
UNIT, UNIT_NAME = "yz.jc.gq", "鼓前派出所"
LETTERS = (
    f"=1+2，您好，{WORD}的那个事情后来怎么样了",
    f"您好，{WORD}的那个事情后来怎么样了，可以打{PHONE}",
    f"您好，那个事情后来怎么样了，我一直在等，等了又等，等到今天也还是在等，就是{WORD}那个事情",
)
SEARCHED = f"/search/?q={WORD}"


def finds(desk: Officer, numbers: list[str]) -> None:
    """Every row says where the word stands, at either width; it is not cut off."""
    for width in (390, 1440):
        desk.page.set_viewport_size({"width": width, "height": 900})
        desk.open(SEARCHED)
        for number in numbers:
            row = desk.page.locator(f"#row-{number}")
            snippet, word = row.locator(".yw-snip"), row.locator("mark").first
            assert word.inner_text() == WORD
            around, inside = snippet.bounding_box(), word.bounding_box()
            assert around and inside
            assert inside["x"] + inside["width"] <= around["x"] + around["width"] + 1, (
                f"cut off to the right at {width}"
            )
            assert inside["y"] + inside["height"] <= around["y"] + around["height"] + 3, f"cut off below at {width}"
        desk.look()


def picks(desk: Officer, numbers: list[str], act: str) -> None:
    desk.open(SEARCHED)
    for number in numbers:
        desk.page.locator(f"#row-{number} input[name=pick]").check()
    desk.go_on(act)
    assert desk.heading == f"{act}：{len(numbers)}件"
    desk.look()


def pushes(desk: Officer, numbers: list[str]) -> None:
    """In the background; the page follows by itself until each of them is answered for."""
    picks(desk, numbers, "派给单位")
    desk.page.select_option("#id_unit_code", UNIT)
    desk.go_on("派给单位")
    assert desk.page.locator("progress").is_visible()
    desk.says("派给单位：做完了")
    said = desk.page.inner_text("main")
    assert f"共{len(numbers)}件，办成{len(numbers)}件，没有办成0件" in said, said
    assert desk.page.locator("progress").get_attribute("value") == "100"
    desk.look()
    desk.open("/bulk/")
    desk.says("做完了")


def exports(desk: Officer, numbers: list[str]) -> bytes:
    picks(desk, numbers, "导出表格")
    desk.go_on("导出表格")
    desk.says("请写明用途")
    desk.page.fill("#id_purpose", "周例会通报")
    desk.go_on("导出表格")
    desk.says("下载表格")
    desk.look()
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("link", name="下载表格").click()
    assert re.fullmatch(r"诉求-\d+\.xlsx", coming.value.suggested_filename)
    return coming.value.path().read_bytes()


def reads(sheet: bytes, numbers: list[str]) -> None:
    """Masked, whole, and text in every cell: what looks like a formula is the words somebody wrote."""
    head, *lines = CalamineWorkbook.from_filelike(BytesIO(sheet)).get_sheet_by_index(0).to_python()
    rows = {line[0]: dict(zip(head, line, strict=True)) for line in lines}
    assert sorted(rows) == sorted(numbers)
    assert {row["单位"] for row in rows.values()} == {UNIT_NAME}
    assert {row["诉求人"] for row in rows.values()} == {"陈**"}
    assert {row["电话"] for row in rows.values()} == {"154****4321"}
    assert str(rows[numbers[0]]["标题"]).startswith("=1+2")
    with ZipFile(BytesIO(sheet)) as parts:
        said = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))}
    assert not any(PHONE in text for text in said.values())
    table = said["xl/worksheets/sheet1.xml"]
    assert "<f>" not in table and "<hyperlink" not in table
    assert set(re.findall(r'<c [^>]*?t="(\w+)"', table)) <= {"s", "inlineStr"}


def test_found_pushed_and_exported_together(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as desk:
        numbers = [desk.register(letter, phone=PHONE) for letter in LETTERS]
        finds(desk, numbers)
        pushes(desk, numbers)
        reads(exports(desk, numbers), numbers)
