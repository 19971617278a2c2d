"""A letter with two matters is split, a second letter about the first is merged; a refusal comes as a letter with a number."""

import io

from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import NOISE, at_work
from tests.journeys.test_citizen_files import files_one
from tests.journeys.test_whole_loop import soon

CARD = "另外问一下，我身份证快到期了，在外地能不能换，要带什么材料？"
REFUSAL = (
    "您好。您问摊主能不能赔您的误工费，这件事我们核实了：噪声已经停了，赔偿属于民事纠纷，公安机关依法不能判赔。"
    "请在11月30日前到鼓前派出所，社区民警帮您和摊主调解；调解不成的可以向法院起诉。电话0309-5550034。"
)
GROUND = "《治安管理处罚法》第九条"


def test_split_and_merge(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, phone = files_one(phone_reader)
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        head.tap("拆分")
        head.look()
        head.page.fill("#id_text1", "夜里烧烤摊太吵")
        head.page.fill("#id_text2", CARD)
        head.go_on("拆成2件")
        head.says("拆好了")
        head.look()
        other = head.register(NOISE, phone="15400067777")
        head.open(f"/case/{other}/")
        head.tap("并入")
        head.look()
        head.page.fill("#id_number", number)
        head.go_on("并入主件")
        head.says("并入了，一天以内可以撤销")
        head.look()
        head.tap("撤销并入")
        head.look()
        head.go_on("撤销并入")
        head.says("恢复单独办理")
        head.tap("关联")
        head.page.fill("#id_number", f"{other[:-1]}{(int(other[-1]) + 1) % 10}")
        head.go_on("关联起来")
        head.look()
        head.page.fill("#id_number", number)
        head.go_on("关联起来")
        head.says("关联好了，两件各办各的")
        head.page.locator("section", has_text="相关的件").locator("a", has_text=number).click()
        head.page.locator("section", has_text="相关的件").locator("a", has_text=other).wait_for()
    part = demo.message(phone, rf"{number}里的几件事分开办，另登记(YZ[\d-]+)，")
    assert part != number
    assert demo.message("15400067777", rf"({other})与多人反映相同")
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, f"另外登记了{part}")
    phone_reader.look()


def test_a_refusal_with_its_ground_as_a_letter(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    number, _, _ = files_one(phone_reader)
    with at_work(browser, demo, "yang.mo") as officer:
        officer.open(f"/case/{number}/")
        officer.press("s")
        officer.says("签收了")
        officer.press("l")
        officer.page.check("#id_kind_0")
        officer.page.check("#id_reached_0")
        officer.page.fill("#id_note", "电话里讲了为什么")
        officer.go_on("记下来")
        officer.press("r")
        officer.page.check("input[name=outcome][value=not_supported]")
        officer.page.fill("#id_text", REFUSAL + "店主李建国先生也愿意谈。")
        officer.go_on("自查")
        officer.says("这个结果要写依据")
        officer.says("有可能是别人的个人信息：李建国")
        officer.look()
        officer.page.fill("#id_text", REFUSAL)
        officer.page.fill("#id_ground", GROUND)
        officer.go_on("送审")
        officer.says("送审了")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/review/")
        head.says("写了依据或去向")
        head.go_on("审定并答复诉求人")
        head.says("审定了")
        head.go_on("出受理回执")
        head.says("受理回执出好了")
        head.look()
        head.on_paper(number, "期限账本", "办理过程", GROUND)
    phone_reader.open(f"/track/{number}/")
    soon(phone_reader.page, "下载答复书")
    phone_reader.look()
    with phone_reader.page.expect_download() as waiting:
        phone_reader.page.locator("a", has_text="下载答复书").first.click()
    letter = PdfReader(io.BytesIO(waiting.value.path().read_bytes()))
    said = "".join("".join(page.extract_text().split()) for page in letter.pages)
    assert "不予支持" in said and GROUND in said and "云公民诉〔" in said and number in said
    assert waiting.value.suggested_filename == f"答复书{number}.pdf"
