"""Who looked at somebody's data: when, what at, what for, by unit and post and never by name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.queries.persons import person_of
from yiwang.ground.language import queries as language
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Post
from yiwang.ground.record.models import Look
from yiwang.ground.record.queries.looking import look_with, looks_at
from yiwang.ground.registers.states import Register
from yiwang.kit import clock, holdings
from yiwang.kit.actor import ActorKind
from yiwang.kit.holdings import Person

MOST = 300
"""So many looks are shown, the newest; the rest comes with a copy."""
FIELD_WORDS = {
    "name": "姓名", "phone": "电话", "phone_last4": "电话后四位", "id_number": "证件号码", "address": "住址", "mail": "邮箱",
    "account": "平台账号", "sender": "来信人", "recording": "通话录音",
    "files": "文件",
} | {f"register.{one.value}": one.label for one in Register}  # fmt: skip
SUBJECT_WORDS = {
    "casework.case": "诉求", "messaging.incoming": "来信", "centre.call": "来电", "centre.caller": "来电",
    "counter.own": "登记库",
}  # fmt: skip
SYSTEM, ELSEWHERE, ONESELF = "系统", "对接平台", "本人"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One look, as the person may read it. `about`: the number of the file, empty where it was none. `key`: names it in a
    question.
    """

    key: str
    at: datetime
    unit: str
    unit_en: str
    post: str
    fields: tuple[str, ...]
    purpose: str
    what: str
    about: str

    def as_json(self) -> dict[str, Any]:
        """As it travels in the view of one's own data."""
        return {
            "key": self.key, "at": self.at.isoformat(), "unit": self.unit, "unit_en": self.unit_en, "post": self.post,
            "fields": list(self.fields), "purpose": self.purpose, "what": self.what, "about": self.about,
        }  # fmt: skip


def looks_of(person: Person, *, limit: int = MOST) -> list[Seen]:
    """Looks at what may be spoken of, newest first. Two statements beside those of who the lookers are."""
    rows = looks_at(subjects=holdings.subjects(person), limit=limit)
    staff = _staff(
        {int(row.actor_id) for row in rows if row.actor_kind == ActorKind.OFFICER and row.actor_id.isdigit()}
    )
    return [_seen(row, person, staff) for row in rows]


def key_of(row: Look) -> str:
    """How a question names a look: its key with the beginning of its digest, so that no other can be meant."""
    return f"{row.pk}-{row.digest[:12]}"


def look_by(*, key: str, person: Person) -> Look | None:
    """The look of a key among this person's; None where it is nobody's or another's."""
    number, _, digest = key.partition("-")
    if not re.fullmatch(r"\d{1,18}", number) or not digest:
        return None
    rows = looks_at(subjects=holdings.subjects(person), limit=1, key=int(number))
    return next((row for row in rows if row.digest.startswith(digest)), None)


_Staff = Mapping[int, tuple[Officer, list[Post]]]


def _staff(keys: set[int]) -> _Staff:
    """There are few lookers, and each has few posts."""
    return {key: (organisation.officer(id=key), organisation.posts_of(officer_id=key)) for key in keys}


def _seen(row: Look, person: Person, staff: _Staff) -> Seen:
    unit, unit_en, post = _where(row, staff)
    subject = row.subject
    about = person.names.get(int(subject.id), "") if subject.kind == "casework.case" else ""
    return Seen(
        key=key_of(row), at=row.at, unit=unit, unit_en=unit_en, post=post, about=about,
        fields=tuple(FIELD_WORDS.get(name, name) for name in row.fields), purpose=masked(row.purpose),
        what=SUBJECT_WORDS.get(subject.kind, "记录"),
    )  # fmt: skip


def _where(row: Look, staff: _Staff) -> tuple[str, str, str]:
    """Unit and post on the day of the look; who has moved since is not shown where they are now."""
    known = staff.get(int(row.actor_id)) if row.actor_kind == ActorKind.OFFICER and row.actor_id.isdigit() else None
    if known is None:
        hands = {ActorKind.CLIENT: ELSEWHERE, ActorKind.CITIZEN: ONESELF}
        return next((word for kind, word in hands.items() if row.actor_kind == kind), SYSTEM), "", ""
    officer, posts = known
    day = clock.local(row.at).date()
    then = [one for one in posts if one.decided_at or one.proposed_by_id is None]
    held = [one for one in then if one.valid_from <= day and (one.valid_to is None or day <= one.valid_to)]
    if not held:
        return officer.unit.short_name, officer.unit.name_en, ""
    first = next((one for one in held if one.unit_id == officer.unit_id), held[0])
    return first.unit.short_name, first.unit.name_en, first.title


def masked(text: str) -> str:
    """A purpose without what points at a person: it was written by an officer, and goes to another network."""
    return language.redacted(text)


def look_in_question(request: DataRequest) -> tuple[Seen, str] | None:
    """The look that a request is about, with the name of who took it, for inspectors alone; None for any other request."""
    row = look_with(key=request.look_id) if request.look_id else None
    if row is None:
        return None
    person = person_of(phone=request.phone, cases=request.cases)
    staff = _staff({int(row.actor_id)}) if row.actor_kind == ActorKind.OFFICER and row.actor_id.isdigit() else {}
    return _seen(row, person, staff), row.actor_label
