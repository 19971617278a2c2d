"""Reads of slips: what a channel asked, as it was answered."""

from collections.abc import Mapping
from datetime import date

from yiwang.cases.casework.models import Case
from yiwang.cases.centre.models import Slip
from yiwang.cases.centre.states import Ask, AskKind, asks


def slip_of(*, case: Case) -> Slip | None:
    """The slip of a file; nothing is asked of the database where its channel asks nothing."""
    return Slip.objects.select_related("written_by").filter(case=case).first() if asks(case.channel) else None


def shown(ask: Ask, said: str) -> str:
    """An answer as people read it: a choice by its label, a yes as 是, a day as 2026年11月22日."""
    if ask.kind is AskKind.CHOICE:
        return dict(ask.choices).get(said, said)
    if ask.kind is AskKind.YES:
        return "是" if said else ""
    if ask.kind is AskKind.DATE and said:
        day = date.fromisoformat(said)
        return f"{day.year}年{day.month}月{day.day}日"
    return said


def lines_of(*, channel: str, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """Question and answer in the order of the form; what was not answered is left out."""
    said = [(ask.label, shown(ask, answers.get(ask.name, ""))) for ask in asks(channel)]
    return [(label, words) for label, words in said if words]


def wanted_by(*, answers: Mapping[str, str]) -> date | None:
    """By when the sender wants it, where they said so."""
    said = answers.get("due_on", "")
    return date.fromisoformat(said) if said else None
