"""Facts of campaigns, their files and measures."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from yiwang.kit.bus import Event
from yiwang.kit.refs import Ref


@dataclass(frozen=True)
class CampaignDrafted(Event):
    """Somebody plans to do something about one kind of trouble. `ground`: `states.Ground`; `source`: what it came from."""

    code: ClassVar[str] = "campaigns.campaign.drafted"
    unit: str
    ground: str
    source: str
    digest: str


@dataclass(frozen=True)
class CampaignChanged(Event):
    """Its words, days or rule were changed before it was begun; a digest of all of them."""

    code: ClassVar[str] = "campaigns.campaign.changed"
    digest: str


@dataclass(frozen=True)
class CampaignBegun(Event):
    """Another person began it; so many measures were ordered by then."""

    code: ClassVar[str] = "campaigns.campaign.begun"
    measures: int


@dataclass(frozen=True)
class CampaignReported(Event):
    """What came of it was written; a digest of the words."""

    code: ClassVar[str] = "campaigns.campaign.reported"
    digest: str


@dataclass(frozen=True)
class CampaignSentBack(Event):
    """The report was not accepted; a digest of why."""

    code: ClassVar[str] = "campaigns.campaign.sent_back"
    digest: str


@dataclass(frozen=True)
class CampaignClosed(Event):
    """The report was accepted: it is over."""

    code: ClassVar[str] = "campaigns.campaign.closed"


@dataclass(frozen=True)
class CampaignDropped(Event):
    """It is not carried out; a digest of why."""

    code: ClassVar[str] = "campaigns.campaign.dropped"
    digest: str


@dataclass(frozen=True)
class CampaignCounted(Event):
    """What came before and during was counted: files of its kind in the weeks before, and since."""

    code: ClassVar[str] = "campaigns.campaign.counted"
    weeks: int
    before: int
    during: int


@dataclass(frozen=True)
class FilesFound(Event):
    """So many files came that its rule fits; a person has yet to say whether they belong to it."""

    code: ClassVar[str] = "campaigns.campaign.files_found"
    files: int


@dataclass(frozen=True)
class FileDecided(Event):
    """A person said whether a file belongs to it. `state`: `states.FileState`; `how`: `states.How`."""

    code: ClassVar[str] = "campaigns.campaign.file_decided"
    case: Ref
    state: str
    how: str


@dataclass(frozen=True)
class FilesLeft(Event):
    """Files left because they may not stand in a list any more."""

    code: ClassVar[str] = "campaigns.campaign.files_left"
    files: int


@dataclass(frozen=True)
class MeasureOrdered(Event):
    """A unit is to do something by a day."""

    code: ClassVar[str] = "campaigns.measure.ordered"
    campaign: Ref
    unit: str
    due_on: date
    digest: str


@dataclass(frozen=True)
class MeasureReported(Event):
    """The unit says what it did."""

    code: ClassVar[str] = "campaigns.measure.reported"
    campaign: Ref
    digest: str


@dataclass(frozen=True)
class MeasureAccepted(Event):
    """Somebody else looked, and it is done."""

    code: ClassVar[str] = "campaigns.measure.accepted"
    campaign: Ref


@dataclass(frozen=True)
class MeasureReturned(Event):
    """Somebody else looked, and it is not done; a digest of why."""

    code: ClassVar[str] = "campaigns.measure.returned"
    campaign: Ref
    digest: str


@dataclass(frozen=True)
class MeasureMoved(Event):
    """Its day was moved; a digest of why."""

    code: ClassVar[str] = "campaigns.measure.moved"
    campaign: Ref
    due_on: date
    digest: str


@dataclass(frozen=True)
class WorkReminded(Event):
    """Who owes a measure or a task was told that its day comes, or is over (`is_late`)."""

    code: ClassVar[str] = "campaigns.work.reminded"
    is_late: bool
