"""A file is overdue: its unit explains, the supervising unit agrees, and the citizen reads why and until when."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

WHY = "要和城管一起整治，本周内联合执法。"


def test_the_unit_explains_and_the_supervising_unit_agrees(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "dai.jun") as supervisor:
        supervisor.open("/duties/")
        supervisor.says("件超期")
        supervisor.look()
        supervisor.page.locator("li.yw-card").first.get_by_role("button", name="督促").click()
        supervisor.says("今天已督促")
    with at_work(browser, demo, "xiang.dong", width=390) as head:
        head.open("/explanations/?show=owed")
        head.look()
        head.page.locator("li.yw-card a").first.click()
        head.page.wait_for_load_state()
        url = head.page.url.removeprefix(demo.workbench)
        number = head.heading.removesuffix("超期说明")
        head.page.check("input[name=reason][value=others]")
        head.page.fill("#id_words", WHY)
        head.page.fill("#id_told", "要和城管一起整治")
        head.page.select_option("#id_due", index=3)
        head.look()
        head.go_on("交督办单位审定")
        head.says("待审定")
    with at_work(browser, demo, "dai.jun") as supervisor:
        supervisor.open(url)
        supervisor.says(WHY)
        supervisor.look()
        supervisor.go_on("同意，告知诉求人")
        supervisor.says("已审定")
        supervisor.open(f"/case/{number}/")
        supervisor.says("超期说明已审定")
        supervisor.says("等别的单位配合，新期限")
