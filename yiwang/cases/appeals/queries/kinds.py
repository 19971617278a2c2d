"""诉求类型: what the words ask for, and what people mostly want of a matter of its category, said together."""

import math
from collections.abc import Mapping
from dataclasses import replace

from yiwang.cases.appeals.queries.tables import category
from yiwang.cases.appeals.states import TYPES
from yiwang.ground.language.queries import Guess

ANY = 0.05
"""The share that each type has whatever the category: about as often a matter is not what its drawer usually is."""


def typed(guess: Guess) -> Guess:
    """The guess with the type that words and category together make likeliest, and how likely that is."""
    if not guess.type or not guess.category:
        return guess
    usual = _usual(guess)
    rest = (1 - guess.type_confidence) / (len(TYPES) - 1)
    scores = {
        kind: (guess.type_confidence if kind == guess.type else rest) * (usual.get(kind, 0.0) + ANY) for kind in TYPES
    }
    best = max(sorted(scores), key=lambda kind: scores[kind])
    return replace(guess, type=best, type_confidence=round(scores[best] / math.fsum(scores.values()), 4))


def _usual(guess: Guess) -> Mapping[str, float]:
    """By type, the probability of the categories that are usually of it."""
    found: dict[str, float] = {}
    for choice in guess.alternatives:
        leaf = category(choice.code)
        if leaf is not None:
            found[leaf.default_type] = found.get(leaf.default_type, 0.0) + choice.confidence
    return found
