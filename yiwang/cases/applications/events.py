"""Facts of applications: codes, keys, numbers, digests; never a word of what somebody wrote."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class ApplicationSubmitted(Event):
    """An application was filed under this version of an item. `form`: digest of what was filled in."""

    code: ClassVar[str] = "applications.application.submitted"
    item: str
    number: int
    channel: str
    unit: str
    form: str


@dataclass(frozen=True)
class ApplicationReassigned(Event):
    """Another officer has it."""

    code: ClassVar[str] = "applications.application.reassigned"
    officer: str


@dataclass(frozen=True)
class CorrectionTold(Event):
    """What is lacking was told, once. `items`: codes of materials and fields; `words`: digest."""

    code: ClassVar[str] = "applications.application.correction_told"
    items: tuple[str, ...]
    until: datetime | None
    words: str


@dataclass(frozen=True)
class CorrectionReceived(Event):
    """What was lacking came."""

    code: ClassVar[str] = "applications.application.correction_received"
    words: str


@dataclass(frozen=True)
class CorrectionLapsed(Event):
    """Nothing came in time: taken as withdrawn; it may be filed anew."""

    code: ClassVar[str] = "applications.application.correction_lapsed"


@dataclass(frozen=True)
class ApplicationAccepted(Event):
    """It is accepted, and the law's time runs. `is_silent`: five working days passed without a word (行政许可法第三十二条)."""

    code: ClassVar[str] = "applications.application.accepted"
    is_silent: bool
    gaps: tuple[str, ...]
    due_at: datetime | None


@dataclass(frozen=True)
class AcceptanceRefused(Event):
    """It is not accepted; `words`: digest of the ground."""

    code: ClassVar[str] = "applications.application.not_accepted"
    words: str


@dataclass(frozen=True)
class StepFinished(Event):
    """A step ended. `words`: digest of the opinion."""

    code: ClassVar[str] = "applications.application.step_finished"
    step: str
    is_passed: bool
    words: str


@dataclass(frozen=True)
class SpecialStarted(Event):
    """A special procedure stops the law's clock."""

    code: ClassVar[str] = "applications.application.special_started"
    kind: str
    days: int
    words: str


@dataclass(frozen=True)
class SpecialEnded(Event):
    """The special procedure is over; the clock runs on."""

    code: ClassVar[str] = "applications.application.special_ended"
    kind: str


@dataclass(frozen=True)
class ApplicationExtended(Event):
    """The head gave more time, with reasons (行政许可法第四十二条)."""

    code: ClassVar[str] = "applications.application.extended"
    days: int
    words: str


@dataclass(frozen=True)
class GapFilled(Event):
    """A material that was to follow came."""

    code: ClassVar[str] = "applications.application.gap_filled"
    material: str


@dataclass(frozen=True)
class GapLapsed(Event):
    """A material that was promised did not come."""

    code: ClassVar[str] = "applications.application.gap_lapsed"
    materials: tuple[str, ...]


@dataclass(frozen=True)
class ApplicationDecided(Event):
    """A decision. `is_instant`: by the table of the item, rule `rule`."""

    code: ClassVar[str] = "applications.application.decided"
    outcome: str
    ground: str
    is_instant: bool
    rule: int
    words: str


@dataclass(frozen=True)
class DecisionTakenBack(Event):
    """A person took a decision back; it is worked on again."""

    code: ClassVar[str] = "applications.application.decision_taken_back"
    words: str


@dataclass(frozen=True)
class SampleReviewed(Event):
    """A decision of the table was looked at again."""

    code: ClassVar[str] = "applications.application.sample_reviewed"
    is_right: bool
    words: str


@dataclass(frozen=True)
class ResultDelivered(Event):
    """What came out reached the applicant."""

    code: ClassVar[str] = "applications.application.delivered"
    how: str


@dataclass(frozen=True)
class ResultRevoked(Event):
    """A result holds no longer."""

    code: ClassVar[str] = "applications.application.result_revoked"
    words: str


@dataclass(frozen=True)
class PaperIssued(Event):
    """出文书: a paper was numbered and kept. `paper_kind`: one of `PaperKind`; `number`: its 文号."""

    code: ClassVar[str] = "applications.paper.issued"
    paper: int
    paper_kind: str
    number: str
    file: int


@dataclass(frozen=True)
class ResultSealed(Event):
    """The paper of a result bears the bureau's seal. `sha256`: of its bytes."""

    code: ClassVar[str] = "applications.result.sealed"
    number: str
    sha256: str
    file: int


@dataclass(frozen=True)
class ApplicationWithdrawn(Event):
    """The applicant takes it back."""

    code: ClassVar[str] = "applications.application.withdrawn"


@dataclass(frozen=True)
class CopiedToSupervisors(Event):
    """审批抄告: the unit that supervises what was granted knows of it (S2.15)."""

    code: ClassVar[str] = "applications.application.copied"
    unit: str


@dataclass(frozen=True)
class TableLooked(Event):
    """The decision table was asked. `verdict`: what it said; `milliseconds`: how long it took."""

    code: ClassVar[str] = "applications.application.table_looked"
    verdict: str
    rule: int
    milliseconds: int
    evidence: str


@dataclass(frozen=True)
class MaterialTaken(Event):
    """A material came to a window. `is_seen`: the original was held in hand, no copy kept."""

    code: ClassVar[str] = "applications.application.material_taken"
    material: str
    is_seen: bool


@dataclass(frozen=True)
class HandedToPerson(Event):
    """The decision table did not speak in its ten minutes (S2.13): a person decides."""

    code: ClassVar[str] = "applications.application.handed_to_person"
    minutes: int


@dataclass(frozen=True)
class HandedOver(Event):
    """异地办理: accepted here, to be decided by that unit by then."""

    code: ClassVar[str] = "applications.application.handed_over"
    unit: str
    due_at: datetime | None


@dataclass(frozen=True)
class HandedBack(Event):
    """The unit that was to decide gave it back to the one that accepted it. `words`: digest of why."""

    code: ClassVar[str] = "applications.application.handed_back"
    unit: str
    words: str


@dataclass(frozen=True)
class PledgeChecked(Event):
    """A written promise was looked at afterwards. `words`: digest of what was found."""

    code: ClassVar[str] = "applications.application.pledge_checked"
    is_kept: bool
    words: str


@dataclass(frozen=True)
class NoticeRead(Event):
    """The unit that was told of a grant has read it."""

    code: ClassVar[str] = "applications.notice.read"
    unit: str


@dataclass(frozen=True)
class ApplicationForwarded(Event):
    """It goes to the national platform that decides it."""

    code: ClassVar[str] = "applications.application.forwarded"
    platform: str


@dataclass(frozen=True)
class PlatformAnswered(Event):
    """The platform said how far it is. `state`: as `ForwardState`; `words`: digest of what it says."""

    code: ClassVar[str] = "applications.forwarding.answered"
    state: str
    words: str
