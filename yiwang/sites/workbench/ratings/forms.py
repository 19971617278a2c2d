"""What ratings ask for; shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.ratings.models import NOTE_SIGNS
from yiwang.quality.ratings.queries import SHOWS
from yiwang.quality.ratings.states import ContestGround, Measure, PointKind
from yiwang.sites.workbench.desk.forms.base import OnceForm


class ListForm(forms.Form):
    """Which ratings."""

    show = forms.ChoiceField(required=False, choices=[(one, one) for one in SHOWS if one])

    @property
    def said(self) -> str:
        """One of `SHOWS`; all where nothing was asked for."""
        self.is_valid()
        return str(self.cleaned_data.get("show") or "")


class MonthForm(forms.Form):
    """Which month, how many back."""

    back = forms.IntegerField(required=False, min_value=0, max_value=11)

    @property
    def said(self) -> int:
        """Months back; the last that is over where nothing was asked for."""
        self.is_valid()
        back = self.cleaned_data.get("back")
        return 1 if back is None else int(back)


class ReportForm(OnceForm):
    """What the unit changed."""

    measure = forms.ChoiceField(
        label=_("怎样整改的"),
        widget=forms.RadioSelect,
        choices=Measure.choices,
        error_messages={"required": _("请选一种")},
    )
    note = forms.CharField(
        max_length=NOTE_SIGNS, label=_("改了什么"), widget=forms.Textarea({"rows": 5}),
        help_text=_("写清改了什么、谁来管、从什么时候起。只给上级看，不发给评价人；不写姓名和号码。"),
        error_messages={"required": _("请写改了什么")},
    )  # fmt: skip


class ContestForm(OnceForm):
    """Why a rating should not count."""

    ground = forms.ChoiceField(
        label=_("申诉理由"),
        widget=forms.RadioSelect,
        choices=ContestGround.choices,
        error_messages={"required": _("请选一种")},
    )
    proof = forms.CharField(
        max_length=NOTE_SIGNS, label=_("依据"), widget=forms.Textarea({"rows": 5}),
        help_text=_("写能核对的事实，例如取号记录、业务系统里没有这笔业务。不找评价人，也不打听是谁。"),
        error_messages={"required": _("请写依据")},
    )  # fmt: skip
    file = forms.FileField(
        required=False, label=_("依据的照片或扫描件"), help_text=_("可以不附。一个最大20 MB；遮住别人的姓名和号码。"),
        error_messages={"empty": _("文件是空的，请重新选一个")},
    )  # fmt: skip


class DecideForm(OnceForm):
    """Whether it counts."""

    is_upheld = forms.ChoiceField(
        label=_("这条评价"), widget=forms.RadioSelect, choices=[("no", _("照常计入")), ("yes", _("是误评、恶意评价，不计入"))],
        error_messages={"required": _("请选一种")},
    )  # fmt: skip
    reason = forms.CharField(
        max_length=NOTE_SIGNS, label=_("理由"), widget=forms.Textarea({"rows": 4}), help_text=_("申诉单位会看到。"),
        error_messages={"required": _("请写理由")},
    )  # fmt: skip


class PointForm(OnceForm):
    """A point, by the name people read on the spot."""

    unit = forms.ChoiceField(label=_("单位"))
    kind = forms.ChoiceField(label=_("哪一种"), choices=PointKind.choices)
    name = forms.CharField(max_length=40, label=_("名字"), help_text=_("例如户籍3号窗口；不写民警姓名。"))

    def __init__(self, data: Any = None, *, units: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]


class PointChangeForm(OnceForm):
    """Another name, or no more ratings there."""

    name = forms.CharField(max_length=40, label=_("名字"), help_text=_("例如户籍3号窗口；不写民警姓名。"))
    is_on = forms.BooleanField(required=False, label=_("收评价"), help_text=_("停用以后，扫码会看到已经停用。"))
