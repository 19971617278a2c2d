"""Forms of more time: an extension, a lawful pause, and the decision on either."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import PauseGround
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm

GROUND_HINTS = {
    PauseGround.EXPERT: gettext_lazy("已经委托鉴定、检测、检验，结果没有出来以前办不下去"),
    PauseGround.SECRECY: gettext_lazy("涉及正在侦查的案件，现在答复会泄露案情"),
    PauseGround.HEARING: gettext_lazy("已经决定听证或请专家评审"),
}


class ExtensionForm(MoveForm):
    """申请延期. The days carry the day that each leads to."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("延到哪一天"), coerce=int, error_messages={"required": gettext_lazy("请选延期几个工作日")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("为什么要延期"), max_length=200, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("批准以后，诉求人会在短信和期限账本里读到这句话。照实写，不写个人信息和案情。"),
        error_messages={"required": gettext_lazy("请写明为什么要延期，批准后诉求人会看到")},
    )  # fmt: skip

    def __init__(self, *args: Any, days: Sequence[tuple[int, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        listed = [("", _("请选择")), *((str(count), words) for count, words in days)]
        self.fields["days"].choices = listed  # type: ignore[attr-defined]


class PauseForm(MoveForm):
    """申请暂停计时."""

    ground = forms.ChoiceField(
        label=gettext_lazy("法定事由"), widget=forms.RadioSelect,
        choices=[(one.value, Label(one.label, GROUND_HINTS[one])) for one in PauseGround],
        error_messages={"required": gettext_lazy("请选一个法定事由；别的原因请申请延期")},
    )  # fmt: skip
    proof = forms.CharField(
        label=gettext_lazy("凭据"), max_length=120,
        help_text=gettext_lazy("文书的文号或名称，例如“云公鉴字〔2026〕118号鉴定委托书”。"),
        error_messages={"required": gettext_lazy("请写凭据的文号或名称，例如委托鉴定书的编号")},
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("凭据的照片或扫描件"), required=False,
        help_text=gettext_lazy("手边有就附上，没有可以不附。一个最大20 MB。"),
        error_messages={"empty": gettext_lazy("文件是空的，请重新选一个")},
    )  # fmt: skip
    reason = forms.CharField(
        label=gettext_lazy("情况"), max_length=200, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("为什么现在办不下去，预计什么时候有结果。审批人看，诉求人不看。"),
        error_messages={"required": gettext_lazy("请写明暂停的原因")},
    )  # fmt: skip


class GrantForm(MoveForm):
    """批准申请."""

    request = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    opinion = forms.CharField(label=gettext_lazy("意见"), max_length=300, required=False)


class DeclineForm(MoveForm):
    """不批准."""

    request = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    opinion = forms.CharField(
        label=gettext_lazy("不批准的理由"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("申请人会看到。"),
        error_messages={"required": gettext_lazy("请写明不批准的理由，申请人会看到")},
    )  # fmt: skip
