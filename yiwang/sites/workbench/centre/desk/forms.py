"""Forms of the keyboard desk. They look at shapes; what may be done, the commands say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals import queries
from yiwang.cases.centre.states import DivertTo, Satisfaction
from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.desk.forms.register import AsksForm, keyed

_WORDS = forms.Textarea


class DivertForm(OnceForm):
    """分流: to whom, what about, why, and who took it over there."""

    to = forms.ChoiceField(
        label=gettext_lazy("分流到哪里"), widget=forms.RadioSelect, choices=[(t.value, t.label) for t in DivertTo],
        error_messages={"required": gettext_lazy("请选分流到哪里")},
    )  # fmt: skip
    body = forms.CharField(
        label=gettext_lazy("是哪个单位"), required=False, max_length=80, help_text=gettext_lazy("选其他单位的要写。")
    )
    words = forms.CharField(
        label=gettext_lazy("说的是什么事"), required=False, max_length=2000, widget=_WORDS({"rows": 4})
    )
    reason = forms.CharField(
        label=gettext_lazy("为什么转过去"), required=False, max_length=300, widget=_WORDS({"rows": 2}),
        help_text=gettext_lazy("不归我们管的依据，或者为什么归他们。"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"})
    )
    spoken_to = forms.CharField(
        label=gettext_lazy("对方谁接的"), required=False, max_length=80, help_text=gettext_lazy("还没有接通的先空着。")
    )
    their_number = forms.CharField(label=gettext_lazy("对方的编号"), required=False, max_length=80)
    is_three_way = forms.BooleanField(label=gettext_lazy("三方通话说清楚的"), required=False)
    number = forms.CharField(
        label=gettext_lazy("关联哪一件"),
        required=False,
        max_length=24,
        help_text=gettext_lazy("已经登记过的写诉求编号。"),
    )
    call = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class SettleForm(OnceForm):
    """对方已接."""

    spoken_to = forms.CharField(
        label=gettext_lazy("对方谁接的"), max_length=80, error_messages={"required": gettext_lazy("请写对方是谁接的")}
    )
    their_number = forms.CharField(
        label=gettext_lazy("对方的编号"), required=False, max_length=80, help_text=gettext_lazy("警情号、受理号。")
    )
    is_three_way = forms.BooleanField(label=gettext_lazy("三方通话说清楚的"), required=False)


class KeepForm(OnceForm):
    """由我们先办: what is registered of it."""

    content = forms.CharField(
        label=gettext_lazy("说的是什么事"), max_length=2000, widget=_WORDS({"rows": 4}),
        error_messages={"required": gettext_lazy("请写下是什么事")},
    )  # fmt: skip
    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"))
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), max_length=20, widget=forms.TextInput({"inputmode": "tel"}),
        error_messages={"required": gettext_lazy("请留一个能联系上的电话")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [one for one in queries.channels().values() if one.is_on]
        self.fields["channel"].choices = [(one.code, keyed(one.code, one.label)) for one in channels]  # type: ignore[attr-defined]


class DeliveredForm(OnceForm):
    """送达了, 面商了."""

    receiver = forms.CharField(label=gettext_lazy("谁收的"), required=False, max_length=80)
    proof = forms.CharField(
        label=gettext_lazy("单号或回执号"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("挂号信、快递、对方收文号。"),
    )
    handed_on = forms.DateField(
        label=gettext_lazy("哪一天"), required=False, widget=forms.DateInput({"type": "date"}),
        error_messages={"invalid": gettext_lazy("请写成年-月-日，例如2026-11-22")},
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("对方怎么说"), required=False, max_length=1000, widget=_WORDS({"rows": 3})
    )


class SatisfactionForm(DeliveredForm):
    """征求满意度."""

    satisfaction = forms.ChoiceField(
        label=gettext_lazy("满意度"), required=False, widget=forms.RadioSelect,
        choices=[(s.value, s.label) for s in Satisfaction],
    )  # fmt: skip


class TryForm(OnceForm):
    """送达没有成."""

    how = forms.CharField(
        label=gettext_lazy("怎样送的，为什么没有送成"), max_length=1000, widget=_WORDS({"rows": 2}),
        error_messages={"required": gettext_lazy("请写怎样送的、为什么没有送成")},
    )  # fmt: skip


class FailForm(OnceForm):
    """无法送达."""

    said = forms.CharField(
        label=gettext_lazy("答复书现在在哪里"), max_length=1000, widget=_WORDS({"rows": 2}),
        error_messages={"required": gettext_lazy("请写答复书现在在哪里")},
    )  # fmt: skip


class SlipForm(OnceForm, AsksForm):
    """改登记单."""
