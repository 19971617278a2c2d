"""What orders ask for; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.supervision.models.orders import DEMAND_SIGNS, MATTER_SIGNS, REASON_SIGNS, REPORT_SIGNS, TITLE_SIGNS
from yiwang.quality.supervision.states import OrderSource
from yiwang.sites.workbench.desk.forms.base import OnceForm

SHOWS = ("live", "over", "all")


class ListForm(forms.Form):
    """Which list, which page."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {"show": "live", "page": 1} | {name: value for name, value in self.cleaned_data.items() if value}


def _long(label: Any, most: int, help_text: Any, missing: Any, rows: int = 4) -> forms.CharField:
    return forms.CharField(
        max_length=most * 2, label=label, help_text=help_text, widget=forms.Textarea({"rows": rows, "maxlength": str(most)}),
        error_messages={"required": missing},
    )  # fmt: skip


class WordsForm(OnceForm):
    """What an order says."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("督办什么事"), help_text=_("一句话，写事情，不写诉求人。"),
        error_messages={"required": _("请写督办的是什么事")},
    )  # fmt: skip
    matter = _long(
        _("哪里没有办好"), MATTER_SIGNS, _("写查到的情况，不写诉求人的姓名和电话。"), _("请写清楚哪里没有办好")
    )
    demand = _long(_("要求做什么"), DEMAND_SIGNS, _("写要做到的事和怎样算办好。"), _("请写要求单位做什么"))


class NewForm(WordsForm):
    """A new order: to whom, about which file, from what, for whose signature."""

    unit = forms.ChoiceField(label=_("给哪个单位"), error_messages={"required": _("请选单位")})
    number = forms.CharField(required=False, max_length=30, label=_("涉及的诉求编号"), help_text=_("没有就不写。"))
    signer = forms.TypedChoiceField(
        required=False, coerce=int, empty_value=None, label=_("请谁签发"), help_text=_("不选就请分管领导签发。")
    )  # fmt: skip
    source = forms.ChoiceField(required=False, choices=OrderSource.choices, widget=forms.HiddenInput)
    about = forms.IntegerField(required=False, widget=forms.HiddenInput)
    field_order = ("unit", "number", "title", "matter", "demand", "signer")

    def __init__(self, data: Any = None, *, units: list[Any], signers: list[Any], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = [("", _("请选单位")), *units]  # type: ignore[attr-defined]
        self.fields["signer"].choices = [("", _("分管领导")), *signers]  # type: ignore[attr-defined]


class WhyForm(OnceForm):
    """A reason."""

    why = _long(_("理由"), REASON_SIGNS, _("对方会看到。"), _("请写明理由"), rows=3)


class ReportForm(OnceForm):
    """What a unit did."""

    text = _long(
        _("办理情况"),
        REPORT_SIGNS,
        _("写查清了什么、做了什么、结果怎样，不写诉求人。"),
        _("请写做了什么、结果怎样"),
        rows=8,
    )
