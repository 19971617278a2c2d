"""Forms of going to and fro with the citizen."""

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.sites.workbench.desk.forms.base import MoveForm


class AskForm(MoveForm):
    """问诉求人."""

    text = forms.CharField(
        label=gettext_lazy("要问的话"), widget=forms.Textarea({"rows": 4}), max_length=2000,
        help_text=gettext_lazy("一次问一件事，说清要什么、为什么要。对方照原样看到这段话。"),
        error_messages={"required": gettext_lazy("请写下要问诉求人的话")},
    )  # fmt: skip


class TakeBackQuestionForm(MoveForm):
    """收回提问. `question`: the one that was read."""

    question = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class SupplementForm(MoveForm):
    """补充材料, as somebody tells it on the telephone."""

    text = forms.CharField(
        label=gettext_lazy("诉求人补充的话"), widget=forms.Textarea({"rows": 5}), max_length=8000, required=False,
        help_text=gettext_lazy("照对方的话记。电话里补的，写上哪天几点来电。"),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("照片或文件（可以不附）"), required=False, help_text=gettext_lazy("一个最大20 MB。"),
        error_messages={"empty": gettext_lazy("文件是空的，请重新选一个")},
    )  # fmt: skip
