"""Boxes on a file's page: more time that was asked for, who gave it back, where it went back to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.utils.translation import gettext as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.policies import Mover
from yiwang.cases.appeals.queries import Acts, DesignationAct, HandBackAct, ReturnAct
from yiwang.cases.appeals.states import PauseGround, RequestKind, State


def said(kind: str, days: int, ground: str) -> str:
    """延期5个工作日; 暂停计时：鉴定、检测."""
    if kind == RequestKind.EXTENSION:
        return _("延期%(days)d个工作日") % {"days": days}
    return _("暂停计时：%(ground)s") % {"ground": PauseGround(ground).label}


@dataclass(frozen=True, kw_only=True)
class RequestBox:
    """What waits for a decision, or what the promise waits for, on the page of the file."""

    template: ClassVar[str] = "workbench/desk/boxes/request.html"
    is_paused: bool
    title: str
    asked_by: str
    at: datetime
    reason: str
    proof: str


def request_box(who: Mover, appeal: Appeal, acts: Acts) -> RequestBox | None:
    """Of an appeal that has either."""
    one = acts.request or next((one for one in acts.requests if one.is_paused), None)
    if one is None:
        return None
    return RequestBox(
        is_paused=one.is_paused, title=said(one.kind, one.days, one.ground), asked_by=one.asked_by, reason=one.reason,
        at=one.decided_at or one.asked_at, proof=one.proof,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReturnedBox:
    """How often it was given back, by whom and why, and what the superior said."""

    template: ClassVar[str] = "workbench/desk/boxes/returned.html"
    returns: Sequence[ReturnAct]
    designation: DesignationAct | None


def returned_box(who: Mover, appeal: Appeal, acts: Acts) -> ReturnedBox | None:
    """Of an appeal that some unit gave back."""
    return ReturnedBox(returns=acts.returns, designation=acts.designation) if acts.returns else None


@dataclass(frozen=True, kw_only=True)
class HandedBackBox:
    """That it went back to where it came from."""

    template: ClassVar[str] = "workbench/desk/boxes/handed_back.html"
    act: HandBackAct
    sender: str


def handed_back_box(who: Mover, appeal: Appeal, acts: Acts) -> HandedBackBox | None:
    """Of an appeal that was handed back."""
    sender = queries.channel(appeal.case.channel).label
    is_there = appeal.case.state == State.HANDED_BACK
    return HandedBackBox(act=acts.hand_back, sender=sender) if acts.hand_back and is_there else None
