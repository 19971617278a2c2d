"""A linear classifier over sequences of signs: any set of labels, calibrated confidence, one file of plain arrays. numpy alone.

The house's own model has two questions (`type`, `category`); one that a bureau trains on a file has a single one (`LABEL`).
"""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np

from yiwang.ground.language.queries.vectors import Floats, Places, Vocabulary, order_of, packed

LABEL = "label"
"""The one question of a model trained on a file."""
LARGEST = 30 * 1024 * 1024
"""Bytes of a model's file."""
_LARGEST_OPEN = 512 * 1024 * 1024
"""Bytes that a model's arrays may have in memory: a file that claims more was made to do harm."""
_FORMAT = 2
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_BATCH = 512
_FLAT, _LEAST_REST = 30.0, 1e-12
_BROKEN = (
    KeyError, TypeError, IndexError, AttributeError, OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError,
)  # fmt: skip


class Sureness(NamedTuple):
    """Confidence from how the first answer stands among the others: 1 / (1 + exp(-(slope · standing + offset))).

    `steep`: see `standing`; 0 in files of before, which went by the lead of the first score over the second.
    """

    slope: float
    offset: float
    steep: float = 0.0

    def of(self, scores: Floats) -> Any:
        """For a text or row by row."""
        ahead = standing(scores, self.steep) if self.steep else lead(scores)
        return 1 / (1 + np.exp(-(self.slope * ahead + self.offset)))


@dataclass(frozen=True, eq=False)
class Head:
    """One question: a linear score a class, a row of `weights` a sequence. `warmth` turns scores into probabilities.

    `sureness`: how often an answer that stands so was right among texts not seen in learning; None: only `warmth` was measured.
    """

    classes: tuple[str, ...]
    weights: Floats
    bias: Floats
    warmth: float
    sureness: Sureness | None = None

    def scores(self, columns: Places, values: Floats) -> Floats:
        """One score a class, in the order of `classes`."""
        found: Floats = values @ self.weights.take(columns, axis=0) + self.bias
        return found

    def probabilities(self, columns: Places, values: Floats) -> Floats:
        """One probability a class, in the order of `classes`."""
        return shares(self.scores(columns, values) * self.warmth)

    @cached_property
    def means(self) -> Floats:
        """By column, the weight of the average class."""
        found: Floats = self.weights.mean(axis=1, dtype=np.float32)
        return found

    @cached_property
    def families(self) -> tuple[tuple[str, ...], Places]:
        """The families (a class's code up to the first point), and which one each class belongs to."""
        names = [code.partition(".")[0] for code in self.classes]
        known = tuple(dict.fromkeys(names))
        return known, np.array([known.index(name) for name in names], np.intp)


@dataclass(frozen=True, eq=False)
class Model:
    """A loaded model: its vocabulary and its heads. `about`: what a trained file says of itself (figures, threshold)."""

    vocabulary: Vocabulary
    heads: dict[str, Head]
    version: int = 0
    about: Mapping[str, Any] = field(default_factory=dict)


class Answer(NamedTuple):
    """A label, how often such an answer was right in cross-validation, and whether it may stand without a person's look."""

    label: str
    confidence: float
    auto: bool


def shares(scores: Floats) -> Floats:
    """Scores as probabilities that add up to one, for a text or row by row."""
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    found: Floats = powers / powers.sum(axis=-1, keepdims=True)
    return found


def lead(scores: Floats) -> Floats:
    """How far the first score stands above the second, for a text or row by row."""
    first, second = (np.take(np.partition(scores, place, axis=-1), place, axis=-1) for place in (-1, -2))
    found: Floats = first - second
    return found


def standing(scores: Floats, steep: float) -> Any:
    """Log-odds of the first answer's share, each class judged by itself: how clearly all the others are refused counts, and the
    first one's own score only until it is taken. For a text or row by row. With two classes it is their lead by another measure.
    """
    own = 1 / (1 + np.exp(-np.clip(steep * scores.astype(float), -_FLAT, _FLAT)))
    first = own.max(axis=-1)
    rest = own.sum(axis=-1) - first
    return np.log(first) - np.log(np.maximum(rest, _LEAST_REST))


def label(*, text: str, model: Model) -> Answer:
    """The label of one text, by a model with the one question `LABEL`. A text without a known sign is never `auto`."""
    head, (columns, values) = model.heads[LABEL], model.vocabulary.vector(text)
    return _answer(head, head.scores(columns, values), len(columns), _threshold(model))


def labels(*, texts: Sequence[str], model: Model) -> list[Answer]:
    """What `label` says of each of many texts."""
    head, least = model.heads[LABEL], _threshold(model)
    found = []
    for first in range(0, len(texts), _BATCH):
        for columns, values in model.vocabulary.vectors(texts[first : first + _BATCH]):
            found.append(_answer(head, head.scores(columns, values), len(columns), least))
    return found


def scores(*, texts: Sequence[str], model: Model) -> Floats:
    """A row of scores a text, a column a class of `LABEL`."""
    head = model.heads[LABEL]
    found = [head.scores(*vector) for vector in model.vocabulary.vectors(texts)]
    return np.array(found, np.float32).reshape(len(texts), len(head.classes))


def _threshold(model: Model) -> float:
    return float(model.about.get("threshold", 2.0))


def _answer(head: Head, found: Floats, known: int, threshold: float) -> Answer:
    sure = confidence(head, found)
    return Answer(head.classes[int(found.argmax())], sure, bool(known) and sure >= threshold)


def confidence(head: Head, found: Floats) -> float:
    """Of the first answer, six places."""
    if head.sureness is None:
        return round(float(shares(found * head.warmth).max()), 6)
    return round(float(head.sureness.of(found)), 6)


def dump(model: Model) -> bytes:
    """The model as npz arrays, the same bytes for the same model (so that a publication is renewed only when it changed).

    Weights are kept in half precision, which is plenty.
    """
    arrays: dict[str, np.ndarray] = {
        "format": np.array(_FORMAT, np.int32),
        "keys": model.vocabulary.keys,
        "idf": model.vocabulary.idf.astype(np.float32),
    }
    for name, head in model.heads.items():
        arrays |= {
            f"{name}.classes": _told(list(head.classes)),
            f"{name}.weights": head.weights.astype(np.float16),
            f"{name}.bias": head.bias.astype(np.float32),
            f"{name}.warmth": np.array(head.warmth, np.float32),
        }
        if head.sureness is not None:
            arrays[f"{name}.sureness"] = np.array(head.sureness, np.float64)
    if model.about:
        arrays["about"] = _told(dict(model.about))
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
    """Read what `dump` wrote; no pickle, so a model is data and never code. ValueError: anything else."""
    try:
        return _loaded(blob, version)
    except _BROKEN as error:
        raise ValueError(f"these bytes are no model: {error}") from error


def _loaded(blob: bytes, version: int) -> Model:
    with zipfile.ZipFile(io.BytesIO(blob)) as archive:
        if sum(one.file_size for one in archive.infolist()) > _LARGEST_OPEN:
            raise ValueError("these arrays are larger than any model's")
    with np.load(io.BytesIO(blob), allow_pickle=False) as arrays:
        known = {name: arrays[name] for name in arrays.files}
    if "format" not in known:
        known |= _of_the_first_format(known)
    names, count = [name for name in known if name.endswith(".weights")], len(known["keys"])
    if not names or any(len(known[name]) != count for name in ("idf", *names)):
        raise ValueError("these arrays do not fit each other")
    order = order_of(known["keys"])
    vocabulary = Vocabulary(known["keys"][order], known["idf"][order])
    heads = {name.removesuffix(".weights"): _head(known, name, order) for name in names}
    if any(
        head.weights.shape[1:] != (len(head.classes),) or len(head.bias) != len(head.classes) for head in heads.values()
    ):
        raise ValueError("these arrays do not fit each other")
    return Model(vocabulary, heads, version, _untold(known["about"]) if "about" in known else {})


def _of_the_first_format(known: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Models before version 2 named sequences and classes in letters, and had a column a sequence."""
    terms = bytes(known["terms"]).decode().split("\n")
    found = {"keys": np.array([packed(term) for term in terms], np.int64)}
    for name, array in known.items():
        if name.endswith(".weights"):
            found[name] = array.T
        elif name.endswith(".classes"):
            found[name] = _told(bytes(array).decode().split("\n"))
    return found


def _head(known: Mapping[str, np.ndarray], weights: str, order: Places) -> Head:
    name = weights.removesuffix(".weights")
    sure = known.get(f"{name}.sureness")
    return Head(
        classes=tuple(_untold(known[f"{name}.classes"])),
        weights=known[weights][order],
        bias=known[f"{name}.bias"],
        warmth=float(known[f"{name}.warmth"]),
        sureness=None if sure is None else Sureness(*map(float, sure)),
    )


def _told(what: Any) -> np.ndarray:
    return np.frombuffer(json.dumps(what, ensure_ascii=False, sort_keys=True).encode(), np.uint8)


def _untold(array: np.ndarray) -> Any:
    return json.loads(bytes(array).decode())
