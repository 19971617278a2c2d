"""核实函 as the asked unit reads it: the letter and its own answer, nothing of the file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.cases.secrecy.models import Inquiry
from yiwang.cases.secrecy.states import InquiryState
from yiwang.sites.ui.pages import ClockChip, Group, Row
from yiwang.sites.ui.words import moment
from yiwang.sites.workbench.desk.pages.secrecy_words import letter_chip

TITLE_SIGNS = 40


@dataclass(frozen=True, kw_only=True)
class LettersPage:
    """Those that wait, and those that were answered."""

    groups: Sequence[Group]

    @classmethod
    def of(cls, found: Sequence[Inquiry]) -> "LettersPage":
        """In the order they come."""
        parts = ((_("待答复"), InquiryState.OPEN), (_("已答复"), InquiryState.ANSWERED))
        named = [(title, [_row(one) for one in found if one.state == state]) for title, state in parts]
        return cls(groups=[Group(title=title, rows=rows) for title, rows in named if rows])


def _row(one: Inquiry) -> Row:
    title = one.question.split("\n")[0]
    return Row(
        url=reverse("secrecy:letter", args=[one.pk]), clock=letter_chip(one),
        title=title if len(title) <= TITLE_SIGNS else f"{title[:TITLE_SIGNS]}…",
        meta=f"{one.number} · {one.from_unit.short_name} · {moment(one.asked_at)}",
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """One letter."""

    number: str
    from_unit: str
    to_unit: str
    question: str
    asked_at: datetime
    due_at: datetime
    clock: ClockChip | None
    answer: str
    answered: str
    is_open: bool

    @classmethod
    def of(cls, one: Inquiry) -> "LetterPage":
        """From the row; who wrote it is not told, their unit is."""
        answered = f"{one.answered_by.name} · {moment(one.ended_at)}" if one.answered_by and one.ended_at else ""
        return cls(
            number=one.number, from_unit=one.from_unit.short_name, to_unit=one.unit.short_name, question=one.question,
            asked_at=one.asked_at, due_at=one.due_at, clock=letter_chip(one), answer=one.answer, answered=answered,
            is_open=one.state == InquiryState.OPEN,
        )  # fmt: skip
