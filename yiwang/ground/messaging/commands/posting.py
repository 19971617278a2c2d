"""Into the groups: claimed, said once, noted. Nobody can ask a robot afterwards, so what is in doubt is never said again.

As with texts a message is claimed (`sending`) and that is committed before a word is said. A robot that was told it speaks too
fast rests; one whose address is wrong says so on its page.
"""

from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db.models import Count, F, Q

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands import results
from yiwang.ground.messaging.commands.outbox import give_back
from yiwang.ground.messaging.gateways import robots
from yiwang.ground.messaging.gateways.base import GatewayTrouble, GroupRobot, Rejected, TooFast, Uncertain, Unreached
from yiwang.ground.messaging.models import Message, Robot
from yiwang.ground.messaging.states import WAITING, Channel, State
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.work import command, must_stand_alone, unchanged

SIDE_BY_SIDE = 4
"""Robots spoken through at once."""
Said = list[tuple[Message, GatewayTrouble | None]]


def post_notices(*, by: Actor, limit: int = 100) -> int:
    """Say what is due in the groups; how many messages the apps took.

    Not a command but a row of them, each committed before the next: so it may not be called inside one.
    """
    must_stand_alone()
    for message in _stuck():
        results.note_doubt(by=by, message_id=message.pk)
    batch: dict[str, list[Message]] = defaultdict(list)
    for message in claim_posts(by=by, limit=limit):
        batch[message.recipient_id].append(message)
    if not batch:
        return 0
    known = {str(row.pk): row for row in queries.robots_of().filter(pk__in=batch)}
    speakers = [queries.client_of(known[key]) for key in batch]
    with ThreadPoolExecutor(min(SIDE_BY_SIDE, len(batch)), "robot") as pool:
        said = list(pool.map(_say_all, speakers, batch.values()))
    return sum(_note(by, known[key], found) for key, found in zip(batch, said, strict=True))


@command
def claim_posts(*, by: Actor, limit: int) -> list[Message]:
    """Take what each robot may say now, at most twenty a minute, for this worker alone. Bookkeeping, no fact.

    The robots' rows are held meanwhile, so that two workers do not count the same minute.
    """
    moment = clock.now()
    awake = Q(stopped_at=None) & (Q(rests_until=None) | Q(rests_until__lte=moment))
    due = Message.objects.filter(channel=Channel.WORK_APP, state__in=WAITING, not_before__lte=moment)
    if policies.is_quiet(moment):
        due = due.filter(heeds_quiet=False)
    wanted = {int(key) for key in due.order_by().values_list("recipient_id", flat=True).distinct()}
    held = Robot.objects.filter(awake, pk__in=wanted).order_by("pk").select_for_update(skip_locked=True)
    keys = [str(key) for key in held.values_list("pk", flat=True)] if wanted else []
    used = _used(keys, moment - policies.A_MINUTE) if keys else {}
    found: list[Message] = []
    for key in keys:
        mine = due.filter(recipient_id=key).order_by("rank", "not_before", "id").select_for_update(skip_locked=True)
        left = min(robots.A_MINUTE - used.get(key, 0), limit - len(found))
        found += mine[: max(left, 0)]
    taken = Message.objects.filter(pk__in=[row.pk for row in found])
    taken.update(state=State.SENDING, claimed_at=moment, attempts=F("attempts") + 1)
    for row in found:
        row.state, row.claimed_at, row.attempts = State.SENDING, moment, row.attempts + 1
    return unchanged(found)


@command
def note_robot(*, by: Actor, robot_id: int, error: str, rest: timedelta | None = None) -> None:
    """How the robot does: what was wrong last, and how long it rests. Bookkeeping, no fact."""
    until = clock.now() + rest if rest else None
    Robot.objects.filter(pk=robot_id).exclude(error=error, rests_until=until).update(error=error, rests_until=until)
    return unchanged(None)


def _say_all(speaker: GroupRobot, batch: Sequence[Message]) -> Said:
    """One robot's, one after another until it fails; in a thread of its own, without the database."""
    said: Said = []
    for message in batch:
        try:
            speaker.post(message.body)
        except GatewayTrouble as trouble:
            said.append((message, trouble))
            if not isinstance(trouble, Rejected) or isinstance(trouble, TooFast):
                break
        else:
            said.append((message, None))
    rest = batch[len(said) :]
    return said + [(message, Unreached("not_tried")) for message in rest]


def _note(by: Actor, robot: Robot, said: Said) -> int:
    """Put down what came of one robot's messages; how many it said."""
    back = [message for message, trouble in said if isinstance(trouble, (Unreached, TooFast))]
    for message, trouble in said:
        if trouble is None:
            results.note_posted(by=by, message_id=message.pk)
        elif isinstance(trouble, Uncertain):
            results.note_doubt(by=by, message_id=message.pk)
        elif message not in back and isinstance(trouble, Rejected):
            results.note_refused(by=by, message=message, code=trouble.code, may_retry=trouble.may_retry)
    troubles = [trouble for _, trouble in said if trouble and trouble.code != "not_tried"]
    rest = next((trouble.wait for trouble in troubles if isinstance(trouble, TooFast)), None)
    if back:
        give_back(by=by, messages=back, wait=rest or policies.UNREACHED_WAIT)
    error = troubles[-1].code if troubles else ""
    if error or robot.error:
        note_robot(by=by, robot_id=robot.pk, error=error[:60], rest=rest)
    return sum(trouble is None for _, trouble in said)


def _used(keys: Sequence[str], since: object) -> dict[str, int]:
    """How often each robot spoke, or tried to, since a moment."""
    tried = Message.objects.filter(channel=Channel.WORK_APP, recipient_id__in=keys, claimed_at__gt=since).order_by()
    return dict(tried.values_list("recipient_id").annotate(n=Count("pk")))


def _stuck() -> list[Message]:
    """What a worker that died had in hand."""
    late = Message.objects.filter(
        channel=Channel.WORK_APP, state=State.SENDING, claimed_at__lt=clock.now() - policies.LEASE
    )
    return list(late.order_by("claimed_at", "id"))
