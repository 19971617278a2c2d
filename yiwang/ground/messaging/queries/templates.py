"""Texts: a template of the rule set filled in, strictly. A variable that is missing is a defect of ours, not of the user."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from yiwang.ground.messaging.gateways.base import provider_code
from yiwang.ground.messaging.states import Channel
from yiwang.ground.rules import queries as rules
from yiwang.kit.settings import settings

KIND = "message_templates"
SECRET = frozenset({"code"})
"""Variables that open something: shown whole on the phone alone."""
MASK = "******"
VALUE_SIGNS = 35
"""Signs of one value at most, the provider's limit for ordinary variables [M]; what is longer ends in “…”."""
WHOLE_SIGNS = {"link": 80, "number": 40, "code": 20, "phone": 20, "track": 40}
"""Values that are worthless when cut: longer ones are a defect."""
_VARIABLE = re.compile(r"\{(\w+)\}")
_SIGNATURE = re.compile(r"^【[^】]*】")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")
_BRACKETS = str.maketrans("【】", "〔〕")


class TemplateDefect(LookupError):
    """No such template, a variable missing, or a value that may not be cut too long: our code is wrong."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """A filled-in text. `body`: with the secret values as signs, `whole`: with them; `params`: whole values."""

    body: str
    whole: str
    params: dict[str, str]
    segments: int


@dataclass(frozen=True, kw_only=True)
class Template:
    """One row of the rule set. `heeds_quiet`: waits for the morning; `urgent`: goes before others, at any hour."""

    code: str
    event: str
    channel: Channel
    zh: str
    en: str
    heeds_quiet: bool
    urgent: bool
    provider: str

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> "Template":
        """As the table message_templates.csv writes it."""
        return cls(
            code=row["code"],
            event=row.get("event", ""),
            channel=Channel(row["channel"]),
            zh=row["zh"],
            en=row.get("en", ""),
            heeds_quiet=row.get("quiet_hours") == "yes",
            urgent=row.get("urgent") == "yes",
            provider=row.get("provider_code") or "",
        )

    @cached_property
    def variables(self) -> frozenset[str]:
        """What must be given to fill it in, in either language."""
        return frozenset(_VARIABLE.findall(self.zh) + _VARIABLE.findall(self.en))

    def words(self, language: str) -> str:
        """The text in a language, unsigned; Chinese where there is no other."""
        return _SIGNATURE.sub("", self.en if language == "en" and self.en else self.zh)

    def provider_code(self, language: str) -> str:
        """The provider's name of it."""
        return provider_code(self.code, "en" if language == "en" and self.en else "zh", self.provider)


@rules.parsed(KIND)
def _in_force(payload: Any) -> dict[str, Template]:
    return {row["code"]: Template.from_row(row) for row in payload}


def templates() -> dict[str, Template]:
    """All templates in force, by code."""
    return dict(_in_force())


def template(*, code: str) -> Template:
    """One template. TemplateDefect: there is none of that code."""
    found = _in_force().get(code)
    if found is None:
        raise TemplateDefect(f"no message template {code}")
    return found


def render(*, template: Template, params: Mapping[str, str], language: str = "zh") -> Text:
    """Fill a template in. TemplateDefect: a variable is missing, or a value that must stay whole is too long.

    Values lose line breaks and unseen signs, are cut to their length, and cannot pretend to be a signature.
    """
    if missing := sorted(template.variables - params.keys()):
        raise TemplateDefect(f"{template.code}: missing {', '.join(missing)}")
    values = {name: _clean(template.code, name, str(params[name])) for name in sorted(template.variables)}
    seen = values | dict.fromkeys(SECRET & values.keys(), MASK)
    sign = f"【{settings().sms_sign_name}】" if template.channel is Channel.SMS else ""
    whole = sign + _fill(template.words(language), values)
    body = sign + _fill(template.words(language), seen)
    return Text(body=body, whole=whole, params=values, segments=segments(whole))


def preview(*, code: str, language: str = "zh") -> str:
    """A template with its variables named, for the page of settings."""
    return template(code=code).words(language)


def segments(text: str) -> int:
    """How many short messages a text costs: 70 signs fit in one, 67 in each part of several (GSM 03.38, UCS-2)."""
    return 1 if len(text) <= 70 else -(-len(text) // 67)


def _clean(code: str, name: str, value: str) -> str:
    tidy = _UNSEEN.sub(" ", value).strip().translate(_BRACKETS)
    if name in WHOLE_SIGNS:
        if len(tidy) > WHOLE_SIGNS[name]:
            raise TemplateDefect(f"{code}: {name} is longer than {WHOLE_SIGNS[name]} signs and may not be cut")
        return tidy
    return tidy if len(tidy) <= VALUE_SIGNS else f"{tidy[: VALUE_SIGNS - 1]}…"


def _fill(words: str, values: Mapping[str, str]) -> str:
    """One pass: what a value holds is never read as a variable again."""
    return _VARIABLE.sub(lambda found: values[found[1]], words)


def variables_given() -> dict[str, list[str]]:
    """The values that our code gives each text: those which the product's own words name."""
    return {
        row["code"]: sorted(Template.from_row(row).variables)
        for row in rules.as_installed(kind=KIND) or rules.current_if_any(kind=KIND) or ()
    }


@rules.shape(KIND)
def _faults(payload: Any) -> Iterator[str]:
    """Our code fills these texts in: none may go, and none may ask for a value that it does not give."""
    given = {row["code"]: Template.from_row(row).variables for row in rules.as_installed(kind=KIND) or ()}
    codes = [row["code"] for row in payload]
    for code in sorted(given.keys() - set(codes)):
        yield f"{code}：程序要用这条模板，不能删去"
    for code in sorted({code for code in codes if codes.count(code) > 1}):
        yield f"{code}：这个代码出现了不止一次，请删去一条"
    for row in payload:
        template = Template.from_row(row)
        if not template.zh.strip():
            yield f"{template.code}：中文内容不能空着"
        for name in sorted(template.variables - given.get(template.code, template.variables)):
            yield f"{template.code}：没有{{{name}}}这个变量，可以用的有{_named(given[template.code])}"


def _named(variables: Iterable[str]) -> str:
    return "、".join(f"{{{name}}}" for name in sorted(variables)) or "（没有）"
