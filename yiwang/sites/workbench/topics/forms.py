"""What topics ask for; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.topics.models import NOTE_SIGNS
from yiwang.cases.topics.states import PERIODS, TopicState
from yiwang.sites.workbench.desk.forms.base import OnceForm


class ListForm(forms.Form):
    """Which period, which topics."""

    days = forms.TypedChoiceField(required=False, coerce=int, choices=[(days, days) for days in PERIODS])
    show = forms.ChoiceField(required=False, choices=[(state.value, state.value) for state in TopicState])

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; thirty days of everything that is not laid aside where nothing was."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        return {"days": PERIODS[0], "show": ""} | kept


class MarkForm(forms.Form):
    """What becomes of a topic."""

    state = forms.ChoiceField(choices=[(state.value, state.value) for state in TopicState])


class NoteForm(OnceForm):
    """What was done about a warning."""

    note = forms.CharField(
        max_length=NOTE_SIGNS, label=_("做了什么"), widget=forms.Textarea({"rows": 3}),
        help_text=_("写措施和时间，不写诉求人。"), error_messages={"required": _("请写做了什么")},
    )  # fmt: skip
