"""Forms of lawful ways: which law, and what each move of a matter asks for."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.tracks.states import LAWS, MatterKind, Move, ServedHow
from yiwang.kit import clock
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm
from yiwang.sites.workbench.desk.forms.whose import UnitForm

REASON_SIGNS, WORDS_SIGNS = 300, 2000
Choices = Sequence[tuple[str, str]]
_WORDS: dict[Move, tuple[Any, Any]] = {
    Move.REFUSE: (gettext_lazy("不予受理的理由和依据"), gettext_lazy("会写进告知书，诉求人看得到。")),
    Move.ASK_CORRECTION: (gettext_lazy("缺什么"), gettext_lazy("要一次说全，以后不能再要求补正。会写进补正通知。")),
    Move.CORRECT: (gettext_lazy("补来了什么"), gettext_lazy("期限从收到补正的这一天重新算。")),
    Move.TRANSFER: (gettext_lazy("为什么移送"), gettext_lazy("依据哪条规定。会写进移送告知书。")),
    Move.EXTEND: (gettext_lazy("延期的理由"), gettext_lazy("会写进延期告知书，诉求人看得到。")),
    Move.SUSPEND: (gettext_lazy("说明"), gettext_lazy("写明凭据的文号或名称。这段时间依法不计入期限。")),
    Move.DECIDE: (gettext_lazy("决定的内容、理由和依据"), gettext_lazy("会写进决定文书，诉求人看得到。")),
    Move.DECIDE_REVIEW: (gettext_lazy("决定的内容、理由和依据"), gettext_lazy("会写进决定文书，诉求人看得到。")),
    Move.ASK_REVIEW: (gettext_lazy("申请人的请求和理由"), gettext_lazy("照申请书写。")),
    Move.WITHDRAW: (gettext_lazy("申请人怎么说"), gettext_lazy("照撤回申请写。")),
    Move.ISSUE: (gettext_lazy("文书里还要写的话"), gettext_lazy("一段一行；固定的格式和依据系统会写好。")),
}


class PutForm(UnitForm):
    """按法定途径办: one choice names both the way and what it calls the matter."""

    kind = forms.ChoiceField(
        label=gettext_lazy("按哪部法律办"), widget=forms.RadioSelect,
        choices=[(kind.value, Label(kind.label, law.basis)) for kind, law in LAWS.items()],
        error_messages={"required": gettext_lazy("请选按哪部法律办")},
    )  # fmt: skip
    unit = forms.CharField(
        label=gettext_lazy("由哪个单位办"), max_length=60, required=False,
        help_text=gettext_lazy("写几个字，从列出的全称里选。不写就留在现在的单位。"),
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("为什么按这条途径办"), max_length=REASON_SIGNS, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("诉求人会看到。"),
        error_messages={"required": gettext_lazy("请写明为什么按这条途径办，诉求人会看到")},
    )  # fmt: skip

    def clean_unit(self) -> str:
        """Its code; empty where it stays."""
        said = self.cleaned_data["unit"]
        return self.code_of(said) if said.strip() else ""


def decision(given: Mapping[str, str]) -> dict[str, str]:
    """The answers of a `PutForm` as the command takes them."""
    kind = MatterKind(given["kind"])
    return {
        "track": LAWS[kind].track.value, "kind": kind.value, "unit_code": given["unit"], "reason": given["reason"],
    }  # fmt: skip


class OffForm(MoveForm):
    """改按诉求办."""

    reason = forms.CharField(
        label=gettext_lazy("为什么改按诉求办"), max_length=REASON_SIGNS, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("诉求人会看到。"),
        error_messages={"required": gettext_lazy("请写明为什么改按诉求办，诉求人会看到")},
    )  # fmt: skip


class ActForm(MoveForm):
    """One move of a matter: of all fields those that it asks for, with the choices that its law leaves."""

    outcome = forms.ChoiceField(label=gettext_lazy("决定"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=gettext_lazy("哪一种文书"), widget=forms.RadioSelect)
    deed = forms.TypedChoiceField(label=gettext_lazy("哪一份文书"), coerce=int)
    body = forms.CharField(
        label=gettext_lazy("移送给哪个机关"), max_length=80, error_messages={"required": gettext_lazy("请写机关的全称")}
    )  # fmt: skip
    system = forms.CharField(
        label=gettext_lazy("对方系统"), max_length=40, help_text=gettext_lazy("例如“警综平台”“省信访信息系统”。"),
        error_messages={"required": gettext_lazy("请写登记在哪个系统")},
    )  # fmt: skip
    number = forms.CharField(
        label=gettext_lazy("对方编号"), max_length=80, error_messages={"required": gettext_lazy("请写对方系统给的编号")},
    )  # fmt: skip
    stage = forms.ChoiceField(label=gettext_lazy("按哪一档延长"), required=False)
    days = forms.IntegerField(label=gettext_lazy("延长几天"), min_value=1, required=False)
    ground = forms.ChoiceField(label=gettext_lazy("法定事由"), widget=forms.RadioSelect)
    how = forms.ChoiceField(
        label=gettext_lazy("送达方式"), choices=[(one.value, one.label) for one in ServedHow], widget=forms.RadioSelect
    )
    receiver = forms.CharField(
        label=gettext_lazy("签收人"), max_length=40, error_messages={"required": gettext_lazy("请写谁收的")}
    )
    proof = forms.CharField(
        label=gettext_lazy("凭据"), max_length=80, required=False, help_text=gettext_lazy("送达回证或邮件的号码。"),
    )  # fmt: skip
    served_on = forms.DateField(
        label=gettext_lazy("哪一天送到"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": gettext_lazy("请选送到的日子"), "invalid": gettext_lazy("日期写得不对")},
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("说明"), max_length=WORDS_SIGNS, widget=forms.Textarea({"rows": 6}))

    def __init__(
        self, *args: Any, move: Move, asks: Iterable[str], choices: dict[str, Choices] | None = None,
        most_days: int = 0, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        kept = {*asks, "version", "nonce"}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        for name, known in (choices or {}).items():
            if name in self.fields:
                self.fields[name].choices = list(known)  # type: ignore[attr-defined]
        if "words" in self.fields:
            label, help_text = _WORDS.get(move, (_("说明"), ""))
            self.fields["words"].label, self.fields["words"].help_text = label, help_text
            self.fields["words"].required = move is not Move.ISSUE
        if "days" in self.fields:
            self.fields["days"].help_text = _("最多%(days)d天。") % {"days": most_days}
        self.initial.setdefault("served_on", clock.today())

    @property
    def asked(self) -> list[BoundField]:
        """What people fill in, in order."""
        return self.visible_fields()

    def clean_served_on(self) -> date:
        """Nobody was served tomorrow."""
        day: date = self.cleaned_data["served_on"]
        if day > clock.today():
            raise forms.ValidationError(_("送到的日子不能在今天以后"))
        return day
