"""What the text model learns from: the phrases of the categories in force, and whatever an installation has besides."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from yiwang.ground.rules import queries as rules

Lesson = dict[str, Any]
"""`text`, `type`, `category`, and as `bulk.Example` says `group`, `phrase`."""
Source = Callable[[], Iterable[Lesson]]

_sources: list[Source] = []


def teach(source: Source) -> Source:
    """Register examples beside the phrases (the demo's sample appeals): config's, which alone knows what an installation has."""
    if source not in _sources:
        _sources.append(source)
    return source


def lessons() -> list[Lesson]:
    """Everything there is to learn from now. Where people's own words are there too, phrases teach and are not measured."""
    own = [lesson for source in _sources for lesson in source()]
    return [*phrases(rules.current_if_any(kind="categories") or (), beside=bool(own)), *own]


def phrases(categories: Iterable[Mapping[str, str]], *, beside: bool) -> Iterator[Lesson]:
    """A lesson each example, name and keyword of every leaf that is not retired. `beside`: there are other lessons. Pure."""
    for row in categories:
        if row["level"] != "2" or row.get("retired") == "yes":
            continue
        for phrase in filter(None, row["examples"].split("；")):
            yield {"text": phrase, "type": row["default_type"], "category": row["code"], "phrase": beside}
        for name in filter(None, [row["zh"], *row["description"].split("、")]):
            yield {"text": name, "type": "", "category": row["code"], "phrase": True}
