"""What officers hear of without having asked for it, what interrupts them, and who may look after the groups' robots."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import time, timedelta

from yiwang.ground.messaging.states import Files, Node, Pace, Part, Way
from yiwang.ground.organisation import policies as organisation
from yiwang.ground.organisation.states import Role
from yiwang.kit.actor import Actor
from yiwang.kit.verdicts import Verdict

DIGEST_AT = (time(8, 30), time(17, 30))
"""Chinese wall-clock times of the two digests; the job of `messaging.digest` runs then."""
A_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """How somebody hears of one kind of step. No way at all: not of it."""

    ways: frozenset[Way] = frozenset()
    files: Files = Files.OWN
    pace: Pace = Pace.AT_ONCE


_INBOX = frozenset({Way.INBOX})
_BOTH = frozenset({Way.INBOX, Way.SMS})
_NOTHING = Wish()
DEFAULTS: Mapping[Part, Mapping[Node, Wish]] = {
    Part.HANDLER: {
        Node.APPROVE: Wish(ways=_INBOX),
        Node.REPLY: Wish(ways=_INBOX),
        Node.URGE: Wish(ways=_INBOX),
        Node.OVERDUE: Wish(ways=_INBOX),
    },
    Part.HEAD: {
        Node.SIGN: Wish(ways=_INBOX),
        Node.APPROVE: Wish(ways=_BOTH),
        Node.REPLY: Wish(ways=_INBOX),
        Node.URGE: Wish(ways=_INBOX),
        Node.RETURN: Wish(ways=_INBOX),
        Node.OVERDUE: Wish(ways=_BOTH),
    },
    Part.LEADER: {
        Node.APPROVE: Wish(ways=_INBOX, files=Files.IMPORTANT),
        Node.REPLY: Wish(ways=_INBOX, files=Files.IMPORTANT),
        Node.OVERDUE: Wish(ways=_BOTH, files=Files.IMPORTANT, pace=Pace.DIGEST),
    },
    Part.SUPERVISOR: {
        Node.URGE: Wish(ways=_INBOX, files=Files.IMPORTANT),
        Node.OVERDUE: Wish(ways=_INBOX, files=Files.BELOW),
    },
}
"""What holds until somebody chooses: who decides hears at once of what waits for them and of what is late; nobody is flooded."""


def default_wish(part: Part, node: Node) -> Wish:
    """What holds for this part as long as the officer has chosen nothing."""
    return DEFAULTS[part].get(node, _NOTHING)


def is_wanted(wish: Wish, *, is_own: bool, is_important: bool) -> bool:
    """Whether the wish is about such a file; the caller knows that the officer stands over it at all."""
    if not wish.ways:
        return False
    return {Files.OWN: is_own, Files.BELOW: True, Files.IMPORTANT: is_important}[wish.files]


def part_of(roles: Collection[str]) -> Part:
    """As what somebody with these roles watches files they do not handle themselves; the nearest to the file counts."""
    held = frozenset(roles)
    return next((part for part, names in _PARTS.items() if held & names), Part.HANDLER)


_PARTS: Mapping[Part, frozenset[str]] = {
    Part.HEAD: frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD}),
    Part.LEADER: frozenset({Role.LEADER, Role.DEPUTY_APPROVER}),
    Part.SUPERVISOR: frozenset({Role.SUPERVISOR, Role.APPROVER}),
}
WATCHING: frozenset[str] = frozenset().union(*_PARTS.values())
"""Roles whose holders may hear of files that others handle."""


def may_manage_robots(by: Actor) -> Verdict:
    """The system office: a robot belongs to a unit."""
    return organisation.may_change_unit(by)
