"""The shapes of the tracking pages."""

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
