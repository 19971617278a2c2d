"""All that goes on about one appeal beside its own state, in one statement: for the page of the file and for policies."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from yiwang.cases.appeals.models import (
    Appeal,
    Consultation,
    Designation,
    HandBack,
    Instruction,
    Opinion,
    Paper,
    Part,
    Question,
    Request,
    Return,
    Supplement,
    Urge,
)
from yiwang.cases.appeals.states import (
    ConsultationGround,
    ConsultationState,
    InstructionState,
    PaperKind,
    PartState,
    PauseGround,
    QuestionState,
    RequestKind,
    RequestState,
    ReturnGround,
)
from yiwang.kit import papers

A = TypeVar("A")
_KEPT = "_acts"
_PEOPLE = ("by", "asked_by", "decided_by", "reported_by", "called_by", "convened_by", "ended_by", "officer")
_UNITS = ("unit", "suggested")
_PATHS = (
    {name: f"{name}__name" for name in _PEOPLE}
    | {name: f"{name}__short_name" for name in _UNITS}
    | {f"{name}_code": f"{name}__code" for name in _UNITS}
    | {"convener_unit": "convened_by__unit__code"}
)
"""Where a field of an act stands, if not in the column of its own name: people and units by name."""


@dataclass(frozen=True, kw_only=True)
class QuestionAct:
    """A question to the citizen."""

    id: int
    round: int
    state: QuestionState
    text: str
    answer: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    due_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class SupplementAct:
    """What the citizen added."""

    id: int
    round: int
    text: str
    files: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class UrgeAct:
    """The citizen pressed. `day`: the bureau's date."""

    id: int
    round: int
    day: date
    at: datetime


@dataclass(frozen=True, kw_only=True)
class RequestAct:
    """An extension or a lawful pause that was asked for. `ground`: a code of `PauseGround`, empty of an extension."""

    id: int
    round: int
    kind: RequestKind
    state: RequestState
    days: int
    ground: str
    proof: str
    reason: str
    asked_by: str
    asked_by_id: int
    asked_at: datetime
    decided_by: str
    decided_by_id: int | None
    decided_at: datetime | None
    opinion: str
    ended_at: datetime | None

    @property
    def ground_label(self) -> str:
        """The ground of a pause in words; empty of an extension."""
        return PauseGround(self.ground).label if self.ground else ""

    @property
    def is_paused(self) -> bool:
        """Whether the promise waits for it."""
        return self.kind is RequestKind.PAUSE and self.state is RequestState.GRANTED and self.ended_at is None


@dataclass(frozen=True, kw_only=True)
class ReturnAct:
    """A unit gave it back."""

    id: int
    number: int
    unit: str
    unit_code: str
    ground: ReturnGround
    reason: str
    suggested: str
    suggested_code: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class DesignationAct:
    """A superior said whose it is."""

    id: int
    unit: str
    unit_code: str
    reason: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class HandBackAct:
    """It went back to the platform it came from."""

    id: int
    ground: str
    body: str
    by: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class InstructionAct:
    """A leader's order."""

    id: int
    state: InstructionState
    text: str
    by: str
    by_id: int
    at: datetime
    due_at: datetime | None
    report: str
    reported_by: str
    reported_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class PartAct:
    """What a helping unit does. `officer`: who answered for it."""

    id: int
    round: int
    unit: str
    unit_code: str
    unit_id: int
    officer: str
    state: PartState
    task: str
    answer: str
    called_by: str
    called_by_id: int
    called_at: datetime
    due_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class OpinionAct:
    """Somebody asked to a consultation; `given_at` empty while they have not answered."""

    id: int
    consultation_id: int
    officer: str
    officer_id: int
    unit: str
    line: str
    text: str
    asked_at: datetime
    given_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class ConsultationAct:
    """Several sit together over it. `opinions`: in the order in which they were asked."""

    id: int
    state: ConsultationState
    ground: ConsultationGround
    question: str
    convened_by: str
    convened_by_id: int
    convener_unit: str
    convened_at: datetime
    due_at: datetime
    meets_at: datetime | None
    place: str
    minutes: str
    conclusion: str
    unit: str
    unit_code: str
    ended_by: str
    ended_at: datetime | None
    opinions: tuple[OpinionAct, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperAct:
    """A receipt or a letter of reply that was made."""

    id: int
    kind: PaperKind
    round: int
    mark: str
    year: int
    serial: int
    file_id: int
    issued_at: datetime

    @property
    def number(self) -> str:
        """Its 文号."""
        return papers.numbered(mark=self.mark, year=self.year, serial=self.serial)


@dataclass(frozen=True, kw_only=True)
class Acts:
    """All of them, each kind in the order of its table (`Meta.ordering`)."""

    questions: tuple[QuestionAct, ...] = ()
    supplements: tuple[SupplementAct, ...] = ()
    urges: tuple[UrgeAct, ...] = ()
    requests: tuple[RequestAct, ...] = ()
    returns: tuple[ReturnAct, ...] = ()
    designation: DesignationAct | None = None
    hand_back: HandBackAct | None = None
    instructions: tuple[InstructionAct, ...] = ()
    parts: tuple[PartAct, ...] = ()
    consultations: tuple[ConsultationAct, ...] = ()
    papers: tuple[PaperAct, ...] = ()

    @property
    def question(self) -> QuestionAct | None:
        """The question that waits for the citizen, if one does."""
        return next((one for one in self.questions if one.state is QuestionState.OPEN), None)

    @property
    def request(self) -> RequestAct | None:
        """The request that waits for a decision, if one does."""
        return next((one for one in self.requests if one.state is RequestState.WAITING), None)

    @property
    def open_instructions(self) -> tuple[InstructionAct, ...]:
        """Orders that are not closed."""
        return tuple(one for one in self.instructions if one.state is not InstructionState.CLOSED)

    @property
    def open_parts(self) -> tuple[PartAct, ...]:
        """Parts that helping units still owe."""
        return tuple(one for one in self.parts if one.state is PartState.OPEN)

    @property
    def consultation(self) -> ConsultationAct | None:
        """The consultation that is going on, if one is."""
        return next((one for one in self.consultations if one.state is ConsultationState.OPEN), None)


_TABLES: dict[str, tuple[type[models.Model], type[Any], str]] = {
    "questions": (Question, QuestionAct, "appeal"),
    "supplements": (Supplement, SupplementAct, "appeal"),
    "urges": (Urge, UrgeAct, "appeal"),
    "requests": (Request, RequestAct, "appeal"),
    "returns": (Return, ReturnAct, "appeal"),
    "designation": (Designation, DesignationAct, "appeal"),
    "hand_back": (HandBack, HandBackAct, "appeal"),
    "instructions": (Instruction, InstructionAct, "appeal"),
    "parts": (Part, PartAct, "appeal"),
    "consultations": (Consultation, ConsultationAct, "appeal"),
    "papers": (Paper, PaperAct, "appeal"),
    "opinions": (Opinion, OpinionAct, "consultation__appeal"),
}
"""What is read: the table, as what, and by which way it hangs on the appeal."""


def acts_of(appeal: Appeal, *, again: bool = False) -> Acts:
    """Everything that goes on about this appeal; one statement, and none the next time this very object is asked about.

    `again`: read anew, where this command has written since.
    """
    kept: Acts | None = None if again else appeal.__dict__.get(_KEPT)
    if kept is None:
        kept = appeal.__dict__[_KEPT] = _read(appeal.pk)
    return kept


def _read(key: int) -> Acts:
    row: Mapping[str, Any] = Appeal.objects.filter(pk=key).order_by().values(**_columns()).first() or {}
    found: dict[str, Any] = {
        name: tuple(_act(kind, said) for said in row.get(f"{name}_", ())) for name, (_, kind, _) in _TABLES.items()
    }
    opinions: Sequence[OpinionAct] = found.pop("opinions")
    found["consultations"] = tuple(
        replace(one, opinions=tuple(said for said in opinions if said.consultation_id == one.id))
        for one in found["consultations"]
    )
    for name in ("designation", "hand_back"):
        found[name] = next(iter(found[name]), None)
    return Acts(**found)


@cache
def _columns() -> Mapping[str, ArraySubquery]:
    return {f"{name}_": _rows(*where) for name, where in _TABLES.items()}


def _rows(table: type[models.Model], kind: Any, way: str) -> ArraySubquery:
    said = {name: _PATHS.get(name, name) for name in _readers(kind)}
    found = table._default_manager.filter(**{way: OuterRef("pk")}).order_by(*(table._meta.ordering or ()))
    return ArraySubquery(found.values(json=JSONObject(**said)))


def _act(kind: Callable[..., A], said: Mapping[str, Any]) -> A:
    return kind(**{name: read(said[name]) for name, read in _readers(kind).items()})


@cache
def _readers(kind: Any) -> Mapping[str, Callable[[Any], Any]]:
    """How each field of an act is read from JSON; what is put together of other rows is none of them."""
    return {name: _reader(hint) for name, hint in get_type_hints(kind).items() if name != "opinions"}


def _reader(hint: Any) -> Callable[[Any], Any]:
    if hint is str:
        return lambda value: value or ""
    wanted = next((one for one in get_args(hint) if one is not type(None)), hint)
    if wanted is datetime:
        return lambda value: value and datetime.fromisoformat(value).astimezone(UTC)
    if wanted is date:
        return date.fromisoformat
    return wanted if issubclass(wanted, StrEnum) else lambda value: value
