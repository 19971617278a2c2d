"""What the house refuses at this door, in English, sentence by sentence. When it refuses stands in the rooms alone.

A sentence that is not here stays in Chinese; `tests/sites/api/test_english.py` finds one that the house no longer says.
"""

import re
from collections.abc import Iterable
from functools import cache

from yiwang.cases.appeals.states import MOVES, State

SENTENCES: dict[str, str] = {
    # files and moves
    "没有找到": "Not found.",
    "没有这个编号的件，或不在您的范围内": "No appeal of this number within your scope.",
    "这一件在您打开以后有了变化": "The appeal has moved on since this version was read; read it again.",
    "{}的件不能{}": "An appeal in state `{0}` does not take the move `{1}`.",
    "您的岗位不办这一步": "This move is not yours to make.",
    "这一件不是这个系统提交的": "This system did not file the appeal.",
    "只有提交它的系统可以替诉求人办这一步": "Only the system that filed it may act for its sender.",
    "已过可以不认可的期限": "The time to say that it is not settled is over.",
    "事情又发生的，请重新反映": "If it happened again, file a new appeal.",
    "请写一写哪里没有解决，好让人接着办": "Say what is not settled, so that somebody can go on.",
    "最多{}字，现在有{}字": "At most {0} characters; there are {1}.",
    "最多{}字，请删去{}字": "At most {0} characters; take {1} away.",
    "现在没有等回答的提问": "No question is waiting for an answer.",
    "这个提问已经不等回答了，请刷新看看最新情况": "This question no longer waits for an answer; read the appeal again.",
    "请写下回答，或者附上照片": "Say what the answer is.",
    "请写下要补充的话，或者附上照片": "Say what is to be added.",
    "今天已经补充了很多次": "Too much was added today.",
    "请明天再补，急的请打值班电话": "Add more tomorrow; if it is urgent, call the duty phone.",
    "今天已经催过了，督办单位收到了": "It was urged today; the supervising unit has received it.",
    "{}月{}日起可以再催": "It may be urged again from the day {0}-{1} (month-day).",
    # letters
    "有内容需要改": "Some of it must be changed.",
    "没有写内容": "There is no text.",
    "请写下是什么事": "Say what it is about.",
    "这个令牌不能登记这个渠道的诉求": "This token may not file appeals of this channel.",
    "channel请填令牌自己的渠道代码": "Put the token's own channel code into `channel`.",
    "没有代码为“{}”的渠道": "There is no channel `{0}`.",
    "这个渠道已停用": "This channel is switched off.",
    "“{}”已停用，不再收新的诉求；请改选在用的渠道": "It is switched off and takes no new appeals; use one that is in use.",
    "没有代码为“{}”的片区，不清楚就不填": "There is no area `{0}`; leave it out where it is not known.",
    "电话是7到15位数字：11位手机号，或者带区号的座机号": "A phone has 7 to 15 digits, a landline with its area code.",
    "身份证号和校验位对不上，请对着证件再看一遍": "The number does not fit its check digit; compare it with the document.",
    # the door itself
    "令牌没有“{}”（{}）的权限，请向发放单位申请": "The token does not carry the right `{1}`; ask whoever issued it.",
    "cursor不是这次查询的下一页，请原样使用上一页的next，其他条件不要变":
        "This cursor does not belong to this query; use `next` of the page before as it stands and change nothing else.",
    "没有这个查询条件，请核对拼写": "There is no such filter; check its spelling.",
    "同一个Idempotency-Key的请求还在处理，请过几秒再发，会得到它的结果":
        "A request with this Idempotency-Key is still under way; send it again in some seconds to get its answer.",
    "这个Idempotency-Key已经用在另一个请求上，请给新的请求换一个键":
        "This Idempotency-Key was used for another request; give the new one a key of its own.",
}  # fmt: skip
HAN = re.compile(r"[\u4e00-\u9fff]")


def said(sentence: str) -> str:
    """The same in English; as it stands where the house says something that is not here. A way out follows after its 。"""
    if not HAN.search(sentence):
        return sentence
    whole = _one(sentence.removesuffix("。"))
    parts = [whole] if whole else [_one(part) for part in sentence.removesuffix("。").split("。")]
    return " ".join(parts) if all(parts) else sentence  # type: ignore[arg-type]


def fields(given: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str]]:
    """The same of what is wrong by field."""
    return tuple((name, said(message)) for name, message in given)


def _one(sentence: str) -> str | None:
    for pattern, english in _patterns():
        if found := pattern.fullmatch(sentence):
            return english.format(*(_codes().get(name, name) for name in found.groups()))
    return None


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """Every sentence as a pattern, the plain ones first."""
    ordered = sorted(SENTENCES.items(), key=lambda pair: "{}" in pair[0])
    return [(re.compile("(.+?)".join(map(re.escape, key.split("{}")))), english) for key, english in ordered]


@cache
def _codes() -> dict[str, str]:
    """待签收 → `pushed`: what the API itself calls a state and a move."""
    return {state.label: state.value for state in State} | {row.label: row.move.value for row in MOVES.rows}
