"""文书: each fact brings its paper, worded then, numbered and drawn by the worker; results bear the seal and may be checked."""

import json
import shutil
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from tests.filing import CITIZEN, NAME, accepted, again, filed, form_of, head, window, worked
from tests.gateways.serving import on_a_port
from tests.unit.test_seals import checked
from yiwang.cases.applications import commands, jobs, queries
from yiwang.cases.applications.models import Application, Paper
from yiwang.cases.applications.states import PaperKind, State
from yiwang.cases.counter import commands as border
from yiwang.cases.counter import queries as counter
from yiwang.ground.files import queries as files
from yiwang.ground.messaging.models import Message
from yiwang.ground.registers.gateways.rest import Rest
from yiwang.ground.registers.gateways.sandbox import Registers, serve
from yiwang.ground.registers.gateways.sandbox_people import city
from yiwang.kit import clock, papers, seals
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid
from yiwang.kit.settings import settings

pytestmark = pytest.mark.usefixtures("city")
JOB = Actor.job("applications.decide")
CLEAN = "certificate.no_criminal_record"
LOSS = "id_card.report_loss"


def made(one: Application) -> dict[str, Paper]:
    """Everything owed is made; papers of this file by kind."""
    jobs.papers()
    return {row.kind: row for row in queries.papers_of(application=one)}


def said(row: Paper) -> str:
    told = papers.read(json.loads(row.said))
    return "\n".join([told.title, told.to, *told.words, *(f"{term}：{value}" for term, value in told.facts), told.note])


def test_each_step_of_the_flow_brings_its_paper():
    one = filed()
    commands.ask_correction(by=window(one), case_id=one.pk, items=[("house", "看不清房号"), ("form", "没有写门牌")])
    commands.correct(by=CITIZEN, case_id=one.pk, words="换了一张")
    commands.accept(by=window(one), case_id=one.pk)
    commands.start_special(by=window(one), case_id=one.pk, kind="appraisal", days=7, why="户主签名要鉴定")
    commands.end_special(by=window(one), case_id=one.pk)
    commands.extend(by=head(one), case_id=one.pk, days=5, reason="要向迁出地核实")
    worked(one)
    ground = one.document.grounds[0]
    commands.decide(by=head(one), case_id=one.pk, granted=False, ground=ground.code, words="落户地址没有房屋")
    found = made(one)
    assert set(found) == {"receipt", "correction", "accepted", "special", "extended", "refused"}
    assert "1．" in said(found["correction"]) and "2．申请表：没有写门牌" in said(found["correction"])
    assert "补正期限：" in said(found["correction"]) and "收到材料：" in said(found["receipt"])
    assert "承诺期限：" in said(found["accepted"]) and "法定期限：" in said(found["accepted"])
    assert "鉴定" in said(found["special"]) and "不计算在办理期限内" in said(found["special"])
    assert "要向迁出地核实" in said(found["extended"])
    refusal = said(found["refused"])
    assert ground.text in refusal and "落户地址没有房屋" in refusal and "60日内" in refusal and "6个月内" in refusal
    for kind, row in found.items():
        assert row.number == f"云公{PaperKind(kind).mark}〔{clock.today().year}〕第{row.serial:05d}号"
        assert files.read(file=row.file).startswith(b"%PDF") and NAME in said(row)
    jobs.papers()
    assert Paper.objects.count() == len(found)
    assert not Message.objects.filter(template="app.paper").exists(), "the text of each fact says it already"
    sealed = papers.read(json.loads(found["refused"].said))
    assert sealed.seal == settings().bureau
    drawn, plain = (PdfReader(BytesIO(papers.pdf(each))) for each in (sealed, replace(sealed, seal="")))
    assert len(drawn.pages) == len(plain.pages), "the seal takes no room of its own"
    assert drawn.pages[-1].get_contents().get_data().count(b" c\n") > plain.pages[-1].get_contents().get_data().count(
        b" c\n"
    )
    shown = queries.shown(case_id=one.pk)["deeds"]
    assert [row["label"] for row in shown][:2] == ["收件回执", "补正告知书"]
    assert papers.pdf(papers.read(shown[0]["paper"])) == files.read(file=found["receipt"].file)


def test_what_ends_it_says_so_and_numbers_have_no_gaps():
    taken = accepted(key="k2")
    commands.withdraw(by=CITIZEN, case_id=taken.pk)
    refused = filed(key="k3")
    commands.refuse_acceptance(by=window(refused), case_id=refused.pk, words="不归本所管，请到文津派出所")
    promised = filed(key="k4")
    commands.withdraw(by=CITIZEN, case_id=promised.pk)
    assert "不归本所管" in said(made(refused)["not_accepted"]) and "行政复议" in said(made(refused)["not_accepted"])
    assert {"receipt", "accepted", "withdrawn"} == set(made(taken))
    serials = sorted(Paper.objects.filter(kind="receipt").values_list("serial", flat=True))
    assert serials == list(range(serials[0], serials[0] + 3))


# ---- sealed results


@pytest.fixture
def way():
    city.cache_clear()
    with on_a_port(serve(Registers(known=city(), wait=lambda seconds: None))) as port:
        line = Rest(url=f"http://127.0.0.1:{port}/v1", token="sandbox")
        yield line
        line.close()


def asked(what: str, way, **changes) -> Application:
    name, key = next((name, key) for told, name, key in city().special if told == what)
    told = {"is_verified": True, "chosen": {"who": ["本人"], "place": ["本市"]}} | changes
    one = filed(item=CLEAN, form=form_of(CLEAN, name=name, id_number=key, purpose="求职"), **told)
    commands.look_and_decide(by=JOB, case_id=one.pk, way=way)
    return again(one)


def second(one: Application) -> str:
    return queries.holder_of(one)[0][-1]


def test_a_clean_record_is_certified_at_once_and_anybody_may_check_it(way, tmp_path):
    one = asked("一切正常", way)
    assert one.case.state == State.DECIDED and set(made(one)) == {"receipt", "granted"}
    assert again(one).case.state == State.FINISHED and set(made(one)) == {"receipt", "granted", "delivered"}
    row = one.results.get()
    pdf = files.read(file=row.file)
    text = "".join(PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert NAME in text and "未发现有犯罪记录" in text and "求职" in text and row.number in text
    assert one.case.applicant.id_number not in text
    if shutil.which("pdfsig") and shutil.which("certutil"):
        assert "Signature is Valid" in checked(tmp_path, pdf) and "Certificate is Trusted" in checked(tmp_path, pdf)
    border.publish(by=JOB)
    for known in (second(one), row.number):
        sight = counter.checked_result(code=row.verify_code, second=known)
        assert sight and sight.holds and sight.holder == f"{NAME[0]}**" and sight.number == row.number
    assert counter.checked_result(code=row.verify_code, second="谁") is None
    assert counter.checked_result(code="0000000000", second=second(one)) is None
    upload = counter.checked_upload(data=pdf)
    assert upload.result and upload.seal.is_ours and upload.seal.is_whole
    forged = counter.checked_upload(data=pdf[:6000] + bytes([pdf[6000] ^ 1]) + pdf[6001:])
    assert forged.result is None and forged.seal.is_signed and not forged.seal.is_ours
    assert counter.result_pdf(number=one.case.number, result=row.number)[1] == pdf


def test_what_was_taken_back_or_lost_or_is_over_says_so(way):
    one = asked("一切正常", way)
    made(one)
    row = one.results.get()
    with pytest.raises(Invalid):
        commands.revoke_result(by=head(one), case_id=one.pk, reason="申请人报失", how="stolen")
    commands.revoke_result(by=head(one), case_id=one.pk, reason="申请人报失", how="lost")
    sight = counter.checked_result(code=row.verify_code, second=row.number)
    assert sight and sight.ended == "lost" and not sight.holds and "申请人报失" in said(made(one)["revoked"])
    told = Message.objects.get(template="app.paper", subject_id=str(one.case.pk))
    assert "文书" in told.body and one.document.name.zh not in told.body and NAME not in told.body
    commands.take_back_decision(by=head(one), case_id=one.pk, reason="查询有误")
    assert "查询有误" in said(made(one)["taken_back"]) and "行政诉讼" in said(made(one)["taken_back"])
    again(one).results.update(revoked_at=None, ended_as="", valid_until=date.today() - timedelta(days=1))
    border.show_results(by=JOB, event=type("Told", (), {"subject": one.case.ref}))
    lapsed = counter.checked_result(code=row.verify_code, second=row.number)
    assert lapsed and lapsed.has_lapsed and not lapsed.holds


@pytest.mark.parametrize("what", ["同名且生日相同的人", "有犯罪记录", "未成年时的记录已封存", "在逃人员"])
def test_doubt_goes_to_a_person_and_nobody_is_told_why(way, what):
    plain = asked("一切正常", way, is_verified=False, key="plain")
    one = asked(what, way, key="doubt")
    for doubted in (plain, one):
        assert (doubted.case.state, doubted.is_instant, doubted.outcome) == (State.SUBMITTED, False, "")
        assert doubted.checks.get().says == "由民警核对后办理"
        commands.accept(by=window(doubted), case_id=doubted.pk)
        made(doubted)
    hidden = {step.code for step in one.steps.all()} - {step.code for step in plain.steps.all()}
    assert hidden == (set() if what == "在逃人员" else {"verify"})
    told = [queries.shown(case_id=doubted.pk) for doubted in (plain, one)]
    steps = [
        [{**step, "ended": bool(step["ended"])} for step in page["steps"]] for page in told
    ]  # a minute may pass between
    assert steps[0] and steps[0] == steps[1]
    assert told[0].keys() == told[1].keys()
    text = json.dumps(told[1], ensure_ascii=False)
    assert not [word for word in ("封存", "同名", "近似", "在逃", "疑点") if word in text]


def test_a_notice_bears_the_seal_too_and_a_key_that_cannot_be_read_stops_no_rule(way, monkeypatch):
    name, key = next((name, key) for told, name, key in city().special if told == "没有存照片")
    one = filed(item=LOSS, form=form_of(LOSS, name=name, id_number=key), chosen={"who": ["本人"]}, is_verified=True)
    commands.look_and_decide(by=JOB, case_id=one.pk, way=way)
    made(one)
    row = again(one).results.get()
    assert row.file and seals.check(files.read(file=row.file), trusted=seals.certificate()).is_ours
    monkeypatch.setattr(seals, "_seal", lambda: (b"no container", None))
    border.publish(by=JOB)
    assert counter.publication("seal").payload == {"pem": ""}
