"""Reads: what is in sight, questionnaires, samples, results, and what is too few to be told."""

from yiwang.quality.surveys.queries.drawing import LEAST, Drawn, digest, frame, kind_of, quotas, sample
from yiwang.quality.surveys.queries.hiding import FEW, hidden
from yiwang.quality.surveys.queries.questions import (
    EXAMPLE,
    MOST,
    Answered,
    Question,
    fitting,
    lines,
    parse,
    read,
)
from yiwang.quality.surveys.queries.reading import (
    improvement,
    improvements,
    lock_improvement,
    lock_survey,
    member,
    members,
    opinion,
    opinions,
    opinions_of,
    past_their_day,
    published,
    responses,
    same_appeals,
    sounding,
    soundings,
    survey,
    surveys,
    told_improvements,
    under_way,
    voice,
    voices,
)
from yiwang.quality.surveys.queries.results import (
    LEAST_PUBLIC,
    Fieldwork,
    Finding,
    Result,
    Share,
    fieldwork,
    result,
    wilson,
)
from yiwang.quality.surveys.queries.showing import for_everybody

__all__ = [
    "EXAMPLE", "FEW", "LEAST", "LEAST_PUBLIC", "MOST", "Answered", "Drawn", "Fieldwork", "Finding", "Question",
    "Result", "Share", "digest", "fieldwork", "fitting", "for_everybody", "frame", "hidden", "improvement",
    "improvements", "kind_of", "lines", "lock_improvement", "lock_survey", "member", "members", "opinion", "opinions",
    "opinions_of", "parse", "past_their_day", "published", "quotas", "read", "responses", "result", "same_appeals",
    "sample", "sounding", "soundings", "survey", "surveys", "told_improvements", "under_way", "voice", "voices",
    "wilson",
]  # fmt: skip
