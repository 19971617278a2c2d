"""Where campaigns, their files and measures, tasks and notices are."""

from yiwang.quality.campaigns.states.campaigning import (
    DECIDERS,
    FEW,
    GROUNDS,
    LIVE,
    MOVES,
    PLANNERS,
    REPORTERS,
    CampaignState,
    FileState,
    Ground,
    How,
    MeasureState,
    Move,
)
from yiwang.quality.campaigns.states.programming import (
    COLOURS,
    UNDONE,
    Colour,
    NoticeState,
    ProgrammeState,
    TaskState,
)

__all__ = [
    "COLOURS",
    "DECIDERS",
    "FEW",
    "GROUNDS",
    "LIVE",
    "MOVES",
    "PLANNERS",
    "REPORTERS",
    "UNDONE",
    "CampaignState",
    "Colour",
    "FileState",
    "Ground",
    "How",
    "MeasureState",
    "Move",
    "NoticeState",
    "ProgrammeState",
    "TaskState",
]
