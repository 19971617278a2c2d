"""What every SMS gateway can do for us, and the three ways it can fail us."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from yiwang.ground.messaging.states import RobotKind


@dataclass(frozen=True, kw_only=True)
class Sms:
    """One text message as a provider wants it: an approved template and what to fill in."""

    phone: str
    out_id: str
    sign: str
    template: str
    params: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A message whose fate we ask for; `day` is the Chinese date it was handed over."""

    phone: str
    out_id: str
    day: date


class Fate(StrEnum):
    """What the carrier says of a message that the gateway knows."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Found:
    """A message that the gateway knows. `at`: when the receipt came; `error_code`: why it failed."""

    out_id: str
    fate: Fate
    at: datetime | None = None
    error_code: str = ""


class GatewayTrouble(Exception):
    """Common ground of the ways to fail; `code` is the gateway's word for it, or ours."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Rejected(GatewayTrouble):
    """The gateway said no. `may_retry`: the same message may be taken later."""

    def __init__(self, code: str, *, may_retry: bool) -> None:
        super().__init__(code)
        self.may_retry = may_retry


class Unreached(GatewayTrouble):
    """No connection came about: certainly nothing was taken."""


class Uncertain(GatewayTrouble):
    """It may or may not have been taken: ask `find` before anything else."""


class SmsGateway(Protocol):
    """A provider of text messages."""

    def send(self, sms: Sms) -> str:
        """Hand a message over; the provider's own reference. Raises Rejected, Unreached, Uncertain."""

    def find(self, asked: Asked) -> Found | None:
        """What the gateway knows of one message; None: it knows none such. Raises as `send`."""

    def receipts(self, asked: Iterable[Asked]) -> dict[str, Found]:
        """By out id, what the gateway knows of several; the unknown are left out. Raises as `send`."""


class GroupRobot(Protocol):
    """A robot in a group. It keeps no list of what it said, so nobody can ask it afterwards."""

    kind: RobotKind

    def post(self, text: str) -> None:
        """Say it. Raises Rejected (`TooFast` where too much was said in a minute), Unreached, Uncertain."""


class TooFast(Rejected):
    """More than the app lets one robot say; `wait`: how long it must be silent now."""

    def __init__(self, code: str, *, wait: timedelta) -> None:
        super().__init__(code, may_retry=True)
        self.wait = wait


def provider_code(template: str, language: str = "zh", own: str = "") -> str:
    """The provider's name of our template: `own` as the bureau's account has it, else made from ours (the sandbox's)."""
    code = own or f"SMS_{template.replace('.', '_').upper()}"
    return code if language == "zh" else f"{code}_EN"
