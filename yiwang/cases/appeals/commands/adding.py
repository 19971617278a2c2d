"""补充材料、催办: what the citizen adds, and presses, while it is handled."""

from collections.abc import Sequence

from yiwang.cases.appeals import policies, queries
from yiwang.cases.appeals.commands.asking import BROUGHT, said
from yiwang.cases.appeals.commands.shared import move, taken_up, text_digest
from yiwang.cases.appeals.events import AppealUrged, SupplementAdded
from yiwang.cases.appeals.models import Supplement, Urge
from yiwang.cases.appeals.states import Move
from yiwang.ground.files import commands as files
from yiwang.ground.files.queries import Clean
from yiwang.ground.record import commands as record
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, unchanged


@command
def supplement(*, by: Actor, case_id: int, key: str, text: str = "", attachments: Sequence[Clean] = ()) -> Supplement:
    """补充材料: words or files that belong to the letter. `key`: of its sending; the same again changes nothing.

    Invalid: neither words nor files. Refused: it is answered or over, or five times within a day.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    if known := queries.supplement_of(key=key):
        return unchanged(known)
    policies.may_supplement(who, appeal).require()
    words = said(text, attachments, message="请写下要补充的话，或者附上照片")
    for clean in attachments:
        files.keep(by=by, subject=appeal.case.ref, clean=clean, label=BROUGHT)
    added = Supplement.objects.create(
        appeal=appeal, round=appeal.case.round, key=key, text=words, files=len(attachments), at=clock.now()
    )
    move(by=by, appeal=appeal, by_move=Move.SUPPLEMENT)
    digest = text_digest(words, salt=added.pk)
    record.write(by=by, event=SupplementAdded(appeal.case.ref, added.pk, len(attachments), digest))
    return added


@command
def urge(*, by: Actor, case_id: int) -> Urge:
    """催办: once a working day; the supervising unit hears of it. On the same day again nothing changes.

    Refused: it is answered or over, or was urged and the next working day has not come.
    """
    who, appeal = taken_up(by=by, case_id=case_id)
    today, last = clock.today(), queries.urge_of(appeal=appeal)
    if last and last.day == today:
        return unchanged(last)
    policies.may_urge(who, appeal).require()
    pressed = Urge.objects.create(appeal=appeal, round=appeal.case.round, day=today, at=clock.now())
    move(by=by, appeal=appeal, by_move=Move.URGE)
    record.write(by=by, event=AppealUrged(appeal.case.ref, pressed.pk, queries.urge_count(appeal=appeal)))
    return pressed
