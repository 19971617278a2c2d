"""What a text is about: type, category and family with a calibrated confidence, and the words that led there. numpy alone."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from yiwang.ground.language.queries.phrases import Span
from yiwang.ground.language.queries.text import prepare
from yiwang.ground.language.queries.vectors import Floats, Vocabulary

MOST_WORDS = 5
MOST_SURE = 0.98
"""A text the model learnt by heart looks certain; nothing it had not seen was ever right more often than this."""
_NO_DATE = (1980, 1, 1, 0, 0, 0)
MOST_ALTERNATIVES = 8
_NOUGHT = 4e-5
"""A share below it is told as 0.0000: it adds nothing to its family."""


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


@dataclass(frozen=True)
class Head:
    """One question: a linear score a class. `warmth` turns scores into probabilities."""

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    warmth: float

    def probabilities(self, columns: np.ndarray, values: Floats) -> Floats:
        """One probability a class, in the order of `classes`."""
        return _shares((self.weights[:, columns] @ values + self.bias) * self.warmth)

    @cached_property
    def _by_column(self) -> Floats:
        """The weights turned about: the few columns of a text lie together, which is quicker for many texts."""
        turned: Floats = np.ascontiguousarray(self.weights.T)
        return turned

    @cached_property
    def _family_of(self) -> tuple[tuple[str, ...], np.ndarray]:
        """The families, and which one each class belongs to."""
        names = [code.partition(".")[0] for code in self.classes]
        known = tuple(dict.fromkeys(names))
        return known, np.array([known.index(name) for name in names], np.intp)

    def best_family(self, shares: Floats) -> "Choice":
        """The likeliest family: its classes' probabilities summed."""
        known, places = self._family_of
        sums = np.bincount(places, np.minimum(shares, MOST_SURE))
        best = int(sums.argmax())
        return Choice(known[best], round(min(float(sums[best]), 1.0), 4))

    def probabilities_of_many(self, columns: np.ndarray, values: Floats) -> Floats:
        """As `probabilities`, from weights laid out for a great number of texts."""
        return _shares((values @ self._by_column[columns] + self.bias) * self.warmth)


def _shares(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max())
    shares: Floats = powers / powers.sum()
    return shares


@dataclass(frozen=True)
class Model:
    """A loaded model: its vocabulary and its heads (`type`, `category`)."""

    vocabulary: Vocabulary
    heads: dict[str, Head]
    version: int = 0


def classify(*, text: str, model: Model) -> Guess:
    """Type, category and family of a text. A text without a known sign gets the commonest, with a low confidence."""
    known = model.vocabulary.known(text)
    columns, values = model.vocabulary.weigh([column for _, _, column in known])
    ranked = {name: _told(head, head.probabilities(columns, values)) for name, head in model.heads.items()}
    kind, categories = ranked.get("type", []), ranked.get("category", [])
    families = _families(categories)
    first, category, family = _first(kind), _first(categories), _first(families)
    name = "category" if "category" in model.heads else "type"
    answer = category.code if name == "category" else first.code
    spans = sorted(_best_words(text, _worth(len(text), known, _gains(model.heads[name], answer, columns, values))))
    others = tuple((categories or kind)[:MOST_ALTERNATIVES])
    words = tuple(dict.fromkeys(span.text for span in spans))
    return Guess(
        first.code, first.confidence, category.code, category.confidence, family.code, family.confidence, others, words,
        tuple(spans),
    )  # fmt: skip


def classify_many(*, texts: Sequence[str], model: Model) -> list[Guess]:
    """What `classify` says of each of many texts, without the words that led there: for taking over old matters."""
    return [_bare_guess(model, *vector) for vector in model.vocabulary.vectors(texts)]


def _bare_guess(model: Model, columns: np.ndarray, values: Floats) -> Guess:
    shares = {name: head.probabilities_of_many(columns, values) for name, head in model.heads.items()}
    ranked = {name: _ranked(model.heads[name], found, MOST_ALTERNATIVES) for name, found in shares.items()}
    kind, categories = ranked.get("type", []), ranked.get("category", [])
    first, category = _first(kind), _first(categories)
    family = model.heads["category"].best_family(shares["category"]) if categories else _first([])
    others = tuple(categories or kind)
    return Guess(
        first.code, first.confidence, category.code, category.confidence, family.code, family.confidence, others, (), (),
    )  # fmt: skip


def guess_type(*, text: str, model: Model) -> Choice:
    """The type alone, for the portal while somebody writes: half the work of `classify`."""
    return _first(_ranked(model.heads["type"], model.heads["type"].probabilities(*model.vocabulary.vector(text))))


def _ranked(head: Head, shares: Floats, most: int | None = None) -> list[Choice]:
    order = np.argsort(-shares, kind="stable")[:most]
    return [Choice(head.classes[i], round(min(float(shares[i]), MOST_SURE), 4)) for i in order]


def _told(head: Head, shares: Floats) -> list[Choice]:
    """The choices that stand for something, and as many as are shown."""
    return _ranked(head, shares, max(MOST_ALTERNATIVES, int((shares > _NOUGHT).sum())))


def _first(choices: list[Choice]) -> Choice:
    return choices[0] if choices else Choice("", 0.0)


def _families(categories: list[Choice]) -> list[Choice]:
    sums: dict[str, float] = {}
    for choice in categories:
        family = choice.code.partition(".")[0]
        sums[family] = sums.get(family, 0.0) + choice.confidence
    return sorted((Choice(f, round(min(s, 1.0), 4)) for f, s in sums.items()), key=lambda c: -c.confidence)


def _gains(head: Head, code: str, columns: np.ndarray, values: Floats) -> dict[int, float]:
    """By column, what a sequence adds to the answer above what it adds to the average class."""
    row, block = head.classes.index(code), head.weights[:, columns]
    return dict(zip(columns.tolist(), ((block[row] - block.mean(axis=0)) * values).tolist(), strict=True))


def _worth(length: int, known: Sequence[tuple[int, int, int]], gains: dict[int, float]) -> Floats:
    """What each sign of the text adds to the answer: the sequences it stands in, each shared out among its signs."""
    worth = np.zeros(length, np.float32)
    places = [place for start, size, _ in known for place in range(start, start + size)]
    shares = [gains[column] / size for _, size, column in known for _ in range(size)]
    np.add.at(worth, places, np.asarray(shares, np.float32))
    return worth


def _best_words(text: str, worth: Floats) -> list[Span]:
    """The words that speak most for the answer."""
    view, found, start = prepare(text).views[0], [], 0
    while start < len(text):
        start, end = view.token_bounds(start, start + 1)
        if end - start > 1 and text[start:end].isalnum():
            gain = float(worth[start:end].sum())
            if gain > 0:
                found.append((gain, Span(start, end, text[start:end])))
        start = end
    best = sorted(found, key=lambda item: (-item[0], item[1]))[:MOST_WORDS]
    floor = best[0][0] / 5 if best else 0.0
    return [span for gain, span in best if gain >= floor]


def dump(model: Model) -> bytes:
    """The model as npz arrays, the same bytes for the same model (so that a publication is renewed only when it changed).

    Weights are kept in half precision, which is plenty.
    """
    arrays = {"terms": _packed(model.vocabulary.terms), "idf": model.vocabulary.idf.astype(np.float32)}
    for name, head in model.heads.items():
        arrays |= {
            f"{name}.classes": _packed(list(head.classes)),
            f"{name}.weights": head.weights.astype(np.float16),
            f"{name}.bias": head.bias.astype(np.float32),
            f"{name}.warmth": np.array(head.warmth, np.float32),
        }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in arrays.items():
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", _NO_DATE), _npy(array), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _npy(array: np.ndarray) -> bytes:
    file = io.BytesIO()
    np.lib.format.write_array(file, np.asanyarray(array), allow_pickle=False)
    return file.getvalue()


def load(blob: bytes, *, version: int = 0) -> Model:
    """Read what `dump` wrote; no pickle, so a model is data and never code. Raises ValueError or KeyError for anything else."""
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        names = [key.removesuffix(".weights") for key in arrays.files if key.endswith(".weights")]
        heads = {
            name: Head(
                tuple(_unpacked(arrays[f"{name}.classes"])),
                arrays[f"{name}.weights"].astype(np.float32),
                arrays[f"{name}.bias"],
                float(arrays[f"{name}.warmth"]),
            )
            for name in names
        }
        return Model(Vocabulary(_unpacked(arrays["terms"]), arrays["idf"]), heads, version)


def public_model(model: Model) -> bytes:
    """The type head alone, for the portal's network."""
    return dump(Model(model.vocabulary, {"type": model.heads["type"]}))


def load_public_model(blob: bytes) -> Model:
    """Read what `public_model` gave; `classify` takes it and leaves the category empty."""
    return load(blob)


def _packed(texts: list[str]) -> np.ndarray:
    return np.frombuffer("\n".join(texts).encode(), np.uint8)


def _unpacked(array: np.ndarray) -> list[str]:
    return array.tobytes().decode().split("\n")
