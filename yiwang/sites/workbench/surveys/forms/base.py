"""Fields that several forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.sites.workbench.desk.forms.base import OnceForm


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked from the browser's own calendar."""
    return forms.DateField(widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"), **kwargs)


def words(*, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A longer text; how long it may be the command says."""
    return forms.CharField(max_length=8000, widget=forms.Textarea({"rows": rows}), **kwargs)


class UnitForm(OnceForm):
    """A form about one of the units that the post reaches."""

    unit = forms.TypedChoiceField(coerce=int, label=_("单位"), error_messages={"required": _("请选单位")})

    def __init__(self, data: Any = None, *, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]
        if len(units) == 1:
            self.fields["unit"].widget = forms.HiddenInput()
            self.initial.setdefault("unit", units[0][0])
