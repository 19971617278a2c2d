"""Facts of several files: a letter split, files linked, merged and set apart again."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class AppealSplit(Event):
    """拆分: parts of the letter became files of their own; their numbers."""

    code: ClassVar[str] = "appeals.appeal.split"
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class AppealSplitOff(Event):
    """拆出: this file is one part of another's letter."""

    code: ClassVar[str] = "appeals.appeal.split_off"
    whole: str


@dataclass(frozen=True)
class AppealLinked(Event):
    """关联: it belongs with another file."""

    code: ClassVar[str] = "appeals.appeal.linked"
    other: str


@dataclass(frozen=True)
class AppealMerged(Event):
    """并入: it is worked on with a main file and gets that one's answer."""

    code: ClassVar[str] = "appeals.appeal.merged"
    main: str


@dataclass(frozen=True)
class AppealTookIn(Event):
    """并进: another file is worked on with this one."""

    code: ClassVar[str] = "appeals.appeal.took_in"
    other: str


@dataclass(frozen=True)
class AppealUnmerged(Event):
    """撤销并入: it is worked on by itself again, in a new round, the promise counted from its registration as before."""

    code: ClassVar[str] = "appeals.appeal.unmerged"
    main: str
    round: int
