"""The form of taking an appeal in on somebody's behalf: the matter, who says it, and what its channel asks besides."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.policies import DIRECT_OUTCOMES
from yiwang.cases.appeals.states import TYPES, AppealType, Outcome
from yiwang.cases.centre.states import KEYS, Ask, AskKind, asks
from yiwang.ground.people import queries as people
from yiwang.ground.places.models import Area
from yiwang.sites.workbench.desk.forms.base import OnceForm

SAID_SIGNS = 2000
LAST_DAY = "2099-12-31"


def ask_field(ask: Ask) -> forms.Field:
    """The field of one thing that a channel asks, marked where it must be there; whether it is, the command says.

    A date says its last year, so that a browser takes four signs for a year and goes on to the month by itself.
    """
    label = _("%(label)s（必填）") % {"label": ask.label} if ask.is_needed else ask.label
    given: dict[str, Any] = {"label": label, "required": False, "help_text": ask.hint}
    if ask.kind is AskKind.LONG:
        return forms.CharField(widget=forms.Textarea({"rows": 2}), max_length=1000, **given)
    if ask.kind is AskKind.CHOICE:
        return forms.ChoiceField(choices=[("", _("还没有选")), *ask.choices], **given)
    if ask.kind is AskKind.YES:
        return forms.BooleanField(**given)
    widget = {
        AskKind.DATE: forms.DateInput({"type": "date", "max": LAST_DAY}),
        AskKind.NUMBER: forms.TextInput({"inputmode": "numeric"}),
        AskKind.LINK: forms.TextInput({"inputmode": "url"}),
    }.get(ask.kind)  # fmt: skip
    return forms.CharField(widget=widget, max_length=200, **given)


class AsksForm(forms.Form):
    """What one channel asks: a form of its own for the fragment, and a part of every form that has it."""

    def __init__(self, *args: Any, channel: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_asks(channel)

    def add_asks(self, channel: str) -> None:
        """The fields of this channel, after those that are there."""
        self.asked = asks(channel)
        for ask in self.asked:
            self.fields[f"ask_{ask.name}"] = ask_field(ask)

    @property
    def ask_fields(self) -> list[forms.BoundField]:
        """Those fields, in the order of the table."""
        return [self[f"ask_{ask.name}"] for ask in self.asked]

    @property
    def told(self) -> dict[str, str]:
        """What was answered; a yes is `yes`."""
        said = {ask.name: self.cleaned_data.get(f"ask_{ask.name}", "") for ask in self.asked}
        return {name: "yes" if value is True else str(value) for name, value in said.items() if value}


class RegisterForm(OnceForm, AsksForm):
    """登记诉求, on somebody's behalf."""

    content = forms.CharField(
        label=gettext_lazy("说的是什么事"), max_length=SAID_SIGNS, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("照原话记：什么时候、在哪里、发生了什么、希望怎么办。"),
        error_messages={"required": gettext_lazy("请写下是什么事")},
    )  # fmt: skip
    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"))
    type = forms.ChoiceField(
        label=gettext_lazy("类型"), required=False,
        choices=[("", gettext_lazy("让系统先猜")), *((t.value, t.label) for t in AppealType)],
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"}),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("地点"), required=False, max_length=120)
    area_code = forms.ChoiceField(label=gettext_lazy("在哪个片区"), required=False)
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("不留姓名和电话"), required=False, help_text=gettext_lazy("只有举报、建议、咨询可以匿名。"),
    )  # fmt: skip
    is_urgent = forms.BooleanField(
        label=gettext_lazy("现在有危险"), required=False, help_text=gettext_lazy("马上响值班台；能打110的，请他先打110。"),
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("当场答复的话"), required=False, max_length=SAID_SIGNS, widget=forms.Textarea({"rows": 5})
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"), required=False, choices=[(one.value, one.label) for one in DIRECT_OUTCOMES]
    )
    ground = forms.CharField(
        label=gettext_lazy("归谁管、走哪条途径"), required=False, max_length=300,
        help_text=gettext_lazy("结果是非本机关或移交法定途径的要写。"),
    )  # fmt: skip
    source = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    call = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, channel: str, areas: Iterable[Area] = (), **kwargs: Any) -> None:
        super().__init__(data, *args, channel=channel, **kwargs)
        self.initial.setdefault("outcome", Outcome.EXPLAINED.value)
        channels = [(one.code, keyed(one.code, one.label)) for one in queries.channels().values() if one.is_on]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        known = [(area.code, f"{area.county} › {area.name}") for area in areas]
        self.fields["area_code"].choices = [("", _("不清楚")), *known]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """Digits only; seven for a land line at least."""
        said = self.cleaned_data["phone"].strip()
        digits = people.read_phone(said)
        if said and not re.fullmatch(r"\d{7,12}", digits):
            raise ValidationError(_("电话应是7到12位数字，请核对"))
        return digits

    def clean(self) -> dict[str, Any]:
        """Somebody must be reachable, unless the type may be anonymous, or nobody asked (an order, a newspaper)."""
        given = self.cleaned_data
        if given.get("is_anonymous"):
            kind = given.get("type") or ""
            if kind not in TYPES or not AppealType(kind).may_be_anonymous:
                self.add_error("is_anonymous", _("只有举报、建议、咨询可以匿名，请先选类型，或留下电话"))
            given["name"] = given["phone"] = ""
        elif not given.get("phone") and "phone" not in self.errors and needs_phone(given.get("channel", "")):
            self.add_error("phone", _("请留一个能联系上的电话；举报、建议、咨询也可以匿名"))
        return given


NOBODY_ASKED = frozenset({"to_leader", "to_superior", "formal_letter", "media", "letter"})
"""Ways back that lead to somebody else than a caller, or to an address: a phone is no condition there."""


def needs_phone(channel: str) -> bool:
    """Whether somebody must be reachable by phone: not where the answer goes to a leader, another body, a newspaper, by post."""
    known = queries.channels().get(channel)
    return known is None or known.reply_through not in NOBODY_ASKED


def keyed(code: str, label: str) -> str:
    """`RX 民生警务热线`: two letters typed on the closed list choose it, in any browser."""
    return f"{KEYS[code]} {label}" if code in KEYS else label
