"""A name for any thing of the house that needs no foreign key: `casework.case:42`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Ref:
    """Kind (`room.noun`) and key of a thing; what events, clocks and messages point at."""

    kind: str
    id: int | str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """Read `kind:id` back; a numeric id becomes an int."""
        kind, _, key = text.partition(":")
        return cls(kind, int(key) if key.isascii() and key.isdigit() else key)
