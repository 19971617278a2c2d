"""By which law a matter may have to be worked on, as the rules of stage `divert` say it; a person decides.

For `understanding` (its one caller): `way = tracking.proposed(best.hits)`; then `track=way.track`, `track_words=way.words` on the
suggestion, and `is_direct` only where `sealed or not way.is_lawful`: what law has a way of its own for waits at the triage desk
with the proposal, and what is sealed goes to its inspection desk and waits there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from yiwang.cases.casework.states import LAWFUL_TRACKS, Track
from yiwang.ground.language.queries import Hit

_LAWFUL = frozenset(track.value for track in LAWFUL_TRACKS)


@dataclass(frozen=True, kw_only=True)
class Way:
    """What is proposed. `kind`: what the way calls it, empty for its usual one. `words`: those of the text that led there,
    empty where the channel alone did.
    """

    track: str = Track.APPEAL.value
    kind: str = ""
    rule: str = ""
    law: str = ""
    words: list[str] = field(default_factory=list)

    @property
    def is_lawful(self) -> bool:
        """Whether law has a way of its own for the matter."""
        return self.track in _LAWFUL


def proposed(hits: Iterable[Hit]) -> Way:
    """The first rule that names a track has it: the rules' order is the order of the law (discipline before all others,
    statutory remedies before petitions: 信访工作条例 asks that what has a legal way of its own is shown that way).
    """
    for hit in hits:
        track = str(hit.then.get("track", ""))
        if track in _LAWFUL:
            then = {name: str(hit.then.get(name, "")) for name in ("kind", "law")}
            return Way(track=track, rule=hit.rule_id, words=_longest(hit.words), **then)
    return Way()


def _longest(words: Iterable[str]) -> list[str]:
    """Without those that stand inside another."""
    found = list(words)
    return [one for one in found if not any(one != other and one in other for other in found)]
