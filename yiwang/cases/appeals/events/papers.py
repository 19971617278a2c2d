"""Facts of papers."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class PaperIssued(Event):
    """出文书: a receipt or a letter of reply was made. `paper_kind`: one of `PaperKind`; `number`: its 文号."""

    code: ClassVar[str] = "appeals.paper.issued"
    paper: int
    paper_kind: str
    number: str
    round: int
    file: int
