"""The facts this room itself writes."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class PersonalDataSeen(Event):
    """Somebody opened personal fields of the subject; `digest` is that of the row in the access log."""

    code: ClassVar[str] = "record.look.taken"
    fields: tuple[str, ...]
    digest: str


@dataclass(frozen=True)
class TextErased(Event):
    """A personal text was erased by an order; the chain keeps its digest."""

    code: ClassVar[str] = "record.text.erased"
    digest: str
    order: str
