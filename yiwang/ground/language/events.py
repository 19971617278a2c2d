"""What happens to text models."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class TextModelTrained(Event):
    """A model was trained and serves from now on. `digest`: of the examples it learnt from."""

    code: ClassVar[str] = "language.model.trained"
    version: int
    examples: int
    digest: str


@dataclass(frozen=True)
class TextModelCalledBack(Event):
    """An earlier model serves again."""

    code: ClassVar[str] = "language.model.called_back"
    version: int
    replaces: int
