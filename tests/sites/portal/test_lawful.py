"""A file on the way of a law, as who asked reads it, under the portal's own role."""

import pytest

from tests.city import officer
from tests.sites.portal.citizen import Citizen, inside, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.cases.counter.queries import Receipt
from yiwang.cases.tracks import commands as tracks
from yiwang.cases.tracks import queries as tracks_queries
from yiwang.cases.tracks.commands import Served

HEAD = "liang.shu"


@pytest.fixture
def decided(citizen) -> Receipt:
    """A petition whose decision was served."""
    receipt = citizen.send()
    take_in()
    with inside():
        case_id = queries.case_by_number(number=receipt.number).pk
        head = officer(HEAD)
        appeals.put_on_track(
            by=officer("ye.qingwen"), case_id=case_id, track="petition", kind="petition", unit_code="yz.petition",
            reason="您在来件中提出信访复查。",
        )  # fmt: skip
        tracks.accept(by=head, case_id=case_id)
        tracks.issue(by=head, case_id=case_id, kind="petition_accepted")
        tracks.decide(by=head, case_id=case_id, outcome="unsupported", words="原处理意见事实清楚。")
        deed = tracks.issue(by=head, case_id=case_id, kind="petition_opinion")
        tracks.serve(by=head, case_id=case_id, deed_id=deed.pk, served=Served(how="mail", receiver="本人"))
    renew(case_id)
    return receipt


def test_law_time_papers_and_what_may_be_done_next(decided, citizen: Citizen):
    page = text(citizen.file(decided))
    for said in (
        "按信访事项依法办理",
        "《信访工作条例》",
        "您在来件中提出信访复查。",
        "不服这个决定",
        "申请复查",
        "信处〔",
    ):
        assert said in page, said
    for never in ("没有解决", "民生诉求答复", "满意", "撤回这一件"):
        assert never not in page, never
    paper = citizen.client.get(
        next(link for link in links(page) if "/papers/" in link and link.rstrip("/")[-1].isdecimal())
    )
    assert paper.content.startswith(b"%PDF") and "attachment" in paper["Content-Disposition"]
    assert citizen.client.get(f"/track/{decided.number}/papers/999999/").status_code == 404


def test_in_english_no_law_stays_unsaid(decided, citizen: Citizen):
    citizen.client.cookies["django_language"] = "en"
    page = text(citizen.file(decided))
    for said in (
        "Handled by law: Petition",
        "If you disagree",
        "Re-examination",
        "Download: Decision on the petition (PDF)",
    ):
        assert said in page, said


def test_nobody_else_gets_a_paper(decided, stranger):
    answer = stranger.get(f"/track/{decided.number}/papers/1/")
    assert answer.status_code == 302 and answer.url.startswith("/track/?")


def links(page: str) -> list[str]:
    return [part.split('"')[0] for part in page.split('href="')[1:]]


def test_the_next_instance_is_asked_for_where_the_decision_is_read(decided, citizen: Citizen, stranger):
    address = f"/track/{decided.number}/review/"
    assert stranger.post(address, {"reason": "不服"}).url.startswith("/track/?")
    citizen.file(decided)
    assert citizen.client.post(address, {"reason": " "}).status_code == 422
    for _ in range(2):
        answer = citizen.client.post(address, {"reason": "处理意见没有回答我提出的第二个问题。"})
        assert answer.status_code == 302 and "wish=review" in answer.url
    take_in()
    with inside():
        case = queries.case_by_number(number=decided.number)
        matter = tracks_queries.matter_of(case=case)
        assert (matter.state, matter.level) == ("reviewing", 2)
        asked = [step for step in tracks_queries.steps_of(matter=matter) if step.move == "ask_review"]
        assert [step.words for step in asked] == ["处理意见没有回答我提出的第二个问题。"] and asked[
            0
        ].officer_id is None
    renew(case.pk)
    assert "处理意见没有" not in text(citizen.file(decided)), "it is no longer theirs to ask"
    assert citizen.client.post(address, {"reason": "再申请一次"}).status_code == 422
