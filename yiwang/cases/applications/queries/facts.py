"""The facts of an application, and conditions over them: the language of documents (docs/services.md)."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from yiwang.kit.late import late

engine = late("rule_engine")


@lru_cache(maxsize=512)
def _rule(words: str) -> Any:
    """A condition, read once. What is not known is null, so that a register that was not asked fails no condition's reading."""
    context = engine.Context(resolver=engine.resolve_item, default_value=None)
    return engine.Rule(words, context=context)


def holds(words: str, facts: Mapping[str, Any]) -> bool:
    """Whether a condition holds; an empty one does. A condition that cannot be answered from these facts does not hold."""
    if not words.strip():
        return True
    try:
        return bool(_rule(words).matches(facts))
    except engine.errors.EngineError:
        return False


def problem_of(words: str) -> str:
    """Why a condition cannot be read, for whoever writes it; empty where it can."""
    try:
        engine.Rule(words, context=engine.Context(resolver=engine.resolve_item, default_value=None))
    except engine.errors.EngineError as error:
        return f"条件读不懂：{getattr(error, 'message', error)}"
    return ""


def facts_of(
    *, form: Mapping[str, Any], chosen: Mapping[str, Sequence[str]], tags: Sequence[str], applicant: Mapping[str, Any],
    registers: Mapping[str, Mapping[str, Any]] | None = None, again: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """All that a condition may ask, by name."""
    told = {
        "form": dict(form), "chosen": {name: list(answers) for name, answers in chosen.items()}, "tags": list(tags),
        "applicant": dict(applicant), "again": again,
    }  # fmt: skip
    return told | {name: dict(said) for name, said in (registers or {}).items()}
