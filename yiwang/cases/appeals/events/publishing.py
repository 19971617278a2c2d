"""Facts of what the asker says about publishing."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class PublishingChosen(Event):
    """公开意愿: whether question and answer may be published without what points at a person."""

    code: ClassVar[str] = "appeals.publishing.chosen"
    agrees: bool
