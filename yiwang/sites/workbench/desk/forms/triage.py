"""The form of deciding whose a file is."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import AppealType
from yiwang.ground.organisation.models import Unit
from yiwang.sites.workbench.desk.forms.base import MoveForm


class TriageForm(MoveForm):
    """派给单位: the suggestion's options, or anything else from the tables by its name."""

    type = forms.ChoiceField(label=gettext_lazy("类型"), choices=[(t.value, t.label) for t in AppealType])
    category = forms.CharField(required=False, max_length=60)
    other_category = forms.CharField(label=gettext_lazy("其他类别"), required=False, max_length=60)
    unit = forms.CharField(required=False, max_length=80)
    other_unit = forms.CharField(label=gettext_lazy("其他单位"), required=False, max_length=80)
    officer = forms.CharField(required=False, max_length=60)

    def __init__(
        self, *args: Any, categories: Sequence[tuple[str, str]] = (), units: Iterable[Unit] = (),
        people_of: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._categories, self._units, self._people_of = categories, list(units), people_of

    def clean_other_category(self) -> str:
        """The code behind a name that was typed or picked."""
        said = self.cleaned_data["other_category"].strip()
        codes = {code for code, name in self._categories if said in (code, name, name.rpartition(" › ")[2])}
        if said and len(codes) != 1:
            raise ValidationError(_("没有这个类别，请从列出的名称里选"))
        return codes.pop() if said else ""

    def clean_other_unit(self) -> str:
        """The code behind a name that was typed or picked."""
        said = self.cleaned_data["other_unit"].strip()
        codes = {unit.code for unit in self._units if said in (unit.code, unit.name, unit.short_name)}
        if said and len(codes) != 1:
            raise ValidationError(_("没有这个单位，或不止一个单位叫这个名字，请从列出的全称里选"))
        return codes.pop() if said else ""

    def clean(self) -> dict[str, Any]:
        """What is typed goes before what is picked; a person of another unit is left to the unit itself."""
        given = self.cleaned_data
        given["category"] = given.get("other_category") or given.get("category", "")
        given["unit"] = given.get("other_unit") or given.get("unit", "")
        if not given["unit"] and "other_unit" not in self.errors:
            self.add_error("other_unit", _("请选一个承办单位"))
        if given["unit"] != self._people_of:
            given["officer"] = ""
        return given

    @property
    def decision(self) -> dict[str, str]:
        """As the command takes it."""
        given = self.cleaned_data
        return {
            "unit_code": given["unit"], "officer_code": given["officer"], "type": given["type"],
            "category": given["category"],
        }  # fmt: skip
