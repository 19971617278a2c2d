"""Facts of a matter. Keys and codes: whose file it is, the file's own record says."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class MatterOpened(Event):
    """Many write of one thing. `main`: the file that leads; `source`: `Source`."""

    code: ClassVar[str] = "matters.matter.opened"
    main: Ref
    source: str
    digest: str


@dataclass(frozen=True)
class MatterRenamed(Event):
    """It is called otherwise; a digest of the name."""

    code: ClassVar[str] = "matters.matter.renamed"
    digest: str


@dataclass(frozen=True)
class MemberAdded(Event):
    """One more file is worked on with it."""

    code: ClassVar[str] = "matters.matter.member_added"
    case: Ref


@dataclass(frozen=True)
class MemberLeft(Event):
    """A file is worked on by itself again. `ground`: `LeftGround`."""

    code: ClassVar[str] = "matters.matter.member_left"
    case: Ref
    ground: str
    digest: str


@dataclass(frozen=True)
class LeadPassed(Event):
    """Another file leads from now on."""

    code: ClassVar[str] = "matters.matter.lead_passed"
    main: Ref


@dataclass(frozen=True)
class MemberNoted(Event):
    """What is special about one file's answer: a paragraph of its own (digest, empty where there is none), or left out of it."""

    code: ClassVar[str] = "matters.matter.member_noted"
    case: Ref
    digest: str
    is_left_out: bool


@dataclass(frozen=True)
class AnswerShared(Event):
    """The main file's approved answer is everybody's; so many files get it as their own. `reply`: of the main file."""

    code: ClassVar[str] = "matters.matter.answer_shared"
    reply: int
    files: int


@dataclass(frozen=True)
class AnswerHeld(Event):
    """The main file's answer was not given to the others: what it says points at somebody. `kinds`: of what was found."""

    code: ClassVar[str] = "matters.matter.answer_held"
    reply: int
    main: Ref
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class MatterReopened(Event):
    """It is worked on again: the main file's answer was disputed, or somebody closed it too early."""

    code: ClassVar[str] = "matters.matter.reopened"
    is_disputed: bool


@dataclass(frozen=True)
class MatterClosed(Event):
    """Nothing is put beside it any more. `is_quiet`: the house closed it, nothing came for a month."""

    code: ClassVar[str] = "matters.matter.closed"
    is_quiet: bool


@dataclass(frozen=True)
class RunBegun(Event):
    """Something is done file by file: `kind`, and how many files."""

    code: ClassVar[str] = "matters.run.begun"
    matter: Ref
    kind: str
    files: int


@dataclass(frozen=True)
class StepTaken(Event):
    """It was done with one file, or refused."""

    code: ClassVar[str] = "matters.run.step_taken"
    case: Ref
    is_done: bool


@dataclass(frozen=True)
class RunEnded(Event):
    """It is through."""

    code: ClassVar[str] = "matters.run.ended"
    done: int
    refused: int
