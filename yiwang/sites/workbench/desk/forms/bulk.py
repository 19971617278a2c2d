"""The form of work on many files at once."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import BulkAct
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.sites.workbench.desk.forms.base import OnceForm


class BulkForm(OnceForm):
    """批量操作: what is done to which appeals. `pick`: numbers; `query` with `whole`: all that a list's address finds."""

    act = forms.ChoiceField(choices=[(act.value, act.label) for act in BulkAct], widget=forms.HiddenInput)
    picked = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    unit_code = forms.ChoiceField(label=gettext_lazy("派给哪个单位"), required=False)
    officer_code = forms.ChoiceField(label=gettext_lazy("交给谁"), required=False, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200, required=False,
        help_text=gettext_lazy("例如“周例会通报”。导出会记入操作记录。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Iterable[Unit] = (), officers: Iterable[Officer] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        listed = [("", _("请选择")), *((unit.code, unit.name) for unit in units)]
        self.fields["unit_code"].choices = listed  # type: ignore[attr-defined]
        self.fields["officer_code"].choices = [(one.code, one.name) for one in officers]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, str]:
        """What the act asks for, as the command takes it."""
        asked = {name: self.cleaned_data.get(name, "") for name in ("unit_code", "officer_code")}
        return {name: value for name, value in asked.items() if value}
