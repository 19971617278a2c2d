"""The form of taking an appeal in on somebody's behalf."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import TYPES, AppealType
from yiwang.ground.people import queries as people
from yiwang.ground.places.models import Area
from yiwang.sites.workbench.desk.forms.base import OnceForm


class RegisterForm(OnceForm):
    """登记诉求, on somebody's behalf."""

    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"))
    type = forms.ChoiceField(
        label=gettext_lazy("类型"), required=False,
        choices=[("", gettext_lazy("让系统先猜")), *((t.value, t.label) for t in AppealType)],
    )  # fmt: skip
    content = forms.CharField(
        label=gettext_lazy("说的是什么事"), max_length=2000, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("照原话记：什么时候、在哪里、发生了什么、希望怎么办。"),
        error_messages={"required": gettext_lazy("请写下是什么事")},
    )  # fmt: skip
    area_code = forms.ChoiceField(label=gettext_lazy("在哪个片区"), required=False)
    place = forms.CharField(
        label=gettext_lazy("地点"), required=False, max_length=120, help_text=gettext_lazy("小区、路名、门牌或附近的标志。"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"}),
        help_text=gettext_lazy("用来联系和发进度短信。"),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("不留姓名和电话"), required=False, help_text=gettext_lazy("只有举报、建议、咨询可以匿名。"),
    )  # fmt: skip
    is_urgent = forms.BooleanField(
        label=gettext_lazy("现在有危险"), required=False, help_text=gettext_lazy("马上响值班台；能打110的，请他先打110。"),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Iterable[Area] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(channel.code, channel.label) for channel in queries.channels().values() if channel.is_on]
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
        """Somebody must be reachable, unless the type may be anonymous."""
        given = self.cleaned_data
        if given.get("is_anonymous"):
            kind = given.get("type") or ""
            if kind not in TYPES or not AppealType(kind).may_be_anonymous:
                self.add_error("is_anonymous", _("只有举报、建议、咨询可以匿名，请先选类型，或留下电话"))
            given["name"] = given["phone"] = ""
        elif not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("请留一个能联系上的电话；举报、建议、咨询也可以匿名"))
        return given
