"""What of a message an officer may know once it belongs to a file: the words with the file, the sender unless hidden."""

from collections.abc import Sequence
from dataclasses import dataclass

from yiwang.cases.appeals import queries as appeals
from yiwang.ground.messaging.models import Incoming
from yiwang.kit.actor import Actor

CASE = "casework.case"


@dataclass(frozen=True, kw_only=True)
class InSight:
    """Keys of messages: whose words may be read, and of whose sender a masked number may be shown."""

    words: frozenset[int]
    senders: frozenset[int]


def in_sight(*, by: Actor, messages: Sequence[Incoming]) -> InSight:
    """What of these messages this officer may know. Of no file yet: all; of a file out of sight (sealed): nothing."""
    cases = {one.pk: int(one.subject_id) for one in messages if one.subject_kind == CASE}
    known = appeals.numbers_among(by=by, case_ids=sorted(set(cases.values()))) if cases else {}
    hidden = {one.pk for one in appeals.of_keys(sorted(known)) if one.case.hides_identity} if known else set()
    words = frozenset(one.pk for one in messages if one.pk not in cases or cases[one.pk] in known)
    return InSight(words=words, senders=frozenset(key for key in words if cases.get(key) not in hidden))
