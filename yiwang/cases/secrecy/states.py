"""Grades of secrecy, grounds of recusal, and how far an opening or an inquiry is."""

from enum import StrEnum

from yiwang.cases.casework.states import Confidentiality


class Grade(StrEnum):
    """密级分类 of complaints about police and of reports that ask for secrecy; the second and third are kept secret."""

    ORDINARY = "ordinary"
    MISCONDUCT = "misconduct"
    INFORMANT = "informant"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"ordinary": "一般投诉", "misconduct": "违纪违法", "informant": "举报保密"}[self]

    @property
    def series(self) -> str:
        """What its numbers of its own begin with (督〔2026〕12号); empty where it has none."""
        return {"ordinary": "", "misconduct": "督", "informant": "密"}[self]

    @property
    def confidentiality(self) -> Confidentiality:
        """What stands on the cover of a file of this grade."""
        return {
            "ordinary": Confidentiality.PERSONAL, "misconduct": Confidentiality.SEALED,
            "informant": Confidentiality.INFORMANT,
        }[self]  # fmt: skip

    @property
    def rank(self) -> int:
        """How strictly it is kept: whoever may raise may not lower."""
        return {"ordinary": 0, "informant": 1, "misconduct": 2}[self]


GRADES = frozenset(Grade)
LETTER_SERIES = "核"
"""What the numbers of inquiries begin with: 核〔2026〕5号."""


class RecusalGround(StrEnum):
    """回避事由: why somebody must not touch a file (公安机关信访工作规定、督察条例实施办法的回避要求)."""

    NAMED = "named"
    RELATED = "related"
    DECLARED = "declared"
    SUPERIOR = "superior"

    @property
    def label(self) -> str:
        """What officers read."""
        return {
            "named": "被反映人",
            "related": "与被反映人或诉求人有关系",
            "declared": "本人申报",
            "superior": "被反映人的上级",
        }[self]


GROUNDS = frozenset(RecusalGround)


class OpeningState(StrEnum):
    """How far a wish to open a protected identity is."""

    WAITING = "waiting"
    GRANTED = "granted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"waiting": "等另一人同意", "granted": "已同意", "refused": "未同意"}[self]


class InquiryState(StrEnum):
    """How far an inquiry is."""

    OPEN = "open"
    ANSWERED = "answered"
    RECALLED = "recalled"

    @property
    def label(self) -> str:
        """What officers read."""
        return {"open": "待答复", "answered": "已答复", "recalled": "已收回"}[self]


def number_of(series: str, year: int, serial: int | None) -> str:
    """`督〔2026〕12号`; empty where there is none (GB/T 9704—2012: the year in full, in 〔〕, no leading zeros)."""
    return f"{series}〔{year}〕{serial}号" if series and serial else ""
