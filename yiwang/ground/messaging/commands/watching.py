"""Steps of files told to those who want to hear of them, each in their own way; what they want, as they say it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.messaging import policies, queries
from yiwang.ground.messaging.commands.outgoing import row_by
from yiwang.ground.messaging.events import NoticeTried, PreferenceChanged
from yiwang.ground.messaging.models import Message, Preference
from yiwang.ground.messaging.policies import Wish
from yiwang.ground.messaging.queries import Watcher
from yiwang.ground.messaging.states import CITIZEN, Channel, Node, Pace, Part, Recipient, State, Way
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


@dataclass(frozen=True, kw_only=True)
class Notice:
    """A step of one file, and who may hear of it. `template`, `params`: its text."""

    node: Node
    template: str
    subject: Ref
    params: Mapping[str, str]
    hearers: Sequence[Hearer]


def notify(*, by: Actor, notices: Iterable[Notice]) -> None:
    """Tell steps to those who want to hear of them, written with all else when the outermost command ends.

    Nobody is told of what they did themselves, nor twice of what this very command tells them anyway. A group is told once,
    however many of its members want it. A bureau whose table of texts is older than the step tells nobody: a notice never
    stands in the way of a move. One statement at most, however many notices.
    """
    wanted = [(notice, _wanting(by, notice)) for notice in notices if notice.template in queries.templates()]
    already = _Already.of(work.buffered("messaging"))
    already.texts.update(queries.texts_today(officer_ids=_to_text(wanted)))
    for notice, wishes in wanted:
        for row in _rows(notice, wishes, already):
            work.buffer("messaging", row)


_Wishes = list[tuple[Hearer, Wish]]
_WAYS = {way.value: way for way in Way}


@dataclass
class _Already:
    """What officers were told before: `ways` by subject and officer in this command, `texts` about steps to an officer today."""

    ways: dict[tuple[str, str, str], set[Way]]
    texts: Counter[int]

    @classmethod
    def of(cls, waiting: Iterable[Message]) -> "_Already":
        already = cls(ways=defaultdict(set), texts=Counter())
        for row in waiting:
            already.add(row)
        return already

    def add(self, row: Message) -> None:
        """It is told too, by this command. What goes to groups and citizens has keys of its own."""
        if row.recipient_kind in (TO_ROBOT, CITIZEN):
            return
        if way := _WAYS.get(row.channel):
            self.ways[row.subject_kind, row.subject_id, row.recipient_id].add(way)
        if row.channel == Channel.SMS and row.node:
            self.texts[int(row.recipient_id)] += 1


def _wanting(by: Actor, notice: Notice) -> _Wishes:
    """Those who want to hear of it, how."""
    found = []
    for hearer in notice.hearers:
        wish = hearer.wish(notice.node)
        is_theirs = hearer.watcher.officer.pk == by.officer_id
        if not is_theirs and policies.is_wanted(wish, is_own=hearer.is_own, is_important=hearer.is_important):
            found.append((hearer, wish))
    return found


def _to_text(wanted: Iterable[tuple[Notice, _Wishes]]) -> set[int]:
    """Who may get a text at once, so that it counts how many there were today."""
    return {
        hearer.watcher.officer.pk
        for _, wishes in wanted
        for hearer, wish in wishes
        if wish.pace is not Pace.DIGEST and Way.SMS in _ways(wish, hearer)
    }


def _rows(notice: Notice, wishes: _Wishes, already: _Already) -> Iterator[Message]:
    """The texts to each, then those to groups."""
    chosen = queries.template(code=notice.template)
    text = queries.render(template=chosen, params=notice.params)
    said: dict[str, Any] = {"template": chosen, "text": text, "subject": notice.subject, "node": notice.node}
    groups: dict[int, Pace] = {}
    for hearer, wish in wishes:
        officer, robot = hearer.watcher.officer, hearer.watcher.robot
        told = already.ways[notice.subject.kind, str(notice.subject.id), str(officer.pk)]
        for way in sorted(_ways(wish, hearer) - told):
            if way is Way.WORK_APP:
                groups[robot] = Pace.AT_ONCE if Pace.AT_ONCE in (wish.pace, groups.get(robot)) else wish.pace
                continue
            row = row_by(Channel(way.value), to=queries.to_officer(officer=officer, kind=hearer.part), **said)
            is_enough = already.texts[officer.pk] >= settings().notice_texts
            already.add(row)
            if way is Way.SMS and (wish.pace is Pace.DIGEST or is_enough):
                _gather(row)
            yield row
    for robot, pace in groups.items():
        row = row_by(Channel.WORK_APP, to=Recipient(kind=TO_ROBOT, id=robot), **said)
        if pace is Pace.DIGEST:
            _gather(row)
        yield row


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


def _gather(row: Message) -> None:
    """It waits for the digest, unless nothing can reach the officer anyway."""
    if row.state != State.CANCELLED:
        row.state = State.GATHERED


def _said(chosen: queries.Chosen | None) -> Wish | None:
    return Wish(ways=chosen.ways, files=chosen.files, pace=chosen.pace) if chosen else None
