"""By which law the house proposes to work on a file, and the words that led there."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.casework.states import LAWFUL_TRACKS, Track
from yiwang.cases.tracks.states import KINDS_OF, LAWS, MATTER_KINDS, MatterKind
from yiwang.ground.organisation import queries as organisation

_LAWFUL = frozenset(track.value for track in LAWFUL_TRACKS)


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What the house proposes: the kind, the words of the letter that led there, the unit."""

    kind: MatterKind
    track: str
    words: Sequence[str]
    unit: str

    @property
    def reason(self) -> str:
        """As the citizen would read it; the officer may write it anew."""
        law = LAWS[self.kind].basis
        if self.words:
            return _("您在来件中提出“%(words)s”，依照%(law)s办理。") % {"words": "、".join(self.words[:2]), "law": law}
        return _("您的来件依照%(law)s办理。") % {"law": law}


def proposal_of(appeal: Appeal) -> Proposal | None:
    """From the suggestion of the intake; None where it proposes an appeal."""
    said = appeal.suggestion
    track = str(said.get("track", ""))
    if track not in _LAWFUL:
        return None
    wanted = str(said.get("track_kind", ""))
    kind = MatterKind(wanted) if wanted in MATTER_KINDS else KINDS_OF[Track(track)][0]
    unit = organisation.roster().by_code.get(str(said.get("unit", "")))
    words = [str(word) for word in said.get("track_words", ())]
    return Proposal(kind=kind, track=Track(track).label, words=words, unit=unit.name if unit and unit.is_open else "")
