"""What of a message an officer may know once it belongs to a file: the words with the file, the sender unless hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.casework import queries as casework
from yiwang.ground.messaging.models import Incoming
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.queries import Reach
from yiwang.kit.actor import Actor

CASE = "casework.case"


@dataclass(frozen=True, kw_only=True)
class InSight:
    """Keys of messages: whose words may be read, of whose sender a masked number may be shown, and which became a file that is
    closed to the reader, so that they do not exist for them either.
    """

    words: frozenset[int]
    senders: frozenset[int]
    closed: frozenset[int]


def in_sight(*, by: Actor, messages: Sequence[Incoming], reach: Reach | None = None) -> InSight:
    """What of these messages this officer may know. Of no file yet: all; of a file out of sight (sealed): nothing."""
    cases = {one.pk: int(one.subject_id) for one in messages if one.subject_kind == CASE}
    known = appeals.numbers_among(by=by, case_ids=sorted(set(cases.values()))) if cases else {}
    hidden = {one.pk for one in appeals.of_keys(sorted(known)) if one.case.hides_identity} if known else set()
    left = set(cases.values()) - set(known)
    held = (reach or organisation.reach(by=by)) if left else None
    closed = set(casework.closed_to(reach=held).filter(pk__in=left).values_list("pk", flat=True)) if held else set()
    words = frozenset(one.pk for one in messages if one.pk not in cases or cases[one.pk] in known)
    return InSight(
        words=words, senders=frozenset(key for key in words if cases.get(key) not in hidden),
        closed=frozenset(key for key, case in cases.items() if case in closed),
    )  # fmt: skip
