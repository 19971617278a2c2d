"""The two questions of the way in."""

from typing import Any, cast

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _


class PasswordForm(LoginForm):
    """User name and password; axes counts the failures."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name, password = self.fields["login"], self.fields["password"]
        name.label, password.label, password.help_text = _("用户名"), _("密码"), ""
        name.widget.attrs = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        password.widget.attrs = {"autocomplete": "current-password"}
        cast(forms.PasswordInput, password.widget).render_value = not self.is_bound and bool(
            self.initial.get("password")
        )
        name.error_messages["required"] = _("请填写用户名，例如gong.liang")
        password.error_messages["required"] = _("请填写密码")


class CodeForm(forms.Form):
    """The six digits the phone shows now."""

    code = forms.RegexField(
        r"^\d{6}$",
        label=_("动态口令"),
        help_text=_("手机上口令程序显示的6位数字，每30秒换一次，每个只能用一次。"),
        error_messages={
            "required": _("请填写手机上显示的6位数字"),
            "invalid": _("动态口令是6位数字，请看手机上现在显示的"),
        },
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "6", "pattern": "[0-9]{6}"}
        ),
    )
