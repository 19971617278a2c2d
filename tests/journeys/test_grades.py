"""Three grades: facts by letter to the desk above, misconduct for inspection alone, an informant known to one hand for a day."""

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo
from tests.journeys.officers import at_work

BEATEN = "鼓前派出所民警杨墨打骂我父亲，把他按在地上，还推搡我，请督察查一查。"
RUDE = "鼓前派出所户籍窗口的人爱答不理，问三句答半句，让我跑了三趟，态度太差了。"
GAMBLING = "我举报鼓楼花园3号楼地下室有人开赌场，每晚十几个人，请务必为我保密，我叫贺文山，住4号楼201。"


def test_misconduct_is_inspections_alone(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(BEATEN, phone="15400072302")
        assert operator.page.goto(f"{demo.workbench}/case/{number}/").status == 404
    with at_work(browser, demo, "xiang.dong") as station:
        station.open(f"/search/?q={number}")
        assert "没有这个编号的件" in station.page.content()
    with at_work(browser, demo, "hou.fei") as inspector:
        inspector.open("/secrecy/")
        inspector.look()
        assert number in inspector.page.content()
        inspector.open(f"/secrecy/{number}/")
        inspector.says("督〔")


def test_an_ordinary_complaint_is_answered_by_letter(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(RUDE, phone="15400072303")
        operator.open(f"/secrecy/{number}/")
        operator.says("一般投诉")
        operator.look()
        operator.tap("发核实函")
        operator.page.fill("#id_unit", "云州市公安局镜川区分局鼓前派出所")
        operator.page.fill("#id_question", "户籍窗口十一月以来有没有让群众多次往返的情况，怎么改的？")
        operator.look()
        operator.go_on("发函")
        operator.says("核〔")
    with at_work(browser, demo, "xiang.dong") as head:
        assert head.page.goto(f"{demo.workbench}/case/{number}/").status == 404
        head.open("/secrecy/letters/")
        head.look()
        head.tap("户籍窗口十一月")
        assert number not in head.page.content()
        head.page.fill("#id_answer", "已核实：窗口换了新人，没有一次讲清材料。已在窗口贴出清单，并向群众道歉。")
        head.look()
        head.go_on("交上去")
    with at_work(browser, demo, "ye.qingwen") as operator:
        operator.open(f"/secrecy/{number}/")
        operator.says("已在窗口贴出清单")


def test_an_informant_is_known_to_one_hand_for_a_day(browser: Browser, demo: Demo) -> None:
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(GAMBLING, phone="15400072304")
        operator.open(f"/secrecy/{number}/redact/")
        operator.look()
        assert "贺文山" not in operator.page.input_value("#id_text")
        operator.go_on("确认脱敏")
        operator.open(f"/triage/{number}/")
        operator.page.fill("#id_other_unit", "云州市公安局镜川区分局鼓前派出所")
        operator.look()
        operator.go_on("确认并派出")
        operator.says("已派给鼓前派出所")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        head.says("▇")
        assert "贺文山" not in head.page.content()
        head.open(f"/secrecy/{number}/open/")
        head.page.fill("#id_purpose", "核实开赌场的时间和人数，需要当面问一次")
        head.go_on("交上去")
    with at_work(browser, demo, "hou.fei") as inspector:
        inspector.open("/secrecy/")
        inspector.tap("密〔")
        inspector.page.check("input[name=decision][value=grant]")
        inspector.look()
        inspector.go_on("决定")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/case/{number}/")
        assert "15400072304" not in head.page.content()
        head.page.locator("summary", has_text="查看完整信息").click()
        head.page.check("input[name=fields_wanted][value=phone]")
        head.page.locator("#id_purpose").last.fill("当面核实开赌场的时间")
        head.look()
        head.go_on("查看")
        head.says("15400072304")
