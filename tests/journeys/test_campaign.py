"""A campaign: planned with files from the list, begun by another, files that come in confirmed, done, reported and accepted."""

from datetime import timedelta

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, at_work
from yiwang.kit import clock

TITLE = "鼓楼花园夜间噪声集中整治"


def test_a_campaign_from_plan_to_accepted_report(browser: Browser, demo: Demo) -> None:
    today = clock.today()
    with at_work(browser, demo, "yang.mo") as officer:
        number = officer.register(NOISE, phone="15400083001")
    with at_work(browser, demo, "dai.jun") as planner:
        planner.open(f"/campaigns/new/?pick={number}&category=neighbour.noise")
        planner.look()
        planner.page.fill("#id_title", TITLE)
        planner.page.fill("#id_matter", "北门烧烤摊夜里放音箱。30天内22点以后不再有人反映。")
        planner.page.select_option("#id_unit", "yz.jc")
        planner.page.fill("#id_ends_on", (today + timedelta(days=30)).isoformat())
        planner.go_on("起草好了")
        planner.says("由另一位负责人启动")
        place = planner.page.url.removeprefix(demo.workbench)
        planner.tap("安排措施")
        planner.look()
        planner.page.select_option("#id_unit", "yz.jc.gq")
        planner.page.fill("#id_text", "每晚22点到次日1点在北门巡查，和市场监管一起劝离")
        planner.go_on("安排")
        planner.says("自己起草的，不能自己启动")
        planner.page.locator(f"#row-{number}").wait_for()
        planner.look()
    with at_work(browser, demo, "qiao.hong") as decider:
        decider.open(place)
        decider.go_on("启动")
        decider.says("启动了")
    assert demo.message("15400001050", f"(集中整治“{TITLE}”已启动)")
    with at_work(browser, demo, "yang.mo", width=390) as officer:
        officer.open("/campaigns/")
        officer.says(TITLE)
        officer.look()
        officer.open(place)
        officer.look()
        officer.tap("报告落实")
        officer.page.fill("#id_result", "连续五晚巡查，劝离3个摊，摊主搬到夜市。")
        officer.go_on("报告")
        officer.says("等验收")
    with at_work(browser, demo, "dai.jun") as planner:
        planner.open(place)
        planner.go_on("验收")
        planner.tap("写总结")
        planner.page.fill("#id_text", "北门22点以后没有再摆摊；夜市入口的音箱还要管，并入日常巡查。")
        planner.go_on("写好，送验收")
        planner.says("等另一位验收")
        planner.look()
    with at_work(browser, demo, "qiao.hong") as decider:
        decider.open(place)
        decider.says("还不满一周")
        decider.look()
        paper = decider.page.request.get(f"{demo.workbench}{place}report.pdf")
        assert paper.ok and paper.body().startswith(b"%PDF")
        decider.go_on("验收结束")
        decider.says("集中整治结束")
        decider.open("/campaigns/?show=closed")
        decider.says(TITLE)
        decider.look()
