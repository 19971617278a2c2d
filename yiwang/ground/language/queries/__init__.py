"""What a text says: rules judged, danger tripped, type and category guessed, likeness measured. Nothing here knows a case."""

from yiwang.ground.language.queries.asking import questions
from yiwang.ground.language.queries.completeness import Completeness, completeness
from yiwang.ground.language.queries.contest import compare, read
from yiwang.ground.language.queries.contrast import Contrast, contrast
from yiwang.ground.language.queries.entities import Entity, entities
from yiwang.ground.language.queries.governing import (
    WEEKS_SHOWN,
    Fall,
    agreement,
    falls,
    has_failed,
    is_learnt,
    lock_proposal,
    mondays_to_count,
    moved,
    newest,
    nights,
    of_version,
    open_proposal,
    overrulings,
    proposals,
    serving_arrays,
    setting,
    weeks,
)
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
from yiwang.ground.language.queries.impressions import Impression, impression, likeness_of, sketched
from yiwang.ground.language.queries.lessons import (
    Decided,
    Said,
    Teacher,
    history,
    lessons,
    monday_of,
    phrases,
    said_in,
    stamp,
    teach,
    teacher,
)
from yiwang.ground.language.queries.likeness import Like, likeness, likest, suggest_title
from yiwang.ground.language.queries.personal import Personal, personal, redacted
from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.pinyin import keys as sound_keys
from yiwang.ground.language.queries.pinyin import keys_asked as sound_keys_asked
from yiwang.ground.language.queries.pinyin import likeness as sound_likeness
from yiwang.ground.language.queries.pinyin import syllables, table_of
from yiwang.ground.language.queries.rephrased import SAME_MATTER, Telling, same_matter, traits
from yiwang.ground.language.queries.replies import ReplyLook, look_at_reply
from yiwang.ground.language.queries.retrieval import Entry, Finding, Index, indexed, passage
from yiwang.ground.language.queries.rules import Facts, Hit, check, judge
from yiwang.ground.language.queries.sayings import Contradiction, contradictions
from yiwang.ground.language.queries.serving import forget, in_service, is_readable, is_trained_on, model, versions
from yiwang.ground.language.queries.shelf import Shelf, shelf
from yiwang.ground.language.queries.shingles import SAME_TEXT, Pair, cosine, near_pairs, plain, shingles
from yiwang.ground.language.queries.text import letter
from yiwang.ground.language.queries.topics import WEIGHTS as HEAT_WEIGHTS
from yiwang.ground.language.queries.topics import Topic, topics
from yiwang.ground.language.queries.topics_reading import gist
from yiwang.ground.language.queries.topics_telling import Told, tell
from yiwang.ground.language.queries.tripwire import Trip, public_rules, tripwire

__all__ = [
    "HEAT_WEIGHTS",
    "SAME_MATTER",
    "SAME_TEXT",
    "WEEKS_SHOWN",
    "Choice",
    "Completeness",
    "Contradiction",
    "Contrast",
    "Decided",
    "Entity",
    "Entry",
    "Facts",
    "Fall",
    "Finding",
    "Guess",
    "Hit",
    "Impression",
    "Index",
    "Like",
    "Model",
    "Pair",
    "Personal",
    "ReplyLook",
    "Said",
    "Shelf",
    "Span",
    "Teacher",
    "Telling",
    "Told",
    "Topic",
    "Trip",
    "agreement",
    "check",
    "classify",
    "classify_many",
    "compare",
    "completeness",
    "contradictions",
    "contrast",
    "cosine",
    "entities",
    "falls",
    "forget",
    "gist",
    "guess_type",
    "has_failed",
    "history",
    "impression",
    "in_service",
    "indexed",
    "is_learnt",
    "is_readable",
    "is_trained_on",
    "judge",
    "lessons",
    "letter",
    "likeness",
    "likeness_of",
    "likest",
    "load_public_model",
    "lock_proposal",
    "look_at_reply",
    "model",
    "monday_of",
    "mondays_to_count",
    "moved",
    "near_pairs",
    "newest",
    "nights",
    "of_version",
    "open_proposal",
    "overrulings",
    "passage",
    "personal",
    "phrases",
    "plain",
    "proposals",
    "public_model",
    "public_rules",
    "questions",
    "read",
    "redacted",
    "said_in",
    "same_matter",
    "serving_arrays",
    "setting",
    "shelf",
    "shingles",
    "sketched",
    "sound_keys",
    "sound_keys_asked",
    "sound_likeness",
    "stamp",
    "suggest_title",
    "syllables",
    "table_of",
    "teach",
    "teacher",
    "tell",
    "topics",
    "traits",
    "tripwire",
    "versions",
    "weeks",
]
