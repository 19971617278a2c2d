"""Forms of secrecy: what each asks for."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.secrecy.states import Grade, RecusalGround
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm, OnceForm
from yiwang.sites.workbench.desk.forms.whose import UnitForm

REASON_SIGNS, PURPOSE_SIGNS, TEXT_SIGNS, WORDS_SIGNS = 300, 200, 2000, 20000
GRADE_HINTS = {
    Grade.ORDINARY: gettext_lazy("服务、拖延、态度。由被反映单位上一级的服务台办，被反映单位看不到这一件。"),
    Grade.MISCONDUCT: gettext_lazy("违纪违法、12389事项。密封，只有督察、纪检部门看得到，单独编号。"),
    Grade.INFORMANT: gettext_lazy("举报人要求保密。文字脱敏后才分派，身份由两人同意才能开启。"),
}
_NAMES = re.compile(r"[、，,；;\s]+")


def _reason(label: Any, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=REASON_SIGNS, widget=forms.Textarea({"rows": 3}), help_text=hint,
        error_messages={"required": gettext_lazy("请写明理由")},
    )  # fmt: skip


class GradeForm(UnitForm):
    """提高密级, 降低密级: to one of the grades that may be chosen here."""

    grade = forms.ChoiceField(
        label=gettext_lazy("密级"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("请选一个密级")}
    )  # fmt: skip
    unit = forms.CharField(
        label=gettext_lazy("被反映的单位"), max_length=60, required=False,
        help_text=gettext_lazy("写几个字，从列出的全称里选。系统已经认出来的不用再写。"),
    )  # fmt: skip
    officers = forms.CharField(
        label=gettext_lazy("被反映的民警"), max_length=200, required=False,
        help_text=gettext_lazy("写姓名，几位的用顿号隔开；同名的写编号。他们从现在起看不到这一件。"),
    )  # fmt: skip
    to_discipline = forms.BooleanField(
        label=gettext_lazy("涉及收受财物、贪污受贿、领导干部违纪的，先交纪检监察部门"), required=False,
        help_text=gettext_lazy("只用于违纪违法。不勾选的，交给最近的督察部门。"),
    )  # fmt: skip
    reason = _reason(gettext_lazy("理由"), gettext_lazy("加密保存，看得到这一件的人能看到。"))

    def __init__(self, *args: Any, grades: Iterable[Grade] = (), names: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(grade.value, Label(grade.label, GRADE_HINTS[grade])) for grade in grades]
        self.fields["grade"].choices = found  # type: ignore[attr-defined]
        for name in ("unit", "officers", "to_discipline") if not names else ():
            del self.fields[name]

    def clean_unit(self) -> str:
        """Its code; empty where nothing was written."""
        said = self.cleaned_data["unit"]
        return self.code_of(said) if said.strip() else ""


def named_in(given: Mapping[str, Any]) -> dict[str, list[str]]:
    """Whom a form of grading names, as the command takes it."""
    people = [one for one in _NAMES.split(given.get("officers", "")) if one]
    return {"named_units": [given["unit"]] if given.get("unit") else [], "named_officers": people}


class StrikeForm(MoveForm):
    """取消密级."""

    reason = _reason(
        gettext_lazy("为什么不是反映民警、单位的投诉"), gettext_lazy("加密保存。件回到待分派，由受理台照常分派。")
    )  # fmt: skip


class DeclareForm(MoveForm):
    """申报回避."""

    reason = _reason(gettext_lazy("和谁是什么关系，或者有什么利害"), gettext_lazy("写到能判断为止。加密保存。"))


class RecuseForm(MoveForm):
    """让人回避."""

    officer = forms.CharField(
        label=gettext_lazy("谁要回避"), max_length=60, help_text=gettext_lazy("写姓名；同名的写编号。"),
        error_messages={"required": gettext_lazy("请写谁要回避")},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=gettext_lazy("事由"), widget=forms.RadioSelect, error_messages={"required": gettext_lazy("请选一个事由")},
        choices=[(one.value, one.label) for one in RecusalGround if one is not RecusalGround.DECLARED],
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("说明"), max_length=REASON_SIGNS, widget=forms.Textarea({"rows": 3}), required=False,
        help_text=gettext_lazy("有关系的，写明是什么关系。加密保存。"),
    )  # fmt: skip


class AskOpeningForm(MoveForm):
    """申请开启身份."""

    purpose = forms.CharField(
        label=gettext_lazy("为什么必须知道是谁"), max_length=PURPOSE_SIGNS, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("例如“关键时间只有举报人知道，要当面核实”。同意的人会看到。"),
        error_messages={"required": gettext_lazy("请写明为什么必须知道是谁")},
    )  # fmt: skip


class DecideForm(OnceForm):
    """同意或不同意开启身份: the button says which."""

    decision = forms.ChoiceField(
        label=gettext_lazy("决定"), widget=forms.RadioSelect,
        choices=[
            ("grant", Label(gettext_lazy("同意"), gettext_lazy("只对申请的人开启24小时，每看一次都记下。"))),
            ("refuse", Label(gettext_lazy("不同意"), gettext_lazy("要写理由。"))),
        ],
        error_messages={"required": gettext_lazy("请选同意或不同意")},
    )  # fmt: skip
    opinion = forms.CharField(
        label=gettext_lazy("意见"), max_length=REASON_SIGNS, widget=forms.Textarea({"rows": 3}), required=False
    )  # fmt: skip


class RedactForm(MoveForm):
    """确认脱敏: what others will read."""

    text = forms.CharField(
        label=gettext_lazy("别人看到的文字"), max_length=WORDS_SIGNS, widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("对照原文，凡是能看出举报人是谁的，改成▇…▇。经办单位、检索、打印都只有这一份。"),
        error_messages={"required": gettext_lazy("脱敏后的文字不能是空的")},
    )  # fmt: skip


class AskForm(UnitForm):
    """发核实函."""

    unit = forms.CharField(
        label=gettext_lazy("发给哪个单位"), max_length=60, help_text=gettext_lazy("写几个字，从列出的全称里选。由它的负责人收。"),
        error_messages={"required": gettext_lazy("请写发给哪个单位")},
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("要核实什么"), max_length=TEXT_SIGNS, widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("只写事情，不写是谁反映的：姓名、电话、住址、件的编号都不要写。对方只看得到这封函。"),
        error_messages={"required": gettext_lazy("请写要核实什么")},
    )  # fmt: skip

    def clean_unit(self) -> str:
        """Its code."""
        return self.code_of(self.cleaned_data["unit"])


class AnswerForm(OnceForm):
    """答复核实函."""

    answer = forms.CharField(
        label=gettext_lazy("核实到的情况"), max_length=TEXT_SIGNS, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("写清时间、地点、经过和依据。不要去打听、猜测是谁反映的。"),
        error_messages={"required": gettext_lazy("请写核实到的情况")},
    )  # fmt: skip
