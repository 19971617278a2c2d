"""What the desk asks for: an extension, what a call came to, when to call back, and what came of it."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.centre.commands import NOTE_SIGNS
from yiwang.cases.centre.states import CallState, TryOutcome, WrapUp
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import OnceForm

_LONGEST = 2000
_LOCAL = "%Y-%m-%dT%H:%M"


class SeatForm(forms.Form):
    """签入."""

    extension = forms.CharField(
        label=_("分机号"), max_length=40, widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请写话机的分机号，例如8001")},
    )  # fmt: skip


class PhoneForm(forms.Form):
    """A number as it was typed."""

    phone = forms.CharField(required=False, max_length=40)


class CallsForm(forms.Form):
    """Which calls, which page."""

    state = forms.ChoiceField(required=False, choices=[("", ""), *CallState.choices])
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class WrapUpForm(OnceForm):
    """话后整理."""

    wrap_up = forms.ChoiceField(
        label=_("这个电话"), choices=WrapUp.choices, error_messages={"required": _("请选这个电话是什么结果")}
    )
    note = forms.CharField(
        label=_("备注"), required=False, max_length=_LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("下一个接到他电话的同事会看到。"),
    )  # fmt: skip
    limits = {"note": NOTE_SIGNS}


class HearForm(forms.Form):
    """听录音."""

    purpose = forms.CharField(
        label=_("用途"), max_length=200, help_text=_("例如“核对通话内容”。会记入查阅日志。"),
        error_messages={"required": _("请写明用途，例如“核对通话内容”")},
    )  # fmt: skip


def _moment(label: Any, **more: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput({"type": "datetime-local"}, format=_LOCAL)
    return forms.DateTimeField(label=label, input_formats=[_LOCAL], widget=widget, **more)


class PromiseForm(OnceForm):
    """约回拨."""

    call = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    number = forms.CharField(
        label=_("电话"), max_length=40, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"required": _("请写要回拨的电话")},
    )  # fmt: skip
    name = forms.CharField(label=_("称呼"), required=False, max_length=_LONGEST)
    due_at = _moment(
        _("什么时候回拨"), error_messages={"required": _("请写约好的时间"), "invalid": _("时间没有看懂，请重选")}
    )
    what = forms.CharField(
        label=_("为什么回拨"), max_length=_LONGEST, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("请写为什么回拨，接班的同事要看得懂")},
    )  # fmt: skip
    is_mine = forms.ChoiceField(
        label=_("谁来打"), initial="1", widget=forms.RadioSelect,
        choices=[("1", Label(_("我来打"))), ("0", Label(_("谁有空谁打"), _("同一服务台的同事都看得到")))],
    )  # fmt: skip

    @property
    def given(self) -> dict[str, Any]:
        """As the command takes it."""
        said = dict(self.cleaned_data)
        said.pop("nonce")
        return said | {"call_id": said.pop("call") or 0, "is_mine": said["is_mine"] == "1"}


class TryForm(OnceForm):
    """记一次回拨."""

    outcome = forms.ChoiceField(
        label=_("打的结果"), choices=TryOutcome.choices, error_messages={"required": _("请选打的结果")}
    )
    note = forms.CharField(label=_("说了什么"), required=False, max_length=_LONGEST, widget=forms.Textarea({"rows": 3}))
    next_at = _moment(_("没打通的话，下次什么时候打"), required=False)

    @property
    def given(self) -> dict[str, Any]:
        """As the command takes it."""
        said = self.cleaned_data
        next_at: datetime | None = said["next_at"]
        return {"outcome": TryOutcome(said["outcome"]), "note": said["note"], "next_at": next_at}
