"""What facts of supervision say of themselves in the history of a file: codes and days in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yiwang.kit import clock
from yiwang.quality.supervision.states import CardKind, LateReason, LiftGround


def words_of(code: str, said: Mapping[str, Any]) -> str:
    """Reason and new deadline of an explanation; kind and ground of a card that was taken back; else nothing."""
    if code in ("supervision.explanation.submitted", "supervision.explanation.accepted"):
        return "，".join([LateReason(said["reason"]).label, *_until(said.get("due_at"))])
    if code == "supervision.card.lifted":
        return f"{CardKind(said['kind']).label}：{LiftGround(said['ground']).label}"
    return ""


def _until(due_at: str | None) -> list[str]:
    if not due_at:
        return []
    day = clock.local(datetime.fromisoformat(due_at))
    return [_("新期限%(month)s月%(day)s日") % {"month": day.month, "day": day.day}]
