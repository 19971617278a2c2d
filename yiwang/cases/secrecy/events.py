"""Facts of secrecy. None names whom a matter is about: rows do, for those who may read them."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class CaseGraded(Event):
    """定级 at registration. `grade`, `proposed`: `Grade`; `rules`: codes of rules and kinds of finding."""

    code: ClassVar[str] = "secrecy.case.graded"
    grade: str
    proposed: str
    is_sure: bool
    rules: tuple[str, ...]


@dataclass(frozen=True)
class CaseRegraded(Event):
    """调整密级, by a person or by later words. `was`: empty where it had none; `grade`: empty where it was struck;
    `unit`: who holds it from now on, empty: as the grade says nothing; `grading`: the row with the reason.

    `digest`: of the reason.
    """

    code: ClassVar[str] = "secrecy.case.regraded"
    was: str
    grade: str
    unit: str
    grading: int
    digest: str


@dataclass(frozen=True)
class GradeDoubted(Event):
    """误判，请督察取消: the desk's wish."""

    code: ClassVar[str] = "secrecy.case.grade_doubted"
    grade: str


@dataclass(frozen=True)
class GradeKept(Event):
    """维持密级: an inspector's answer to the desk's wish."""

    code: ClassVar[str] = "secrecy.case.grade_kept"
    grade: str


@dataclass(frozen=True)
class OfficerRecused(Event):
    """回避. `recusal`: the row that says who and why; `unit`: who holds the file now; `is_moved`: it changed hands for this."""

    code: ClassVar[str] = "secrecy.case.recused"
    recusal: int
    ground: str
    unit: str
    is_moved: bool


@dataclass(frozen=True)
class RecusalLifted(Event):
    """解除回避."""

    code: ClassVar[str] = "secrecy.case.recusal_lifted"
    recusal: int


@dataclass(frozen=True)
class OpeningAsked(Event):
    """申请开启身份. `digest`: of the purpose."""

    code: ClassVar[str] = "secrecy.case.opening_asked"
    opening: int
    digest: str


@dataclass(frozen=True)
class OpeningGranted(Event):
    """同意开启身份: for one hand, until then (ISO)."""

    code: ClassVar[str] = "secrecy.case.opening_granted"
    opening: int
    until: str


@dataclass(frozen=True)
class OpeningRefused(Event):
    """不同意开启身份."""

    code: ClassVar[str] = "secrecy.case.opening_refused"
    opening: int


@dataclass(frozen=True)
class UnitAsked(Event):
    """发核实函. `unit`: who is asked; `digest`: of the question."""

    code: ClassVar[str] = "secrecy.case.unit_asked"
    inquiry: int
    unit: str
    digest: str


@dataclass(frozen=True)
class InquiryRecalled(Event):
    """收回核实函."""

    code: ClassVar[str] = "secrecy.case.inquiry_recalled"
    inquiry: int


@dataclass(frozen=True)
class InquiryAnswered(Event):
    """答复核实函, of the letter itself: who answers knows no file. `digest`: of the answer."""

    code: ClassVar[str] = "secrecy.inquiry.answered"
    unit: str
    digest: str


@dataclass(frozen=True)
class AnswerCame(Event):
    """核实函已答复, on the file."""

    code: ClassVar[str] = "secrecy.case.answer_came"
    inquiry: int
    unit: str


@dataclass(frozen=True)
class CaseRedacted(Event):
    """脱敏确认: a person stands for what others read instead of an informant's words. `digest`: of the redacted text."""

    code: ClassVar[str] = "secrecy.case.redacted"
    digest: str
    marks: int
