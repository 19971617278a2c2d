"""Facts about accounts and tokens. User names stand in the account, not here."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AccountOpened(Event):
    """Somebody may sign in from now on."""

    code: ClassVar[str] = "access.account.opened"
    realm: str


@dataclass(frozen=True)
class AccountClosed(Event):
    """It signs in no more."""

    code: ClassVar[str] = "access.account.closed"
    reason: str


@dataclass(frozen=True)
class AccountReopened(Event):
    """It signs in again."""

    code: ClassVar[str] = "access.account.reopened"


@dataclass(frozen=True)
class PasswordSet(Event):
    """A new password; older sessions end."""

    code: ClassVar[str] = "access.account.password_set"


@dataclass(frozen=True)
class PasswordIssued(Event):
    """A one-time password was given out; the second factor before it is gone. `is_held`: the security office lets it in."""

    code: ClassVar[str] = "access.account.password_issued"
    until: str
    is_held: bool


@dataclass(frozen=True)
class PasswordChosen(Event):
    """The holder chose a password of their own; other sessions end."""

    code: ClassVar[str] = "access.account.password_chosen"


@dataclass(frozen=True)
class AccountReleased(Event):
    """A renewed sign-in was let in."""

    code: ClassVar[str] = "access.account.released"


@dataclass(frozen=True)
class TotpEnrolled(Event):
    """A second factor was set or replaced."""

    code: ClassVar[str] = "access.account.totp_enrolled"


@dataclass(frozen=True)
class AccountLocked(Event):
    """Failed too often from one address."""

    code: ClassVar[str] = "access.account.locked"
    ip_address: str


@dataclass(frozen=True)
class AccountUnlocked(Event):
    """Failures forgotten by the security office."""

    code: ClassVar[str] = "access.account.unlocked"


@dataclass(frozen=True)
class SignedIn(Event):
    """Password and code were both right."""

    code: ClassVar[str] = "access.account.signed_in"
    ip_address: str


@dataclass(frozen=True)
class CodeRefused(Event):
    """The password was right, the code wrong or used before."""

    code: ClassVar[str] = "access.account.code_refused"
    ip_address: str
    was_replay: bool


@dataclass(frozen=True)
class SignedOut(Event):
    """Left."""

    code: ClassVar[str] = "access.account.signed_out"


@dataclass(frozen=True)
class ClientOpened(Event):
    """Another body's system may come in, for this channel and with these scopes; `rate`: requests a minute."""

    code: ClassVar[str] = "access.client.opened"
    client: str
    channel: str
    scopes: tuple[str, ...]
    rate: int


@dataclass(frozen=True)
class ClientRenewed(Event):
    """It has a new token; the old one is refused."""

    code: ClassVar[str] = "access.client.renewed"
    client: str


@dataclass(frozen=True)
class ClientRevoked(Event):
    """It comes in no more."""

    code: ClassVar[str] = "access.client.revoked"
    client: str
