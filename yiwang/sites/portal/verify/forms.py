"""What is asked of who checks a paper."""

from django import forms
from django.utils.translation import gettext_lazy


class VerifyForm(forms.Form):
    """The code on the paper, and one thing more that only who holds it knows."""

    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("核验码"),
        help_text=gettext_lazy("印在证明下方，10位数字。扫码打开的已经填好。"),
        error_messages={"required": gettext_lazy("还没有写核验码。核验码是10位数字，印在证明下方")},
    )
    second = forms.CharField(
        max_length=40,
        label=gettext_lazy("姓名的最后一个字，或者证明编号"),
        help_text=gettext_lazy("照证明上写，单位的写名称的最后一个字。"),
        error_messages={"required": gettext_lazy("还没有写姓名的最后一个字，写证明编号也行")},
    )
