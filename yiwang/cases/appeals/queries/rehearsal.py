"""A text read by a draft of the routing: what it would hit and where it would go, before anybody approves it."""

from dataclasses import dataclass
from typing import Any

from yiwang.cases.appeals.queries.tables import category
from yiwang.cases.appeals.queries.understanding import Suggestion, Told, understand
from yiwang.ground.language import queries as language
from yiwang.ground.language.queries import Facts

STAGES = ("tripwire", "seal", "divert", "priority", "route")


@dataclass(frozen=True, kw_only=True)
class Struck:
    """A rule that holds. `words`: those of the text that led to it; `stops`: whether its stage ends with it."""

    stage: str
    rule_id: str
    name: str
    words: tuple[str, ...]
    stops: bool


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What would become of the text. `page`: the tripwire's page, empty where it does not interrupt."""

    suggestion: Suggestion
    struck: tuple[Struck, ...]
    page: str


def rehearse(told: Told, *, routing: dict[str, Any]) -> Rehearsal:
    """Read the text by these rules, writing nothing. The rules are judged for the category that the suggestion settles on."""
    suggestion = understand(told, routing=routing)
    leaf = category(suggestion.category)
    text = f"{told.title}。{told.content}" if told.title else told.content
    facts = Facts(
        text=text, type=suggestion.type, category=suggestion.category, channel=told.channel, area=suggestion.area_code,
        handling_level=leaf.handling_level if leaf else "", hide_identity=leaf.hides_identity if leaf else False,
        answers=told.answers,
    )  # fmt: skip
    struck = [
        Struck(stage=stage, rule_id=hit.rule_id, name=hit.name, words=hit.words, stops=hit.stop)
        for stage in STAGES
        for hit in language.judge(rules=routing, stage=stage, facts=facts)
    ]
    trip = language.tripwire(text=text, answers=told.answers, rules=routing)
    return Rehearsal(suggestion=suggestion, struck=tuple(struck), page=trip.page if trip else "")
