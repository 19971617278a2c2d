"""What a reader may choose to read more easily."""

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.sites.portal.faces.aids import HELPS, SIZES
from yiwang.sites.ui.pages import Label


class ReadingForm(forms.Form):
    """One page, nothing is required."""

    density = forms.ChoiceField(
        required=False,
        widget=forms.RadioSelect,
        label=gettext_lazy("页面样子"),
        choices=(
            ("", Label(gettext_lazy("普通版"), gettext_lazy("全部内容"))),
            ("elder", Label(gettext_lazy("长辈版"), gettext_lazy("字和按钮最大，只留要紧的，每页能打电话、能朗读"))),
        ),
    )
    size = forms.ChoiceField(
        required=False, widget=forms.RadioSelect, label=gettext_lazy("字的大小"), choices=SIZES,
        help_text=gettext_lazy("长辈版的字已经最大，不再看这一项。"),
    )  # fmt: skip
    helps = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("还要哪些帮助"), choices=HELPS
    )

    @property
    def aids(self) -> list[str]:
        """What was chosen, without the mode."""
        return [one for one in (self.cleaned_data["size"], *self.cleaned_data["helps"]) if one]
