"""A random inspection: drawn by its seed, scored, shown to the station, which appeals; another decides; a way is traced."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, Officer, at_work

FULL = (15, 25, 25, 15, 10, 10)


def test_a_station_appeals_against_a_score(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone="15400088001")
        officer.handle(number, note="电话里约了今晚到现场", words="已到现场，摊主当晚撤走，每晚十点后加巡。")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/review/")
        head.go_on("审定并答复诉求人")
        head.says("审定了")
    with at_work(browser, demo, "dai.jun") as inspector:
        place, file = _drawn(inspector)
        _scored(inspector, file)
        inspector.open(place)
        inspector.go_on("公示")
        inspector.says("公示了")
        inspector.look()
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open(file)
        head.says("走访记录没有看到")
        head.tap("对评分申诉")
        head.page.fill("#id_reason", "第二项有走访记录，在附件里。")
        head.look()
        head.go_on("交申诉")
        head.says("申诉收到了")
    with at_work(browser, demo, "hou.fei") as other:
        other.open(file)
        other.tap("复核申诉")
        other.page.fill("#id_points", "92")
        other.page.fill("#id_words", "附件里有走访记录，补上这一项的分。")
        other.look()
        other.go_on("记下复核结果")
        other.says("复核后92")
        other.look()
        other.open("/traces/")
        other.page.fill("#id_number", number)
        other.page.fill("#id_purpose", "考评申诉复核")
        other.look()
        other.go_on("倒查")
        other.says("没有超时、退回和不满意")
        other.look()


def _drawn(inspector: Officer) -> tuple[str, str]:
    """Paths of a draw of one file of the station, and of that file."""
    inspector.open("/inspections/new/")
    page = inspector.page
    page.fill("#id_title", "答复质量月度考评")
    page.select_option("#id_unit", "yz.jc.gq")
    today = page.evaluate("new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10)")
    page.fill("#id_since", today)
    page.fill("#id_until", today)
    page.fill("#id_size", "1")
    inspector.look()
    inspector.go_on("掷种子，抽取")
    inspector.says("抽好了")
    inspector.look()
    inspector.tap("答复质量月度考评")
    inspector.look()
    place = page.url.removeprefix(inspector.demo.workbench)
    file = page.locator("a[data-row]").first.get_attribute("href") or ""
    return place, file


def _scored(inspector: Officer, file: str) -> None:
    inspector.open(file)
    for at, points in enumerate(FULL):
        inspector.page.fill(f"#id_mark_{at}", str(points if at != 1 else 10))
    inspector.page.fill("#id_note", "走访记录没有看到")
    inspector.look()
    inspector.go_on("记下评分")
    inspector.says("评分记下了")
