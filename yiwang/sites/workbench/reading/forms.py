"""Why another version should serve, and why not; forms check shapes, the commands check the rest."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ProposeForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        label=_("为什么换成这一版"), help_text=_("批准的人会看到"), max_length=200,
        error_messages={"required": _("请写明原因，批准的人会看到")},
    )  # fmt: skip


class RefuseForm(forms.Form):
    """Why not; nothing needs to be said by whoever takes back what they asked themselves."""

    reason = forms.CharField(label=_("不批准的理由"), max_length=200, required=False)
