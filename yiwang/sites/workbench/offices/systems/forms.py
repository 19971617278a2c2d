"""Questions about other bodies' systems; they check shapes, the commands check the rest."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.applications import queries as applications
from yiwang.ground.access.states import USUAL_SCOPES, Scope
from yiwang.ground.messaging.states import ANY_EVENT
from yiwang.ground.organisation.commands.systems import USUAL_RATE
from yiwang.kit.clock import CHINA
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.offices.forms import NEEDED, day_field
from yiwang.sites.workbench.offices.systems.words import EVENT_WORDS, SCOPE_WORDS


class AdmitForm(OnceForm):
    """A new system with its token; sent twice it is one system."""

    name = forms.CharField(
        label=_("系统名称"),
        max_length=60,
        help_text=_("例如12345热线平台。办理记录里会这样写。"),
        error_messages=NEEDED,
    )
    channel = forms.ChoiceField(
        label=_("渠道"), help_text=_("这个系统只能登记这个渠道的诉求，也只看得到这个渠道的件。以后不能改。")
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限"),
        choices=[(scope.value, Label(scope.label, SCOPE_WORDS[scope])) for scope in Scope],
        initial=[scope.value for scope in USUAL_SCOPES],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一项权限")},
    )
    rate = forms.IntegerField(
        label=_("每分钟最多几次"), initial=USUAL_RATE, min_value=1, help_text=_("全市一天的诉求，600也够用。"),
        error_messages=NEEDED,
    )  # fmt: skip
    last_day = day_field(_("最后一天"), _("空着表示没有定。过了这天令牌自动失效。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(channel.code, f"{channel.label}（{channel.code}）") for channel in appeals.channels().values()]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The last day as the moment it is over, China's time."""
        given = self.cleaned_data
        day = given.pop("last_day", None)
        given["expires_at"] = datetime.combine(day, time.max, CHINA) if day else None
        return given


class HookForm(OnceForm):
    """A webhook; sent twice it is one webhook."""

    url = forms.CharField(
        label=_("接收地址"), max_length=500, help_text=_("https://开头。内部网络的地址要先由系统管理员放行。"),
        error_messages=NEEDED, widget=forms.TextInput({"inputmode": "url", "spellcheck": "false"}),
    )  # fmt: skip
    events = forms.MultipleChoiceField(
        label=_("推送哪些事"),
        choices=[(ANY_EVENT, _("全部")), *((code, EVENT_WORDS[code]) for code in (*appeals.TOLD, *applications.FACTS))],
        initial=[ANY_EVENT],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一种")},
    )


class ReplayForm(forms.Form):
    """Which deliveries are sent again."""

    delivery = forms.RegexField(r"^msg_[0-9a-f]{32}$", required=False, widget=forms.HiddenInput)
    only_parked = forms.BooleanField(required=False, widget=forms.HiddenInput)
    since = day_field(_("从哪天起重发"), _("那天零点起的全部再发一遍，编号不变，对方能认出是重发。"))

    def clean(self) -> dict[str, Any]:
        """The day as its first moment, China's time."""
        given = self.cleaned_data
        day = given.get("since")
        given["since"] = datetime.combine(day, time.min, CHINA) if day else None
        return given
