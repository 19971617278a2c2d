"""What takes a word's danger away: the past, a film, a lecture, a "not" before it; clause by clause, not for the whole letter."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from yiwang.ground.language.queries.phrases import Span, WordList
from yiwang.ground.language.queries.text import Prepared


@dataclass(frozen=True)
class Exclusion:
    """A list of excluding words and how far it reaches.

    `reach`: over (a figure of speech that holds the word: 跳楼价) · before (right in front, only `fillers` between) ·
    clause · sentence (this clause and those after it in the sentence) · text (everywhere).
    `ended_by`: words after which it no longer holds (去年报过警，现在又…).
    """

    words: WordList
    reach: str
    ended_by: WordList
    fillers: frozenset[str]

    @classmethod
    def from_payload(cls, words: WordList, spec: dict[str, Any], ended_by: WordList) -> "Exclusion":
        """From an entry of the ruleset's `exclusions`."""
        return cls(words, spec.get("reach", "clause"), ended_by, frozenset(spec.get("fillers", ())))

    def takes(self, text: Prepared, span: Span) -> bool:
        """Whether this span's danger is taken away."""
        return any(self._reaches(text, word, span) for word in self.words.spans(text))

    def _reaches(self, text: Prepared, word: Span, span: Span) -> bool:
        overlapping = word.start < span.end and span.start < word.end
        if self.reach == "over" or overlapping:
            return overlapping and self.reach == "over"
        if self.reach == "before":
            return word.end <= span.start and self._only_fillers(text.plain[word.end : span.start])
        here, there = text.clause_at(span.start), text.clause_at(word.start)
        near = here == there
        if self.reach == "sentence":
            near = there <= here and text.clauses[there].sentence == text.clauses[here].sentence
        return (near or self.reach == "text") and not self._ended(text, word, span)

    def _only_fillers(self, between: str) -> bool:
        while between:
            filler = next((between[:n] for n in range(min(4, len(between)), 0, -1) if between[:n] in self.fillers), "")
            if not filler:
                return False
            between = between[len(filler) :]
        return True

    def _ended(self, text: Prepared, word: Span, span: Span) -> bool:
        limit = text.clauses[text.clause_at(span.start)].end
        return any(word.end <= mark.start < limit for mark in self.ended_by.spans(text))


def surviving(text: Prepared, spans: Sequence[Span], exclusions: Sequence[Exclusion]) -> tuple[Span, ...]:
    """The spans that nothing takes away."""
    return tuple(s for s in spans if not any(exclusion.takes(text, s) for exclusion in exclusions))
