"""What campaigns ask for; shape only."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.campaigns.models import REPORT_SIGNS, TEXT_SIGNS, TITLE_SIGNS
from yiwang.quality.campaigns.states import CampaignState, Ground
from yiwang.sites.workbench.desk.forms.base import OnceForm

SLOTS = 3
"""Categories, and areas, that the form offers to choose; a rule may hold more."""
_APART = re.compile(r"[\s,，、;；]+")
Choices = list[tuple[str, Any]]


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A day, as a browser's own picker gives it."""
    return forms.DateField(
        label=label, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("请选日期"), "invalid": _("日期写成2026-11-30这样")}, **more,
    )  # fmt: skip


def words_field(label: Any, *, signs: int, rows: int = 3, required: Any = "", hint: Any = "") -> forms.CharField:
    """Long words; `required`: what is said where they are missing, empty where they may be."""
    return forms.CharField(
        label=label, required=bool(required), max_length=8 * signs, help_text=hint,
        widget=forms.Textarea({"rows": rows, "maxlength": str(signs)}), error_messages={"required": required},
    )  # fmt: skip


class ListForm(forms.Form):
    """Which campaigns."""

    show = forms.ChoiceField(required=False, choices=[(state.value, state.value) for state in CampaignState])

    @property
    def said(self) -> str:
        """The state asked for; empty for everything that is not over."""
        self.is_valid()
        return str(self.cleaned_data.get("show") or "")


class PlanForm(OnceForm):
    """What a campaign is to be."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("整治什么"), help_text=_("一句话，写地点和事情，不写人。"),
        error_messages={"required": _("请写整治什么")},
    )  # fmt: skip
    matter = words_field(
        _("问题和目标"), signs=TEXT_SIGNS, required=_("请写问题是什么、要达到什么"),
        hint=_("现在是什么样，到哪一天要变成什么样。不写诉求人。"),
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("缘由"), choices=[(one.value, one.label) for one in Ground])
    unit = forms.ChoiceField(label=_("牵头单位"), help_text=_("启动以后不能改。"))
    starts_on = day_field(_("从哪天起"))
    ends_on = day_field(_("到哪天"))
    words = forms.CharField(
        required=False, max_length=120, label=_("关键词"),
        help_text=_("标题或正文里有任何一个就算，最多5个，用空格或顿号隔开。类别和关键词都空着，就只有人工列入的件。"),
    )  # fmt: skip
    source = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    picked = forms.CharField(required=False, max_length=20000, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, units: Choices, categories: Choices, areas: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        for at in range(1, SLOTS + 1):
            self.fields[f"category{at}"] = forms.ChoiceField(
                required=False,
                choices=[("", _("不限")), *categories],
                label=_("类别%(n)s") % {"n": at if at > 1 else ""},
            )
            self.fields[f"area{at}"] = forms.ChoiceField(
                required=False,
                choices=[("", _("不限")), *areas],
                label=_("街道乡镇%(n)s") % {"n": at if at > 1 else ""},
            )

    def several(self, name: str) -> tuple[str, ...]:
        """Categories, or areas, that were chosen."""
        return tuple(value for at in range(1, SLOTS + 1) if (value := self.cleaned_data.get(f"{name}{at}", "")))

    def keywords(self) -> tuple[str, ...]:
        """The words, apart."""
        return tuple(word for word in _APART.split(self.cleaned_data.get("words", "")) if word)


class AddForm(OnceForm):
    """Files by their numbers."""

    picked = forms.CharField(
        label=_("列入更多的件"), widget=forms.Textarea({"rows": 2, "autocomplete": "off"}), max_length=20000,
        help_text=_("写编号，几个编号之间用空格或换行隔开，可以整列粘贴。"), error_messages={"required": _("请写编号")},
    )  # fmt: skip


class MeasureForm(OnceForm):
    """Who does what by when."""

    unit = forms.ChoiceField(label=_("哪个单位"))
    text = words_field(_("做什么"), signs=TEXT_SIGNS, required=_("请写做什么"), hint=_("做到什么算做完，也写上。"))
    due_on = day_field(_("哪天做完"))

    def __init__(self, data: Any = None, *, units: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class ResultForm(OnceForm):
    """What a unit did."""

    result = words_field(
        _("做了什么，效果怎样"), signs=TEXT_SIGNS, rows=4, required=_("请写做了什么、效果怎样"), hint=_("不写诉求人。")
    )  # fmt: skip


class ReportForm(OnceForm):
    """The closing report."""

    text = words_field(
        _("总结"), signs=REPORT_SIGNS, rows=10, required=_("请写做了什么、效果怎样、还有什么没解决"),
        hint=_("写做法、效果、没解决的和以后怎么办。各项措施和前后对比会自动附上。"),
    )  # fmt: skip


class MoveDayForm(OnceForm):
    """Another day, and why."""

    due_on = day_field(_("改到哪天"))
    reason = words_field(
        _("为什么改"), signs=TEXT_SIGNS - 10, required=_("请写为什么改日期"), hint=_("办的单位会看到。")
    )

    @property
    def moved(self) -> dict[str, Any]:
        """Day and reason."""
        return {name: self.cleaned_data[name] for name in ("due_on", "reason")}


class ReasonForm(OnceForm):
    """Why something is returned or dropped."""

    reason = words_field(_("理由"), signs=TEXT_SIGNS, required=_("请写理由"))
