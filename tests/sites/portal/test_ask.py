"""问一问 under the portal's own role: answers with their source, the honest nothing, danger first, gone when withdrawn."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import officer
from tests.sites.portal.citizen import inside, take_in, text
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import Draft, Envelope
from yiwang.offer.knowledge import commands as knowledge
from yiwang.offer.knowledge.models import Helpful

BUDGET = 6
ANSWER = "本人到任一派出所补领。工本费40元，20日内领证。"
WORDS = {
    "question": "身份证丢了怎么补，多久能拿到？", "also": "补办身份证要带什么材料", "answer": ANSWER, "ground": "居民身份证法",
    "category": "hukou.id_card", "line": "household",
}  # fmt: skip
ASKED = "我的身份证弄丢了，补一张要交多少钱"


def standard(is_public: bool = True) -> int:
    with inside():
        made = knowledge.write_standard(by=officer("yu.shan"), **WORDS, is_public=is_public)
        knowledge.approve_standard(by=officer("kong.fan"), standard_id=made.pk)
    return made.pk


def ask(client, question: str = ASKED, **more) -> str:
    return text(client.post("/ask/", {"question": question, **more}))


def test_an_answer_comes_with_its_source_and_the_sentence_that_was_asked_for(stranger):
    standard()
    assert "身份证丢了怎么补" in text(stranger.get("/ask/")), "something to begin with"
    ask(stranger)  # the index is laid once
    with CaptureQueriesContext(connection) as found:
        page = ask(stranger)
    assert len(found) <= BUDGET
    assert "找到了" in page and "<mark>工本费40元，20日内领证。</mark>" in page
    assert "标准口径" in page and "居民身份证法" in page and "前复审" in page
    assert f'name="content" value="{ASKED}"' in page, "what was asked goes along into an appeal"
    with inside():
        assert not Draft.objects.exists() and not Envelope.objects.exists(), "nothing of a question is kept"


def test_what_nobody_answers_is_said_to_be_unknown(stranger):
    standard()
    page = ask(stranger, "公积金贷款额度怎么算")
    assert "没有找到" in page and ANSWER not in page and "12345" in page
    assert stranger.post("/ask/", {"question": " "}).status_code == 422
    assert stranger.post("/ask/", {"question": "问" * 501}).status_code == 422


def test_a_standard_that_is_not_public_or_is_retired_is_not_there(stranger):
    hidden = standard(is_public=False)
    assert ANSWER not in ask(stranger)
    with inside():
        knowledge.retire_standard(by=officer("kong.fan"), standard_id=hidden, reason="改了")
    key = standard()
    queries.forget()  # as after five seconds
    assert "工本费40元" in ask(stranger)
    with inside():
        knowledge.retire_standard(by=officer("kong.fan"), standard_id=key, reason="收费改了")
    queries.forget()
    assert "工本费40元" not in ask(stranger)


def test_danger_comes_before_every_answer(stranger):
    standard()
    said = "有人拿刀砍人，身份证丢了怎么补"
    page = ask(stranger, said)
    assert "请先打110" in page and "tel:110" in page and ANSWER not in page and "没有危险，接着看答案" in page
    assert "工本费40元" in ask(stranger, said, safe="1")


def test_a_press_is_counted_once_and_tells_nothing_of_who(stranger):
    key = str(standard())
    press = {"source": "standard", "key": key, "nonce": "0123456789abcdef", "said": "yes", "question": ASKED}
    for _ in range(2):
        assert "谢谢，记下了" in text(stranger.post("/ask/helpful/", press))
    with inside():
        letter = json.loads(Envelope.objects.get(kind="helpful").body)
        assert letter == {"source": "standard", "key": key, "is_useful": True}
    take_in()
    with inside():
        row = Helpful.objects.get()
    assert (row.source, row.key, row.useful, row.useless) == ("standard", key, 1, 0)
    assert stranger.post("/ask/helpful/", press | {"nonce": "x"}).url == "/ask/"


@pytest.mark.parametrize("dress", ["elder", "en"])
def test_elders_and_readers_of_english_can_ask(stranger, dress):
    standard()
    if dress == "elder":
        stranger.cookies["yw_density"] = "elder"
        assert 'href="/ask/"' in text(stranger.get("/"))
        assert "工本费40元" in ask(stranger)
    else:
        page = text(stranger.post("/ask/", {"question": ASKED}, headers={"accept-language": "en"}))
        assert 'lang="zh-CN"' in page and "The answers are in Chinese" in page
        page = text(stranger.post("/ask/", {"question": "How do I check progress"}, headers={"accept-language": "en"}))
        assert 'href="/track/"' in page
