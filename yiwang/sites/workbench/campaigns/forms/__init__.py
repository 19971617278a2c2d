"""Forms of campaigns and programmes; shape only."""

from yiwang.sites.workbench.campaigns.forms.campaigning import (
    AddForm,
    ListForm,
    MeasureForm,
    MoveDayForm,
    PlanForm,
    ReasonForm,
    ReportForm,
    ResultForm,
)
from yiwang.sites.workbench.campaigns.forms.programming import (
    NoteForm,
    NoticeForm,
    ProgrammeForm,
    TaskForm,
    VerdictForm,
)

__all__ = [
    "AddForm",
    "ListForm",
    "MeasureForm",
    "MoveDayForm",
    "NoteForm",
    "NoticeForm",
    "PlanForm",
    "ProgrammeForm",
    "ReasonForm",
    "ReportForm",
    "ResultForm",
    "TaskForm",
    "VerdictForm",
]
