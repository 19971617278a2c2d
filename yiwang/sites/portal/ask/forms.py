"""The shapes of a question, and of a press under an answer."""

from django import forms
from django.utils.translation import gettext_lazy

MOST_SIGNS = 500


class AskForm(forms.Form):
    """One question. `safe`: the reader has said that there is no danger."""

    question = forms.CharField(
        label=gettext_lazy("想问什么？"), max_length=MOST_SIGNS, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("照平常说话写，一句话就行。请不要写姓名、电话、证件号。"),
        error_messages={
            "required": gettext_lazy("还没有写想问什么。请用一句话写出来"),
            "max_length": gettext_lazy("写得太长，最多500字。请只写要问的那一句"),
        },
    )  # fmt: skip
    safe = forms.BooleanField(required=False, widget=forms.HiddenInput)


class HelpfulForm(forms.Form):
    """有用, or 没用."""

    source = forms.CharField(max_length=20)
    key = forms.CharField(max_length=40)
    nonce = forms.RegexField(r"^[0-9a-f]{16}$")
    said = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])
    question = forms.CharField(required=False, max_length=MOST_SIGNS)
