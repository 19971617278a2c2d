"""The form of answering at once a file that waits for an operator."""

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.policies import DIRECT_OUTCOMES
from yiwang.cases.appeals.states import Outcome
from yiwang.sites.workbench.desk.forms.base import MoveForm


class DirectForm(MoveForm):
    """直接答复."""

    text = forms.CharField(
        label=gettext_lazy("答复"), max_length=2000, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("写给诉求人看的话；电话里答过的，照说过的写。"),
    )  # fmt: skip
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"), choices=[(one.value, one.label) for one in DIRECT_OUTCOMES],
        initial=Outcome.EXPLAINED.value,
    )  # fmt: skip
    ground = forms.CharField(
        label=gettext_lazy("归谁管、走哪条途径"), required=False, max_length=300,
        help_text=gettext_lazy("结果是非本机关或移交法定途径的要写。"),
    )  # fmt: skip
    source = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
