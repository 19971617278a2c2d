"""What every way to a national platform takes and gives (docs/platforms.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol


class Failed(Exception):
    """Nothing came back that can be used. `is_final`: the platform will not take it, however often it is sent."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.why, self.is_final = why, is_final


@dataclass(frozen=True, kw_only=True)
class Filed:
    """One application as it goes to a platform. `number`: ours; `files`: material, name, type, bytes."""

    platform: str
    number: str
    item: str
    codes: Mapping[str, str]
    applicant: Mapping[str, str]
    form: Mapping[str, Any]
    files: Sequence[tuple[str, str, str, bytes]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Said:
    """How far it is there. `state`: accepted, handling, granted, refused; `says`: in words for the applicant."""

    number: str
    state: str
    says: str = ""


class Way(Protocol):
    """A way to the national platforms."""

    def file(self, filed: Filed) -> Said:
        """Hand it over, once a number. Raises Failed."""

    def follow(self, *, platform: str, number: str) -> Said:
        """Ask how far it is, by the platform's own number. Raises Failed."""
