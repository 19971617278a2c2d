"""Robots as the system office sees them: never their addresses."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from yiwang.ground.messaging.models import Message, Robot
from yiwang.ground.messaging.states import Reason, RobotKind, State
from yiwang.sites.ui.pages import Fact, Tag
from yiwang.sites.ui.words import moment

_KNOWN = frozenset(Reason)


@dataclass(frozen=True, kw_only=True)
class RobotLine:
    """A line of the list."""

    id: int
    unit: str
    name: str
    kind: str
    tag: Tag
    url: str
    is_live: bool

    @classmethod
    def of(cls, row: Robot) -> "RobotLine":
        """Its line."""
        return cls(
            id=row.pk, unit=row.unit.short_name, name=row.name, kind=RobotKind(row.kind).label, tag=_tag(row),
            url=reverse("offices:robot", args=[row.pk]), is_live=row.stopped_at is None,
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PostLine:
    """What was said, or meant to be said."""

    body: str
    at: datetime
    tag: Tag
    why: str


@dataclass(frozen=True, kw_only=True)
class RobotPage:
    """One robot and its last messages."""

    robot: RobotLine
    facts: Sequence[Fact]
    posts: Sequence[PostLine]

    @classmethod
    def of(cls, row: Robot, found: Iterable[Message]) -> "RobotPage":
        """With what it said last."""
        facts = [
            Fact(term=_("单位"), value=row.unit.short_name),
            Fact(term=_("平台"), value=RobotKind(row.kind).label),
            Fact(term=_("群名"), value=row.name),
            Fact(term=_("谁设置的"), value=f"{row.created_by}，{moment(row.created_at)}"),
        ]
        return cls(robot=RobotLine.of(row), facts=facts, posts=[_post(one) for one in found])


def _tag(row: Robot) -> Tag:
    if row.stopped_at:
        return Tag(text=_("已停用"))
    if row.error:
        return Tag(text=_("上次没有发成：%(code)s") % {"code": row.error}, tone="bad")
    return Tag(text=_("在用"), tone="ok")


def _post(row: Message) -> PostLine:
    state = State(row.state)
    tone = {State.DELIVERED: "ok", State.FAILED: "bad", State.UNKNOWN: "warn"}.get(state, "")
    why = Reason(row.error_code).label if row.error_code in _KNOWN else row.error_code
    return PostLine(body=row.body, at=row.created_at, tag=Tag(text=state.label, tone=tone), why=why)  # type: ignore[arg-type]
