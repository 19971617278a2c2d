"""Lists of choices and moves, by topic: surveys, the panel, from opinions to improvements."""

from yiwang.quality.surveys.states.improving import (
    IMPROVEMENT_MOVES,
    FigureKind,
    ImprovementMove,
    ImprovementState,
    OpinionSource,
    OpinionState,
)
from yiwang.quality.surveys.states.panel import (
    AcceptedBy,
    Fate,
    MemberGroup,
    MemberState,
    SoundingState,
    VoiceDoor,
    VoiceState,
)
from yiwang.quality.surveys.states.surveying import (
    SURVEY_MOVES,
    Axis,
    Frame,
    PickState,
    QuestionKind,
    SurveyMove,
    SurveyState,
)

__all__ = [
    "IMPROVEMENT_MOVES", "SURVEY_MOVES", "AcceptedBy", "Axis", "Fate", "FigureKind", "Frame", "ImprovementMove",
    "ImprovementState", "MemberGroup", "MemberState", "OpinionSource", "OpinionState", "PickState", "QuestionKind",
    "SoundingState", "SurveyMove", "SurveyState", "VoiceDoor", "VoiceState",
]  # fmt: skip
