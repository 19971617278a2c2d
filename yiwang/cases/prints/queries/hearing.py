"""While somebody tells: which files say the same, before this one is registered."""

from yiwang.cases.prints.queries.finding import Hit, first_like, meeting
from yiwang.cases.prints.queries.said import said
from yiwang.cases.prints.states import How
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import SAME_MATTER, Telling, same_matter
from yiwang.kit import clock

_NOT_YET = (1 << 63) - 1
"""A key after every file's."""


def heard(*, text: str) -> list[Hit]:
    """Files that say what is being told, in the same words or others, likest first; in nobody's sight yet. Three statements."""
    now, left, told = clock.now(), language.impression(text), Telling("", text)
    first = first_like(left, at=now) if left else None
    found = {first.case_id: first} if first else {}
    for key, words in said(meeting(told.marks, at=now, case_id=_NOT_YET)).items():
        other = Telling(words.title, words.content)
        cosine = language.likeness(told.whole, other.whole)
        score = max(cosine, same_matter(told, other) if cosine < language.SAME_TEXT else 0.0)
        if key not in found and (cosine >= language.SAME_TEXT or score >= SAME_MATTER):
            how = How.SHINGLE if cosine >= language.SAME_TEXT else How.REPHRASED
            found[key] = Hit(case_id=key, score=round(100 * score), how=how)
    return sorted(found.values(), key=lambda hit: (hit.how is How.REPHRASED, -hit.score))
