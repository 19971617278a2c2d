"""What supervision asks for; shape only."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.supervision import queries
from yiwang.quality.supervision.models.alerts import MEASURES_SIGNS, RESULT_SIGNS
from yiwang.quality.supervision.models.alerts import WHY_SIGNS as ALERT_WHY_SIGNS
from yiwang.quality.supervision.models.cards import NOTE_SIGNS
from yiwang.quality.supervision.models.explanations import TOLD_SIGNS, WHY_SIGNS, WORDS_SIGNS
from yiwang.quality.supervision.states import CardKind, LateReason, LiftGround, Stage
from yiwang.sites.workbench.desk.forms.base import OnceForm

DAYS_OFFERED = 15
"""Working days that a new deadline may be picked from."""
_WEEKDAYS = "一二三四五六日"


class DutiesForm(forms.Form):
    """Whose list, and which column of it."""

    unit = forms.CharField(required=False, max_length=60)
    officer = forms.CharField(required=False, max_length=60)
    stage = forms.ChoiceField(required=False, choices=Stage.choices)
    after = forms.CharField(required=False, max_length=40)

    @property
    def said(self) -> dict[str, str]:
        """What was asked for; empty where nothing was."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


class CardsForm(forms.Form):
    """Which month, which unit."""

    month = forms.RegexField(r"^20\d\d-(0[1-9]|1[0-2])$", required=False)
    unit = forms.CharField(required=False, max_length=60)
    kind = forms.ChoiceField(required=False, choices=CardKind.choices)

    @property
    def said(self) -> dict[str, str]:
        """What was asked for."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name, "")) for name in self.fields}


class LiftForm(OnceForm):
    """Why a card is taken back."""

    ground = forms.ChoiceField(label=_("理由"), choices=LiftGround.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        max_length=NOTE_SIGNS, label=_("情况"), widget=forms.Textarea({"rows": 2}), help_text=_("写事情，不写诉求人。"),
    )  # fmt: skip


class ExplainForm(OnceForm):
    """Why a file was late, and by when it is done. Of a file answered meanwhile sentence and day are left out."""

    reason = forms.ChoiceField(label=_("超期原因"), choices=LateReason.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        max_length=WORDS_SIGNS, label=_("向督办单位说明"), widget=forms.Textarea({"rows": 5}),
        help_text=_("为什么超期、现在到哪一步、怎样办完。"),
    )  # fmt: skip
    told = forms.CharField(
        max_length=TOLD_SIGNS, label=_("告诉诉求人的一句话"), widget=forms.TextInput(),
        help_text=_("例如：要和城管一起整治。督办单位同意后，和新期限一起发短信给诉求人。"),
    )  # fmt: skip
    due = forms.TypedChoiceField(label=_("新期限"), coerce=date.fromisoformat, help_text=_("只能选工作日。"))

    def __init__(self, data: Any = None, *, is_open: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not is_open:
            del self.fields["told"], self.fields["due"]
            return
        days = queries.deadline_days(most=DAYS_OFFERED)
        self.fields["due"].choices = [(day.isoformat(), zh_day(day)) for day in days]  # type: ignore[attr-defined]


def zh_day(day: date) -> str:
    """11月26日（周四）."""
    return f"{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


class SendBackForm(OnceForm):
    """What must be written again."""

    why = forms.CharField(max_length=WHY_SIGNS, label=_("要补充或改正什么"), widget=forms.Textarea({"rows": 2}))


class MeasuresForm(OnceForm):
    """What a unit does about an alert."""

    measures = forms.CharField(
        max_length=MEASURES_SIGNS, label=_("采取的措施"), widget=forms.Textarea({"rows": 4}),
        help_text=_("做什么、谁来做、到什么时候。不写诉求人。"),
    )  # fmt: skip


class ResultForm(OnceForm):
    """What the measures brought."""

    result = forms.CharField(
        max_length=RESULT_SIGNS, label=_("落实结果"), widget=forms.Textarea({"rows": 4}),
        help_text=_("做了什么、有什么效果。最近7天来了几件，系统自动数。"),
    )  # fmt: skip


class AlertBackForm(OnceForm):
    """What is still to be done."""

    why = forms.CharField(max_length=ALERT_WHY_SIGNS, label=_("还要做什么"), widget=forms.Textarea({"rows": 2}))
