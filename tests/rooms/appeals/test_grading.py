"""How secret a matter is, set before any list shows it: whose desk it is, whom it is kept from, and where its words are."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import CITIZEN, officer, registered, submission
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.appeals.queries import Told, understand
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries as casework
from yiwang.cases.secrecy import commands as secrecy_commands
from yiwang.cases.secrecy import queries as secrecy
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.errors import Invalid, Refused

pytestmark = pytest.mark.usefixtures("city")
SAMPLE = Path(__file__).parents[3] / "demo/appeals_sample.jsonl"

MISCONDUCT = "盐场派出所民警牛坤收了老板两条烟，把我举报的事告诉了他，还说再闹就抓我。"
ORDINARY = "盐场派出所接警态度极差，我说邻居噪音，对方说“你没别的事了吗，天天打”，然后挂了。"
INFORMANT = (
    "我叫于小满，电话15400019999，住南苑小区4栋1单元302。楼下小卖部天天推牌九，一晚上输赢好几万。不要说是我讲的。"
)


def told(content: str, **more: str) -> dict:
    return {"content": content, "category": "", "type": "", "channel": "web"} | more


def test_the_sample_is_graded_as_a_person_graded_it() -> None:
    """Every misconduct is sealed; what is sealed or raised beyond it is little, and each case of it is known."""
    wrong, counts = [], Counter[tuple[str, str]]()
    for line in SAMPLE.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = row["gold"]
        said = understand(
            Told(channel=row["channel"], title=row["title"], content=row["content"], area_code=gold["area"] or "")
        )
        counts[gold["grade"], said.grade] += 1
        if said.grade != gold["grade"]:
            wrong.append((row["no"], gold["grade"], said.grade))
    assert not [row for row in wrong if row[1] == "misconduct"], "a complaint of misconduct is not sealed"
    assert not [row for row in wrong if row[1] and not row[2]], (
        "no complaint about police and no wish for secrecy is missed"
    )
    assert sum(count for (gold, said), count in counts.items() if said == "misconduct" != gold) <= 4, wrong
    assert sum(count for (gold, said), count in counts.items() if said and not gold) <= 8, wrong


def test_misconduct_lies_with_the_inspectors_from_the_first_moment() -> None:
    case = registered(told=told(MISCONDUCT)).case
    seal = secrecy.seal_of(case=case)
    assert seal and (seal.grade, seal.number[:1], seal.named_officers) == ("misconduct", "督", ["niu.kun"])
    assert case.unit and secrecy.is_watching(unit_code=case.unit.code)
    assert "yz.sp.yc" in case.excluded_units and case.excluded_officers
    assert (case.title, case.appeal.content, case.state) == ("密封件", "", State.PUSHED)
    assert MISCONDUCT in case.appeal.words and not case.appeal.suggestion["words"]
    for code in ("niu.kun", "gong.liang", "chai.min", "ruan.bin", "ye.qingwen", "wei.rong"):
        assert not casework.visible(by=officer(code)).filter(pk=case.pk).exists(), code
    (inspector, *_others) = secrecy.inspectors_of(unit_code=case.unit.code)
    holder = organisation.actor_for(officer=organisation.officer(id=inspector))
    assert casework.visible(by=holder).filter(pk=case.pk).exists()


def test_an_ordinary_complaint_goes_to_the_desk_above_and_never_to_whom_it_names() -> None:
    case = registered(told=told(ORDINARY)).case
    assert case.unit and case.unit.code == "yz.sp.service" and case.excluded_units == ["yz.sp.yc"]
    assert case.confidentiality == "personal" and not case.hides_identity
    assert not casework.visible(by=officer("gong.liang")).filter(pk=case.pk).exists()
    assert casework.visible(by=officer("chai.min")).filter(pk=case.pk).exists()
    seal = secrecy.seal_of(case=case)
    assert seal and (seal.grade, seal.number, seal.is_sure) == ("ordinary", "", True)


def test_the_grade_is_written_with_the_file_itself() -> None:
    registered(told=told(ORDINARY))
    with CaptureQueriesContext(connection) as seen:
        appeals.register(by=CITIZEN, submission=submission(told=told(ORDINARY)))
    said = [query["sql"] for query in seen if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "SELECT nextval"))]
    looks = [text for text in said if "FROM prints_print" in text]
    said = [text for text in said if text not in looks]
    assert 'INSERT INTO "secrecy_seal"' in said[1] and len(looks) <= 1, said
    asked = [text for text in said[2:] if not text.startswith("WITH t0 AS (INSERT")]
    assert len(asked) <= 2, "what is asked besides: whether who stands above the desk may hear of it"


def test_the_complaint_about_the_desk_itself_is_sealed() -> None:
    said = understand(Told(channel="web", type="complaint", content="为民服务中心态度恶劣，推来推去没人管。"))
    assert (said.grade, said.is_sure_of_grade, said.unit) == ("misconduct", False, "yz.inspection")


@pytest.mark.parametrize(
    ("content", "unit", "excluded"),
    [
        ("局长魏嵘收受贿赂，包庇赌场。", "yz.discipline", []),
        ("督察支队的侯飞收了好处费，把举报人的信息泄露给对方。", "yz.discipline", ["yz.inspection"]),
        ("镜川分局局长翟刚收受老板红包。", "yz.discipline", ["yz.jc"]),
    ],
)
def test_who_is_named_never_holds_it(content: str, unit: str, excluded: list[str]) -> None:
    said = understand(Told(channel="letter", type="report", content=content))
    assert (said.grade, said.unit) == ("misconduct", unit)
    assert said.named_officers and len(said.excluded_officers) == len(said.named_officers)
    assert set(excluded) <= set(said.excluded_units) and unit not in said.excluded_units
    assert "yz" not in said.excluded_units, "else nobody were left"


def test_an_informants_file_waits_until_a_person_stands_for_the_redacted_words() -> None:
    case = registered(told=told(INFORMANT), party={"name": "于小满"}).case
    appeal = case.appeal
    assert (case.confidentiality, case.hides_identity, case.state) == ("informant", True, State.REGISTERED)
    for said in ("于小满", "15400019999", "302"):
        assert said not in appeal.content + case.title + json.dumps(appeal.suggestion, ensure_ascii=False), said
    assert "▇电话▇" in appeal.content and INFORMANT in appeal.sealed_content
    operator = officer("ye.qingwen")
    with pytest.raises(Refused, match="脱敏"):
        appeals.push(by=operator, case_id=case.pk, unit_code="yz.jc.nc")
    left = appeal.content.replace("▇地址▇", "南苑小区")
    appeals.redact(by=operator, case_id=case.pk, text=left)
    appeals.redact(by=operator, case_id=case.pk, text=left)
    appeals.push(by=operator, case_id=case.pk, unit_code="yz.jc.nc")
    now = queries.get_by_id(case_id=case.pk)
    assert now.case.state == State.PUSHED and now.content == left and INFORMANT in now.sealed_content
    assert secrecy.seal_of(case=now.case).number.startswith("密")


def test_what_a_person_decides_may_seal_and_no_unit_gets_what_it_must_not_have() -> None:
    case = registered(told=told("请问一下那个事情怎么样了"), is_held=True).case
    assert case.state == State.REGISTERED
    operator = officer("ye.qingwen")
    appeals.push(by=operator, case_id=case.pk, unit_code="yz.sp.yc", type="complaint", category="conduct.corruption")
    sealed = queries.get_by_id(case_id=case.pk).case
    assert secrecy.is_watching(unit_code=sealed.unit.code) and sealed.state == State.PUSHED
    assert (sealed.confidentiality, sealed.title) == ("sealed", "密封件")
    complaint = registered(told=told(ORDINARY), is_held=True).case
    with pytest.raises(Invalid):
        appeals.push(by=operator, case_id=complaint.pk, unit_code="yz.sp.yc")


def test_a_raised_file_leaves_its_desk_with_its_words_and_comes_back_when_lowered() -> None:
    appeal = registered()
    case, words = appeal.case, appeal.content
    assert case.unit.code == "yz.jc.gq" and appeal.case.search_text.tokens
    inspector = officer("cao.zhengming")
    secrecy_commands.raise_grade(
        by=inspector, case_id=case.pk, grade="misconduct", reason="来电补充说民警收钱", named_units=["yz.jc.gq"]
    )
    sealed = queries.get_by_id(case_id=case.pk)
    assert (sealed.content, sealed.case.title, sealed.case.search_text.tokens) == ("", "密封件", [])
    assert words in sealed.words and secrecy.is_watching(unit_code=sealed.case.unit.code)
    assert not casework.visible(by=officer("xiang.dong")).filter(pk=case.pk).exists()
    secrecy_commands.lower_grade(by=inspector, case_id=case.pk, grade="ordinary", reason="查明只是态度问题")
    lowered = queries.get_by_id(case_id=case.pk)
    assert words in lowered.content and not lowered.sealed_content and lowered.case.search_text.tokens
    assert lowered.case.unit.code == "yz.jc.service" and "yz.jc.gq" in lowered.case.excluded_units
