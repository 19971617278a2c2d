"""What a standard asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.offer.knowledge.models import ALSO_SIGNS, ASKED_SIGNS, GROUND_SIGNS, TOLD_SIGNS
from yiwang.sites.workbench.desk.forms.base import OnceForm

_LONGEST = 8000
SHOWS = ("force", "waiting", "due", "mine", "retired")


class StandardForm(OnceForm):
    """Carries the version that was read; 0 of a new one."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class WriteForm(StandardForm):
    """Question and answer as everybody will give it."""

    question = forms.CharField(
        max_length=_LONGEST, required=False, label=_("群众问的是什么"), help_text=_("一句话，照群众的说法写。"),
        widget=forms.TextInput({"data-limit": str(ASKED_SIGNS)}),
    )  # fmt: skip
    also = forms.CharField(
        max_length=_LONGEST, required=False, label=_("别的问法"), widget=forms.Textarea({"rows": 3}),
        help_text=_("一行一种，写得越像群众的话，越容易找到。可以不写。"),
    )  # fmt: skip
    answer = forms.CharField(
        max_length=_LONGEST, required=False, label=_("统一的答复"), widget=forms.Textarea({"rows": 10}),
        help_text=_("先说结论，再说材料、地方、时限、费用和下一步。"),
    )  # fmt: skip
    ground = forms.CharField(
        max_length=_LONGEST, required=False, label=_("依据"), help_text=_("法律条文或规定的名称。")
    )
    category = forms.ChoiceField(required=False, label=_("诉求类别"))
    line = forms.ChoiceField(required=False, label=_("警种"))
    is_public = forms.BooleanField(
        required=False, label=_("群众也能看到"),
        help_text=_("批准以后，门户的“问一问”会原文拿它答群众。内部的做法、还不能公开的，不要勾。"),
    )  # fmt: skip
    why = forms.CharField(max_length=300, required=False, label=_("这次改了什么"), help_text=_("批准的人先看这一句。"))
    limits = {"question": ASKED_SIGNS, "also": ALSO_SIGNS, "answer": TOLD_SIGNS, "ground": GROUND_SIGNS}

    def __init__(
        self, data: Any = None, *, categories: list[tuple[str, str]], lines: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        empty = ("", _("不限"))
        self.fields["category"].choices = [empty, *categories]  # type: ignore[attr-defined]
        self.fields["line"].choices = [empty, *lines]  # type: ignore[attr-defined]


class ApproveForm(StandardForm):
    """By when it is read again."""

    review_on = forms.DateField(
        required=False, label=_("复审日期"), help_text=_("到这一天提醒负责人再看一遍；不填就是一年以后。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class ReasonForm(StandardForm):
    """Why it is sent back or retired."""

    reason = forms.CharField(max_length=_LONGEST, required=False, label=_("原因"), widget=forms.Textarea({"rows": 3}))


class OwnerForm(StandardForm):
    """Who is to look after it."""

    owner = forms.ChoiceField(label=_("新的负责人"))

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["owner"].choices = people  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """Which list, what words, which page."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    q = forms.CharField(required=False, max_length=60)
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {"show": "force", "q": "", "page": 1} | {name: v for name, v in self.cleaned_data.items() if v}
