"""消息模板: what is sent, to whom, how long it is, what it costs; which values it may name is fixed by the program."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.messaging import queries as messaging
from yiwang.ground.rules.states import Kind
from yiwang.kit.settings import settings
from yiwang.kit.verdicts import Verdict
from yiwang.sites.workbench.tables.columns import Column
from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.table import Row, Section, Table

RECIPIENTS = (
    ("citizen", "诉求人"), ("officer", "承办人"), ("unit_head", "单位负责人"), ("approver", "审批人"), ("operator", "受理员"),
    ("triage_lead", "受理组长"), ("supervisor", "督办员"), ("duty_officer", "值班民警"), ("duty_leader", "值班领导"),
    ("leader", "局领导"), ("watcher", "选了要听的人"),
)  # fmt: skip
CHANNELS = (("sms", "短信"), ("inbox", "站内消息"), ("page", "页面提示"))
VARIABLE = re.compile(r"\{(\w+)\}")
SIGNED = re.compile(r"^【[^】]*】")
MOST_SEGMENTS = 3
EXAMPLES = {
    "number": "YZ2611-18427-3", "code": "4821 3390 57", "unit": "鼓前派出所", "due": "11月26日17:30", "phone": "0309-5550123",
    "type": "投诉", "sign": "11月23日09:30", "place": "鼓楼花园北门", "minutes": "2", "officer": "杨墨", "link": "https://s.example/a1b2c3",
    "days": "3", "count": "2", "name": "王女士", "reason": "材料不全", "date": "11月28日", "time": "14:30",
    "list": "签收3、答复2",
}  # fmt: skip
"""Values as they usually look, for the preview alone."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A text as its reader gets it, and what it costs."""

    text: str
    signs: int
    segments: int
    is_sms: bool


def preview_of(row: Mapping[str, Any], *, language: str = "zh") -> Preview:
    """The text with values as they usually look."""
    words = SIGNED.sub("", str(row.get(language) or ""))
    filled = VARIABLE.sub(lambda found: EXAMPLES.get(found[1], found[1]), words)
    is_sms = row.get("channel") == "sms"
    text = f"【{settings().sms_sign_name}】{filled}" if is_sms and filled else filled
    return Preview(text=text, signs=len(text), segments=messaging.segments(text), is_sms=is_sms)


class Messages(Table):
    """The texts of messages."""

    kind = Kind.MESSAGE_TEMPLATES
    slug = "messages"
    label = "消息模板"
    noun = "消息模板"
    icon = "message"
    lead = "每一步发给谁、说什么。哪一步发、能用哪些变量由程序定，这里改文字、免打扰和先后。"
    filters = ("recipient", "channel", "quiet_hours", "urgent")
    may_add = False
    reads_aloud = True
    sections = (
        Section(
            "什么时候发给谁",
            (
                Column(name="code", label="代码", is_fixed=True, size="m"),
                Column(name="event", label="哪一步", is_fixed=True, size="m", in_list=True),
                Column(
                    name="recipient", label="发给谁", shape="choice", options=RECIPIENTS, is_fixed=True, size="s", in_list=True,
                ),
                Column(name="channel", label="怎么发", shape="choice", options=CHANNELS, is_fixed=True, size="s", in_list=True),
            ),
        ),
        Section(
            "说什么",
            (
                Column(
                    name="zh", label="中文", shape="long", is_required=True, longest=400, rows=4,
                    help="签名由系统按短信服务商登记的签名加上，这里不用写。",
                ),
                Column(name="en", label="英文", shape="long", longest=800, rows=4, help="诉求人用英文版时发；空着就发中文。"),
            ),
        ),
        Section(
            "怎么发",
            (
                Column(
                    name="quiet_hours", label="夜里等到早上再发", shape="yes", words=("yes", "no"), yes_word="夜里等到早上",
                    no_word="随时发", help="22:00到次日8:00之间不打扰。",
                ),
                Column(name="urgent", label="紧急，排在别的消息前面", shape="yes", yes_word="紧急", no_word="一般"),
                Column(name="provider_code", label="服务商的模板号", longest=40, size="m", help="空着按代码对应。"),
                Column(name="note", label="备注", longest=200),
            ),
        ),
    )  # fmt: skip

    def title(self, row: Mapping[str, Any], names: Names) -> str:
        """登记 → 诉求人."""
        return f"{row.get('event')}→{dict(RECIPIENTS).get(str(row.get('recipient')), '')}"

    def sentence(self, row: Mapping[str, Any], names: Names) -> str:
        """Its words, unsigned."""
        return SIGNED.sub("", str(row.get("zh", "")))

    def group_of(self, row: Mapping[str, Any], names: Names) -> str:
        """发给诉求人, 发给承办人, …"""
        return f"发给{dict(RECIPIENTS).get(str(row['recipient']), row['recipient'])}"

    def tags(self, row: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
        """短信，2条; 夜里等到早上; 紧急."""
        shown = preview_of(row)
        found = [(f"短信{shown.segments}条", "warn" if shown.segments > 1 else "")] if shown.is_sms else []
        found += [(dict(CHANNELS)[row["channel"]], "")] if not shown.is_sms else []
        found += [("夜里等到早上", "hold")] if row["quiet_hours"] == "yes" else []
        return [*found, *([("紧急", "bad")] if row["urgent"] == "yes" else [])]

    def stored(self, cleaned: Mapping[str, Any], old: Mapping[str, Any]) -> Row:
        """The signature is kept as the table had it: provider templates are compared by it."""
        sign = SIGNED.match(str(old.get("zh", "")))
        words = SIGNED.sub("", str(cleaned["zh"]))
        row = super().stored({**cleaned, "zh": f"{sign[0] if sign else ''}{words}"}, old)
        return {**row, "zh_chars": str(len(row["zh"]))}

    def asked(self, row: Mapping[str, Any]) -> dict[str, Any]:
        """Without the signature."""
        return {**super().asked(row), "zh": SIGNED.sub("", str(row.get("zh", "")))}

    def may_drop(self, row: Mapping[str, Any], *, in_force: bool) -> Verdict:
        """The program sends them."""
        return Verdict("程序要用这条模板，不能删去", "可以改文字")

    def checked(self, row: Row, names: Names, rows: Sequence[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
        """Brackets close, values exist, and an SMS stays short."""
        text = VARIABLE.sub("", row["zh"])
        if "{" in text or "}" in text:
            yield "zh", "花括号没有成对，或里面不是一个变量名，请检查"
        known = variables_of(row["code"])
        for column in ("zh", "en"):
            strange = [name for name in VARIABLE.findall(row[column]) if known and name not in known]
            if strange:
                yield (
                    column,
                    f"这条消息没有{{{strange[0]}}}这个变量，可以用的有{'、'.join(f'{{{name}}}' for name in known)}",
                )
        if row["channel"] == "sms" and preview_of(row).segments > MOST_SEGMENTS:
            yield "zh", f"太长了，会拆成{preview_of(row).segments}条短信计费，请写短到{MOST_SEGMENTS}条以内"


def variables_of(code: str) -> list[str]:
    """The values that the program gives this text."""
    return messaging.variables_given().get(code, [])
