"""What a text is about: type, category and family with a calibrated confidence, and the words that led there. numpy alone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from yiwang.ground.language.queries.classifier import Head, Model, dump, load
from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.text import prepare
from yiwang.ground.language.queries.vectors import LONGEST, Floats, Known, Places, Vocabulary, order_of

__all__ = [
    "Choice", "Guess", "Head", "Model", "classify", "classify_many", "dump", "guess_type", "load", "load_public_model",
    "public_model", "words_for",
]  # fmt: skip
MOST_WORDS = 5
MOST_SURE = 0.98
"""A text the model learnt by heart looks certain; nothing it had not seen was ever right more often than this."""
MOST_ALTERNATIVES = 8


class Choice(NamedTuple):
    """One possible answer. `confidence`: about the share of such answers that were right in cross-validation."""

    code: str
    confidence: float


@dataclass(frozen=True)
class Guess:
    """What the model says; an empty code where it was not trained for that.

    `alternatives`: the likeliest categories, best first, the answer itself among them (types where the model knows no
    categories). `words`, `spans`: at most five words that led to the answer, in the order of the text.
    """

    type: str
    type_confidence: float
    category: str
    category_confidence: float
    family: str
    family_confidence: float
    alternatives: tuple[Choice, ...]
    words: tuple[str, ...]
    spans: tuple[Span, ...]
    types: tuple[Choice, ...] = ()
    """Every type, likeliest first."""


def classify(*, text: str, model: Model) -> Guess:
    """Type, category and family of a text. A text without a known sign gets the commonest, with a low confidence."""
    known = model.vocabulary.known(text)
    columns, values, places = model.vocabulary.weigh(known.columns)
    shares = {name: head.probabilities(columns, values) for name, head in model.heads.items()}
    ranked = {name: _ranked(model.heads[name], found, MOST_ALTERNATIVES) for name, found in shares.items()}
    kind, categories = ranked.get("type", []), ranked.get("category", [])
    first, category = _first(kind), _first(categories)
    family = _best_family(model.heads["category"], shares["category"]) if categories else _first([])
    name = "category" if "category" in model.heads else "type"
    answer = category.code if name == "category" else first.code
    gains = _gains(model.heads[name], answer, columns, values)
    spans = sorted(_best_words(text, _worth(len(text), known, gains[places])))
    others = tuple(categories or kind)
    words = tuple(dict.fromkeys(span.text for span in spans))
    return Guess(
        first.code, first.confidence, category.code, category.confidence, family.code, family.confidence, others, words,
        tuple(spans), tuple(kind),
    )  # fmt: skip


def classify_many(*, texts: Sequence[str], model: Model) -> list[Guess]:
    """What `classify` says of each of many texts, without the words that led there: for taking over old matters."""
    return [_bare_guess(model, *vector) for vector in model.vocabulary.vectors(texts)]


def _bare_guess(model: Model, columns: Places, values: Floats) -> Guess:
    shares = {name: head.probabilities(columns, values) for name, head in model.heads.items()}
    ranked = {name: _ranked(model.heads[name], found, MOST_ALTERNATIVES) for name, found in shares.items()}
    kind, categories = ranked.get("type", []), ranked.get("category", [])
    first, category = _first(kind), _first(categories)
    family = _best_family(model.heads["category"], shares["category"]) if categories else _first([])
    others = tuple(categories or kind)
    return Guess(
        first.code, first.confidence, category.code, category.confidence, family.code, family.confidence, others, (), (),
        tuple(kind),
    )  # fmt: skip


def guess_type(*, text: str, model: Model) -> Choice:
    """The type alone, for the portal while somebody writes: half the work of `classify`."""
    return _first(_ranked(model.heads["type"], model.heads["type"].probabilities(*model.vocabulary.vector(text))))


def _ranked(head: Head, shares: Floats, most: int | None = None) -> list[Choice]:
    order = np.argsort(-shares, kind="stable")[:most]
    return [Choice(head.classes[i], round(min(float(shares[i]), MOST_SURE), 4)) for i in order]


def _first(choices: list[Choice]) -> Choice:
    return choices[0] if choices else Choice("", 0.0)


def _best_family(head: Head, found: Floats) -> Choice:
    """The likeliest family: its classes' probabilities summed."""
    known, places = head.families
    sums = np.bincount(places, np.minimum(found, MOST_SURE))
    best = int(sums.argmax())
    return Choice(known[best], round(min(float(sums[best]), 1.0), 4))


def words_for(*, text: str, model: Model, head: str, answer: str) -> tuple[str, ...]:
    """The words of a text that speak most for an answer, at most five, in the order of the text."""
    known = model.vocabulary.known(text)
    columns, values, places = model.vocabulary.weigh(known.columns)
    gains = _gains(model.heads[head], answer, columns, values)
    spans = sorted(_best_words(text, _worth(len(text), known, gains[places])))
    return tuple(dict.fromkeys(span.text for span in spans))


def _gains(head: Head, code: str, columns: Places, values: Floats) -> Floats:
    """By column, what a sequence adds to the answer above what it adds to the average class."""
    found: Floats = (head.weights[columns, head.classes.index(code)] - head.means[columns]) * values
    return found


def _worth(length: int, known: Known, gains: Floats) -> Floats:
    """What each sign of the text adds to the answer: the sequences it stands in, each shared out among its signs."""
    worth, each = np.zeros(length), gains / known.sizes
    for step in range(LONGEST):
        reaching = known.sizes > step
        worth += np.bincount(known.starts[reaching] + step, each[reaching], length)
    return worth.astype(np.float32)


def _best_words(text: str, worth: Floats) -> list[Span]:
    """The words that speak most for the answer."""
    view, found, start = prepare(text).views[0], [], 0
    until = [0.0, *np.cumsum(worth, dtype=np.float64).tolist()]
    while start < len(text):
        start, end = view.token_bounds(start, start + 1)
        if end - start > 1 and text[start:end].isalnum():
            gain = round(until[end] - until[start], 5)
            if gain > 0:
                found.append((gain, Span(start, end, text[start:end])))
        start = end
    best = sorted(found, key=lambda item: (-item[0], item[1]))[:MOST_WORDS]
    floor = best[0][0] / 5 if best else 0.0
    return [span for gain, span in best if gain >= floor]


def public_model(model: Model) -> bytes:
    """The type head alone, for the portal's network, without the rarest sequences: what one letter alone says stays inside."""
    words, head = model.vocabulary, model.heads["type"]
    told = words.idf < words.idf.max(initial=0)
    kept = Vocabulary.of_keys(words.keys[told], words.idf[told])
    weights = head.weights[told][order_of(words.keys[told])]
    return dump(Model(kept, {"type": replace(head, weights=weights)}))


def load_public_model(blob: bytes) -> Model:
    """Read what `public_model` gave; `classify` takes it and leaves the category empty."""
    return load(blob)
