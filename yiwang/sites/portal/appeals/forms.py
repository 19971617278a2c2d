"""The shapes of an appeal's pages. What is right or wrong is said by the counter; here only that it can be read."""

from collections.abc import Sequence
from math import ceil
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import AppealType
from yiwang.cases.counter import queries
from yiwang.cases.counter.queries import DraftView
from yiwang.sites.ui.pages import Label

_LONGEST = 8000
"""Above any limit of the counter, so that its own sentence is the one that is read; what is longer is no typing."""
PHONE, ANONYMOUS = "phone", "anonymous"
TYPES = (
    (AppealType.CONSULT, Label(gettext_lazy("咨询"), gettext_lazy("想问清楚一件事"))),
    (AppealType.HELP, Label(gettext_lazy("求助"), gettext_lazy("遇到难处，请帮忙"))),
    (AppealType.COMPLAINT, Label(gettext_lazy("投诉"), gettext_lazy("扰民、纠纷，或对服务不满意"))),
    (AppealType.REPORT, Label(gettext_lazy("举报"), gettext_lazy("告诉我们违法的事，可匿名"))),
    (AppealType.SUGGESTION, Label(gettext_lazy("建议"), gettext_lazy("希望改进"))),
    (AppealType.PRAISE, Label(gettext_lazy("表扬"), gettext_lazy("谢谢某位民警或单位"))),
)


class WordsForm(forms.Form):
    """Page 1."""

    content = forms.CharField(
        required=False,
        max_length=_LONGEST,
        label=gettext_lazy("请说说是什么事"),
        help_text=gettext_lazy(
            "照平常说话写就行：什么时候、在哪里、发生了什么、您希望怎么解决。不用选部门，我们来分。"
        ),
        widget=forms.Textarea({"rows": 8}),
    )
    danger_now = forms.BooleanField(
        required=False,
        label=gettext_lazy("现在正有危险，或者有人受伤"),
        help_text=gettext_lazy("勾选后，先给您看怎样最快得到帮助"),
    )
    type = forms.ChoiceField(
        required=False,
        label=gettext_lazy("您想让我们做什么？"),
        choices=[(kind.value, label) for kind, label in TYPES],
        widget=forms.RadioSelect,
    )


class PlaceForm(forms.Form):
    """Page 2. `counties`: the areas to choose from, each county with its own."""

    area_code = forms.ChoiceField(
        required=False,
        label=gettext_lazy("在哪个区县、街道"),
        help_text=gettext_lazy("不清楚可以不选，写好下面的地点就行。"),
    )
    place = forms.CharField(
        required=False,
        max_length=_LONGEST,
        label=gettext_lazy("具体地点"),
        help_text=gettext_lazy("小区、路口、店名都可以，越具体越快找到。"),
    )

    def __init__(self, *args: Any, counties: Sequence[tuple[str, list[tuple[str, str]]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["area_code"]
        field.choices = [("", _("不清楚")), *counties]


class ContactForm(forms.Form):
    """Page 3. Where the type may not be anonymous, the question is not asked."""

    how = forms.ChoiceField(
        required=False,
        label=gettext_lazy("要不要留手机号"),
        choices=[
            (PHONE, Label(gettext_lazy("留手机号"), gettext_lazy("编号、进度和答复发到手机上，民警有不清楚的能问您"))),
            (
                ANONYMOUS,
                Label(
                    gettext_lazy("匿名"),
                    gettext_lazy("不用留称呼和电话。我们没法问您，也没法通知您，您凭编号和查询码自己查"),
                ),
            ),
        ],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        required=False,
        max_length=60,
        label=gettext_lazy("您怎么称呼"),
        help_text=gettext_lazy("写姓也可以，比如“王女士”。"),
    )
    consented = forms.BooleanField(
        required=False, label=gettext_lazy("我看过上面的说明，同意这样使用我的称呼和手机号。")
    )
    phone = forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("手机号码"),
        help_text=gettext_lazy("用来发编号和答复，民警也会打给您。"),
    )
    code = forms.CharField(
        required=False, max_length=20, label=gettext_lazy("短信里的6位数字"), help_text=gettext_lazy("5分钟内有效。")
    )

    later = forms.BooleanField(required=False, label=gettext_lazy("先不等验证码，直接往下走。民警打这个号码时再核实。"))

    def __init__(self, *args: Any, draft: DraftView, is_closed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_closed:
            del self.fields["later"]
        self.may_be_anonymous = AppealType(draft.words.type).may_be_anonymous
        if not self.may_be_anonymous:
            del self.fields["how"]

    @property
    def told(self) -> dict[str, Any]:
        """What the counter is told."""
        told = dict(self.cleaned_data)
        return told | {"is_anonymous": told.pop("how", PHONE) == ANONYMOUS}


class CheckForm(forms.Form):
    """Page 4."""

    is_true = forms.BooleanField(required=False, label=gettext_lazy("我说的是实际情况。"))
    publishing = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        label=gettext_lazy("可以公开这个问题和答复吗？"),
        help_text=gettext_lazy(
            "可以不选，答复以后再说。公开前由两个人隐去姓名、电话、证件、车牌、住址；随时可以要求撤下。"
        ),
        choices=(
            ("yes", Label(gettext_lazy("可以，隐去个人信息后公开"), gettext_lazy("方便有同样问题的人"))),
            ("no", Label(gettext_lazy("不要公开"))),
        ),
    )
    """Of a consultation; nothing is chosen beforehand."""


class NowForm(forms.Form):
    """The last words before it goes to the duty desk. None of them is needed."""

    content = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("出了什么事"), widget=forms.Textarea({"rows": 2})
    )
    place = forms.CharField(
        required=False,
        max_length=_LONGEST,
        label=gettext_lazy("您在哪里"),
        help_text=gettext_lazy("小区、路口、店名都可以。不写也能发。"),
    )
    phone = forms.CharField(
        required=False,
        max_length=40,
        label=gettext_lazy("怎样打给您"),
        help_text=gettext_lazy("只用来马上联系您。不方便接电话就不写。"),
    )

    @property
    def told(self) -> dict[str, str]:
        """What could be read; a field that could not is left out, because nothing may hold this back."""
        return {name: self.cleaned_data.get(name, "") for name in ("content", "place", "phone")}


class SafeForm(forms.Form):
    """How it stands, before the citizen goes on writing."""

    choice = forms.ChoiceField(
        required=False,
        label=gettext_lazy("现在的情况是？"),
        choices=[
            ("past", Label(gettext_lazy("已经过去了"), gettext_lazy("现在人是安全的，想反映这件事"))),
            ("called_110", Label(gettext_lazy("已经打过110"), gettext_lazy("想补充情况，或对出警有意见"))),
            ("safe", Label(gettext_lazy("没有危险"), gettext_lazy("只是用了这样的词，或者提醒得不对"))),
        ],
        widget=forms.RadioSelect,
    )


def too_big(size: int) -> str:
    """Why a file was not taken, before it is read into memory; empty where it may be."""
    limit = queries.upload_limits().max_bytes
    if size <= limit:
        return ""
    return _("没有传上去：文件有%(size)d MB，最大%(max)d MB。请截短到1分钟以内，或只传照片，民警会联系您拿原件") % {
        "size": ceil(size / 1024 / 1024), "max": limit // 1024 // 1024,
    }  # fmt: skip
