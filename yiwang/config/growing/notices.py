"""Who was told of a file that is still fresh: the messages that its moves would have sent."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from yiwang.cases.appeals.commands.telling import zh_moment
from yiwang.cases.appeals.states import AppealType, State
from yiwang.config.growing.files import File
from yiwang.ground.messaging.bulk import Notice
from yiwang.ground.messaging.queries import to_officer
from yiwang.ground.messaging.states import CITIZEN, Recipient
from yiwang.ground.people.bulk import Person
from yiwang.kit.numbers import show_code
from yiwang.kit.settings import settings

FRESH = timedelta(days=14)
_ENDED = frozenset({State.CLOSED, State.WITHDRAWN})
_HOURS_UNREAD = timedelta(hours=20)


def notices(file: File, person: Person, applicant_id: int, *, code: str, now: datetime) -> Iterator[Notice]:
    """The texts about one file; none about those that ended longer ago than `FRESH`: their texts are the first to go."""
    if file.case["state"] in _ENDED and file.registered_at < now - FRESH:
        return
    known = _known(file, code)
    if person.phone:
        citizen = Recipient(kind=CITIZEN, id=applicant_id, phone=person.phone, name=person.name)
        yield Notice(file.registered_at, "ap.sealed" if file.is_sealed else "ap.registered", citizen, file.ref, known)
        if file.case.get("replied_at"):
            yield Notice(file.case["replied_at"], "ap.replied", citizen, file.ref, known)
    if pushed := file.case.get("pushed_at"):
        yield from _to_unit(
            file, pushed, known, pushed + timedelta(minutes=40) if pushed < now - _HOURS_UNREAD else None
        )


def _known(file: File, code: str) -> dict[str, str]:
    sign = next((run.moments.due_at for run in reversed(file.runs) if run.kind == "sign"), None)
    return {
        "number": file.number, "unit": file.route.unit.short_name, "due": zh_moment(file.case["due_at"]), "code": show_code(code),
        "type": AppealType(file.life.type).label, "sign": zh_moment(sign), "days": "15",
        "link": f"{settings().public_url}/t/{file.number}",
    }  # fmt: skip


def _to_unit(file: File, at: datetime, known: dict[str, str], read_at: datetime | None) -> Iterator[Notice]:
    if file.officer:
        yield Notice(at, "ap.pushed", to_officer(officer=file.officer), file.ref, known, read_at)
    if file.route.supervising and (above := file.city.head(file.route.supervising.code)):
        yield Notice(at, "ap.pushed.super", to_officer(officer=above, kind="supervisor"), file.ref, known, read_at)
