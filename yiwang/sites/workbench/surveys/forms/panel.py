"""What the panel asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.surveys.models.panel import TOLD_SIGNS, TOPIC_SIGNS
from yiwang.quality.surveys.states import Fate, MemberGroup, VoiceDoor
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.surveys.forms.base import UnitForm, day, words


class InviteForm(UnitForm):
    """Somebody to be invited."""

    name = forms.CharField(max_length=20, label=_("姓名"))
    phone = forms.CharField(
        max_length=20, label=_("电话"), widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
    )
    group = forms.ChoiceField(
        choices=[(one.value, one.label) for one in MemberGroup], label=_("身份"), widget=forms.RadioSelect
    )
    term_from = day(label=_("任期从"))
    term_to = day(label=_("任期到"))
    how = forms.ChoiceField(
        choices=[("link", _("发短信，网上答复")), ("paper", _("送邀请函，书面答复"))], label=_("怎么邀请"),
        widget=forms.RadioSelect, initial="link",
    )  # fmt: skip


class PaperForm(OnceForm):
    """The day on which a written answer came."""

    on = day(label=_("收到书面答复的日期"))


class SeeForm(OnceForm):
    """Why name and number are looked at."""

    purpose = forms.CharField(max_length=100, label=_("看姓名和电话做什么"), help_text=_("会记录在案。"))


class ConsultForm(UnitForm):
    """A matter on which members are consulted."""

    topic = forms.CharField(max_length=TOPIC_SIGNS, label=_("征询什么事"), help_text=_("会写在短信里，不写人。"))
    asks = words(label=_("要问的话"))
    door = forms.ChoiceField(
        choices=[(one.value, one.label) for one in VoiceDoor], label=_("怎么征询"), widget=forms.RadioSelect,
        initial=VoiceDoor.LINK,
    )  # fmt: skip
    until = day(label=_("到哪天截止"))
    members = forms.TypedMultipleChoiceField(
        coerce=int,
        label=_("征询谁"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选一位")},
    )
    limits = {"asks": 300}

    def __init__(self, data: Any = None, *, members: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["members"].choices = members  # type: ignore[attr-defined]


class AnswerForm(OnceForm):
    """What a member said, as an officer noted it."""

    door = forms.ChoiceField(
        choices=[(one.value, one.label) for one in VoiceDoor if one is not VoiceDoor.LINK], label=_("怎么听到的"),
        widget=forms.RadioSelect, initial=VoiceDoor.VISIT,
    )  # fmt: skip
    said = words(rows=5, label=_("监督员说了什么"))


class FateForm(OnceForm):
    """What became of it."""

    fate = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Fate if one is not Fate.APPEAL],
        label=_("去向"),
        widget=forms.RadioSelect,
    )
    told = forms.CharField(
        max_length=TOLD_SIGNS, label=_("告诉监督员的话"), help_text=_("会发短信，写做了什么或者为什么不做，不写人。")
    )
