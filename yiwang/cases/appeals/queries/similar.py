"""Files of the last weeks that say nearly the same as what is being written down: one matter told by several, or twice."""

from dataclasses import dataclass
from datetime import timedelta

from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.queries.lists import of_keys
from yiwang.cases.casework import queries as casework
from yiwang.cases.prints import queries as prints
from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.organisation.queries import Reach
from yiwang.kit import clock

DAYS = 30
"""How far back (S5.24 speaks of the same person's ninety; here anybody's, so shorter; bureau default)."""
READ = 40
"""Files of the same kind and area that are read at most, the newest."""
ALIKE = 0.2
"""As `repeats.ALIKE`."""


@dataclass(frozen=True, kw_only=True)
class Similar:
    """One that is like it. `share`: likeness, 0 to 1; `how`: how it was found, empty where it only shares words."""

    appeal: Appeal
    share: float
    how: How | None = None


def similar(*, text: str, category: str, area_code: str, reach: Reach, most: int = 3) -> list[Similar]:
    """The likest of the same category, and of the same area where it is known, in the reader's sight; none without a category.

    Before them those that say the very same, or the same matter in other words, whatever their category (`prints.heard`).
    A bounded look (`casework.newest`): some thirty milliseconds in any house. Sealed words are not looked at.
    """
    same = _same(text, reach)[:most]
    if not category or not text.strip() or len(same) == most:
        return same
    recent = casework.every().filter(registered_at__gte=clock.now() - timedelta(days=DAYS))
    kind = casework.every().filter(appeal__category=category)
    alike = kind.filter(appeal__area_code=area_code) if area_code else kind
    hits = casework.newest(cases=alike, within=recent, reach=reach, before=None, size=READ)
    found = [
        Similar(appeal=one, share=language.likeness(text, one.content)) for one in of_keys(hits.keys) if one.content
    ]
    known = {one.appeal.pk for one in same}
    near = sorted(
        (one for one in found if one.share >= ALIKE and one.appeal.pk not in known), key=lambda one: -one.share
    )
    return [*same, *near][:most]


def _same(text: str, reach: Reach) -> list[Similar]:
    hits = {hit.case_id: hit for hit in prints.heard(text=text)}
    if not hits:
        return []
    seen = set(casework.every().visible_to(reach).filter(pk__in=hits).values_list("pk", flat=True))
    return [
        Similar(appeal=one, share=hits[one.pk].score / 100, how=hits[one.pk].how)
        for one in of_keys([key for key in hits if key in seen])
    ]
