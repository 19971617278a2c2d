"""The shape of an answer: grades with reasons, or the questions that the invitation brings."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy

from yiwang.cases.counter.queries import Invited

WORDS_SIGNS = 500
_LONGEST = 4000
_PREFIX = "q_"


class RateForm(forms.Form):
    """One page. Fields are made of what the invitation asks; what is right or wrong the counter says."""

    def __init__(self, *args: Any, invited: Invited, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_rating = bool(invited.body.get("grades"))
        if self.is_rating:
            self._add_rating(invited.body)
        for one in invited.body.get("questions", ()):
            self.fields[f"{_PREFIX}{one['code']}"] = _question(one)

    def _add_rating(self, body: Mapping[str, Any]) -> None:
        self.fields["grade"] = forms.ChoiceField(
            required=False, label=gettext_lazy("您满意吗？"), choices=_spoken(body["grades"]), widget=forms.RadioSelect
        )
        self.fields["reasons"] = forms.MultipleChoiceField(
            required=False, label=gettext_lazy("哪里不满意？"), help_text=gettext_lazy("可以选几项，也可以不选。"),
            choices=_spoken(body.get("reasons", ())), widget=forms.CheckboxSelectMultiple,
        )  # fmt: skip
        self.fields["words"] = forms.CharField(
            required=False, max_length=_LONGEST, label=gettext_lazy("还想说的话"), widget=forms.Textarea({"rows": 3}),
            help_text=gettext_lazy("可以不写。请不要写姓名、电话、证件号。"),
        )  # fmt: skip

    @property
    def said(self) -> dict[str, Any]:
        """As the counter takes it."""
        told = self.cleaned_data
        body = {name.removeprefix(_PREFIX): value for name, value in told.items() if name.startswith(_PREFIX) and value}
        return {
            "grade": told.get("grade", ""), "reasons": told.get("reasons", []), "words": told.get("words", ""), "body": body,
        }  # fmt: skip

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions, in their order."""
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]


def _spoken(rows: Sequence[Sequence[str]]) -> list[tuple[str, str]]:
    place = 2 if (get_language() or "").startswith("en") else 1
    return [(row[0], row[place]) for row in rows]


def _question(one: Mapping[str, Any]) -> forms.Field:
    is_english = (get_language() or "").startswith("en")
    label = one.get("label_en") or one["label"] if is_english else one["label"]
    options = [
        (option["code"], option.get("label_en") or option["label"] if is_english else option["label"])
        for option in one.get("options", ())
    ]
    match one["kind"]:
        case "multi":
            boxes = forms.CheckboxSelectMultiple()
            return forms.MultipleChoiceField(required=False, label=label, choices=options, widget=boxes)
        case "text":
            area = forms.Textarea({"rows": 3})
            return forms.CharField(required=False, label=label, max_length=_LONGEST, widget=area)
        case "grade":
            options = options or [(str(place), str(place)) for place in range(1, 6)]
    return forms.ChoiceField(required=False, label=label, choices=options, widget=forms.RadioSelect)
