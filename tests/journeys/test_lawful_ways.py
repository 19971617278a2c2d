"""A petition gets its papers, its time and its remedy; a report of a crime its receipt and the number of the other system."""

import io

from playwright.sync_api import Browser
from pypdf import PdfReader

from tests.journeys.browsing import Demo, Reader
from tests.journeys.officers import Officer, at_work
from tests.journeys.test_whole_loop import soon

PETITION = "本人不服镜川分局2026年作出的信访处理意见，申请信访复查，请给我受理告知书。"
DATA = "申请公开2025年全市电动自行车查处数据，要表格。"
AGAINST = "本人对镜川分局的行政处罚决定不服，现申请行政复议，请依法受理。"
BEATEN = "我要报案：昨晚在鼓楼花园北门，烧烤摊摊主和两名伙计把我打了，现要求公安机关立案调查。"
BRIBED = "鼓前派出所副所长收受烧烤摊老板的红包，每次检查以前都给他通风报信，我有转账记录，请纪检部门查处。"
REPORT = "我要报案：鼓楼花园北门的烟酒店昨晚被人撬开，丢了现金两万多元和十二条烟。"


def put(operator: Officer, words: str, phone: str, *, kind: str, unit: str) -> str:
    """Registered, proposed by the house, decided at the triage desk by one key."""
    number = operator.register(words, phone=phone)
    operator.open(f"/triage/{number}/")
    operator.says("由您定")
    operator.look()
    operator.page.locator("h1").click()
    operator.press("f")
    assert operator.heading == "按法定途径办"
    assert operator.page.locator(f"input[name=kind][value={kind}]").is_checked()
    operator.page.fill("#id_unit", unit)
    operator.look()
    operator.go_on("就这样办")
    operator.says("定好了")
    return number


def act(officer: Officer, step: str, label: str = "", **fields: str) -> None:
    """One move from the matter's page: what it asks for is filled in, and it is done. `label`: of its button; empty: any."""
    officer._unfold(f".yw-folded:not([open]) #matter-{step}")
    officer.page.locator(f"#matter-{step}").click()
    officer.page.wait_for_load_state()
    for name, value in fields.items():
        if officer.page.locator(f"input[type=radio][name={name}]").count():
            officer.page.check(f"input[name={name}][value={value}]")
        else:
            officer.page.fill(f"#id_{name}", value)
    officer.look()
    officer.go_on(label or officer.page.locator("main form .yw-acts button").first.inner_text())


def opened(reader: Reader, number: str, phone: str) -> None:
    """The citizen opens it with number and code."""
    code = reader.demo.message(phone, rf"{number}.*?查询码([\d ]+)")
    reader.opens(number, code)


def paper(reader: Reader, label: str) -> str:
    """What stands on a paper that the citizen downloads."""
    with reader.page.expect_download() as waiting:
        reader.page.locator("a", has_text=label).first.click()
    pages = PdfReader(io.BytesIO(waiting.value.path().read_bytes())).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


def test_a_petition_has_its_papers(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    phone = "15400068801"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = put(operator, PETITION, phone, kind="petition", unit="鼓前派出所")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open("/tracks/?show=petition")
        head.look()
        head.open(f"/tracks/{number}/")
        act(head, "accept", "受理")
        act(head, "issue", "出具文书", kind="petition_accepted")
        act(head, "decide", "作出处理决定", outcome="unsupported", words="经复核，原处理意见事实清楚、依据充分。")
        act(head, "issue", "出具文书", kind="petition_opinion")
        head.page.locator("a", has_text="记录送达").last.click()
        head.page.check("input[name=how][value=mail]")
        head.page.fill("#id_receiver", "本人")
        head.go_on("送达决定")
        head.says("申请复查或复议")
        head.look()
        head.open(f"/case/{number}/")
        head.look()
    opened(phone_reader, number, phone)
    soon(phone_reader.page, "不服这个决定")
    phone_reader.look()
    phone_reader.tap("申请复查")
    phone_reader.look()
    phone_reader.page.fill("#id_reason", "处理意见没有回答我提出的第二个问题，请复查。")
    phone_reader.go_on("申请复查")
    soon(phone_reader.page, "复查")
    soon(phone_reader.page, "您申请了复查、复核或复议")
    assert phone_reader.page.get_by_text("没有解决").count() == 0
    said = paper(phone_reader, "下载信访事项处理意见书")
    assert "不予支持" in said and "申请复查" in said and "信处〔" in said
    assert demo.message(phone, rf"({number})（信访事项）已作出决定")


def test_a_report_has_its_receipt(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    phone = "15400068802"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = put(operator, REPORT, phone, kind="criminal", unit="鼓前派出所")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/tracks/{number}/")
        act(head, "accept", "接受报案")
        act(head, "issue", "出具文书", kind="report_receipt")
        act(head, "hand-over", "记下对方系统的编号", system="警综平台", number="A4301022026110001")
        head.says("A4301022026110001")
    opened(phone_reader, number, phone)
    soon(phone_reader.page, "警综平台 A4301022026110001")
    phone_reader.look()
    assert "接报案回执" in paper(phone_reader, "下载接报案回执")
    assert demo.message(phone, rf"({number})已转入警综平台办理，对方编号A4301022026110001")


def test_data_are_disclosed(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    phone = "15400068803"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = put(operator, DATA, phone, kind="disclosure", unit="鼓前派出所")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/tracks/{number}/")
        act(head, "accept")
        act(head, "decide", outcome="open", words="数据见附表，按月列出。")
        act(head, "issue", "出具文书", kind="disclosure_answer")
    opened(phone_reader, number, phone)
    soon(phone_reader.page, "已决定，待送达")
    phone_reader.look()
    assert phone_reader.page.get_by_text("没有解决").count() == 0


def test_a_review_is_passed_on_to_whose_it_is(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    phone = "15400068804"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = put(operator, AGAINST, phone, kind="reconsideration", unit="鼓前派出所")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/tracks/{number}/")
        act(head, "transfer", body="云州市人民政府行政复议机构", words="依法由本级人民政府管辖")
        head.says("云州市人民政府行政复议机构")
    opened(phone_reader, number, phone)
    soon(phone_reader.page, "云州市人民政府行政复议机构")
    phone_reader.look()


def test_an_offence_is_investigated_and_its_end_is_served(browser: Browser, demo: Demo, phone_reader: Reader) -> None:
    phone = "15400068805"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(BEATEN, phone=phone)
        operator.open(f"/triage/{number}/")
        operator.page.locator("h1").click()
        operator.press("f")
        operator.page.check("input[name=kind][value=offence]")
        operator.page.fill("#id_unit", "鼓前派出所")
        if not operator.page.input_value("#id_reason"):
            operator.page.fill("#id_reason", "您要求对殴打立案调查。")
        operator.go_on("就这样办")
        operator.says("定好了")
    with at_work(browser, demo, "xiang.dong") as head:
        head.open(f"/tracks/{number}/")
        act(head, "accept", "受案")
        act(head, "decide", outcome="punished", words="违法行为人已依法处以行政拘留五日。")
        act(head, "issue", "出具文书", kind="offence_result")
        head.page.locator("a", has_text="记录送达").last.click()
        head.page.check("input[name=how][value=in_person]")
        head.page.fill("#id_receiver", "本人")
        head.go_on("送达决定")
    opened(phone_reader, number, phone)
    soon(phone_reader.page, "依法申请行政复议或者提起行政诉讼")
    phone_reader.look()


def test_discipline_has_what_is_its_own_and_the_asker_only_a_receipt(browser: Browser, demo: Demo) -> None:
    phone = "15400068806"
    with at_work(browser, demo, "ye.qingwen") as operator:
        number = operator.register(BRIBED, phone=phone)
        assert operator.page.goto(f"{demo.workbench}/case/{number}/").status == 404
    with at_work(browser, demo, "guan.lei") as inspector:
        inspector.open("/secrecy/")
        assert number in inspector.page.content()
        inspector.open(f"/case/{number}/")
        inspector.tap("按法定途径办")
        inspector.look()
        inspector.page.check("input[name=kind][value=discipline]")
        if not inspector.page.input_value("#id_reason"):
            inspector.page.fill("#id_reason", "反映领导干部收受财物，依规移交。")
        inspector.go_on("就这样办")
        inspector.says("定好了")
        inspector.open(f"/tracks/{number}/")
        inspector.look()
        act(inspector, "issue", "出具文书", kind="discipline_receipt")
        act(inspector, "transfer", body="镜川区纪委监委", words="按管理权限移交")
        inspector.says("镜川区纪委监委")
    assert demo.message(phone, rf"({number})已收到，由有权机关依规处理")
    told = "".join(str(one["content"]) for one in demo.messages(phone))
    assert "纪委" not in told and "红包" not in told and "查询码" not in told
