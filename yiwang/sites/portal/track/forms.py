"""The shapes of the tracking pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy


class TrackForm(forms.Form):
    """Number and query code, however they are typed."""

    number = forms.CharField(
        max_length=40,
        label=gettext_lazy("编号"),
        help_text=gettext_lazy("像YZ2611-18427-3这样，横线写不写都行。"),
        error_messages={"required": gettext_lazy("还没有写编号。编号在短信里，也在提交后的那一页")},
    )
    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("查询码"),
        help_text=gettext_lazy("10位数字，和编号在同一条短信里。"),
        error_messages={"required": gettext_lazy("还没有写查询码。查询码是10位数字，和编号在一起")},
    )


class DisputeForm(forms.Form):
    """没有解决: what is still wrong."""

    reason = forms.CharField(
        required=False,
        max_length=8000,
        label=gettext_lazy("哪里没有解决"),
        help_text=gettext_lazy("写清楚还有什么没有办，好让人接着办。"),
        widget=forms.Textarea({"rows": 6}),
    )


class ReviewForm(forms.Form):
    """申请复查、复核、复议: why the decision is not accepted."""

    reason = forms.CharField(
        required=False,
        max_length=8000,
        label=gettext_lazy("不服哪一点，为什么"),
        help_text=gettext_lazy("写明事实和理由。身份证件和别的材料，受理的单位需要时会向您要。"),
        widget=forms.Textarea({"rows": 8}),
    )


class NoteForm(forms.Form):
    """What a citizen writes about a file that is being handled. `token`: of this very form, so that twice is once."""

    token = forms.RegexField(regex=r"^[\w-]{43}$", widget=forms.HiddenInput)
    question = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(
        required=False, max_length=8000, label=gettext_lazy("您想补充什么"), widget=forms.Textarea({"rows": 6})
    )

    def __init__(self, *args: Any, is_answer: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_answer:
            self.fields["text"].label = gettext_lazy("写下您的回答")


class MineForm(forms.Form):
    """手机号 and one query code. Where a file was opened in this browser, its code need not be shown again."""

    phone = forms.CharField(
        max_length=40,
        label=gettext_lazy("手机号码"),
        help_text=gettext_lazy("登记时留的那个，我们发一条验证码过去。"),
        error_messages={"required": gettext_lazy("还没有写手机号码，请写11位手机号，比如13800001234")},
    )
    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("其中一件的查询码"),
        help_text=gettext_lazy("10位数字，在登记时的短信里，哪一件的都行。"),
        error_messages={"required": gettext_lazy("还没有写查询码。查询码是10位数字，和编号在一起")},
    )

    def __init__(self, *args: Any, knows: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows:
            del self.fields["code"]


class SmsCodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        required=False,
        max_length=20,
        label=gettext_lazy("短信里的6位数字"),
        help_text=gettext_lazy("5分钟内有效。"),
    )
