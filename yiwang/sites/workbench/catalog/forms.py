"""What the pages of items ask for beside the parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.sites.workbench.desk.forms.base import OnceForm

_WORDS = 2000


class ListForm(forms.Form):
    """Which items."""

    q = forms.CharField(required=False, max_length=60)
    show = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("draft", "submitted", "vacant", "lacking")]
    )
    line = forms.CharField(required=False, max_length=40)
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked, with a usable value for whatever could not be read."""
        given = self.cleaned_data if self.is_valid() else {}
        return {name: given.get(name) or "" for name in ("q", "show", "line")} | {"page": given.get("page") or 1}


class NewForm(OnceForm):
    """A new item: its code, name, and what it begins from."""

    name = forms.CharField(max_length=120, label=_("叫什么"), help_text=_("照权责清单写，例如门楼牌补发。"))
    code = forms.CharField(
        max_length=60,
        label=_("事项代码"),
        help_text=_("小写字母、数字和下划线，分段用点，例如household.door_plate。定了不改。"),
    )
    line = forms.ChoiceField(label=_("警种"))
    parent = forms.ChoiceField(required=False, label=_("主项"), help_text=_("它是哪一项的子项；不是就不选。"))
    like = forms.ChoiceField(
        required=False, label=_("照哪一项起草"), help_text=_("先抄它的全部内容，再改。不选就从空白开始。")
    )

    def __init__(self, data: Any = None, *, lines: Any, items: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for name, options in (("line", lines), ("parent", items), ("like", items)):
            empty = [] if name == "line" else [("", _("不选"))]
            self.fields[name].choices = [*empty, *options]  # type: ignore[attr-defined]


class ActForm(OnceForm):
    """A move that asks for nothing more."""


class ReasonForm(OnceForm):
    """Why."""

    reason = forms.CharField(max_length=_WORDS, required=False, label=_("原因"), widget=forms.Textarea({"rows": 3}))


class PublishForm(OnceForm):
    """From when it holds."""

    valid_from = forms.DateField(
        label=_("从哪天起施行"), help_text=_("那天以前照旧版办；已经受理的办件一直按受理时的版本办。"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


class ChargeForm(OnceForm):
    """承办单位 and 责任人."""

    unit = forms.ChoiceField(required=False, label=_("承办单位"))
    officer = forms.ChoiceField(
        required=False, label=_("责任人"), help_text=_("事项没有责任人时，这里和目录上都会显示空缺。")
    )

    def __init__(self, data: Any = None, *, units: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = [("", _("空缺")), *units]  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", _("空缺")), *people]  # type: ignore[attr-defined]
