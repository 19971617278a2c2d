"""Tables of campaigns and of the work programme."""

from yiwang.quality.campaigns.models.campaigning import (
    AREAS,
    CATEGORIES,
    KEYWORDS,
    REPORT_SIGNS,
    TEXT_SIGNS,
    TITLE_SIGNS,
    Campaign,
    CampaignFile,
    Measure,
)
from yiwang.quality.campaigns.models.programming import STANDARD_SIGNS, Note, Notice, NoticeLine, Programme, Task

__all__ = [
    "AREAS",
    "CATEGORIES",
    "KEYWORDS",
    "REPORT_SIGNS",
    "STANDARD_SIGNS",
    "TEXT_SIGNS",
    "TITLE_SIGNS",
    "Campaign",
    "CampaignFile",
    "Measure",
    "Note",
    "Notice",
    "NoticeLine",
    "Programme",
    "Task",
]
