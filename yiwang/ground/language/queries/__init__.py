"""What a text says: rules judged, danger tripped, type and category guessed, likeness measured. Nothing here knows a case."""

from yiwang.ground.language.queries.entities import Entity, entities
from yiwang.ground.language.queries.guess import (
    Choice,
    Guess,
    Model,
    classify,
    classify_many,
    guess_type,
    load_public_model,
    public_model,
)
from yiwang.ground.language.queries.lessons import lessons, phrases, teach
from yiwang.ground.language.queries.likeness import Like, likeness, likest, suggest_title
from yiwang.ground.language.queries.personal import Personal, personal, redacted
from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.replies import ReplyLook, look_at_reply, questions
from yiwang.ground.language.queries.rules import Facts, Hit, check, judge
from yiwang.ground.language.queries.sayings import Contradiction, contradictions
from yiwang.ground.language.queries.serving import forget, in_service, is_readable, is_trained_on, model, versions
from yiwang.ground.language.queries.shelf import Shelf, shelf
from yiwang.ground.language.queries.tripwire import Trip, public_rules, tripwire

__all__ = [
    "Choice",
    "Contradiction",
    "Entity",
    "Facts",
    "Guess",
    "Hit",
    "Like",
    "Model",
    "Personal",
    "ReplyLook",
    "Shelf",
    "Span",
    "Trip",
    "check",
    "classify",
    "classify_many",
    "contradictions",
    "entities",
    "forget",
    "guess_type",
    "in_service",
    "is_readable",
    "is_trained_on",
    "judge",
    "lessons",
    "likeness",
    "likest",
    "load_public_model",
    "look_at_reply",
    "model",
    "personal",
    "phrases",
    "public_model",
    "public_rules",
    "questions",
    "redacted",
    "shelf",
    "suggest_title",
    "teach",
    "tripwire",
    "versions",
]
