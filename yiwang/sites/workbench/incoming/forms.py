"""What a message from outside asks for before it is placed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import AppealType
from yiwang.cases.channels.states import BY_A_PERSON, Carry
from yiwang.ground.messaging.states import Inlet
from yiwang.ground.places import queries as places
from yiwang.sites.workbench.desk.forms.base import OnceForm

_WORDS = 20_000


class ListForm(forms.Form):
    """Which list, by which way, which page."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in ("waiting", "all")])
    inlet = forms.ChoiceField(required=False, choices=[(one.value, one.label) for one in Inlet])
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {"show": "waiting", "inlet": "", "page": 1} | {k: v for k, v in self.cleaned_data.items() if v}


class FindForm(OnceForm):
    """Whose messages: a whole number, mailbox or file number, and what for."""

    said = forms.CharField(
        max_length=120, label=gettext_lazy("号码、邮箱或件的编号"), help_text=gettext_lazy("要写完整，查一次记一次。"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )  # fmt: skip
    purpose = forms.CharField(
        max_length=60, label=gettext_lazy("用途"), help_text=gettext_lazy("例如：来电人说发过短信。不要写入个人信息。"),
    )  # fmt: skip


class RegisterForm(OnceForm):
    """登记成件."""

    content = forms.CharField(
        label=gettext_lazy("说的是什么事"), max_length=_WORDS, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("原话已填好，可以删去签名和无关的话，不改意思。"),
    )  # fmt: skip
    type = forms.ChoiceField(
        label=gettext_lazy("类型"), required=False,
        choices=[("", gettext_lazy("让系统先猜")), *((t.value, t.label) for t in AppealType)],
    )  # fmt: skip
    area_code = forms.ChoiceField(label=gettext_lazy("在哪个片区"), required=False)
    place = forms.CharField(label=gettext_lazy("地点"), required=False, max_length=120)
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"}),
        help_text=gettext_lazy("空着就用来信的号码或账号。"),
    )  # fmt: skip
    is_urgent = forms.BooleanField(
        label=gettext_lazy("现在有危险"), required=False, help_text=gettext_lazy("马上响值班台。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(area.code, f"{area.county} › {area.name}") for area in places.areas()]
        self.fields["area_code"].choices = [("", _("不清楚")), *known]  # type: ignore[attr-defined]


class JoinForm(OnceForm):
    """归到某件."""

    number = forms.CharField(
        max_length=40, label=gettext_lazy("件的编号"), widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy("例如YZ2611-18427-3，横线可以不写。"),
    )  # fmt: skip
    carry = forms.ChoiceField(label=gettext_lazy("当作什么"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, carries: tuple[Carry, ...] = tuple(Carry), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["carry"].choices = [(one.value, one.label) for one in carries]  # type: ignore[attr-defined]
        self.initial.setdefault("carry", carries[0].value)


class AnswerForm(OnceForm):
    """回复."""

    text = forms.CharField(max_length=2000, label=gettext_lazy("回复的话"), widget=forms.Textarea({"rows": 5}))


class AsideForm(OnceForm):
    """不用办."""

    reason = forms.ChoiceField(
        label=gettext_lazy("为什么不用办"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in BY_A_PERSON],
    )


class BackForm(OnceForm):
    """撤回处理: one press."""


class SenderForm(OnceForm):
    """Open number or mailbox in full."""

    purpose = forms.CharField(
        max_length=60, label=gettext_lazy("看全号码的用途"), help_text=gettext_lazy("例如：回电核实。会记入查阅日志。")
    )


class PostedForm(OnceForm):
    """已发布: where it stands."""

    link = forms.CharField(
        max_length=300,
        label=gettext_lazy("发布后的网址"),
        widget=forms.TextInput({"inputmode": "url", "autocomplete": "off"}),
    )


class DropForm(OnceForm):
    """不发布: why."""

    reason = forms.CharField(max_length=120, label=gettext_lazy("为什么不发布"))
