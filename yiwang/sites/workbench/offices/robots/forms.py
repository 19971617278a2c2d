"""Questions about a group's robot; they check shapes, the command checks the rest."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.messaging.states import RobotKind
from yiwang.ground.organisation import queries as organisation
from yiwang.sites.workbench.offices.forms import NEEDED, units


class RobotForm(forms.Form):
    """A new robot."""

    unit = forms.ChoiceField(label=_("哪个单位的群"), error_messages=NEEDED)
    kind = forms.ChoiceField(label=_("平台"), choices=[(kind.value, kind.label) for kind in RobotKind])
    name = forms.CharField(label=_("群名"), max_length=40, error_messages=NEEDED)
    address = forms.CharField(
        label=_("机器人地址"),
        max_length=500,
        help_text=_("在群设置里添加机器人，把Webhook地址整条复制过来。存下以后不再显示。"),
        error_messages=NEEDED,
    )
    secret = forms.CharField(
        label=_("加签密钥"),
        max_length=200,
        required=False,
        help_text=_("钉钉要填：安全设置选“加签”，复制SEC开头的密钥。企业微信空着。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].choices = [("", _("请选择")), *units(organisation.units())]  # type: ignore[attr-defined]
