"""What an answer on its way to the public asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.offer.knowledge.models import ANSWER_SIGNS, QUESTION_SIGNS, TITLE_SIGNS
from yiwang.offer.knowledge.states import AnswerState
from yiwang.sites.workbench.desk.forms.base import OnceForm

_LONGEST = 8000


class AnswerForm(OnceForm):
    """Carries the version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RedactForm(AnswerForm):
    """Title, question and answer as everybody would read them."""

    title = forms.CharField(
        max_length=_LONGEST, required=False, label=_("标题"), help_text=_("一句话的问题，别人按它找。"),
        widget=forms.TextInput({"data-limit": str(TITLE_SIGNS)}),
    )  # fmt: skip
    question = forms.CharField(max_length=_LONGEST, required=False, label=_("问题"), widget=forms.Textarea({"rows": 7}))
    answer = forms.CharField(max_length=_LONGEST, required=False, label=_("答复"), widget=forms.Textarea({"rows": 12}))
    limits = {"title": TITLE_SIGNS, "question": QUESTION_SIGNS, "answer": ANSWER_SIGNS}


class ReasonForm(AnswerForm):
    """Why it is not published, taken down, or sent back."""

    reason = forms.CharField(max_length=_LONGEST, required=False, label=_("原因"), widget=forms.Textarea({"rows": 3}))


class TasksForm(forms.Form):
    """Which list, what words, which page."""

    show = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("tasks", "published", "review", "ended")]
    )
    q = forms.CharField(required=False, max_length=60, label=_("找问答"))
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        return {"show": "tasks", "q": "", "page": 1} | kept


STATES = {
    "tasks": (AnswerState.WAITING, AnswerState.EDITED),
    "published": (AnswerState.PUBLISHED,),
    "ended": (AnswerState.KEPT, AnswerState.WITHDRAWN),
}
