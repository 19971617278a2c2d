"""Forms of finding files and opening what they hold."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import AppealType, State
from yiwang.cases.appeals.states.moves import KIND as APPEAL
from yiwang.cases.applications.queries.lists import KIND as APPLICATION
from yiwang.cases.applications.states import State as ApplicationState
from yiwang.sites.workbench.desk.forms.base import OnceForm


class OpenForm(forms.Form):
    """查看完整信息."""

    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("例如“回访诉求人”。不要写个人信息。"),
        error_messages={"required": gettext_lazy("请写明用途，例如“回访诉求人”")},
    )  # fmt: skip
    fields_wanted = forms.MultipleChoiceField(
        label=gettext_lazy("看哪一项"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一项")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, known: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["fields_wanted"].choices = known  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """The address of a list; whatever does not fit is left out."""

    q = forms.CharField(max_length=80, required=False)
    scope = forms.ChoiceField(choices=[("mine", ""), ("all", "")], required=False)
    kind = forms.ChoiceField(choices=[(APPEAL, ""), (APPLICATION, "")], required=False)
    state = forms.ChoiceField(choices=sorted({(s.value, s.value) for s in (*State, *ApplicationState)}), required=False)
    unit = forms.RegexField(r"^[a-z0-9.]{1,80}$", required=False)
    line = forms.RegexField(r"^[a-z_]{1,40}$", required=False)
    late = forms.BooleanField(required=False)
    type = forms.ChoiceField(choices=[(t.value, t.value) for t in AppealType], required=False)
    category = forms.RegexField(r"^[a-z0-9_.]{1,60}$", required=False)
    channel = forms.RegexField(r"^[a-z0-9_.-]{1,40}$", required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    due = forms.DateField(required=False)
    after = forms.RegexField(r"^(-|[0-9]{1,17})_[0-9]{1,18}$", required=False)

    def said(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FilterForm(forms.Form):
    """筛选: the conditions of a list, chosen by name; the list's own address carries them."""

    q = forms.CharField(
        label=gettext_lazy("写到的字"), max_length=80, required=False, help_text=gettext_lazy("两个字就能查，几个词用空格分开。"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("种类"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    type = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    unit = forms.ChoiceField(
        label=gettext_lazy("单位"), required=False, help_text=gettext_lazy("连同下级单位。"),
    )  # fmt: skip
    line = forms.ChoiceField(label=gettext_lazy("警种"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), required=False)
    since = forms.DateField(
        label=gettext_lazy("登记从哪天起"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(label=gettext_lazy("到哪天止"), required=False, widget=forms.DateInput({"type": "date"}))
    due = forms.DateField(
        label=gettext_lazy("哪天以前要答复"), required=False, widget=forms.DateInput({"type": "date"})
    )
    late = forms.BooleanField(label=gettext_lazy("只看超期的"), required=False)

    def __init__(self, *args: Any, known: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in known.items():
            self.fields[name].choices = [("", _("不限")), *choices]  # type: ignore[attr-defined]


class SaveFilterForm(OnceForm):
    """存为常用筛选. `query`: the list's address."""

    query = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("起个名字"), max_length=20, help_text=gettext_lazy("例如“本周超期投诉”。同名的会被替换。"),
        error_messages={"required": gettext_lazy("请起一个名字")},
    )  # fmt: skip
    is_default = forms.BooleanField(label=gettext_lazy("打开“全部件”时先用它"), required=False)


class PersonForm(forms.Form):
    """查人: sent by POST, so that neither address nor log holds what was looked for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("按什么查"), widget=forms.RadioSelect,
        choices=[
            ("phone", gettext_lazy("完整的电话")), ("phone_last4", gettext_lazy("电话后四位")),
            ("id_number", gettext_lazy("证件号")), ("name", gettext_lazy("完整的姓名")),
        ],
        error_messages={"required": gettext_lazy("请选按什么查")},
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("电话、后四位、证件号或姓名"), max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请写完整的电话、后四位、证件号或姓名")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200,
        help_text=gettext_lazy("例如“回访诉求人”。每查到一件都记一次，审计管理员会核对。"),
        error_messages={"required": gettext_lazy("请写明用途，例如“回访诉求人”")},
    )  # fmt: skip
