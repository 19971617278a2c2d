"""Forms of the second level and of leaders' orders."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.kit import clock
from yiwang.sites.workbench.desk.forms.base import MoveForm

PHRASES = (
    "请依法尽快办理，结果报我。",
    "请所领导亲自接访，当面听取意见。",
    "请查清原因，拿出整改办法。",
    "请会同有关单位研究，三日内报方案。",
    "已阅，按程序抓紧办结。",
)
"""What leaders write most; one tap each. They are what was written, not codes: they stand in Chinese alone."""


class PassUpForm(MoveForm):
    """呈上级审定."""

    note = forms.CharField(
        label=gettext_lazy("给上级的意见"), required=False, max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("可以不写。写明您的看法和要上级拿主意的地方。"),
    )  # fmt: skip


class InstructForm(MoveForm):
    """批示. A phrase is sent by its own button, words of one's own by the other."""

    text = forms.CharField(
        label=gettext_lazy("批示"), required=False, max_length=1000, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("承办人和单位负责人马上会收到。"),
    )  # fmt: skip
    phrase = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)
    due = forms.DateField(
        label=gettext_lazy("哪天前报告"), required=False, widget=forms.DateInput({"type": "date"}),
        help_text=gettext_lazy("可以不填，不填按3个工作日。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due"].widget.attrs["min"] = clock.today().isoformat()

    @property
    def words(self) -> str:
        """The phrase that was tapped, else what was written."""
        return str(self.cleaned_data["phrase"] or self.cleaned_data["text"])


class ReportForm(MoveForm):
    """报告落实批示."""

    instruction = forms.IntegerField(widget=forms.HiddenInput)
    report = forms.CharField(
        label=gettext_lazy("怎样落实的"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("写清谁、什么时候、做了什么、结果如何。批示的领导会收到。"),
        error_messages={"required": gettext_lazy("请写怎样落实的、结果如何")},
    )  # fmt: skip
