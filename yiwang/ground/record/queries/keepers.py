"""Who keeps what of people, and how it is taken away: said by the room that keeps it, for this room stands below them all.

A room registers once, when its commands are loaded: `KEEPER = record_queries.keep(Keeper(…))`. What is deleted anyway within
days, or must stay by law, is named with its reason by `spare`. A test looks that every table with personal columns is in one of
the two.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from yiwang.kit.actor import Actor
from yiwang.kit.refs import Ref


@dataclass(frozen=True, kw_only=True)
class Target:
    """Whom or what an erasure is about. `subjects`: things by their names; `digests`: keyed digests (of a number, a mailbox, an
    account) under which somebody is kept; `spared`: things that stay, and all that hangs on them.
    """

    subjects: frozenset[Ref] = frozenset()
    digests: frozenset[str] = frozenset()
    spared: frozenset[Ref] = frozenset()

    def ids(self, kind: str) -> list[int]:
        """Keys of the things of this kind that are to be erased."""
        wanted = self.subjects - self.spared
        return sorted(int(subject.id) for subject in wanted if subject.kind == kind)

    def spared_ids(self, kind: str) -> list[int]:
        """Keys of the things of this kind that stay."""
        return sorted(int(subject.id) for subject in self.spared if subject.kind == kind)

    def with_subjects(self, more: Iterable[Ref]) -> "Target":
        """The same, and these things too."""
        return replace(self, subjects=self.subjects | frozenset(more))


@dataclass(frozen=True, kw_only=True)
class Clearing:
    """One batch of one keeper. `order`: number of the order, or the term's code with its version; `ground`: its legal ground."""

    by: Actor
    keys: tuple[int, ...]
    order: str
    ground: str


Counts = Mapping[str, int]
"""Rows cleared, by label of their model."""


def nothing(target: Target) -> Iterable[Ref]:
    """A keeper that leads to nothing further."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """One kind of thing that a room keeps about people.

    `code`: row of ruleset `retention` (empty: it has no term of its own and goes with what it hangs on). `models`: labels of the
    tables it clears. `clear`: erases, inside the command that calls it; rows by label. `due`: rows whose term began before this
    moment and that are not cleared yet. `of`: what of a target it keeps. `digests`: under which keyed digests somebody with this
    number, mailbox or account is kept. `leads_to`: further things to erase with a target (a person's files). `spares`: of what a
    person's digests led to, what the law keeps. `against`: why a target may not be erased now, for people. `least_days`: no
    shorter term may be set. `is_asked`: a person decides before what has served its term is destroyed.
    """

    name: str
    label: str
    models: tuple[str, ...]
    clear: Callable[[Clearing], Counts]
    code: str = ""
    due: Callable[[datetime], "QuerySet[Any]"] | None = None
    of: Callable[[Target], "QuerySet[Any]"] | None = None
    digests: Callable[[str], Iterable[str]] = lambda _: ()
    leads_to: Callable[[Target], Iterable[Ref]] = nothing
    spares: Callable[[Target], Iterable[Ref]] = nothing
    about: tuple[str, str] | str = ""
    """Columns with kind and key of the thing, or the kind of which the row's own key is the name."""
    against: Callable[[Target], Iterable[str]] = field(default=lambda _: ())
    least_days: int = 0
    is_asked: bool = False


_keepers: dict[str, Keeper] = {}
_spared: dict[str, str] = {}


def keep(keeper: Keeper) -> Keeper:
    """Register; the same name again replaces."""
    _keepers[keeper.name] = keeper
    return keeper


def spare(reason: str, *models: str) -> None:
    """These tables (`room.Model`) hold personal columns and are reached by no keeper, for this reason."""
    _spared.update(dict.fromkeys(models, reason))


def keepers() -> tuple[Keeper, ...]:
    """All that are registered, in the order of their names."""
    return tuple(_keepers[name] for name in sorted(_keepers))


def keeper(*, name: str) -> Keeper:
    """One of them. KeyError: none is so named."""
    return _keepers[name]


def spared() -> Mapping[str, str]:
    """Tables that no keeper reaches, with the reason."""
    return dict(_spared)


def digests_of(*addresses: str) -> frozenset[str]:
    """All keyed digests under which somebody with these numbers, mailboxes and accounts is kept."""
    given = [address for address in addresses if address]
    return frozenset(digest for one in keepers() for address in given for digest in one.digests(address) if digest)


def widen(target: Target) -> Target:
    """The target with everything that its parts lead to, until nothing new is found; what the law keeps is spared, unless it was
    named itself.
    """
    named, wide = target.subjects, target
    while True:
        wider = wide.with_subjects(ref for one in keepers() for ref in one.leads_to(wide))
        if wider == wide:
            break
        wide = wider
    spares = frozenset(ref for one in keepers() for ref in one.spares(wide))
    return replace(wide, spared=wide.spared | (spares - named))
