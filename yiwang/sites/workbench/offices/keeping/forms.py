"""Questions about orders and holds; they check shapes, the command checks the rest."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.offices.forms import NEEDED


class OrderForm(OnceForm):
    """What every order has: its number and its ground."""

    number = forms.CharField(
        label=_("删除令编号"), max_length=80, error_messages=NEEDED,
        help_text=_("决定书或销毁审批单上的编号，例如“云公信删〔2026〕3号”。"),
    )  # fmt: skip
    ground = forms.CharField(
        label=_("依据"), max_length=200, error_messages=NEEDED, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如“个人信息保护法第四十七条第一款第三项”。不要写姓名、电话这些个人信息。"),
    )  # fmt: skip


class FileOrderForm(OrderForm):
    """A file's texts."""

    case = forms.CharField(label=_("诉求编号"), max_length=24, error_messages=NEEDED)
    field_order = ("case", "number", "ground")


class PersonOrderForm(OrderForm):
    """All that is kept under a phone number."""

    phone = forms.CharField(
        label=_("这个人留的电话"), max_length=20, error_messages=NEEDED,
        help_text=_("只用来找到要删的信息；登记簿上留打码的号码，执行后连比对用的摘要也清掉。"),
    )  # fmt: skip
    field_order = ("phone", "number", "ground")


class RefuseForm(OnceForm):
    """Why not."""

    reason = forms.CharField(
        label=_("为什么不批准"), max_length=200, error_messages=NEEDED, widget=forms.Textarea(attrs={"rows": 2})
    )


class HoldForm(OnceForm):
    """Nothing of a file is destroyed."""

    case = forms.CharField(label=_("诉求编号"), max_length=24, error_messages=NEEDED)
    ground = forms.CharField(
        label=_("为什么暂停销毁"), max_length=200, error_messages=NEEDED, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如“行政诉讼（2026）湘9901行初3号”。不要写姓名、电话这些个人信息。"),
    )  # fmt: skip


class LiftForm(OnceForm):
    """It may be destroyed again."""

    ground = forms.CharField(
        label=_("为什么可以恢复"), max_length=200, error_messages=NEEDED, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("例如“判决已生效”。"),
    )  # fmt: skip
