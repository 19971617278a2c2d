"""The looks at a reply: what each sees, and how often it is right on the demo's sample."""

import pytest

from yiwang.config.lessons import sample
from yiwang.ground.language.queries import look_at_reply, questions

GOOD = "您好。身份证可以在您住的地方补，请带户口簿到任一派出所，工本费40元，3月20日前有疑问打0309-5550034。"


def seen(reply, letter="身份证丢了，能在外地补吗？", **more):
    return {look.code: look for look in look_at_reply(letter=letter, reply=reply, **more)}


def test_a_good_reply_is_well_in_every_look():
    assert {code for code, look in seen(GOOD).items() if look.is_well is False} == set()


def test_questions_are_found_and_complaints_in_their_form_are_not():
    letter = "灯坏了三天。什么时候修？凭什么罚我？我怎么也想不通。能不能先派个人指挥。"
    assert questions(letter) == ["什么时候修？", "能不能先派个人指挥。"]


def test_a_question_whose_words_never_come_up_is_named():
    letter = "身份证在哪补？另外村里承包地会不会没了？"
    assert seen(GOOD, letter)["answered"].found == ("另外村里承包地会不会没了？",)


def test_where_nothing_is_asked_nothing_is_looked_for():
    assert seen(GOOD, "北门夜里太吵了，管一管。")["answered"].is_well is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("店主李建国先生已经道歉", "李建国"), ("他的电话是13812345678", "13812345678"),
        ("车牌云A12345的车主", "云A12345"), ("证件号430102199001011234", "430102199001011234"),
    ],
)  # fmt: skip
def test_somebody_elses_data_is_found(words, found):
    assert found in seen(GOOD + words)["personal"].found


@pytest.mark.parametrize("words", ["承办涂警官", "民警丁雨晴先生会到", "值班电话0309-5550034"])
def test_officers_and_offices_may_be_named(words):
    assert seen(GOOD + words)["personal"].is_well


def test_the_askers_own_name_may_stand():
    assert not seen("王女士，您好。")["personal"].is_well
    assert seen("王女士，您好。", keep=["王女士"])["personal"].is_well


@pytest.mark.parametrize("words", ["《治安管理处罚法》第五十八条", "按居民身份证法的规定", "第十七条"])
def test_a_ground_counts_wherever_it_stands(words):
    assert not seen(GOOD, needs_ground=True)["ground"].is_well
    assert seen(GOOD + words, needs_ground=True)["ground"].is_well
    assert seen(GOOD, needs_ground=True, ground=words)["ground"].is_well
    assert seen(GOOD)["ground"].is_well is None


def test_office_words_gaps_and_brevity_are_named():
    looks = seen("您反映的问题收悉，已予以处理，请于{date}前联系【单位】。")
    assert looks["plain"].found == ("收悉", "予以")
    assert looks["gap"].found == ("{date}", "【单位】")
    assert not looks["short"].is_well


def test_good_replies_pass_and_strangers_replies_do_not():
    rows = [row for row in sample() if row.get("reply")]
    share = {code: [] for code in ("answered", "next", "date", "personal", "plain")}
    for row in rows:
        for look in look_at_reply(letter=row["content"], reply=row["reply"]):
            if look.code in share and look.is_well is not None:
                share[look.code].append(look.is_well)
    good = {code: sum(values) / len(values) for code, values in share.items()}
    assert good["answered"] >= 0.9 and good["personal"] >= 0.95 and good["plain"] >= 0.95
    assert good["next"] >= 0.85 and good["date"] >= 0.85
    asking = [row for row in rows if questions(row["content"])]
    wrong = [asking[(place + 7) % len(asking)]["reply"] for place in range(len(asking))]
    passed_over = [
        bool(seen(reply, row["content"])["answered"].found) for row, reply in zip(asking, wrong, strict=True)
    ]  # fmt: skip
    assert sum(passed_over) / len(passed_over) >= 0.6


def test_a_date_is_told_of_in_one_line_only():
    said = seen("您好，我们约谈了摊主，每晚十点后加巡。", letter="夜里烧烤摊太吵，请管一管。")
    assert said["date"].is_well and not any("日期" in why for why in said["complete"].found)
