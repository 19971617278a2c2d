"""Facts of topics: keys, codes and numbers, never a word of what anybody wrote."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class TopicsFound(Event):
    """A search over the last `days` ended: so many files were held together, so many topics found."""

    code: ClassVar[str] = "topics.search.found"
    days: int
    files: int
    topics: int


@dataclass(frozen=True)
class TopicMarked(Event):
    """Somebody watches a topic, laid it aside or took it up again; `state` is what it is now."""

    code: ClassVar[str] = "topics.topic.marked"
    state: str


@dataclass(frozen=True)
class TopicLost(Event):
    """Files left a topic because they may not be compared any more; so many are left in it."""

    code: ClassVar[str] = "topics.topic.lost"
    left: int


@dataclass(frozen=True)
class TopicRose(Event):
    """预警: more files of a topic came within a week than its weeks before explain. `chance`: at most so many in a million."""

    code: ClassVar[str] = "topics.topic.rose"
    topic: int
    seen: int
    chance: int


@dataclass(frozen=True)
class CategoryRose(Event):
    """预警: the same of a category in an area."""

    code: ClassVar[str] = "topics.category.rose"
    category: str
    area: str
    seen: int
    chance: int


@dataclass(frozen=True)
class RiseAcknowledged(Event):
    """Somebody said what was done about a warning; the words stand with it, here only their digest."""

    code: ClassVar[str] = "topics.rise.acknowledged"
    words: str
