"""诉求类型: what the words ask for, and what people mostly want of a matter of its category, said together: each
mends the other.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from yiwang.cases.appeals.queries.tables import category
from yiwang.cases.appeals.states import TYPES, AppealType
from yiwang.ground.language.queries import Choice, Guess

ANY = 0.1
"""The share that each type has whatever the category: about as often a matter is not what its drawer usually is. From 0.05 to 0.2
it makes no difference beyond chance."""
LOOSE = 0.4
"""The same where the type says something of the category: a category's odds are the type's probability and this, so that none
falls behind by more than three and a half times. Less would gain a little more, and hide what is sealed by its category."""
CUES: Mapping[str, tuple[str, ...]] = {
    AppealType.HELP: (
        "快来", "快点来", "赶快来", "求救", "救命", "救救", "拜托", "求求", "求你", "帮帮", "求助",
    ),
    AppealType.SUGGESTION: (
        "建议", "提议", "居民代表", "最好", "不如", "希望增", "希望加", "希望设", "希望能增", "希望能加", "希望能设", "希望多",
        "能不能增", "能不能加", "能不能设", "能不能多", "能不能改", "能否增", "能否加", "能否设",
    ),
    AppealType.COMPLAINT: (
        "投诉", "凭什么", "说法", "没人管", "没有人管", "推来推去", "踢皮球", "白跑", "又堵", "又吵", "又来", "要求赔", "没动静",
        "没有下文", "没下文", "不认账", "多少次",
    ),
    AppealType.REPORT: ("举报", "线索", "检举", "涉嫌"),
    AppealType.PRAISE: ("表扬", "点赞", "锦旗", "致谢"),
    AppealType.OTHER: ("批示", "阅处", "阅示", "测试"),
    AppealType.CONSULT: ("请问", "咨询", "怎么办理", "带什么", "需要什么"),
}  # fmt: skip
"""Turns of speech by which people say what they want. “谢谢” is none: it ends letters of every type."""
SPOKEN = 2.7
"""By how much a turn of speech makes its type likelier; from 2 to 7 it makes no difference beyond chance."""

SUREST = 0.9999
"""1 is what somebody told; the house itself is never that sure."""


def typed(guess: Guess, text: str = "") -> Guess:
    """The guess with the type and the category that are likeliest when each is read with the other, and how likely they are.

    `text`: looked through for the turns of speech that name a type. What the citizen chose is left out: somebody who calls it a
    question may tell of misconduct, and that must not be read past.
    """
    if not guess.type or not guess.category:
        return guess
    said, usual = _said(guess), _usual(guess)
    spoken = _shares({kind: said[kind] * _spoken(kind, text) for kind in TYPES})
    found = _shares({kind: spoken[kind] * (usual.get(kind, 0.0) + ANY) for kind in TYPES})
    best = max(sorted(found), key=lambda kind: found[kind])
    others = _weighed(guess.alternatives, spoken)
    return replace(
        guess, type=best, type_confidence=min(round(found[best], 4), SUREST), alternatives=others,
        category=others[0].code, category_confidence=others[0].confidence,
    )  # fmt: skip


def _weighed(choices: Sequence[Choice], kinds: Mapping[str, float]) -> tuple[Choice, ...]:
    """The categories, those more likely that are usually of a likely type; together as likely as before."""
    leaves = [category(choice.code) for choice in choices]
    odds = [
        choice.confidence * ((kinds.get(leaf.default_type, 0.0) if leaf else 0.0) + LOOSE)
        for choice, leaf in zip(choices, leaves, strict=True)
    ]
    whole = math.fsum(choice.confidence for choice in choices) / (math.fsum(odds) or 1.0)
    found = [Choice(choice.code, round(share * whole, 4)) for choice, share in zip(choices, odds, strict=True)]
    return tuple(sorted(found, key=lambda choice: -choice.confidence))


def _shares(odds: Mapping[str, float]) -> dict[str, float]:
    whole = math.fsum(odds.values())
    return {kind: one / whole for kind, one in odds.items()}


def _spoken(kind: str, text: str) -> float:
    return SPOKEN if any(cue in text for cue in CUES[kind]) else 1.0


def _said(guess: Guess) -> dict[str, float]:
    """By type, how likely the words alone make it; where the model names one type only, the others share the rest."""
    known = dict(guess.types) or {guess.type: guess.type_confidence}
    rest = max(1 - math.fsum(known.values()), 0.0) / max(len(TYPES - known.keys()), 1)
    return {kind: known.get(kind, rest) for kind in TYPES}


def _usual(guess: Guess) -> Mapping[str, float]:
    """By type, the probability of the categories that are usually of it."""
    found: dict[str, float] = {}
    for choice in guess.alternatives:
        leaf = category(choice.code)
        if leaf is not None:
            found[leaf.default_type] = found.get(leaf.default_type, 0.0) + choice.confidence
    return found
