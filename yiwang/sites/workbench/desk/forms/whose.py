"""Forms of whose a file is: giving it back, designating a unit, handing it back to where it came from."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import ReturnGround
from yiwang.ground.organisation.models import Unit
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm

GROUND_HINTS = {
    ReturnGround.NOT_OURS: gettext_lazy("“三定”或权责清单里不归我们"),
    ReturnGround.NOT_HERE: gettext_lazy("事发地在别的派出所或分局"),
    ReturnGround.OTHER_LINE: gettext_lazy("归交警、户政、出入境等别的警种"),
    ReturnGround.BY_LAW_ABOVE: gettext_lazy("法律规定由上级机关办"),
}


class UnitForm(MoveForm):
    """A form that asks for a unit by its name, as the list names it; `units`: those there are."""

    def __init__(self, *args: Any, units: Iterable[Unit] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._units = list(units)

    def code_of(self, said: str) -> str:
        """The code behind a name that was typed or picked."""
        codes = {unit.code for unit in self._units if said.strip() in (unit.code, unit.name, unit.short_name)}
        if len(codes) != 1:
            raise ValidationError(_("没有这个单位，或不止一个单位叫这个名字，请从列出的全称里选"))
        return codes.pop()


class ReturnForm(UnitForm):
    """退办."""

    ground = forms.ChoiceField(
        label=gettext_lazy("理由"), widget=forms.RadioSelect,
        choices=[(one.value, Label(one.label, GROUND_HINTS[one])) for one in ReturnGround],
        error_messages={"required": gettext_lazy("请选一个理由")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("说明"), max_length=300, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("依据哪条规定、哪里查到的。受理台和下一个单位都会看到。"),
        error_messages={"required": gettext_lazy("请写明为什么不归本单位办")},
    )  # fmt: skip
    suggested = forms.CharField(
        label=gettext_lazy("应该归哪个单位"), max_length=60, help_text=gettext_lazy("写几个字，从列出的全称里选。"),
        error_messages={"required": gettext_lazy("请写应该承办的单位")},
    )  # fmt: skip

    def clean_suggested(self) -> str:
        """Its code."""
        return self.code_of(self.cleaned_data["suggested"])


class DesignateForm(UnitForm):
    """指定管辖."""

    unit = forms.CharField(
        label=gettext_lazy("由哪个单位办"), max_length=60, help_text=gettext_lazy("写几个字，从列出的全称里选；也可以定本单位。"),
        error_messages={"required": gettext_lazy("请定一个承办单位")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=300, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("承办单位会看到，它不能再退。"),
        error_messages={"required": gettext_lazy("请写明为什么归这个单位办")},
    )  # fmt: skip

    def clean_unit(self) -> str:
        """Its code."""
        return self.code_of(self.cleaned_data["unit"])


class HandBackForm(MoveForm):
    """退回来源. `sure`: the page that asks once more was seen."""

    sure = forms.BooleanField(required=False, widget=forms.HiddenInput)
    ground = forms.CharField(
        label=gettext_lazy("为什么不归本局管"), max_length=300, widget=forms.Textarea({"rows": 4}),
        help_text=gettext_lazy("写依据的规定。来源单位会看到。"),
        error_messages={"required": gettext_lazy("请写明为什么不归本局管，来源单位会看到")},
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("归哪个机关管"), max_length=80, required=False,
        help_text=gettext_lazy("知道就写，例如“望鹤区城市管理局”。会告诉诉求人。"),
    )  # fmt: skip
    phone = forms.CharField(
        label=gettext_lazy("那个机关的电话"), max_length=20, required=False,
        widget=forms.TextInput({"inputmode": "tel"}), help_text=gettext_lazy("公开的办公电话，会写进给诉求人的短信。"),
    )  # fmt: skip
