"""Facts about units, officers and grants. Names stand in the tables, not here."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class UnitFounded(Event):
    """A unit stands from now on."""

    code: ClassVar[str] = "organisation.unit.founded"
    unit: str


@dataclass(frozen=True)
class UnitChanged(Event):
    """Some of a unit's particulars changed; `fields` names them."""

    code: ClassVar[str] = "organisation.unit.changed"
    unit: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class UnitClosed(Event):
    """A unit's last day is set; its work goes to the successor."""

    code: ClassVar[str] = "organisation.unit.closed"
    unit: str
    last_day: str
    successor: str


@dataclass(frozen=True)
class UnitKept(Event):
    """A closing was called off before its day: the unit stands on."""

    code: ClassVar[str] = "organisation.unit.kept"
    unit: str


@dataclass(frozen=True)
class UnitEnded(Event):
    """The last day is over: posts ended, people moved to the successor; work and areas follow."""

    code: ClassVar[str] = "organisation.unit.ended"
    unit: str
    last_day: str
    successor: str


@dataclass(frozen=True)
class OfficerEnlisted(Event):
    """Somebody serves, with an account and as yet no grant."""

    code: ClassVar[str] = "organisation.officer.enlisted"
    unit: str


@dataclass(frozen=True)
class OfficerSuspended(Event):
    """Somebody serves no more: no sign-in, no grant in force."""

    code: ClassVar[str] = "organisation.officer.suspended"
    reason: str


@dataclass(frozen=True)
class OfficerResumed(Event):
    """A suspended officer is back, with the grants that are still in force."""

    code: ClassVar[str] = "organisation.officer.resumed"
    reason: str


@dataclass(frozen=True)
class OfficerChanged(Event):
    """Some of an officer's particulars changed; `fields` names them."""

    code: ClassVar[str] = "organisation.officer.changed"
    fields: tuple[str, ...]


@dataclass(frozen=True)
class OfficerMoved(Event):
    """Another unit is home now."""

    code: ClassVar[str] = "organisation.officer.moved"
    before: str
    unit: str


@dataclass(frozen=True)
class OfficerLeft(Event):
    """Somebody left for good: account closed, grants ended."""

    code: ClassVar[str] = "organisation.officer.left"
    reason: str


@dataclass(frozen=True)
class SignInRenewed(Event):
    """The system office gave an officer a one-time password; the security office has to let it in."""

    code: ClassVar[str] = "organisation.officer.sign_in_renewed"


@dataclass(frozen=True)
class SignInReleased(Event):
    """The security office has made sure who holds the renewed sign-in."""

    code: ClassVar[str] = "organisation.officer.sign_in_released"


@dataclass(frozen=True)
class OfficerUnlocked(Event):
    """The security office let an officer try again."""

    code: ClassVar[str] = "organisation.officer.unlocked"


@dataclass(frozen=True)
class PostProposed(Event):
    """A grant is asked for; it has no effect yet."""

    code: ClassVar[str] = "organisation.post.proposed"
    officer: Ref
    unit: str
    scope: str
    roles: tuple[str, ...]
    lines: tuple[str, ...]
    valid_from: str
    valid_to: str


@dataclass(frozen=True)
class PostApproved(Event):
    """A grant is in force from its first day on."""

    code: ClassVar[str] = "organisation.post.approved"
    officer: Ref
    roles: tuple[str, ...]
    scope: str


@dataclass(frozen=True)
class PostRefused(Event):
    """A grant was not given."""

    code: ClassVar[str] = "organisation.post.refused"
    officer: Ref
    reason: str


@dataclass(frozen=True)
class PostEnded(Event):
    """A grant is over."""

    code: ClassVar[str] = "organisation.post.ended"
    officer: Ref
    reason: str


@dataclass(frozen=True)
class DeputyNamed(Event):
    """外出委托: from day to day another also holds the officer's grants; `deputy` is a code."""

    code: ClassVar[str] = "organisation.deputy.named"
    delegation: int
    deputy: str
    first: str
    last: str


@dataclass(frozen=True)
class DeputyReleased(Event):
    """A delegation was taken back before its last day, by either of the two."""

    code: ClassVar[str] = "organisation.deputy.released"
    delegation: int
    deputy: str


@dataclass(frozen=True)
class DutySet(Event):
    """值班表: who is on duty at the unit on these days was written down anew; `days` of them."""

    code: ClassVar[str] = "organisation.duty.set"
    unit: str
    first: str
    last: str
    days: int
