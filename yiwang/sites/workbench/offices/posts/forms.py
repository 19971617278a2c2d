"""Questions about grants; they check shapes, the commands check the rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.states import Role
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.offices.forms import NEEDED, day_field, lines_to_give, units
from yiwang.sites.workbench.offices.posts.words import ROLE_WORDS


class PostForm(forms.Form):
    """A grant to be proposed."""

    title = forms.CharField(label=_("岗位名称"), max_length=40, help_text=_("例如值班民警。"), error_messages=NEEDED)
    unit_code = forms.ChoiceField(label=_("在哪个单位任岗"))
    roles = forms.MultipleChoiceField(
        label=_("角色"),
        help_text=_("只勾用得着的。三员的角色要单独授，不能和别的一起勾。"),
        choices=[(role.value, Label(role.label, ROLE_WORDS[role])) for role in Role],
        widget=forms.CheckboxSelectMultiple,
        error_messages=NEEDED,
    )
    scope = forms.ChoiceField(label=_("管辖范围"), help_text=_("选一个单位，含它下面的全部单位。"))
    lines = forms.MultipleChoiceField(label=_("警种"), widget=forms.CheckboxSelectMultiple, error_messages=NEEDED)
    valid_from = day_field(_("开始日期"), _("空着就是今天。"))
    valid_to = day_field(_("结束日期"), _("最后一天；空着表示没有定。借调、轮岗请写上，到期自动失效。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False, help_text=_("批准的人会看到。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = units(organisation.units())
        for name, choices in (("unit_code", options), ("scope", options), ("lines", lines_to_give())):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
