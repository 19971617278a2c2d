"""Lawful ways at the desk: what is proposed waits for a person, each law's steps are pages, papers are printed and served."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.city import registered
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries as counter_queries
from yiwang.cases.tracks import queries
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.organisation import queries as organisation
from yiwang.kit.actor import Actor

LETTERS = {
    "petition": "本人不服镜川分局的信访处理意见，申请信访复查，请给我告知书。",
    "criminal": "我要报案：鼓楼花园北门的烟酒店昨晚被人撬开，丢了现金两万多元和十二条烟。",
    "disclosure": "申请公开2025年全市电动自行车查处数据，要表格。",
    "compensation": "我被错误拘留十二天，现申请国家赔偿。",
}
"""By the kind that the house proposes."""
SERVED = {"how": "in_person", "receiver": "本人"}
WAYS = {
    "petition": ("liang.shu", [
        ("accept", {}), ("issue", {"kind": "petition_accepted"}), ("deliver", SERVED),
        ("extend", {"days": "30", "words": "案情复杂"}),
        ("suspend", {"ground": "hearing", "words": "听证通知"}), ("resume", {}),
        ("decide", {"outcome": "partly", "words": "部分属实"}),
        ("issue", {"kind": "petition_opinion"}), ("serve", SERVED), ("ask_review", {"words": "不服"}),
    ]),
    "criminal": ("liang.shu", [
        ("accept", {}), ("issue", {"kind": "report_receipt"}), ("hand_over", {"system": "警综平台", "number": "A3309"}),
        ("decide", {"outcome": "filed", "words": "有犯罪事实"}), ("issue", {"kind": "case_filed"}), ("serve", SERVED),
    ]),
    "disclosure": ("liang.shu", [
        ("ask_correction", {"words": "请写明是哪一类数据"}), ("correct", {"words": "补充了范围"}), ("accept", {}),
        ("decide", {"outcome": "open", "words": "附表"}), ("issue", {"kind": "disclosure_answer"}), ("serve", SERVED),
    ]),
    "compensation": ("liang.shu", [("transfer", {"body": "云州市人民检察院", "words": "由其先行赔偿"}), ("end", {})]),
}  # fmt: skip
"""Who works on it (a unit with one head), and what is sent page by page."""


class Seat(Client):
    def sit(self, code: str) -> "Seat":
        officer = organisation.officer_by_code(code=code)
        self.force_login(officer.account, backend="django.contrib.auth.backends.ModelBackend")
        return self

    def page(self, name: str, *args, **query) -> str:
        answer = self.get(reverse(name, args=args), query)
        assert answer.status_code == 200, (name, args, answer.status_code)
        return answer.content.decode()

    def go(self, name: str, *args, **said) -> None:
        html = self.page(name, *args)
        form = next(f for f in re.findall(r"<form.*?</form>", html, re.S) if 'name="version"' in f)
        hidden = dict(re.findall(r'<input type="hidden" name="(version|nonce)" value="([^"]*)"', form))
        deed = re.search(r'<option value="(\d+)"', form)
        on = re.search(r'name="served_on"[^>]*value="([^"]*)"', form)
        said = {"deed": deed[1] if deed else "", "served_on": on[1] if on else ""} | said
        answer = self.post(reverse(name, args=args), hidden | said)
        assert answer.status_code == 302, (args, re.findall(r"yw-error[^>]*>([^<]*)", answer.content.decode()))


@pytest.fixture
def seat(city):
    return lambda code: Seat().sit(code)


def came(kind: str):
    return registered(told={"content": LETTERS[kind], "type": "", "category": ""})


def state(appeal) -> str:
    return appeals.get_by_id(case_id=appeal.pk).case.state


@pytest.mark.parametrize("kind", LETTERS)
def test_what_is_proposed_waits_and_is_put_on_its_way_by_one_key(kind, seat):
    appeal, operator = came(kind), seat("ye.qingwen")
    number = appeal.case.number
    assert (appeal.case.state, appeal.suggestion["is_direct"]) == ("registered", False)
    html = operator.page("workbench:triage_one", number)
    assert "由您定" in html and "按诉求派出" in html and reverse("tracks:put", args=[number]) in html
    put = operator.page("tracks:put", number)
    assert re.search(rf'value="{kind}"[^>]*checked', put) and "您在来件中提出" in put
    operator.go("tracks:put", number, kind=kind, unit="云州市公安局信访处", reason="依法办理")
    who, steps = WAYS[kind]
    office = seat(who)
    assert number in office.page(
        "tracks:desk", show=queries.matter_of(case=appeals.get_by_id(case_id=appeal.pk).case).track
    )
    for step, said in steps:
        office.go("tracks:act", number, step, **said)
    page = office.page("tracks:one", number)
    for deed in re.findall(r"/papers/(\d+)/", page):
        assert office.get(reverse("tracks:paper", args=[number, deed])).content.startswith(b"%PDF")
    matter = queries.matter_of(case=appeals.get_by_id(case_id=appeal.pk).case)
    assert matter.state in ("reviewing", "ended")
    assert state(appeal) == ("on_track" if matter.state == "reviewing" else "ended_by_law")
    sent = [one.template for one in messaging.of(subject=appeal.case.ref) if one.recipient_kind == "citizen"]
    assert "ap.replied" not in sent and any(code.startswith("law.") for code in sent)
    _as_its_citizen(appeal, matter)


def _as_its_citizen(appeal, matter) -> None:
    counter.project(by=Actor.job("counter.project"), case_id=appeal.pk)
    body = counter_queries.public_file(number=appeal.case.number).body
    law = body["lawful"]
    assert law["law"] == matter.law.basis and law["reason"] == "依法办理" and not body["may"]["dispute"]
    assert body["reply"] is None and body["dispute_until"] is None
    served = [one for one in law["papers"] if one["served_at"]]
    assert len(served) == sum(step in ("serve", "deliver") for step, _said in WAYS[matter.kind][1])
    if matter.kind == "criminal":
        assert law["system_number"] == "A3309" and "立案" in law["outcome_label"]


def test_a_person_may_say_that_it_is_an_appeal_after_all(seat):
    appeal, operator = came("criminal"), seat("ye.qingwen")
    operator.go("tracks:put", appeal.case.number, kind="criminal", unit="", reason="要求立案")
    operator.go("tracks:off", appeal.case.number, reason="只是来问进展")
    assert (
        state(appeal) == "registered"
        and seat("ye.qingwen").get(reverse("tracks:one", args=[appeal.case.number])).status_code == 404
    )


def test_a_breach_of_discipline_is_sealed_to_its_desk_and_told_only_its_receipt(seat):
    appeal = registered(
        told={"content": "举报盐场派出所副所长收受老板红包，请纪检组查。", "type": "report", "category": ""}
    )
    number, group = appeal.case.number, seat("guan.lei")
    assert appeal.case.confidentiality == "sealed" and appeal.suggestion["track"] == "discipline"
    assert seat("ye.qingwen").get(reverse("tracks:put", args=[number])).status_code == 404
    group.go("tracks:put", number, kind="discipline", reason="移交有管理权限的纪检机关")
    group.go("tracks:act", number, "transfer", body="市纪委监委派驻纪检监察组", words="按管理权限移送")
    counter.project(by=Actor.job("counter.project"), case_id=appeal.pk)
    law = counter_queries.public_file(number=number).body["lawful"]
    assert (law["state_label"], law["body"], law["reason"], law["due_at"]) == ("已收到", "", "", None)
    assert number not in seat("ye.qingwen").page("tracks:desk")


def test_the_desk_of_laws_costs_few_statements(seat, django_assert_max_num_queries):
    operator = seat("ye.qingwen")
    for _ in range(3):
        operator.go("tracks:put", came("criminal").case.number, kind="criminal", unit="", reason="要求立案")
    operator.page("tracks:desk")
    with django_assert_max_num_queries(14):
        assert operator.page("tracks:desk").count("刑事报案") >= 3
