"""Steps of files told to those who want to hear of them, each in their own way; what they want, as they say it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.outgoing import row_by
from yiwang.ground.messaging.events import NoticeTried, PreferenceChanged
from yiwang.ground.messaging.models import Message, Preference
from yiwang.ground.messaging.policies import Wish
from yiwang.ground.messaging.queries import Watcher
from yiwang.ground.messaging.states import Channel, Node, Pace, Part, Recipient, State, Way
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.record import commands as record
from yiwang.kit import clock, work
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Refused
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings
from yiwang.kit.work import command, unchanged

TO_ROBOT = "robot"
"""The kind of recipient that is a group."""
TRIAL = "nt.try"


@dataclass(frozen=True, kw_only=True)
class Hearer:
    """A watcher of one file. `is_own`: it lies with a unit of theirs, or with them; `is_closed`: it is sealed, so that nothing of
    it leaves the house, nor stands in a group.
    """

    watcher: Watcher
    part: Part
    is_own: bool
    is_important: bool
    is_closed: bool

    def wish(self, node: Node) -> Wish:
        """How they want to hear of such a step: as they chose, else as their part does."""
        chosen = self.watcher.chosen
        if chosen is None:
            return policies.default_wish(self.part, node)
        return Wish(ways=chosen.ways, files=chosen.files, pace=chosen.pace)


def notify(
    *, by: Actor, node: Node, template: str, subject: Ref, params: Mapping[str, str], hearers: Iterable[Hearer]
) -> None:
    """Tell a step to those who want to hear of it, written with all else when the outermost command ends.

    Nobody is told of what they did themselves, nor twice of what this very command tells them anyway. A group is told once,
    however many of its members want it. A bureau whose table of texts is older than the step tells nobody: a notice never
    stands in the way of a move.
    """
    chosen = queries.templates().get(template)
    if chosen is None:
        return
    text = queries.render(template=chosen, params=params)
    groups: dict[int, Pace] = {}
    for hearer in hearers:
        wish, officer = hearer.wish(node), hearer.watcher.officer
        if officer.pk == by.officer_id or not policies.is_wanted(
            wish, is_own=hearer.is_own, is_important=hearer.is_important
        ):
            continue
        for way in sorted(_ways(wish, hearer) - _told(subject, officer.pk)):
            if way is Way.WORK_APP:
                robot = hearer.watcher.robot
                groups[robot] = Pace.AT_ONCE if Pace.AT_ONCE in (wish.pace, groups.get(robot)) else wish.pace
                continue
            to = queries.to_officer(officer=officer, kind=hearer.part)
            row = row_by(Channel(way.value), template=chosen, text=text, to=to, subject=subject, node=node)
            if way is Way.SMS and (wish.pace is Pace.DIGEST or _has_enough(hearer.watcher)):
                _gather(row)
            work.buffer("messaging", row)
    for robot, pace in groups.items():
        to = Recipient(kind=TO_ROBOT, id=robot)
        row = row_by(Channel.WORK_APP, template=chosen, text=text, to=to, subject=subject, node=node)
        if pace is Pace.DIGEST:
            _gather(row)
        work.buffer("messaging", row)


@command
def prefer(*, by: Actor, wishes: Mapping[Node, Wish]) -> Sequence[Node]:
    """An officer says how to hear of these kinds of steps; which of them changed. Refused: only officers have files' notices."""
    if by.officer_id is None:
        raise Refused("只有民警有通知设置")
    known = queries.choices_of(officer_id=by.officer_id)
    changed = [node for node, wish in wishes.items() if _said(known.get(node)) != wish]
    if not changed:
        return unchanged(changed)
    moment = clock.now()
    Preference.objects.bulk_create(
        [
            Preference(
                officer_id=by.officer_id, node=node, ways=sorted(wishes[node].ways), files=wishes[node].files,
                pace=wishes[node].pace, changed_at=moment,
            )
            for node in changed
        ],
        update_conflicts=True, unique_fields=["officer", "node"], update_fields=["ways", "files", "pace", "changed_at"],
    )  # fmt: skip
    me = Ref("organisation.officer", by.officer_id)
    record.write(by=by, event=PreferenceChanged(me, tuple(sorted(changed))))
    return changed


@command
def try_out(*, by: Actor, ways: Iterable[Way]) -> Sequence[Way]:
    """Have a trial sent to oneself by these ways; those by which it goes (no phone, no robot: left out).

    Refused: not an officer.
    """
    if by.officer_id is None:
        raise Refused("只有民警有通知设置")
    me = organisation.officer(id=by.officer_id)
    robot = queries.robot_for(unit_id=me.unit_id)
    possible = {Way.INBOX} | ({Way.SMS} if me.phone else set()) | ({Way.WORK_APP} if robot else set())
    going = sorted(possible.intersection(ways))
    if not going:
        return unchanged(going)
    chosen = queries.template(code=TRIAL)
    text = queries.render(template=chosen, params={"unit": me.unit.short_name, "officer": me.name})
    for way in going:
        in_group = robot is not None and way is Way.WORK_APP
        to = Recipient(kind=TO_ROBOT, id=robot.pk) if robot and in_group else queries.to_officer(officer=me)
        work.buffer(
            "messaging", row_by(Channel(way.value), template=chosen, text=text, to=to, subject=me.ref, urgent=True)
        )
    record.write(by=by, event=NoticeTried(me.ref, tuple(going)))
    return going


def _ways(wish: Wish, hearer: Hearer) -> set[Way]:
    """Of the ways wished for those that exist: nothing of a sealed file goes out, and who has no group finds it in the inbox."""
    ways = set(wish.ways)
    if hearer.is_closed or (Way.WORK_APP in ways and not hearer.watcher.robot):
        ways = (ways - {Way.WORK_APP}) | {Way.INBOX}
    return ways & {Way.INBOX} if hearer.is_closed else ways


def _told(subject: Ref, officer_id: int) -> set[Way]:
    """The ways by which this very command tells the officer of the file already."""
    return {
        Way(message.channel)
        for message in work.buffered("messaging")
        if message.recipient_id == str(officer_id) and message.subject == subject and message.channel != Channel.PAGE
    }


def _has_enough(watcher: Watcher) -> bool:
    """Whether so many texts went to the officer today that the rest waits for the digest; those of this command count."""
    me = str(watcher.officer.pk)
    now = sum(
        message.channel == Channel.SMS and bool(message.node) and message.recipient_id == me
        for message in work.buffered("messaging")
    )
    return watcher.texts_today + now >= settings().notice_texts


def _gather(row: Message) -> None:
    """It waits for the digest, unless nothing can reach the officer anyway."""
    if row.state != State.CANCELLED:
        row.state = State.GATHERED


def _said(chosen: queries.Chosen | None) -> Wish | None:
    return Wish(ways=chosen.ways, files=chosen.files, pace=chosen.pace) if chosen else None
