"""逐句核对: for each sentence of a machine's draft what becomes of it, and the words instead."""

from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _

from yiwang.cases.appeals.models import MachineDraft
from yiwang.cases.appeals.states import SentenceFate
from yiwang.cases.casework.models import Case
from yiwang.sites.workbench.desk.forms.base import MoveForm

_LONGEST = 400


class SentencesForm(MoveForm):
    """Built for one draft: `sentence_N` and `words_N`. `draft`: its key, so that another one is not answered by mistake."""

    draft = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sentences: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        for at, sentence in enumerate(sentences):
            self.fields[f"sentence_{at}"] = forms.ChoiceField(
                label=_("第%(at)s句") % {"at": at + 1}, widget=forms.RadioSelect, required=False,
                choices=[(fate.value, fate.label) for fate in SentenceFate],
            )  # fmt: skip
            self.fields[f"words_{at}"] = forms.CharField(
                label=_("第%(at)s句改成") % {"at": at + 1}, required=False, max_length=_LONGEST, initial=sentence,
                widget=forms.Textarea({"rows": 2}),
            )  # fmt: skip

    @classmethod
    def of(cls, case: Case, draft: MachineDraft, data: Any = None) -> "SentencesForm":
        """The form for this draft as it stands."""
        begun = {"version": case.version, "draft": draft.pk}
        return cls(data, sentences=draft.sentences, initial=begun)

    def said(self) -> list[tuple[str, str]]:
        """What was decided, sentence by sentence."""
        given = self.cleaned_data
        return [(given[f"sentence_{at}"], given[f"words_{at}"]) for at in range(len(self.sentences))]

    def rows(self) -> list[tuple[str, BoundField, BoundField]]:
        """Each sentence with its two fields."""
        return [(one, self[f"sentence_{at}"], self[f"words_{at}"]) for at, one in enumerate(self.sentences)]
