"""Tables without a database: conditions there and back, the notice of the State Council, sentences, previews, order."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yiwang.config import seed
from yiwang.ground.language.queries import Facts, judge
from yiwang.kit.errors import Invalid
from yiwang.sites.workbench.tables.kinds import conditions
from yiwang.sites.workbench.tables.kinds.days import provisional_year, read_notice, year_from
from yiwang.sites.workbench.tables.kinds.limits import promise_of
from yiwang.sites.workbench.tables.kinds.messages import preview_of
from yiwang.sites.workbench.tables.kinds.routing import Routing, Words
from yiwang.sites.workbench.tables.order import between

ROUTING = json.loads((Path(seed.DEFAULTS) / "routing_rules.json").read_text(encoding="utf-8"))
NOTICE_2026 = """
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
"""


def test_the_notice_of_2026_gives_the_calendar_that_is_installed():
    rows = {row["date"]: row for row in year_from(read_notice(NOTICE_2026, 2026), 2026, source="通知")}
    installed = [row for row in seed.rows(seed.DEFAULTS / "calendar_2025_2027.csv") if row["date"].startswith("2026")]
    assert len(rows) == 365
    assert {key: row["is_working"] for key, row in rows.items()} == {
        row["date"]: row["is_working"] for row in installed
    }
    assert rows["2026-10-10"]["kind"] == "makeup_workday" and rows["2026-10-05"]["holiday"] == "国庆节"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("国庆节 10月1日至7日放假", "没有冒号"),
        ("国庆节：很多天", "没有找到"),
        ("国庆节：10月7日至1日放假", "在前一天之前"),
        ("国庆节：2月30日放假", "第2行"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(line, said):
    with pytest.raises(Invalid) as wrong:
        read_notice(f"元旦：1月1日放假\n{line}", 2026)
    assert said in wrong.value.fields["notice"] and "第2行" in wrong.value.fields["notice"]


def test_a_holiday_may_begin_in_the_year_before():
    told = read_notice("元旦：2026年12月31日至2027年1月2日放假", 2027)
    assert [one.day for one in told] == [date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 2)]
    rows = year_from(told, 2027, source="")
    assert len(rows) == 366 and rows[-1]["date"] == "2026-12-31"


def test_a_year_without_a_notice_is_a_guess():
    rows = provisional_year(2028)
    assert len(rows) == 366 and {row["provisional"] for row in rows} == {"yes"}


@pytest.mark.parametrize("rule", ROUTING["rules"], ids=lambda rule: rule["id"])
def test_every_condition_survives_the_form(rule):
    asked = conditions.read(rule["when"])
    again = conditions.build(asked)
    assert conditions.read(again) == asked
    assert bool(again.get("always")) == bool(rule["when"].get("always"))
    assert conditions.say(rule["when"])


@pytest.mark.parametrize(
    "rule", [rule for rule in ROUTING["rules"] if rule["stage"] != "tripwire"], ids=lambda rule: rule["id"]
)
def test_a_rule_saved_as_it_was_stays_as_it_was(rule):
    table = Routing()
    asked = table.asked(rule)
    stored = table.stored({name: value for name, value in asked.items() if table.column(name)}, rule)
    assert {**stored, "when": 0} == {**rule, "when": 0, "hits": rule["hits"], "misses": rule["misses"]}
    for facts in _facts():
        alone = [{**ROUTING, "rules": [one]} for one in (rule, stored)]
        assert len({len(judge(rules=one, stage=rule["stage"], facts=facts)) for one in alone}) == 1


def _facts():
    kinds = ("complaint", "praise", "help")
    codes = ("", "conduct.abuse", "traffic.signal", "neighbour.noise", "hukou.id_card", "other_body.urban")
    texts = ("所长打人还收钱", "工资一直拖欠不发", "烧烤摊油烟太大", "孩子高考身份证丢了")
    for code in codes:
        for number, text in enumerate(texts):
            yield Facts(text=text, category=code, type=kinds[number % 3], area="jc-gq" if number % 2 else "",
                        handling_level="station" if number % 2 else "county", channel="web")  # fmt: skip


@given(
    how=st.sampled_from(["all", "any"]),
    words=st.lists(st.text("一二三四五六", min_size=2, max_size=4), max_size=3, unique=True),
    without=st.lists(st.text("甲乙丙丁", min_size=2, max_size=4), max_size=2, unique=True),
    categories=st.lists(st.sampled_from(["a", "b", "a.x", "b.y"]), max_size=3, unique=True),
    types=st.lists(st.sampled_from(["help", "praise"]), max_size=2, unique=True),
    place=st.sampled_from(["", "known", "unknown"]),
)
def test_whatever_is_asked_is_read_back(how, words, without, categories, types, place):
    blank = conditions.read({"always": True})
    asked = {
        **blank,
        "how": how,
        "words": words,
        "without": without,
        "categories": categories,
        "types": types,
        "place": place,
    }
    again = conditions.read(conditions.build(asked))
    said = ("words", "without", "types", "place")
    assert {name: again[name] for name in said} == {name: asked[name] for name in said}
    assert set(again["categories"]) == set(categories)
    assert again["rest"] == []


def test_word_lists_keep_each_word_once():
    assert Words().stored({"code": "x", "words": "甲\n乙\n 甲 \n\n"}, {}) == {"code": "x", "words": ["甲", "乙"]}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            {"clock": "handle", "value": "5", "unit": "working_days", "starts_at": "registered"},
            "登记后5个工作日内办结答复",
        ),
        ({"clock": "sign", "value": "30", "unit": "minutes", "starts_at": "pushed"}, "派到单位后30分钟内签收"),
        (
            {"clock": "pause_max", "value": "10", "unit": "working_days", "starts_at": "question_sent"},
            "暂停最多10个工作日",
        ),
    ],
)
def test_a_limit_reads_as_a_sentence(row, said):
    assert promise_of(row) == said


def test_every_limit_of_the_product_has_its_sentence():
    for row in seed.rows(seed.DEFAULTS / "time_limits.csv"):
        said = promise_of(row)
        assert said and row["clock"] not in said and row["starts_at"] not in said, row["code"]


def test_a_message_is_shown_as_it_arrives():
    shown = preview_of({"channel": "sms", "zh": "【云州公安】您的诉求{number}由{unit}办理。"})
    assert shown.text.startswith("【") and "{" not in shown.text and shown.segments == 1
    assert preview_of({"channel": "sms", "zh": "字" * 140}).segments == 3
    assert preview_of({"channel": "inbox", "zh": "字" * 140}).is_sms is False


@given(st.integers(0, 1000), st.integers(1, 50))
def test_there_is_always_room_between_two_rules(low, gap):
    assert low < between(low, low + gap) < low + gap
