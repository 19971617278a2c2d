"""What somebody who wants a question put has to say: about what, to whom, in which words."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from yiwang.cases.casework.models import Case
from yiwang.ground.messaging import queries as messaging
from yiwang.ground.messaging.states import CITIZEN, Channel, Recipient
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.refs import Ref
from yiwang.quality.asking.models import Ask
from yiwang.quality.asking.states import Purpose, Way

Key = tuple[str, str, int, int]
"""Purpose, kind and key of the subject, round: what is asked about once."""


@dataclass(frozen=True, kw_only=True)
class About:
    """Facts by which somebody is spared: codes only, never words.

    Of an appeal `category`, `type`, `track`, `grade`; of a served person `feed`, `item`; `tags`: of `queries.TAGS`.
    `is_secret`: sealed, or kept for an informant's sake.
    """

    category: str = ""
    type: str = ""
    track: str = ""
    grade: str = ""
    feed: str = ""
    item: str = ""
    tags: frozenset[str] = frozenset()
    is_secret: bool = False


@dataclass(frozen=True, kw_only=True)
class Whom:
    """Whom to ask, as messaging needs it. `way` None: by the way they came, else a text, else by telephone."""

    recipient: Recipient
    way: Way | None = None


@dataclass(frozen=True, kw_only=True)
class Plan:
    """One question to be put.

    `unit`, `handler`: whose service it was and who gave it. `params`: the variables of the text besides link and last day.
    `at`: not before then (default: now). `lapse_at`: answers are taken so long (default: the clock's own window). `questions`:
    what the page of the link asks below `title`, each `code`, `kind` single|multi|grade|text, `label`, `options` (with `code` and
    `label`), `is_required`, and `label_en` where there is one; none: the five grades. `template`, `reminder`: other texts than
    the purpose's own (also as `params`).
    """

    purpose: Purpose
    subject: Ref
    unit: Unit
    whom: Whom
    about: About
    round: int = 1
    handler: Officer | None = None
    case: Case | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None
    lapse_at: datetime | None = None
    script: str = ""
    title: str = ""
    questions: Sequence[Mapping[str, Any]] = ()
    template: str = ""
    reminder: str = ""

    @property
    def key(self) -> Key:
        """By which it is asked once."""
        return str(self.purpose), self.subject.kind, int(self.subject.id), self.round

    @property
    def person_index(self) -> str:
        """The keyed digest by which contacts of one person are counted."""
        return person_index(self.whom.recipient)


def person_index(recipient: Recipient) -> str:
    """By number, else mailbox, else account: contacts of one person are counted by it; empty where none was left."""
    phone = messaging.read_phone(recipient.phone) or recipient.phone if recipient.phone else ""
    value = phone or recipient.mail.strip().lower() or recipient.wechat
    return keyed_digest(value, purpose="asking-person") if value else ""


_BY_CHANNEL = {Channel.SMS: Way.SMS, Channel.EMAIL: Way.MAIL, Channel.WECHAT: Way.WECHAT}


def way_of(whom: Whom) -> Way | None:
    """By which way they are asked; None: by none."""
    to = whom.recipient
    can = {
        Way.SMS: messaging.is_mobile(messaging.read_phone(to.phone) or ""), Way.WECHAT: bool(to.wechat),
        Way.MAIL: bool(to.mail), Way.PHONE: bool(to.phone),
    }  # fmt: skip
    if whom.way is not None:
        return whom.way if can[whom.way] else None
    came = _BY_CHANNEL.get(to.came_by, Way.SMS)
    return next((way for way in (came, Way.SMS, Way.WECHAT, Way.MAIL, Way.PHONE) if can[way]), None)


def packed(plan: Plan) -> str:
    """What is kept, encrypted, of whom to ask and in which words."""
    to = plan.whom.recipient
    kept = {
        "id": to.id, "phone": to.phone, "mail": to.mail, "wechat": to.wechat, "came_by": str(to.came_by), "name": to.name,
        "language": to.language, "params": dict(plan.params), "script": plan.script, "title": plan.title,
        "questions": [dict(one) for one in plan.questions], "template": plan.template or plan.params.get("template", ""),
        "reminder": plan.reminder or plan.params.get("reminder", ""),
        "lapse_at": plan.lapse_at.isoformat() if plan.lapse_at else "",
    }  # fmt: skip
    return json.dumps({name: value for name, value in kept.items() if value}, ensure_ascii=False)


@dataclass(frozen=True, kw_only=True)
class To:
    """The same, read back; empty once it was erased."""

    recipient: Recipient
    params: Mapping[str, str]
    script: str = ""
    title: str = ""
    questions: Sequence[Mapping[str, Any]] = ()
    template: str = ""
    reminder: str = ""
    lapse_at: datetime | None = None

    @property
    def address(self) -> Mapping[Way, str]:
        """Number, mailbox and account, by the way they are for."""
        one = self.recipient
        return {Way.SMS: one.phone, Way.MAIL: one.mail, Way.WECHAT: one.wechat, Way.PHONE: one.phone}


def to_of(ask: Ask) -> To:
    """Whom a question goes to, and its words."""
    kept = json.loads(ask.to) if ask.to else {}
    recipient = Recipient(
        kind=CITIZEN, id=kept.get("id", ""), phone=kept.get("phone", ""), mail=kept.get("mail", ""),
        wechat=kept.get("wechat", ""), came_by=Channel(kept.get("came_by", Channel.SMS)), name=kept.get("name", ""),
        language=kept.get("language", "zh"),
    )  # fmt: skip
    until = kept.get("lapse_at")
    return To(
        recipient=recipient, params=kept.get("params", {}), script=kept.get("script", ""), title=kept.get("title", ""),
        questions=kept.get("questions", ()), template=kept.get("template", ""), reminder=kept.get("reminder", ""),
        lapse_at=datetime.fromisoformat(until) if until else None,
    )  # fmt: skip
