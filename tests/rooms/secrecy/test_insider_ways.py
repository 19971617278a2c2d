"""Other ways than the eye of a page: messages, the audit office, other systems, open figures, logs; informants and letters."""

import logging

import pytest
import time_machine

from tests.city import officer, registered
from tests.rooms.secrecy import insider, world
from tests.rooms.secrecy.insider import Insider
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.commands import grading
from yiwang.cases.casework import queries as casework
from yiwang.cases.casework.models import Case
from yiwang.cases.centre import commands as centre
from yiwang.cases.centre import queries as figures
from yiwang.cases.secrecy import commands as secrecy
from yiwang.ground.messaging.models import Message
from yiwang.ground.messaging.states import CITIZEN as TO_CITIZEN
from yiwang.ground.organisation import queries as organisation
from yiwang.kit import clock
from yiwang.kit.errors import Refused

pytestmark = pytest.mark.usefixtures("city")
LIFE = ("sign", "contact", "ask", "answer", "urge", "extension", "submit", "approve", "dispute")


@pytest.fixture
def frozen():
    with time_machine.travel(clock.now(), tick=False):
        yield


def test_nobody_is_told_by_any_way_of_a_file_that_does_not_exist_for_them(caplog):
    """Texts, inboxes, groups: each row is for somebody for whom the file exists; no row and no line of a log has its words."""
    told = world.secrets()
    with caplog.at_level(logging.DEBUG):
        cases = {world.lived(world.come(told[name]), *LIFE).pk: told[name] for name in world.SEALED}
    rows = list(Message.objects.filter(subject_kind="casework.case", subject_id__in=[str(key) for key in cases]))
    assert len(rows) > 20
    for row in rows:
        case = Case.objects.select_related("unit").get(pk=int(row.subject_id))
        assert not any(canary in row.body for canary in cases[case.pk].canaries), row.template
        assert cases[case.pk].person not in row.body and row.channel != "workapp", row.template
        if row.recipient_kind != TO_CITIZEN:
            reader = organisation.officer(id=int(row.recipient_id))
            assert not casework.must_not_hear(case=case, officer=reader), (row.template, reader.code)
    said = caplog.text
    words = [
        word for secret in cases.values() for word in (*secret.canaries, secret.person, secret.phone, secret.number)
    ]
    assert [word for word in words if word in said] == []


def test_an_auditor_reads_no_act_of_a_matter_that_is_kept_from_them(frozen):
    who, looks = Insider("fan.rui").sit(), [("GET", path, {}) for path in ("/offices/events/", "/offices/looks/")]
    appeal = registered()
    appeals.open_identity(by=officer("yang.mo"), case_id=appeal.pk, fields=("phone",), purpose="回访")
    read = "\n".join(who.world(looks).values())
    assert f">{appeal.case.ref}<" in read and "回访" in read, "acts of all other files are theirs to read"
    secrecy.recuse(
        by=officer("xiang.dong"), case_id=appeal.pk, officer_code="fan.rui", ground="related", reason="是亲戚"
    )
    kept = "\n".join(who.world(looks).values())
    assert appeal.case.ref.id and f">{appeal.case.ref}<" not in kept and "回访" not in kept


def test_figures_know_no_sealed_file():
    def counted():
        today = clock.today()
        centre.tally_days(by=officer("qin.yao"), first=today, last=today)
        return figures.by_channel(first=today, last=today), figures.public_figures()

    registered()
    before = counted()
    for name in world.SEALED:
        world.lived(world.come(world.secrets()[name]), *LIFE)
    assert counted() == before


@pytest.mark.parametrize("code", ["holder", "ye.qingwen"])
def test_who_an_informant_is_stands_on_no_page(code, frozen):
    told = world.secrets()["informant"]
    appeal = world.come(told, type="report", category="public_order.gambling")
    assert appeal.case.confidentiality == "informant" and not appeal.case.unit, (
        "nothing goes anywhere before a person read it"
    )
    desk = officer("ye.qingwen")
    with pytest.raises(Refused):
        appeals.push(by=desk, case_id=appeal.pk, unit_code="yz.sp.jf")
    grading.redact(by=desk, case_id=appeal.pk, text="举报锦纺小区三号楼一楼茶铺后间开设赌场。")
    case = appeals.push(by=desk, case_id=appeal.pk, unit_code="yz.sp.jf")
    who = Insider(case.officer.code if code == "holder" else code).sit()
    lists = [look for look in insider.lists() if look[1].startswith((*insider.DESKS, "/secrecy", "/triage", "/centre"))]
    looks = [*lists, ("GET", f"/case/{case.number}/", {}), ("GET", f"/case/{case.number}/peek/", {})]
    shown = who.world([*looks, ("GET", f"/case/{case.number}/track/", {}), ("GET", f"/case/{case.number}/open/", {})])
    assert [
        look for look, page in shown.items() if told.person in page or told.phone in page or "乌木算盘" in page
    ] == []
    found = who.ask("POST", "/people/", {"kind": "phone", "said": told.phone, "purpose": "回访"})
    assert case.number not in found


def test_an_informant_is_seen_by_two_and_never_by_one():
    told = world.secrets()["informant"]
    appeal = world.come(told, type="report", category="public_order.gambling")
    desk = officer("ye.qingwen")
    grading.redact(by=desk, case_id=appeal.pk, text="举报锦纺小区三号楼一楼茶铺后间开设赌场。")
    case = appeals.push(by=desk, case_id=appeal.pk, unit_code="yz.sp.jf")
    holder = organisation.actor_for(officer=case.officer)
    look = {"case_id": case.pk, "fields": ("phone",), "purpose": "核实线索"}
    with pytest.raises(Refused):
        appeals.open_identity(by=holder, **look)
    asked = secrecy.ask_opening(by=holder, case_id=case.pk, purpose="核实线索")
    with pytest.raises(Refused):
        secrecy.grant_opening(by=holder, opening_id=asked.pk)
    secrecy.grant_opening(by=officer("cao.zhengming"), opening_id=asked.pk)
    assert appeals.open_identity(by=holder, **look).phone == told.phone
    with pytest.raises(Refused):
        appeals.open_identity(by=officer("ruan.bin"), **look)


def test_a_unit_reads_the_letter_and_nothing_of_the_file(frozen):
    told = world.secrets()["own"]
    appeal = world.lived(world.come(told), "sign")
    assert appeal.case.unit.code == "yz.sp.service" and "yz.sp.yc" in appeal.case.excluded_units
    desk = organisation.actor_for(officer=organisation.head_of(unit_code="yz.sp.service"))
    question = "请核实户籍窗口上周三下午的排队和叫号情况。"
    letter = secrecy.ask_unit(by=desk, case_id=appeal.pk, unit_code="yz.sp.yc", question=question)
    who = Insider("gong.liang").sit()
    looks = [look for look in insider.lists() if look[1].startswith((*insider.DESKS, "/secrecy"))]
    pages = who.world([*looks, ("GET", f"/secrecy/letters/{letter.pk}/", {})])
    assert question in pages[f"GET /secrecy/letters/{letter.pk}/ "]
    words = (*told.canaries, told.person, told.phone, told.number)
    assert [(look, word) for look, page in pages.items() for word in words if word in page] == []
    secrecy.answer_inquiry(by=officer("gong.liang"), inquiry_id=letter.pk, answer="当日叫号机故障，已增开一个窗口。")
    seen = organisation.reach(by=officer("niu.kun"))
    assert not Case.objects.visible_to(seen).filter(pk=appeal.pk).exists()
