"""How far the posts of a reader open files: which roles read what, and the condition that all posts of a reader make together."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q

from yiwang.cases.casework.states import Confidentiality, Priority
from yiwang.ground.organisation.queries import Reach
from yiwang.ground.organisation.states import Role

OWN_UNIT = frozenset({Role.HANDLER, Role.WINDOW_CLERK, Role.COMMUNITY_OFFICER, Role.DUTY_OFFICER, Role.REMOTE_AGENT})
"""Roles that see the files of the unit their post stands in."""
HEADS = frozenset({Role.UNIT_HEAD, Role.DEPUTY_HEAD})
"""Roles that see the files of their unit and of every unit below it."""
OVERSEERS = frozenset(
    {Role.APPROVER, Role.DEPUTY_APPROVER, Role.SUPERVISOR, Role.LEADER, Role.INSPECTOR, Role.DUTY_LEADER}
)
"""Roles that see the files of their scope that belong to their lines."""
DESK = frozenset({Role.OPERATOR, Role.TRIAGE_LEAD})
"""Roles that see the files of their scope, and those that nobody has yet."""
DUTY = frozenset({Role.DUTY_OFFICER, Role.DUTY_LEADER})
"""Roles that also see what is urgent in their scope, and what nobody has yet."""
SEALED_READERS = OWN_UNIT | HEADS | {Role.INSPECTOR}
"""Roles that see a sealed file, and only where their post stands in the unit it was sealed to."""
EVERY_LINE = frozenset({"*", "service_centre", "inspection"})
"""Lines whose business is all business: the service centre runs the platform, inspection watches the whole force."""
MOST_PARTS = 16
"""Units that are read one by one and merged; of more, every file is met and those out of sight are left out."""


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What all posts of a reader open together, by keys of units, so that a list needs no join to ask for it.

    `units`: whose files are seen; `is_everywhere`: those of every unit. `by_line`: units with the lines seen there.
    `supervised`: units whose copies are seen. `urgent`: units whose urgent files are seen. `unassigned`, `urgent_unassigned`:
    what nobody has yet. `sealed`: units whose sealed files are seen; every other set is about files that are not sealed.
    """

    units: frozenset[int]
    is_everywhere: bool
    by_line: tuple[tuple[frozenset[int], frozenset[str]], ...]
    supervised: frozenset[int]
    urgent: frozenset[int]
    unassigned: bool
    urgent_unassigned: bool
    sealed: frozenset[int]

    @classmethod
    def of(cls, reach: Reach) -> "Sight":
        """The posts of a reach, taken together."""
        own, whole, lines, above, urgent, sealed = set[int](), set[int](), [], set[int](), set[int](), set[int]()
        for post in reach.grants:
            own |= post.own_ids if post.roles & OWN_UNIT else set()
            own |= post.unit_ids if post.roles & HEADS else set()
            is_all = bool(post.lines & EVERY_LINE)
            whole |= post.scope_ids if post.roles & DESK or (is_all and post.roles & OVERSEERS) else set()
            lines += [(post.scope_ids, post.lines)] if post.roles & OVERSEERS and not is_all else []
            above |= post.own_ids if post.roles & (HEADS | OVERSEERS) else set()
            urgent |= post.scope_ids if post.roles & DUTY else set()
            sealed |= {post.unit_id} if post.roles & SEALED_READERS else set()
        units = frozenset(own | whole)
        return cls(
            units=units, is_everywhere=len(units) == reach.units, by_line=tuple(lines), supervised=frozenset(above),
            urgent=frozenset(urgent - units), unassigned=bool(reach.roles & DESK), urgent_unassigned=bool(reach.roles & DUTY),
            sealed=frozenset(sealed),
        )  # fmt: skip

    def as_q(self) -> Q:
        """The condition, as short as the posts allow, so that for one unit, and for all, an index can be followed."""
        both = self.units & self.sealed
        found = Q(pk__in=[])
        if self.is_everywhere and self.unassigned:
            found = ~_SEALED
        elif opened := self._opened(self.units - both):
            found = ~_SEALED & reduce(or_, opened)
        if both:
            found |= _of(both)
        return found | (_SEALED & _of(self.sealed - both)) if self.sealed - both else found

    def parts(self) -> list[tuple[Q, list[int]]]:
        """`as_q` in parts, where the posts are over few units; else in one: then most files met on the way are seen anyway.

        Each with the keys that `EACH_UNIT` in it stands for; none where it stands for itself.
        """
        if (
            len(self.units | self.sealed) > MOST_PARTS
            or self.is_everywhere
            or self.by_line
            or self.urgent
            or self.urgent_unassigned
        ):
            return [(self.as_q(), [])]
        each = Q(unit=EACH_UNIT)
        open_, both, closed = self.units - self.sealed, self.units & self.sealed, self.sealed - self.units
        elsewhere = ~Q(unit__in=sorted(self.units)) & (Q(unit__isnull=False) if self.unassigned else Q())
        above = Q(supervising_unit=EACH_UNIT) & elsewhere & ~_SEALED
        found = [(each & ~_SEALED, open_), (each, both), (each & _SEALED, closed), (above, self.supervised)]
        nobodys = [(Q(unit__isnull=True) & ~_SEALED, list[int]())] if self.unassigned else []
        return nobodys + [(part, sorted(keys)) for part, keys in found if keys]

    def _opened(self, units: frozenset[int]) -> list[Q]:
        """What opens a file that is not sealed, each for itself."""
        conditions = [Q(unit__isnull=False)] if self.is_everywhere else [_of(units)] if units else []
        conditions += [_of(scope) & Q(line__in=sorted(lines)) for scope, lines in self.by_line if scope - self.units]
        conditions += [_of(self.supervised, "supervising_unit")] if self.supervised else []
        conditions += [_of(self.urgent) & _URGENT] if self.urgent else []
        if self.unassigned or self.urgent_unassigned:
            nobodys = Q(unit__isnull=True)
            conditions.append(nobodys if self.unassigned else nobodys & _URGENT)
        return conditions


def _of(units: Iterable[int], field: str = "unit") -> Q:
    """Files of these units; of a single one by equality, so that its index gives them in order."""
    keys = sorted(units)
    return Q(**{field: keys[0]}) if len(keys) == 1 else Q(**{f"{field}__in": keys})


EACH_UNIT: Final = -1
"""No unit's key; see `parts_visible_to`."""
_SEALED = Q(confidentiality=Confidentiality.SEALED)
_URGENT = Q(priority=Priority.URGENT)
