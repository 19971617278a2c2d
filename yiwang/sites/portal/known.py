"""What a projection says of a thing that is known: an answer, and how far it is where others wrote of it too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.sites.portal import said
from yiwang.sites.ui.pages import Tag


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What the unit answered. `tag`: the outcome in full words."""

    text: str
    tag: Tag
    ground: str
    at: datetime | None
    ground_label: str = ""
    means: str = ""


@dataclass(frozen=True, kw_only=True)
class Together:
    """The same thing is known from others: who is on it, until when, and what everybody was answered. `people`: 0 is not told."""

    is_member: bool
    is_open: bool
    state: str
    unit: str
    phone: str
    due_at: datetime | None
    people: int
    answer: Answer | None


def answer_of(reply: Mapping[str, Any] | None) -> Answer | None:
    """Of a projection's reply; None where there is none."""
    if not reply:
        return None
    tone: Any = "ok" if reply["outcome"] == "resolved" else "go"
    return Answer(
        text=reply["text"], tag=Tag(text=said.known(reply["outcome_label"]), tone=tone), ground=reply.get("ground", ""),
        at=_at(reply.get("at")), ground_label=said.known(reply.get("ground_label", "依据")),
        means=said.known(reply["means"]) if reply.get("means") else "",
    )  # fmt: skip


def together(known: Mapping[str, Any] | None, *, is_open: bool) -> Together | None:
    """What is told of it as long as the file has no answer of its own."""
    if not known or not is_open:
        return None
    return Together(
        is_member=known["is_member"], is_open=known["is_open"], state=said.known(known["state_label"]),
        unit=said.named(known["unit"], known["unit_en"]), phone=known["phone"], due_at=_at(known["due_at"]),
        people=known["people"], answer=answer_of(known["reply"]),
    )  # fmt: skip


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
