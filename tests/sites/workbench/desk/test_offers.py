"""One box of answers on triage, the file and the reply: standards, published answers, like answers, each with its source."""

import re

import pytest
from django.urls import reverse

from tests.city import appeal_at, handler_of, head_of, officer
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge import queries

ASKED = "我上周坐车把身份证弄丢了，下个月要出差，请问在鼓前能不能补办，要带什么，几天拿得到？"
TOLD = {"type": "consult", "content": ASKED, "category": "hukou.id_card"}
ANSWER = "本人到任一派出所补领，工本费40元，20日内领证。"
BUDGET = 24


@pytest.fixture
def standard(city):
    made = knowledge.write_standard(
        by=officer("yu.shan"), question="身份证丢了怎么补，多久能拿到？", also="请问一下那个事情怎么样了", answer=ANSWER,
        ground="居民身份证法", category="hukou.id_card", line="household",
    )  # fmt: skip
    return knowledge.approve_standard(by=officer("kong.fan"), standard_id=made.pk)


def offers(seat, number: str) -> str:
    return seat.page("offers", number)


def test_the_desk_takes_an_answer_over_with_one_key(operator, standard):
    appeal = appeal_at(State.REGISTERED)
    number = appeal.case.number
    assert f'hx-get="{reverse("workbench:offers", args=[number])}"' in operator.page("triage_one", number)
    page = offers(operator, number)
    assert ANSWER in page and "标准口径" in page and "居民身份证法" in page and 'data-key="8"' in page
    url = re.search(r'href="([^"]+\?use=[^"]+)"', page)[1]
    form = operator.get(url).content.decode()
    assert ANSWER in form and f'value="knowledge.standard:{standard.pk}"' in form
    assert operator.get(url.split("?")[0] + "?use=standard:999").status_code == 404


def test_the_handler_drafts_after_what_was_answered_before(handler, standard, django_assert_max_num_queries):
    other = appeal_at(State.REVIEW, told=TOLD)
    appeals.approve(by=officer("qiao.hong"), case_id=other.pk)
    key = queries.of_source(source=other.case.ref).pk
    said = {
        "title": "身份证丢了怎么补办？",
        "question": "身份证丢了，补办要带什么，几天拿到？",
        "answer": "带户口簿去，20日内。",
    }
    knowledge.redact(by=handler_of(other), answer_id=key, **said)
    knowledge.publish(by=head_of(other), answer_id=key)
    number = appeal_at(State.HANDLING, told=TOLD).case.number
    assert reverse("workbench:offers", args=[number]) in handler.page("case", number)
    offers(handler, number)
    with django_assert_max_num_queries(BUDGET):
        page = offers(handler, number)
    assert "照它起草答复" in page and "公开问答" in page and other.case.number in page
    form = handler.page("reply", number, use=f"answer:{key}")
    assert said["answer"] in form
    form = handler.page("reply", number, use=f"standard:{standard.pk}")
    assert ANSWER in form and f'name="standards" value="{standard.pk}"' in form


def test_who_does_not_see_the_file_finds_no_page(stranger, standard):
    number = appeal_at(State.HANDLING, told=TOLD).case.number
    assert stranger.get(reverse("workbench:offers", args=[number])).status_code == 404
