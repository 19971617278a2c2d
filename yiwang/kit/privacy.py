"""What each column of each table holds, and how it is shown to those who need not see it."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How near a column is to a person."""

    PUBLIC = "public"
    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


@dataclass(frozen=True, kw_only=True)
class Privacy:
    """Declared as `privacy` on each model: columns by level, and how long rows are kept.

    A column not named under public, personal or sensitive is internal. `keep`: retention in words with its ground.
    """

    keep: str
    public: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    sensitive: tuple[str, ...] = ()

    def level(self, column: str) -> Level:
        """The level of a column."""
        for level in (Level.SENSITIVE, Level.PERSONAL, Level.PUBLIC):
            if column in getattr(self, level.value):
                return level
        return Level.INTERNAL


def mask_name(name: str) -> str:
    """王** (ui.md section 6)."""
    return f"{name[0]}**" if name else ""


def mask_phone(phone: str) -> str:
    """138****6027; a land line keeps its last four."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "****" if phone else ""


def mask_id_number(number: str) -> str:
    """4301**********1234; a shorter document (a passport has nine signs) shows its ends only."""
    shown = 4 if len(number) >= 15 else 2 if len(number) >= 8 else 0
    return (
        f"{number[:shown]}{'*' * max(len(number) - 2 * shown, 4)}{number[-shown:] if shown else ''}" if number else ""
    )
