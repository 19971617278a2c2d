"""Answers are found by what is asked: in people's words, in one sentence of a letter, and not where nothing answers."""

from yiwang.ground.language.queries.retrieval import Entry, indexed, passage
from yiwang.ground.language.queries.wordings import office_words

ENTRIES = [
    Entry("card", ("身份证丢了怎么补？", "补办身份证要带什么材料"), "本人到任一派出所补领。工本费40元，20日内领证。"),
    Entry("licence", ("驾驶证到期怎么换？",), "到期前90日内换，全国任一车管所都能办。"),
    Entry("birth", ("孩子出生多久要上户口？",), "一个月内到父母户口所在地的派出所办，不收费。"),
    Entry("noise", (), "正在吵的，请拨打110，民警当晚到场。常常吵的，社区民警约物业一起谈。"),
]


def first(text: str, **how) -> str:
    found = indexed(ENTRIES).find(text, **how)
    return found[0].key if found else ""


def test_people_say_it_in_other_words() -> None:
    assert office_words("我的驾照弄丢了") == "我的驾驶证丢了"
    assert first("驾照过期了咋办") == "licence"
    assert first("二代身份证遗失，补一张要交钱吗") == "card"
    assert first("宝宝刚生，什么时候去上户口") == "birth"
    assert first("楼下唱歌很吵，民警管不管") == "noise", "what has no question is found by what it says"


def test_one_sentence_of_a_letter_is_enough() -> None:
    letter = f"{'我家住在城北，平时工作很忙，一直没有空去。' * 15}请问身份证丢了怎么补？谢谢！"
    assert first(letter) == "card"


def test_what_nothing_answers_is_far_from_all() -> None:
    held = indexed(ENTRIES)
    near, far = held.find("身份证丢了怎么补办"), held.find("公积金贷款怎么办理")
    assert near[0].score > 0.3 > 0.05 > max((one.score for one in far), default=0)
    assert held.find("身份证", at_least=0.99) == held.find("  ") == held.find("？！") == []
    assert indexed([]).find("身份证") == indexed([Entry(1, ("",), " ")]).find("身份证") == []


def test_the_very_question_is_one_and_the_order_is_by_score() -> None:
    found = indexed(ENTRIES).find("身份证丢了怎么补？", limit=4)
    assert found[0].key == "card" and found[0].score > 0.75
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert all(0 < one.score <= 1 for one in found)


def test_the_sentence_that_answers_is_shown() -> None:
    answer = ENTRIES[0].said
    span = passage("补身份证要交多少钱，几天能拿", answer)
    assert span and span.text == answer[span.start : span.end] and span.text.startswith("工本费40元")
    assert passage("今天天气", "只有一句话。") is None
