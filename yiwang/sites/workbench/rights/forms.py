"""Forms of the desk of requests; the commands say what may be done."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.rights.models import DataRequest
from yiwang.cases.rights.states import ARTICLES, GROUNDS_OF, Decision, RequestKind
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms import OnceForm

_PARTLY = frozenset({RequestKind.COPY, RequestKind.ERASE})


class ReadForm(OnceForm):
    """A form on a request as it was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, request: DataRequest, **kwargs: Any) -> None:
        super().__init__(data, *args, initial={"version": request.version} | kwargs.pop("initial", {}), **kwargs)


class CheckForm(ReadForm):
    """核对: how it is decided, on what ground, and the words of the answer."""

    decision = forms.ChoiceField(
        label=gettext_lazy("怎么答复"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选怎么答复")},
    )
    ground = forms.ChoiceField(
        label=gettext_lazy("不同意的依据"), required=False, help_text=gettext_lazy("全部同意的不用选。"),
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("给申请人的答复"), widget=forms.Textarea({"rows": 6}), max_length=1000,
        error_messages={"required": gettext_lazy("请写给申请人的答复")},
        help_text=gettext_lazy("写明办了什么或者为什么不办。依据和救济途径会自动附在后面。"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *args: Any, request: DataRequest, **kwargs: Any) -> None:
        super().__init__(data, *args, request=request, **kwargs)
        found = [one for one in Decision if one != Decision.PARTLY or request.kind in _PARTLY]
        self.fields["decision"].choices = [(one.value, one.label) for one in found]  # type: ignore[attr-defined]
        grounds = [(one.value, Label(f"{one.label}（{ARTICLES[one]}）", "")) for one in GROUNDS_OF[request.kind]]
        self.fields["ground"].choices = [("", gettext_lazy("不用选")), *grounds]  # type: ignore[attr-defined]


class DecideForm(ReadForm):
    """复核: agreed."""


class BackForm(ReadForm):
    """退回核对, with the reason."""

    reason = forms.CharField(
        label=gettext_lazy("为什么退回"), max_length=300, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": gettext_lazy("请写为什么退回")},
    )  # fmt: skip
