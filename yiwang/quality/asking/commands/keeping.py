"""What this room keeps of people, said to whoever takes it away: numbers and words thirty days, touches a year."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from yiwang.ground.messaging.queries import read_phone
from yiwang.ground.record import queries as record
from yiwang.ground.record.queries import Clearing, Keeper, Target
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.crypto import keyed_digest
from yiwang.kit.work import command, unchanged
from yiwang.quality.asking.models import Ask, Attempt, Touch
from yiwang.quality.asking.states import OPEN

TOUCHES_KEPT = timedelta(days=365)
"""By these the limits are kept, and it is shown that they were."""
_BLANK = {"to": "", "person_index": "", "token_hash": "", "words": "", "salt": "", "body": ""}


def _full() -> QuerySet[Ask]:
    return Ask.objects.filter(erased_at=None).exclude(state__in=OPEN)


def _due(before: datetime) -> QuerySet[Ask]:
    return _full().filter(ended_at__lt=before)


def _of(target: Target) -> QuerySet[Ask]:
    wanted = Q(person_index__in=sorted(target.digests - {""})) | Q(case_id__in=target.ids("casework.case"))
    for kind in {subject.kind for subject in target.subjects}:
        wanted |= Q(subject_kind=kind, subject_id__in=target.ids(kind))
    return _full().filter(wanted).exclude(case_id__in=target.spared_ids("casework.case"))


def _clear(clearing: Clearing) -> dict[str, int]:
    rows = Ask.objects.filter(pk__in=clearing.keys)
    notes = Attempt.objects.filter(task__ask__in=clearing.keys).exclude(note=b"").update(note="")
    return {"asking.Ask": rows.update(**_BLANK, erased_at=clock.now()), "asking.Attempt": notes}


def _digests(address: str) -> tuple[str, ...]:
    """As people are counted: by number, else mailbox, else account."""
    plain = {read_phone(address) or address.strip(), address.strip().lower(), address.partition(":")[2].strip()} - {""}
    return tuple(keyed_digest(one, purpose="asking-person") for one in sorted(plain))


ASKS = record.keep(
    Keeper(
        name="asking.ask", code="asking.ask", label="回访和评价的号码、原话", models=("asking.Ask", "asking.Attempt"),
        clear=_clear, due=_due, of=_of, digests=_digests, about=("subject_kind", "subject_id"),
    )
)  # fmt: skip
record.spare("只有联系人的摘要和时间，用来守住联系次数上限，一年后由asking.forget删除", "asking.Touch")


@command
def forget_touches(*, by: Actor) -> int:
    """Touches of more than a year ago; how many."""
    return unchanged(Touch.objects.filter(at__lt=clock.now() - TOUCHES_KEPT).delete()[0])
