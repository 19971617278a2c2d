"""Published answers as everybody reads them, under the portal's own role; and the asker's yes and no."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import answer, handler_of, head_of, officer
from tests.sites.portal.citizen import Citizen, inside, renew, take_in, text
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals import queries
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge import queries as answers

BUDGET = 6
TEXT = {"title": "烧烤摊扰民找谁？", "question": "楼下烧烤摊每晚扰民，找谁？", "answer": "打派出所值班电话，当晚就到。"}


def asked(citizen: Citizen, said: str = ""):
    """A consultation, sent and answered."""
    citizen.write(kind="consult")
    citizen.place()
    citizen.confirm()
    assert "可以公开这个问题和答复吗" in text(citizen.client.get("/appeal/check/"))
    citizen.client.post("/appeal/check/", {"is_true": "on", "publishing": said})
    receipt = citizen.receipt
    take_in()
    with inside():
        appeal = queries.get_by_id(case_id=queries.case_by_number(number=receipt.number).pk)
        appeals.sign(by=handler_of(appeal), case_id=appeal.pk)
        answer(queries.get_by_id(case_id=appeal.pk))
        appeals.approve(by=officer("qiao.hong"), case_id=appeal.pk)
    renew(appeal.pk)
    return receipt, queries_of(appeal.pk)


def queries_of(case_id: int):
    with inside():
        return queries.get_by_id(case_id=case_id)


def published(appeal) -> int:
    with inside():
        key = answers.of_source(source=appeal.case.ref).pk
        knowledge.redact(by=handler_of(appeal), answer_id=key, **TEXT)
        knowledge.publish(by=head_of(appeal), answer_id=key)
    renew(appeal.pk)
    return key


def test_nothing_is_published_yet(portal, citizen):
    assert "还没有公开的问答" in text(citizen.client.get("/answers/"))
    assert citizen.client.get("/answers/1/").status_code == 404


def test_found_by_two_characters_and_by_theme_and_taken_down_by_the_asker(citizen, stranger):
    receipt, appeal = asked(citizen, "yes")
    key = published(appeal)
    with CaptureQueriesContext(connection) as found:
        page = text(stranger.get("/answers/", {"q": "烧烤"}))
    assert TEXT["title"] in page and "找到1条" in page
    assert len(found) <= BUDGET
    assert "没有找到" in text(stranger.get("/answers/", {"q": "护照"}))
    assert TEXT["title"] in text(stranger.get("/answers/", {"theme": "neighbour", "page": "x"}))
    one = text(stranger.get(f"/answers/{key}/"))
    assert TEXT["answer"] in one and "没有解决？写给我们" in one and receipt.number not in one
    assert "Common questions" in text(stranger.get("/answers/", headers={"accept-language": "en"}))
    mine = text(citizen.file(receipt))
    assert f"/answers/{key}/" in mine and "不要公开，马上撤下" in mine
    citizen.client.post(f"/track/{receipt.number}/publishing/", {"publishing": "no"})
    take_in()
    assert stranger.get(f"/answers/{key}/").status_code == 404
    renew(appeal.pk)
    assert "您说了不公开" in text(citizen.file(receipt))


def test_a_no_beside_the_submission_is_heard(citizen):
    _receipt, appeal = asked(citizen, "no")
    assert appeal.publishing_refused_at is not None
    with inside():
        assert answers.of_source(source=appeal.case.ref) is None


def test_answers_that_are_like_it_stand_beside_what_is_written(citizen, stranger):
    _receipt, appeal = asked(citizen)
    key = published(appeal)
    said = {"content": "楼下烧烤摊每晚扰民，该找谁？", "type": "consult"}
    page = text(stranger.post("/appeal/kind/", said, headers={"hx-request": "true"}))
    assert f"/answers/{key}/" in page and "先看看这几条" in page
    other = stranger.post("/appeal/kind/", said | {"type": "complaint"}, headers={"hx-request": "true"})
    assert other.status_code == 204


@pytest.mark.parametrize("density", ["", "elder"])
def test_the_front_page_leads_there(portal, citizen, density):
    if density:
        citizen.client.cookies["yw_density"] = density
    assert 'href="/answers/"' in text(citizen.client.get("/"))
