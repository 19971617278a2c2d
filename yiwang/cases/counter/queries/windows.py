"""Windows that can be rated by scanning their code, as the portal shows them; and what was said, for the inner side."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.cases.counter.models import Envelope, Publication
from yiwang.cases.counter.states import EnvelopeKind
from yiwang.kit.errors import Missing

POINTS = "rating_points"


@dataclass(frozen=True, kw_only=True)
class Window:
    """One window by its code. `grades`, `reasons`: code, Chinese, English; `bad`: grades that ask for a reason."""

    code: str
    name: str
    unit: str
    grades: Sequence[Sequence[str]]
    reasons: Sequence[Sequence[str]]
    bad: Sequence[str]


def window(*, code: str) -> Window | None:
    """The window of this code that takes ratings. None: there is none."""
    row = Publication.objects.filter(key=POINTS).only("payload").first()
    shown: Mapping[str, Any] = (row.payload if row else None) or {}
    found = shown.get("points", {}).get(code)
    if not found:
        return None
    return Window(
        code=code, name=found["name"], unit=found["unit"], grades=shown["grades"], reasons=shown["reasons"],
        bad=shown["bad"],
    )  # fmt: skip


def letter_of_window(*, envelope_id: int) -> Mapping[str, Any]:
    """What somebody said at a window; read in the transaction that takes it in. Missing: none."""
    row = Envelope.objects.filter(pk=envelope_id, kind=EnvelopeKind.WINDOW_RATING).first()
    if row is None or not row.body:
        raise Missing
    found: Mapping[str, Any] = json.loads(row.body)
    return found
