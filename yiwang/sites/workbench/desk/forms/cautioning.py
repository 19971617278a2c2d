"""Forms of whom not to text."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.people.states import GROUNDS_OF, CautionGround, CautionKind
from yiwang.sites.workbench.desk.forms.base import OnceForm

_KINDS = {ground: kind for kind, grounds in GROUNDS_OF.items() for ground in grounds}
CHOSEN = [
    (ground.value, f"{'号码不安全' if _KINDS[ground] is CautionKind.UNSAFE else '本人不宜收'}：{ground.label}")
    for ground in CautionGround
    if ground is not CautionGround.TRIPWIRE
]
"""What a person may say; the tripwire says its own."""


class CautionForm(OnceForm):
    """设提示."""

    ground = forms.ChoiceField(label=_("是哪一种"), choices=CHOSEN, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("依据"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("怎么知道的，例如“本人电话里说手机被丈夫查看”。只有能看到这一件的人看得到。"),
    )  # fmt: skip
    days = forms.IntegerField(
        label=_("管多少天"), min_value=0, max_value=3650, required=False, help_text=_("空着是一直有效，到有人解除。")
    )
    guardian_name = forms.CharField(label=_("监护人或代理人称呼"), max_length=40, required=False)
    guardian_phone = forms.CharField(
        label=_("监护人或代理人电话"), max_length=20, required=False,
        help_text=_("只在本人不宜收时用：系统的短信改发到这里。不知道就空着，由人去联系。"),
    )  # fmt: skip

    @property
    def kind(self) -> CautionKind:
        """The kind that the chosen ground belongs to."""
        return _KINDS[CautionGround(self.cleaned_data["ground"])]


class LiftForm(OnceForm):
    """解除提示."""

    lift_reason = forms.CharField(
        label=_("为什么可以解除"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("例如“本人当面确认换了号码”。"),
    )  # fmt: skip
