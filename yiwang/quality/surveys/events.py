"""Facts of surveys, panel and improvements: keys, codes and numbers; never a name, a number dialled or a word anybody said."""

from dataclasses import dataclass
from typing import ClassVar

from yiwang.kit.bus import Event


@dataclass(frozen=True)
class SurveyWritten(Event):
    """A survey was drawn up or changed; `digest`: of its questions."""

    code: ClassVar[str] = "surveys.survey.written"
    version: int
    digest: str


@dataclass(frozen=True)
class SurveyApproved(Event):
    """Another approved this version."""

    code: ClassVar[str] = "surveys.survey.approved"
    version: int


@dataclass(frozen=True)
class SurveySentBack(Event):
    """It was sent back to be changed; the words stand with it."""

    code: ClassVar[str] = "surveys.survey.sent_back"
    version: int


@dataclass(frozen=True)
class SurveyOpened(Event):
    """The sample was drawn by this seed: so many of a frame of so many."""

    code: ClassVar[str] = "surveys.survey.opened"
    seed: str
    drawn: int
    population: int


@dataclass(frozen=True)
class SurveyClosed(Event):
    """Nobody is asked any more; so many answered."""

    code: ClassVar[str] = "surveys.survey.closed"
    answered: int


@dataclass(frozen=True)
class SurveyDropped(Event):
    """It will not be held."""

    code: ClassVar[str] = "surveys.survey.dropped"


@dataclass(frozen=True)
class SampleAsked(Event):
    """A batch of the sample was handed to `asking`: so many are asked, so many were spared."""

    code: ClassVar[str] = "surveys.sample.asked"
    asked: int
    spared: int


@dataclass(frozen=True)
class SurveyAnswered(Event):
    """One more answered; which one is not told."""

    code: ClassVar[str] = "surveys.survey.answered"
    answered: int


@dataclass(frozen=True)
class SamplePlaceEnded(Event):
    """Somebody said nothing, or was not asked after all; one of the same stratum takes the place where it was not asked."""

    code: ClassVar[str] = "surveys.sample.ended"
    state: str


@dataclass(frozen=True)
class ResultPublished(Event):
    """The result is shown to everybody, or not any more."""

    code: ClassVar[str] = "surveys.survey.published"
    is_public: bool


@dataclass(frozen=True)
class ResultExported(Event):
    """The responses were taken out as a table."""

    code: ClassVar[str] = "surveys.survey.exported"
    rows: int


@dataclass(frozen=True)
class MemberInvited(Event):
    """Somebody was invited to the panel."""

    code: ClassVar[str] = "surveys.panel.invited"
    group: str


@dataclass(frozen=True)
class MemberAccepted(Event):
    """A member said yes; `how`: by link or on paper."""

    code: ClassVar[str] = "surveys.panel.accepted"
    how: str


@dataclass(frozen=True)
class MemberDeclined(Event):
    """Somebody said no, or did not answer."""

    code: ClassVar[str] = "surveys.panel.declined"


@dataclass(frozen=True)
class MemberEnded(Event):
    """A term is over."""

    code: ClassVar[str] = "surveys.panel.ended"


@dataclass(frozen=True)
class MembersErased(Event):
    """Names and numbers of members whose term is long over are gone."""

    code: ClassVar[str] = "surveys.panel.erased"
    count: int


@dataclass(frozen=True)
class SoundingOpened(Event):
    """Members are consulted, so many of them."""

    code: ClassVar[str] = "surveys.sounding.opened"
    members: int
    door: str


@dataclass(frozen=True)
class SoundingClosed(Event):
    """The consultation is over; so many answered."""

    code: ClassVar[str] = "surveys.sounding.closed"
    answered: int


@dataclass(frozen=True)
class VoiceHeard(Event):
    """A member answered; `said`: salted digest of the words."""

    code: ClassVar[str] = "surveys.voice.heard"
    door: str
    said: str


@dataclass(frozen=True)
class VoiceLapsed(Event):
    """A member did not answer in time."""

    code: ClassVar[str] = "surveys.voice.lapsed"


@dataclass(frozen=True)
class VoiceSettled(Event):
    """What became of an answer; `file`: key of the file it was registered as, 0 where none."""

    code: ClassVar[str] = "surveys.voice.settled"
    fate: str
    file: int


@dataclass(frozen=True)
class OpinionCollected(Event):
    """搜集: an opinion was put down."""

    code: ClassVar[str] = "surveys.opinion.collected"
    source: str
    unit: str


@dataclass(frozen=True)
class OpinionAssessed(Event):
    """研判: it is to be acted on (`improvement`: by which, 0 where not), or why not is written."""

    code: ClassVar[str] = "surveys.opinion.assessed"
    state: str
    improvement: int


@dataclass(frozen=True)
class ImprovementOrdered(Event):
    """督办: a unit is to change something by its clock."""

    code: ClassVar[str] = "surveys.improvement.ordered"
    unit: str


@dataclass(frozen=True)
class ImprovementReported(Event):
    """整改: the unit says what it changed."""

    code: ClassVar[str] = "surveys.improvement.reported"


@dataclass(frozen=True)
class ImprovementSentBack(Event):
    """It is not done yet."""

    code: ClassVar[str] = "surveys.improvement.sent_back"


@dataclass(frozen=True)
class ImprovementMeasured(Event):
    """The effect was seen by a figure, before and after."""

    code: ClassVar[str] = "surveys.improvement.measured"
    before: float
    after: float


@dataclass(frozen=True)
class ImprovementClosed(Event):
    """反馈: it was told back to who raised it."""

    code: ClassVar[str] = "surveys.improvement.closed"
    is_public: bool
