"""Results of surveys and improvements in plain words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yiwang.cases.counter.queries.heard import heard as published


@dataclass(frozen=True, kw_only=True)
class Line:
    """One answer: how many in a hundred, and between what; empty where too few chose it."""

    label: str
    share: str
    between: str


@dataclass(frozen=True, kw_only=True)
class Block:
    """One question. `title`: what it says."""

    label: str
    title: str
    lines: Sequence[Line]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """One result."""

    title: str
    why: str
    finding: str
    asked: int
    answered: int
    closed: date
    blocks: Sequence[Block]


@dataclass(frozen=True, kw_only=True)
class Changed:
    """What was changed, and a figure before and after it."""

    title: str
    unit: str
    told: str
    figure: str
    before: str
    after: str
    on: date


@dataclass(frozen=True, kw_only=True)
class HeardPage:
    """Both."""

    surveys: Sequence[Survey]
    changed: Sequence[Changed]


def heard() -> HeardPage:
    """The newest first."""
    found = published()
    return HeardPage(
        surveys=[_survey(one) for one in found["surveys"]], changed=[_changed(one) for one in found["changed"]]
    )


def _survey(one: Mapping[str, Any]) -> Survey:
    return Survey(
        title=one["title"], why=one["why"], finding=one["finding"], asked=one["asked"], answered=one["answered"],
        closed=date.fromisoformat(one["closed"]), blocks=[_block(question) for question in one["questions"]],
    )  # fmt: skip


def _block(one: Mapping[str, Any]) -> Block:
    good = one["good"]
    title = one["label"]
    if good and not good["is_hidden"]:
        title = _("%(label)s：%(share)s满意或基本满意") % {"label": one["label"], "share": _percent(good["share"])}
    return Block(label=one["label"], title=title, lines=[_line(share) for share in one["shares"]])


def _line(one: Mapping[str, Any]) -> Line:
    if one["is_hidden"]:
        return Line(label=one["label"], share=_("少于5人"), between="")
    given = {"low": _percent(one["low"]), "high": _percent(one["high"])}
    return Line(label=one["label"], share=_percent(one["share"]), between=_("%(low)s到%(high)s") % given)


def _percent(share: float) -> str:
    return f"{share * 100:.1f}%"


def _changed(one: Mapping[str, Any]) -> Changed:
    is_english = (get_language() or "").startswith("en")
    return Changed(
        title=one["title"], unit=(is_english and one["unit_en"]) or one["unit"], told=one["told"], figure=one["figure"],
        before=f"{one['before']:g}", after=f"{one['after']:g}", on=date.fromisoformat(one["on"]),
    )  # fmt: skip
