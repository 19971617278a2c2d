"""Several over one appeal: a unit helps and the main answers; two opinions, one on a phone, lead to one conclusion."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import NOISE, at_work

HELPER, OWN = "鹤鸣派出所", "鼓前派出所"


def test_a_unit_helps_and_the_main_answers(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as main:
        number = main.register(NOISE, phone="15400061301")
        main.open(f"/case/{number}/")
        main.press("s")
        main.says("签收了")
        main.move("call-in")
        main.page.fill("#id_unit_0", HELPER)
        main.page.fill("#id_task_0", "摊主住你们辖区，请当面劝导并做笔录")
        main.look()
        main.go_on("请协办")
        main.says("请好了")
        main.says("还有1个单位没有反馈")
        main.look()
    with at_work(browser, demo, "min.zhi", width=390) as helper:
        helper.open("/inbox/parts/")
        helper.look()
        helper.page.locator(f"a[href*='{number}/parts/']").click()
        helper.says("请当面劝导并做笔录")
        helper.page.fill("#id_answer", "已当面劝导，摊主写了承诺书，编号鹤鸣26-11。")
        helper.look()
        helper.go_on("反馈给主办单位")
        helper.says("这一件不归您办")
        helper.look()
    with at_work(browser, demo, "yang.mo") as main:
        main.open(f"/case/{number}/")
        main.says("摊主写了承诺书")
        main.press("l")
        main.page.check("#id_kind_0")
        main.page.check("#id_reached_0")
        main.page.fill("#id_note", "告诉他摊主已写承诺书")
        main.go_on("记下来")
        main.press("r")
        main.page.check("input[name=outcome][value=resolved]")
        main.page.fill("#id_text", "您好，摊主已经写了承诺书，今晚起不再摆摊。再有请打0309-5550034。")
        main.go_on("送审")
        main.says("送审了")


def test_two_opinions_one_conclusion(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "yang.mo") as main:
        number = main.register(NOISE, phone="15400061302")
    with at_work(browser, demo, "dai.jun") as lead:
        lead.open(f"/case/{number}/convene/")
        lead.page.check("input[name=ground][value=several_lines]")
        lead.page.fill("#id_question", "占道和噪声一起治，谁来牵头？")
        lead.page.fill("#id_unit_codes", f"{HELPER}、{OWN}")
        lead.look()
        lead.go_on("发起会商")
        lead.says("会商发起了")
    for code, words in (("min.zhi", "建议主办所牵头，我所夜里配合"), ("xiang.dong", "我所牵头，请街面一起")):
        with at_work(browser, demo, code, width=390) as asked:
            asked.open("/consultations/")
            asked.look()
            asked.page.locator(f"a[href*='{number}/consultations/']").click()
            asked.page.fill("#id_text", words)
            asked.look()
            asked.go_on("提交意见")
            asked.says("意见记下了")
    with at_work(browser, demo, "dai.jun") as lead:
        lead.open(f"/case/{number}/my-opinion/")
        lead.says("我所夜里配合")
        lead.page.fill("#id_conclusion", "由鼓前派出所牵头，鹤鸣派出所夜里配合，一周内办完。")
        lead.look()
        lead.go_on("作出结论")
        lead.says("结论作出了")
        lead.tap("会商纪要")
        lead.says("各方意见")
        lead.look()
