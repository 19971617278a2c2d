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


class NewPasswordForm(forms.Form):
    """A password of one's own, typed twice."""

    password = forms.CharField(
        label=_("新密码"),
        help_text=_("至少10位，不能全是数字，也不能是常见密码。用几个不相干的词连起来最好记。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("请填写新密码")},
        strip=False,
    )
    again = forms.CharField(
        label=_("再写一遍"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("请再写一遍新密码")},
        strip=False,
    )

    def clean(self) -> dict[str, Any]:
        """Both the same."""
        given = super().clean() or {}
        if given.get("password") and given.get("again") and given["password"] != given["again"]:
            self.add_error("again", _("两次写的不一样，请重新写"))
        return given


class OwnPasswordForm(NewPasswordForm):
    """Another password for somebody who is signed in."""

    present = forms.CharField(
        label=_("现在的密码"),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("请填写现在的密码")},
        strip=False,
    )
    field_order = ["present", "password", "again"]
