"""The facts of a ruleset's life."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class RulesetDrafted(Event):
    """Somebody proposed a new version; `digest` is that of its payload."""

    code: ClassVar[str] = "rules.ruleset.drafted"
    kind: str
    version: int
    digest: str


@dataclass(frozen=True)
class SheetChanged(Event):
    """Rows of a sheet were put, dropped, moved, loaded, brought back or renewed.

    `keys`: the first twenty of `count`; `digest`: of the whole payload as it stands now.
    """

    code: ClassVar[str] = "rules.sheet.changed"
    kind: str
    change: str
    keys: tuple[str, ...]
    count: int
    digest: str


@dataclass(frozen=True)
class SheetThrownAway(Event):
    """Changes that were never handed in were given up."""

    code: ClassVar[str] = "rules.sheet.thrown_away"
    kind: str


@dataclass(frozen=True)
class RulesetApproved(Event):
    """A version was approved and is in force from a date."""

    code: ClassVar[str] = "rules.ruleset.approved"
    kind: str
    version: int
    digest: str
    effective_from: datetime


@dataclass(frozen=True)
class RulesetRefused(Event):
    """A version was not approved, or taken back by its author."""

    code: ClassVar[str] = "rules.ruleset.refused"
    kind: str
    version: int
