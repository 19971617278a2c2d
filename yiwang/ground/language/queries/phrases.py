"""Phrases of the word lists, found in a text at word boundaries.

A phrase is plain text; `…` stands for up to six signs within a clause (拿…刀), `/` for either of two (拿/持…刀), `#` for a
number in digits or Han (#年前).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from yiwang.ground.language.queries.text import Prepared, View, normalise

_GAP = r"[^\s，,。！？!?；;：:]{0,6}?"
MOST_PLACES = 100
"""Places of one list looked at in one text: exclusions compare place with place, and a form must not be slowed by repetition."""
_NUMBER = r"[0-9〇零一二三四五六七八九十百两几半多好数]{1,6}"


@dataclass(frozen=True, order=True)
class Span:
    """Signs [start, end) of the original text, and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Phrase:
    """One entry of a word list."""

    source: str

    @cached_property
    def pattern(self) -> str:
        """The phrase as a regular expression with a group a part."""
        return _GAP.join(f"({self._part(part)})" for part in normalise(self.source).split("…"))

    @staticmethod
    def _part(part: str) -> str:
        choices = sorted(part.split("/"), key=len, reverse=True)
        return "|".join(_NUMBER.join(map(re.escape, choice.split("#"))) for choice in choices)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern)

    @cached_property
    def _parts(self) -> tuple[tuple[str, ...], ...]:
        """What must stand in a text before the expression is worth trying: one choice of each part."""
        parts = normalise(self.source).split("…")
        return tuple(tuple(max(c.split("#"), key=len) for c in part.split("/")) for part in parts)

    @cached_property
    def begins(self) -> frozenset[str]:
        """Of these one must be in a view's `pairs` for the phrase to stand there; none where nothing can be said."""
        sets = [frozenset(choice[:2] for choice in part) for part in self._parts if all(part)]
        return min(sets, key=lambda found: (min(map(len, found)) < 2, len(found)), default=frozenset())

    def found_in(self, view: View) -> list[tuple[int, int]]:
        """Every place in the view, as (start, end) of the view."""
        for part in self._parts:
            if not any(choice in view.text for choice in part):
                return []
        return [m.span() for m in self._compiled.finditer(view.text) if self._on_words(view, m)]

    def _on_words(self, view: View, match: re.Match[str]) -> bool:
        if "#" in self.source:
            return True
        return all(view.is_word(*match.span(k)) for k in range(1, match.re.groups + 1))


class WordList:
    """Several phrases looked for together."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = tuple(Phrase(p) for p in dict.fromkeys(phrases) if p.strip())
        self._begun: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in self.phrases:
            for begin in phrase.begins or [""]:
                self._begun[begin].append(phrase)
        self._always = self._begun.pop("", [])

    @property
    def begins(self) -> Iterable[str]:
        """Of these one must be in a view's `pairs`, unless the list may always stand there."""
        return self._begun.keys()

    @property
    def may_always_stand(self) -> bool:
        """It has a phrase of which nothing can be said beforehand."""
        return bool(self._always)

    def spans(self, text: Prepared) -> tuple[Span, ...]:
        """Where its phrases stand, in order, each place once."""
        if self not in text.memo:
            text.memo[self] = self._find(text)
        return cast(tuple[Span, ...], text.memo[self])

    def _find(self, text: Prepared) -> tuple[Span, ...]:
        found = {place for view in text.views for place in self._places(view)}
        return tuple(sorted(Span(start, end, text.original[start:end]) for start, end in found)[:MOST_PLACES])

    def _places(self, view: View) -> Iterable[tuple[int, int]]:
        likely = {phrase for begin in self._begun.keys() & view.pairs for phrase in self._begun[begin]}
        for phrase in (*self._always, *likely):
            for start, end in phrase.found_in(view):
                yield view.at[start], view.at[end - 1] + 1


class Shelf:
    """Word lists asked of the same texts: which of them may stand in one is seen in a single look for all."""

    def __init__(self, lists: Iterable[WordList]) -> None:
        self._always: set[WordList] = set()
        self._begun: dict[str, set[WordList]] = defaultdict(set)
        for words in lists:
            for begin in words.begins:
                self._begun[begin].add(words)
            if words.may_always_stand:
                self._always.add(words)

    def likely(self, text: Prepared) -> set[WordList]:
        """Those that may have a phrase in this text; the others have none."""
        if self not in text.memo:
            pairs = frozenset[str]().union(*(view.pairs for view in text.views))
            text.memo[self] = self._always.union(*(self._begun[begin] for begin in self._begun.keys() & pairs))
        return cast(set[WordList], text.memo[self])
