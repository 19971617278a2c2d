"""Which column is which: as somebody said it, else by the names that exports use; what was guessed is told."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from yiwang.kit.errors import Invalid

WORDS: Final[dict[str, str]] = {
    "text": "正文", "title": "标题", "time": "时间", "reply": "答复", "replied_at": "答复时间", "external_id": "编号",
    "agency": "承办单位", "type": "类型", "place": "地点", "name": "姓名", "phone": "电话",
}  # fmt: skip
"""What can be taken from a row, by the name of its option."""
ASKED_ONLY: Final = frozenset({"name", "phone"})
"""Columns that say who somebody is are taken only where they were named."""
_NAMES: Final[dict[str, str]] = {
    "text": "text content body message 正文 内容 诉求内容 留言内容 来信内容 信件内容 留言详情 工单内容 反映内容 投诉内容 "
    "问题描述 诉求描述 诉求详情 事项描述 警情内容 简要案情 描述",
    "title": "title subject 标题 主题 诉求标题 留言主题 留言标题 来信标题 信件标题 来信主题 工单标题 事项标题",
    "time": "time date query_date created_at created submitted_at 时间 日期 诉求时间 留言时间 来信时间 来信日期 提交时间 "
    "登记时间 来电时间 受理时间 反映时间 创建时间 报警时间 写信时间",
    "reply": "reply answer response 答复 回复 答复内容 回复内容 答复意见 回复意见 办理结果 处理结果 办理情况",
    "replied_at": "replied_at reply_time reply_date answered_at 答复时间 回复时间 答复日期 回复日期 办结时间 办结日期",
    "external_id": "external_id order_no ticket_no 工单编号 工单号 信件编号 来信编号 诉求编号 留言编号 受理编号 流水号",
    "agency": "agency unit department 承办单位 办理单位 答复单位 回复单位 责任单位 处理单位 承办部门",
    "type": "kind type 诉求类型 信件类型 工单类型 留言类型 类型 诉求性质",
    "place": "place address 地点 地址 事发地址 诉求地址 事发地点 发生地点 发生地址 诉求地点",
    "name": "name 姓名 诉求人 来信人 联系人 投诉人 反映人 留言人 来电人",
    "phone": "phone mobile tel 电话 手机 手机号 手机号码 联系电话 联系方式 来电号码",
}
"""Names of columns in exports, the likeliest first. A bare 编号 or id is none: it may be the number of a row."""
_NEARLY: Final = (
    ("replied_at", re.compile(r"(答复|回复|办结).*(时间|日期)|(repl|answer).*(time|date)")),
    ("reply", re.compile(r"(答复|回复).*(内容|意见|情况)")),
    ("text", re.compile(r"内容|正文|描述")),
    ("title", re.compile(r"标题|主题")),
    ("time", re.compile(r"(留言|来信|诉求|提交|登记|来电|创建|受理|反映|发布).*(时间|日期)")),
)
"""Names that are none of the above but end like them; tried only for what was not found by then."""
_MARKS = re.compile(r"[\s_\-:：*（）()]+")


@dataclass(frozen=True)
class Fields:
    """What stands in which column. `guessed`: those nobody named. `unused`: columns that say who somebody is, left alone."""

    columns: Mapping[str, str]
    guessed: frozenset[str] = frozenset()
    unused: Mapping[str, str] = field(default_factory=dict)

    def said(self) -> list[str]:
        """A line for each: 正文 ← 诉求内容（猜的）."""
        return [
            f"{WORDS[name]} ← {column}{'（猜的）' if name in self.guessed else ''}"
            for name, column in self.columns.items()
        ]


def _plain(name: str) -> str:
    return _MARKS.sub("", name).lower()


def choose(columns: Sequence[str], *, given: Mapping[str, str]) -> Fields:
    """Which of these columns is which. `given`: option → column, as it was said.

    Invalid: a column that was named and is not there, or neither text nor title to be found.
    """
    named = {name: column for name, column in given.items() if column}
    for name, column in named.items():
        if column not in columns:
            raise Invalid(f"文件里没有“{column}”这一列（--{name.replace('_', '-')}）。有：{'、'.join(columns)}")
    found, free = dict(named), [column for column in columns if column not in named.values()]
    for name, words in _NAMES.items():
        _take(
            found, free, name, [column for word in words.split() for column in free if _plain(column) == _plain(word)]
        )
    for name, pattern in _NEARLY:
        _take(found, free, name, [column for column in free if pattern.search(_plain(column))])
    unused = {name: column for name, column in found.items() if name in ASKED_ONLY and name not in named}
    kept = {name: found[name] for name in WORDS if name in found and name not in unused}
    if "text" not in kept and "title" not in kept:
        raise Invalid(f"看不出哪一列是正文，请用 --text 指明。有：{'、'.join(columns)}")
    return Fields(kept, frozenset(kept) - frozenset(named), unused)


def _take(found: dict[str, str], free: list[str], name: str, fitting: Sequence[str]) -> None:
    if name not in found and fitting:
        found[name] = fitting[0]
        free.remove(fitting[0])
