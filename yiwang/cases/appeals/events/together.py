"""Facts of working together: helping units and their parts, consultations with opinions and a conclusion."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class UnitCalledIn(Event):
    """请协办: a unit is asked to do a part. `digest`: of the task."""

    code: ClassVar[str] = "appeals.part.called_in"
    part: int
    unit: str
    digest: str


@dataclass(frozen=True)
class PartRecalled(Event):
    """取消协办: the part is wanted no more, because somebody said so or because file or round ended."""

    code: ClassVar[str] = "appeals.part.recalled"
    part: int
    unit: str


@dataclass(frozen=True)
class PartReported(Event):
    """协办反馈: the helping unit has done its part. `digest`: of what it says."""

    code: ClassVar[str] = "appeals.part.reported"
    part: int
    unit: str
    digest: str


@dataclass(frozen=True)
class ConsultationConvened(Event):
    """发起会商: several are asked. `ground`: one of `ConsultationGround`; `digest`: of the question."""

    code: ClassVar[str] = "appeals.consultation.convened"
    consultation: int
    ground: str
    asked: int
    digest: str


@dataclass(frozen=True)
class OpinionGiven(Event):
    """提意见: one of those who were asked says what they think; until the conclusion they may say it anew."""

    code: ClassVar[str] = "appeals.consultation.opinion_given"
    consultation: int
    opinion: int
    digest: str


@dataclass(frozen=True)
class ConsultationConcluded(Event):
    """会商结论: one conclusion. `unit`: which should handle it, empty where it names none."""

    code: ClassVar[str] = "appeals.consultation.concluded"
    consultation: int
    unit: str
    digest: str


@dataclass(frozen=True)
class ConsultationCancelled(Event):
    """取消会商: it ends without a conclusion, by its convener or with the file."""

    code: ClassVar[str] = "appeals.consultation.cancelled"
    consultation: int
