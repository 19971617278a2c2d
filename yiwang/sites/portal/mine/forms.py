"""The shapes of what may be asked about one's own data; what is right, the counter says."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.rights.states import Field, Format, RequestKind
from yiwang.sites.portal.mine import words as called
from yiwang.sites.ui.pages import Label

_LONGEST = 4000
"""Above the counter's limit, so that its own sentence is read."""
NEEDED = {"required": gettext_lazy("请选一项")}
WORDS = {
    RequestKind.COPY: gettext_lazy("还有什么要说的（可以不写）"), RequestKind.CORRECT: gettext_lazy("还有什么要说的（可以不写）"),
    RequestKind.ERASE: gettext_lazy("为什么要删除（可以不写）"), RequestKind.EXPLAIN: gettext_lazy("您想问什么"),
    RequestKind.LOOK: gettext_lazy("您的疑问"),
}  # fmt: skip


class OwnForm(forms.Form):
    """A question about oneself to a register; what is right, the counter says. `nonce`: as below."""

    nonce = forms.RegexField(regex=r"^[\w-]{20,60}$", widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("查什么"), widget=forms.RadioSelect, error_messages=NEEDED,
        choices=[
            ("vehicle", Label(gettext_lazy("机动车"), gettext_lazy("检验、保险的日子和状态，要写车牌"))),
            ("licence", Label(gettext_lazy("驾驶证"), gettext_lazy("记分、准驾车型和有效期"))),
            ("violations", Label(gettext_lazy("交通违法"), gettext_lazy("您名下的车还没有处理的"))),
        ],
    )  # fmt: skip
    name = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("姓名"))
    id_number = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("公民身份号码"))
    plate = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("车牌（查机动车才要写）"),
        help_text=gettext_lazy("连省份简称一起写，比如云A12345"),
    )  # fmt: skip


class AskForm(forms.Form):
    """One request. `nonce`: of this very form, so that twice is once. `numbers`: the files meant."""

    nonce = forms.RegexField(regex=r"^[\w-]{20,60}$", widget=forms.HiddenInput)
    numbers = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("和哪些诉求有关"), widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("不选就是全部。"),
    )  # fmt: skip
    format = forms.ChoiceField(
        label=gettext_lazy("要哪一种"), widget=forms.RadioSelect, initial=Format.PDF.value, error_messages=NEEDED,
        choices=[
            (Format.PDF.value, Label(gettext_lazy("PDF"), gettext_lazy("给人看，可以打印"))),
            (Format.JSON.value, Label(gettext_lazy("JSON"), gettext_lazy("给软件读"))),
        ],
    )  # fmt: skip
    field = forms.ChoiceField(
        label=gettext_lazy("哪一项写错了"), widget=forms.RadioSelect, error_messages=NEEDED,
        choices=[(one.value, gettext_lazy(called.FIELDS[one.value])) for one in Field],
    )  # fmt: skip
    before = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("现在写的是（可以不写）"))
    after = forms.CharField(required=False, max_length=_LONGEST, label=gettext_lazy("应该改成"))
    words = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("您想问什么"), widget=forms.Textarea({"rows": 5})
    )

    _OWN = {
        "format": RequestKind.COPY,
        "field": RequestKind.CORRECT,
        "before": RequestKind.CORRECT,
        "after": RequestKind.CORRECT,
    }

    def __init__(self, *args: Any, kind: str, files: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, own in self._OWN.items():
            if kind != own:
                del self.fields[name]
        self.fields["words"].label = WORDS[RequestKind(kind)]
        if kind == RequestKind.LOOK or len(files) < 2:
            del self.fields["numbers"]
        else:
            self.fields["numbers"].choices = list(files)  # type: ignore[attr-defined]
