"""The shapes of an application's pages that are no form of the item itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

_LONGEST = 200


class WhoForm(forms.Form):
    """Who applies, and who acts for them. What is right or wrong is said by the counter."""

    name = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("姓名"), help_text=gettext_lazy("写身份证上的姓名。")
    )
    id_number = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("公民身份号码"),
        help_text=gettext_lazy("用来核对登记，只给办这件事的人看。"),
    )  # fmt: skip
    is_proxy = forms.BooleanField(
        required=False,
        label=gettext_lazy("我是代办人，替上面的人办"),
        help_text=gettext_lazy("只委托办这一件，写清到哪天为止"),
    )
    proxy_name = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("代办人姓名"))
    proxy_id_number = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("代办人身份号码"))
    proxy_until = forms.CharField(
        required=False,
        max_length=20,
        label=gettext_lazy("委托到哪一天"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )
    phone = forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("手机号码"),
        help_text=gettext_lazy("编号、进度和补正通知发到这里。"),
    )
    code = forms.CharField(
        required=False, max_length=20, label=gettext_lazy("短信里的6位数字"), help_text=gettext_lazy("5分钟内有效。")
    )
    consented = forms.BooleanField(required=False, label=gettext_lazy("我同意为办这件事使用这些信息。"))

    @property
    def told(self) -> dict[str, Any]:
        """What the counter is told."""
        said = dict(self.cleaned_data)
        proxy = {name: said.pop(f"proxy_{name}").strip() for name in ("name", "id_number", "until")}
        proxy["id_number"] = "".join(proxy["id_number"].split()).upper()
        return said | {"proxy": proxy if said.pop("is_proxy") else None}


class PledgeForm(forms.Form):
    """告知承诺."""

    pledged = forms.BooleanField(required=False, label=gettext_lazy("我看过上面的告知，作出承诺，知道不实的后果。"))


class CheckForm(forms.Form):
    """The last look."""

    is_true = forms.BooleanField(required=False, label=gettext_lazy("我填的、交的都是真的。"))
