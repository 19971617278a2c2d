"""What surveys, panel and improvements ask for; shape only."""

from yiwang.sites.workbench.surveys.forms.improving import (
    CloseForm,
    GistForm,
    GroundForm,
    MeasureForm,
    OrderForm,
    ReportForm,
)
from yiwang.sites.workbench.surveys.forms.panel import AnswerForm, ConsultForm, FateForm, InviteForm, PaperForm, SeeForm
from yiwang.sites.workbench.surveys.forms.surveying import FindingForm, NoteForm, SurveyForm

__all__ = [
    "AnswerForm", "CloseForm", "ConsultForm", "FateForm", "FindingForm", "GistForm", "GroundForm", "InviteForm", "MeasureForm",
    "NoteForm", "OrderForm", "PaperForm", "ReportForm", "SeeForm", "SurveyForm",
]  # fmt: skip
