"""The shape of what is said at a window."""

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from yiwang.cases.counter.queries import Window

_LONGEST = 4000


class WindowForm(forms.Form):
    """One page; what is right or wrong the counter says."""

    grade = forms.ChoiceField(required=False, label=gettext_lazy("您满意吗？"), widget=forms.RadioSelect)
    reasons = forms.MultipleChoiceField(
        required=False, label=gettext_lazy("哪里不满意？"), help_text=gettext_lazy("可以选几项，也可以不选。"),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    words = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("还想说的话"), widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("可以不写。请不要写姓名、电话、证件号。"),
    )  # fmt: skip
    ticket = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("排队号"),
        help_text=gettext_lazy("可以不填，例如A023。一个号评一次。"),
    )  # fmt: skip
    phone = forms.CharField(
        required=False, max_length=_LONGEST, label=gettext_lazy("手机号"),
        help_text=gettext_lazy("可以不填。不满意又想让我们回电话的才用，窗口看不到，只为这一次。"),
        widget=forms.TextInput({"inputmode": "tel", "autocomplete": "tel"}),
    )  # fmt: skip

    def __init__(self, *args: Any, window: Window, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = 2 if (get_language() or "").startswith("en") else 1
        for name, rows in (("grade", window.grades), ("reasons", window.reasons)):
            self.fields[name].choices = [(row[0], row[place]) for row in rows]  # type: ignore[attr-defined]
