"""What happens to text models, and how well they were found to read."""

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
class TextModelSetAside(Event):
    """A model was trained and does not serve: it was no better than the one in service, or the bureau changes by hand.

    `state`: `rejected` or `resting`.
    """

    code: ClassVar[str] = "language.model.set_aside"
    version: int
    state: str
    examples: int
    digest: str


@dataclass(frozen=True)
class TextModelCalledBack(Event):
    """An earlier model serves again."""

    code: ClassVar[str] = "language.model.called_back"
    version: int
    replaces: int


@dataclass(frozen=True)
class CallBackProposed(Event):
    """An officer asks that another model serve."""

    code: ClassVar[str] = "language.callback.proposed"
    version: int


@dataclass(frozen=True)
class CallBackDecided(Event):
    """Another officer approved that, or did not."""

    code: ClassVar[str] = "language.callback.decided"
    version: int
    state: str


@dataclass(frozen=True)
class NightEnded(Event):
    """A night's learning is over. `end`: one of `NightEnd`; `fresh`: cases decided since the model in service was taught."""

    code: ClassVar[str] = "language.night.ended"
    end: str
    fresh: int
    overruled: int


@dataclass(frozen=True)
class WeekCounted(Event):
    """What the model said in a week was set against what people decided."""

    code: ClassVar[str] = "language.week.counted"
    week: str
    read: int
    decided: int


@dataclass(frozen=True)
class ReadingFell(Event):
    """The agreement of suggestion and decision fell by more than the bureau allows. `points`: percentage points."""

    code: ClassVar[str] = "language.week.fell"
    what: str
    points: int
