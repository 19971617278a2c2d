"""What the facts of a lawful matter say of themselves, in the words of the pages."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from yiwang.cases.casework.states import LAWFUL_TRACKS, Track
from yiwang.cases.tracks.states import (
    DEED_KINDS,
    MATTER_KINDS,
    MATTER_OUTCOMES,
    SERVED_HOW,
    SUSPENSION_GROUNDS,
    DeedKind,
    MatterKind,
    MatterOutcome,
    ServedHow,
    SuspensionGround,
)

_TRACKS = frozenset(LAWFUL_TRACKS)
_PLAIN = frozenset({"tracks.matter.transferred", "tracks.matter.handed_over", "tracks.correction.asked"})


def law_words(code: str, said: Mapping[str, Any]) -> str:
    """信访事项; 不予支持; 信访事项处理意见书 云公信处〔2026〕1号; empty for what says nothing more."""
    if not code.startswith(("tracks.", "appeals.appeal.put_on_track", "appeals.appeal.taken_off_track")):
        return ""
    if code in _PLAIN:
        return ""
    if code.startswith("tracks.deed."):
        return _deed(said)
    if code == "tracks.matter.extended" and said.get("days"):
        return _("%(days)d日") % {"days": said["days"]}
    for name, known, words in _WORDS:
        if (value := said.get(name)) and value in known:
            return str(words(value).label)
    return ""


def _deed(said: Mapping[str, Any]) -> str:
    kind = str(said.get("kind", ""))
    label = DeedKind(kind).label if kind in DEED_KINDS else ""
    how = ServedHow(said["how"]).label if said.get("how") in SERVED_HOW else ""
    return " ".join(part for part in (label, str(said.get("number", "")), how) if part)


_WORDS: tuple[tuple[str, frozenset[Any], Any], ...] = (
    ("outcome", MATTER_OUTCOMES, MatterOutcome), ("how", SERVED_HOW, ServedHow),
    ("ground", SUSPENSION_GROUNDS, SuspensionGround), ("kind", MATTER_KINDS, MatterKind), ("track", _TRACKS, Track),
)  # fmt: skip
"""Names of a fact's payload in the order in which they are told."""
