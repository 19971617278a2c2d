"""What inspections and traces ask for; shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.inspections.models import MOST, NOTE_SIGNS, REASON_SIGNS, TITLE_SIGNS
from yiwang.quality.inspections.states import Pool
from yiwang.sites.workbench.desk.forms.base import OnceForm

KINDS = (("appeal", _("诉求")), ("application", _("办件")))
SHEETS = ((1, _("一个人评")), (2, _("两个人各评各的，差15分以上再加一个人")))
_DATE = {"type": "date"}


def _text(
    label: Any, most: int, missing: Any, *, rows: int = 3, help_text: Any = "", required: bool = True
) -> forms.CharField:
    return forms.CharField(
        max_length=most * 2, label=label, help_text=help_text, required=required,
        widget=forms.Textarea({"rows": rows, "maxlength": str(most)}), error_messages={"required": missing},
    )  # fmt: skip


class NewForm(OnceForm):
    """What is to be drawn, and what is looked at."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("考评的名称"), error_messages={"required": _("请写考评的名称")}
    )
    unit = forms.ChoiceField(
        label=_("哪个单位"), help_text=_("连同下级单位。"), error_messages={"required": _("请选单位")}
    )
    kind = forms.ChoiceField(label=_("抽什么"), choices=KINDS, widget=forms.RadioSelect, initial="appeal")
    pool = forms.ChoiceField(label=_("抽哪些件"), choices=Pool.choices, widget=forms.RadioSelect, initial=Pool.ANSWERED)
    since = forms.DateField(label=_("从哪天"), widget=forms.DateInput(_DATE, format="%Y-%m-%d"))
    until = forms.DateField(label=_("到哪天"), widget=forms.DateInput(_DATE, format="%Y-%m-%d"))
    category = forms.ChoiceField(required=False, label=_("哪一类"))
    size = forms.IntegerField(label=_("抽几件"), min_value=1, max_value=MOST, initial=20)
    is_each = forms.BooleanField(required=False, label=_("每个所队各抽这么多"))
    sheets = forms.TypedChoiceField(
        label=_("几个人评"), coerce=int, choices=SHEETS, widget=forms.RadioSelect, initial=1
    )
    checklist = _text(
        _("评分表"), 1000, "", rows=7, required=False,
        help_text=_("每行一项：内容|分数。各项加起来100分。不写就用诉求或办件的通用评分表。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: Sequence[Any], categories: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = list(units)  # type: ignore[attr-defined]
        self.fields["category"].choices = [("", _("全部")), *categories]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A category is of the kind that is drawn."""
        given = super().clean() or {}
        kind, _bar, code = str(given.get("category") or "").partition(":")
        if kind and given.get("kind") and kind != given["kind"]:
            self.add_error("category", _("这一类和上面选的对不上，请选全部或换一类"))
        return given | {"category": code}

    def clean_checklist(self) -> list[tuple[str, int]]:
        """Lines of what is looked at and its points."""
        found = []
        for line in str(self.cleaned_data["checklist"]).splitlines():
            label, _bar, points = line.replace("｜", "|").rpartition("|")
            if not line.strip():
                continue
            if not label.strip() or not points.strip().isdecimal():
                raise forms.ValidationError(_("每行写内容和分数，中间用竖线隔开，例如：事实查清|25"))
            found.append((label.strip(), int(points)))
        return found


class ScoreForm(OnceForm):
    """One sheet: points for each line of the checklist."""

    def __init__(
        self, data: Any = None, *, checklist: Sequence[tuple[str, int]], marks: Sequence[int] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        for place, (label, points) in enumerate(checklist):
            self.fields[f"mark_{place}"] = forms.IntegerField(
                min_value=0, max_value=points, label=f"{label}（{points}分）", initial=marks[place] if marks else None,
                widget=forms.NumberInput({"min": 0, "max": points, "inputmode": "numeric"}),
                error_messages={"required": _("请给分"), "max_value": _("最多%(limit_value)s分")},
            )  # fmt: skip
        self.fields["note"] = _text(_("评语"), NOTE_SIGNS, "", required=False, help_text=_("单位会看到。可以不写。"))
        self.places = len(checklist)

    @property
    def marks(self) -> list[int]:
        """In the order of the checklist."""
        return [self.cleaned_data[f"mark_{place}"] for place in range(self.places)]


class WhyForm(OnceForm):
    """A reason."""

    why = _text(_("为什么作废"), REASON_SIGNS, _("请写为什么作废"))


class ContestForm(OnceForm):
    """A unit's appeal."""

    reason = _text(
        _("哪一项不对，凭什么"), REASON_SIGNS, _("请写哪一项不对、凭什么"), help_text=_("由没有评过这一件的人复核。")
    )


class DecideForm(OnceForm):
    """What becomes of an appeal."""

    points = forms.FloatField(
        min_value=0, max_value=100, label=_("复核后的分数"), help_text=_("维持原分就写原来的分数。"),
        error_messages={"required": _("请写分数")},
    )  # fmt: skip
    words = _text(_("理由"), REASON_SIGNS, _("请写复核的理由"), help_text=_("单位会看到。"))


class TraceForm(forms.Form):
    """Which file, and what for."""

    number = forms.CharField(max_length=30, label=_("编号"), error_messages={"required": _("请写编号")})
    purpose = forms.CharField(
        max_length=200,
        label=_("为什么倒查"),
        help_text=_("会记进查阅日志。"),
        error_messages={"required": _("请写为什么倒查")},
    )
