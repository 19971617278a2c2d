"""The tripwire: words and answers that mean danger interrupt the form, and never refuse it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.rules import Facts, Hit, judge

STAGE = "tripwire"


@dataclass(frozen=True)
class Trip:
    """What the form shows instead of going on.

    `page`: danger, self_harm, domestic, missing, money or discreet; `soft` for one that does not interrupt and only
    asks an officer to look within 15 minutes. `offer`: numbers to tap, first the best. `say`: a sentence for the page.
    """

    rule_id: str
    page: str
    words: tuple[str, ...]
    offer: tuple[str, ...]
    say: str
    soft: bool
    spans: tuple[Span, ...] = ()


def tripwire(*, text: str, answers: Mapping[str, Any], rules: dict[str, Any], age: int | None = None) -> Trip | None:
    """The first rule that interrupts, else the first soft one, else None."""
    hits = judge(rules=rules, stage=STAGE, facts=Facts(text=text, answers=answers, age=age))
    hard = next((hit for hit in hits if hit.then.get("interrupt_form")), None)
    hit = hard or next(iter(hits), None)
    return _trip(hit, soft=hard is None) if hit else None


def _trip(hit: Hit, *, soft: bool) -> Trip:
    page = "soft" if soft else str(hit.then.get("page", "danger"))
    offer = tuple(hit.then.get("offer", ()))
    return Trip(hit.rule_id, page, hit.words, offer, str(hit.then.get("say", "")), soft, hit.spans)


def public_rules(rules: dict[str, Any]) -> dict[str, Any]:
    """The tripwire alone, with the word lists it uses: all the portal may know of the rules."""
    kept = [rule for rule in rules["rules"] if rule["stage"] == STAGE]
    exclusions = rules.get("exclusions", {})
    named = {name for name in rules["lexicons"] if _mentions([kept, exclusions], f"@{name}")}
    named |= {name for name in exclusions if name in rules["lexicons"]}
    return {
        "version": rules.get("version", ""),
        "stages": [STAGE],
        "lexicons": {name: rules["lexicons"][name] for name in sorted(named)},
        "exclusions": exclusions,
        "rules": [{k: v for k, v in rule.items() if k not in ("hits", "misses", "why")} for rule in kept],
    }


def _mentions(tree: Any, name: str) -> bool:
    if isinstance(tree, Mapping):
        return any(_mentions(value, name) for value in tree.values())
    return any(_mentions(value, name) for value in tree) if isinstance(tree, list) else tree == name
