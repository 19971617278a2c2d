"""Which column is which: guessed by the names that real exports use, and said by whoever knows better."""

import pytest

from yiwang.kit.errors import Invalid
from yiwang.sites.exchange.fields import choose


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            ["title", "text", "query_date", "reply", "reply_date", "agency"],
            {
                "title": "title", "text": "text", "time": "query_date", "reply": "reply", "replied_at": "reply_date",
                "agency": "agency",
            },
        ),
        (
            ["title", "text", "reply", "kind", "river", "channel", "time"],
            {"title": "title", "text": "text", "reply": "reply", "time": "time", "type": "kind"},
        ),
        (
            ["工单编号", "诉求内容", "来电时间", "承办单位", "答复内容", "答复时间", "诉求人", "联系电话", "事发地址"],
            {
                "external_id": "工单编号", "text": "诉求内容", "time": "来电时间", "agency": "承办单位", "reply": "答复内容",
                "replied_at": "答复时间", "place": "事发地址",
            },
        ),
        (["序号", "id", "信件主题", "信件正文内容"], {"title": "信件主题", "text": "信件正文内容"}),
    ],
)  # fmt: skip
def test_real_exports(columns, expected):
    assert dict(choose(columns, given={}).columns) == expected


def test_who_somebody_is_is_taken_only_where_it_was_asked_for():
    columns = ["内容", "姓名", "联系电话"]
    found = choose(columns, given={})
    assert dict(found.columns) == {"text": "内容"} and dict(found.unused) == {"name": "姓名", "phone": "联系电话"}
    assert dict(choose(columns, given={"phone": "联系电话"}).columns) == {"text": "内容", "phone": "联系电话"}


def test_what_was_said_wins_and_is_not_called_guessed():
    found = choose(["内容", "原文"], given={"text": "原文"})
    assert dict(found.columns) == {"text": "原文"} and found.guessed == frozenset()
    assert choose(["内容"], given={}).said() == ["正文 ← 内容（猜的）"]


def test_a_column_that_is_not_there_and_no_text_at_all():
    with pytest.raises(Invalid, match="没有“甲”这一列"):
        choose(["内容"], given={"text": "甲"})
    with pytest.raises(Invalid, match="--text"):
        choose(["甲", "乙"], given={})
