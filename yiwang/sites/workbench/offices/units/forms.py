"""Questions about units; they check shapes, the commands check the rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import UnitKind
from yiwang.sites.workbench.offices.forms import NEEDED, day_field, lines_to_give, units


class UnitForm(forms.Form):
    """A unit's particulars."""

    name = forms.CharField(label=_("全称"), max_length=80, error_messages=NEEDED)
    short_name = forms.CharField(
        label=_("简称"), max_length=40, required=False, help_text=_("同事怎么叫它；空着就按全称去掉分局名来写。")
    )
    name_en = forms.CharField(label=_("英文名"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices)
    lines = forms.MultipleChoiceField(label=_("警种"), widget=forms.CheckboxSelectMultiple, error_messages=NEEDED)
    duty_phone = forms.CharField(label=_("值班电话"), max_length=20, required=False, help_text=_("群众会看到。"))
    office_hours = forms.CharField(
        label=_("办公时间"), max_length=60, required=False, help_text=_("09:00-12:00,13:30-17:30；全天写00:00-24:00。")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines_to_give(self.initial.get("lines", ()))  # type: ignore[attr-defined]


class FoundForm(UnitForm):
    """A new unit."""

    code = forms.CharField(
        label=_("代码"),
        max_length=80,
        help_text=_("上级代码加一节，例如yz.sp.yc；以后不能改。"),
        error_messages=NEEDED,
    )
    valid_from = day_field(_("从哪天起设立"), _("空着就是今天；可以填以后的日期。"))
    field_order = ["code"]


class CloseForm(forms.Form):
    """The end of a unit."""

    successor = forms.ChoiceField(label=_("由哪个单位接管"), error_messages=NEEDED)
    last_day = day_field(_("最后一天"), _("这一天过后才移交；空着就是今天。"))

    def __init__(self, *args: Any, unit_code: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [unit for unit in organisation.units() if not organisation.is_within(unit.code, unit_code)]
        self.fields["successor"].choices = [("", _("请选择")), *units(others)]  # type: ignore[attr-defined]
