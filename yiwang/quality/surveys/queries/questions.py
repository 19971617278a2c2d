"""Questionnaires: written by an officer line by line, read by machines, and answers checked against them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.kit.errors import Invalid
from yiwang.quality.asking.states import Grade
from yiwang.quality.surveys.states import QuestionKind

MOST, MOST_OPTIONS, LABEL_SIGNS, TEXT_SIGNS = 12, 10, 80, 500
"""A text message leads to one page on a phone: more than a dozen questions nobody finishes (bureau default)."""
_KINDS = {
    "满意程度": QuestionKind.GRADE,
    "单选": QuestionKind.SINGLE,
    "多选": QuestionKind.MULTI,
    "填写": QuestionKind.TEXT,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_OPTIONAL = re.compile(r"[（(]可不答[）)]\s*$")
_APART = re.compile(r"\s*[|｜]\s*")
_HEAD = re.compile(r"^\s*(?:\d+\s*[.、．])?\s*(满意程度|单选|多选|填写)\s*[:：]\s*(.+)$")
EXAMPLE = """满意程度：您对这次办事满意吗？
单选：您等了多久？｜不到十分钟｜十到三十分钟｜更久
填写：您最希望我们改什么？（可不答）"""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question. `options`: pairs of code and label; of a grade the five levels."""

    code: str
    kind: QuestionKind
    label: str
    options: Sequence[tuple[str, str]] = ()
    is_required: bool = True

    def as_json(self) -> dict[str, Any]:
        """As it is stored, and as it crosses to whoever answers."""
        return {
            "code": self.code, "kind": self.kind.value, "label": self.label, "is_required": self.is_required,
            "options": [{"code": code, "label": label} for code, label in self.options],
        }  # fmt: skip

    @property
    def line(self) -> str:
        """As an officer writes it."""
        own = [] if self.kind is QuestionKind.GRADE else [label for _code, label in self.options]
        return f"{_NAMES[self.kind]}：{'｜'.join([self.label, *own])}{'' if self.is_required else '（可不答）'}"


def read(payload: Sequence[Mapping[str, Any]]) -> list[Question]:
    """Questions as they are stored."""
    return [
        Question(
            code=one["code"], kind=QuestionKind(one["kind"]), label=one["label"], is_required=one["is_required"],
            options=[(option["code"], option["label"]) for option in one["options"]],
        )
        for one in payload
    ]  # fmt: skip


def parse(text: str) -> list[Question]:
    """`单选：您等了多久？｜十分钟以内｜更久`, a line each. Invalid (field `questions`): which line, and how to mend it."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not 0 < len(lines) <= MOST:
        raise Invalid("问卷要改", questions=f"请写1到{MOST}题，一行一题")
    return [_of_line(line, place) for place, line in enumerate(lines, 1)]


def _of_line(line: str, place: int) -> Question:
    found = _HEAD.match(line)
    if not found:
        raise _wrong(place, "要以“满意程度：”“单选：”“多选：”或“填写：”开头")
    kind, rest = _KINDS[found[1]], found[2].strip()
    label, *said = [part for part in _APART.split(_OPTIONAL.sub("", rest)) if part]
    if max(map(len, (label, *said))) > LABEL_SIGNS:
        raise _wrong(place, f"题目和选项各最多{LABEL_SIGNS}字")
    asks_options = kind in (QuestionKind.SINGLE, QuestionKind.MULTI)
    if asks_options and not 2 <= len(said) <= MOST_OPTIONS:
        raise _wrong(place, f"要有2到{MOST_OPTIONS}个选项，用“｜”隔开")
    if not asks_options and said:
        raise _wrong(place, "这种题不写选项")
    if len(set(said)) < len(said):
        raise _wrong(place, "有两个选项一样")
    options = [(one.value, str(one.label)) for one in Grade] if kind is QuestionKind.GRADE else [
        (f"a{at}", words) for at, words in enumerate(said, 1)
    ]  # fmt: skip
    return Question(code=f"q{place}", kind=kind, label=label, options=options, is_required=not _OPTIONAL.search(rest))


def _wrong(place: int, why: str) -> Invalid:
    return Invalid("问卷要改", questions=f"第{place}题：{why}")


def lines(payload: Sequence[Mapping[str, Any]]) -> str:
    """The questionnaire as an officer wrote it."""
    return "\n".join(one.line for one in read(payload))


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What of an answer fits its questions. `choices`: codes by question; `words`: texts by question."""

    choices: Mapping[str, list[str]]
    words: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Nothing was answered."""
        return not self.choices and not self.words


def fitting(questions: Sequence[Question], body: Mapping[str, Any]) -> Answered:
    """What was answered, without what does not fit: it came over a border, and half an answer is an answer."""
    choices, words = {}, {}
    for one in questions:
        given = body.get(one.code)
        if one.kind is QuestionKind.TEXT:
            if isinstance(given, str) and given.strip():
                words[one.code] = given.strip()[:TEXT_SIGNS]
            continue
        said = given if isinstance(given, list) else [given]
        known = [code for code, _label in one.options if code in said]
        if known:
            choices[one.code] = known if one.kind is QuestionKind.MULTI else known[:1]
    return Answered(choices=choices, words=words)
