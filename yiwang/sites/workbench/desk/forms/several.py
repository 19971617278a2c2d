"""Forms of several files: a letter in parts, another file's number."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.commands import LetterPart
from yiwang.cases.appeals.states import AppealType
from yiwang.ground.organisation.models import Unit
from yiwang.kit import numbers
from yiwang.sites.workbench.desk.forms.base import MoveForm

FEWEST, MOST = 2, 5
LONGEST = 2000


def pieces_of(said: str) -> int:
    """How many parts the page shows; what cannot be read, two."""
    return min(MOST, max(FEWEST, int(said))) if said.isascii() and said.isdecimal() else FEWEST


class SplitForm(MoveForm):
    """拆分: the first part stays, each other one becomes a file. `pieces`: how many parts the page has."""

    pieces = forms.IntegerField(min_value=FEWEST, max_value=MOST, widget=forms.HiddenInput)
    text1 = forms.CharField(
        label=gettext_lazy("留在这一件的"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("请写留在这一件的是哪一件事")},
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, count: int = FEWEST, categories: Sequence[tuple[str, str]] = (),
        units: Iterable[Unit] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **kwargs)
        self.count = pieces_of(str(data.get("pieces", count))) if data is not None else count
        self.initial["pieces"] = self.count
        types = [("", _("让系统判断")), *((kind.value, kind.label) for kind in AppealType)]
        listed = [("", _("让系统判断")), *categories]
        chosen = [("", _("让系统或受理台派")), *((unit.code, unit.name) for unit in units)]
        for place in range(FEWEST, self.count + 1):
            self.fields[f"text{place}"] = forms.CharField(
                label=_("说的是什么事"), max_length=LONGEST, widget=forms.Textarea({"rows": 4}),
                error_messages={"required": _("请写第%(n)d件是什么事，照原话写") % {"n": place}},
            )  # fmt: skip
            self.fields[f"type{place}"] = forms.ChoiceField(label=_("类型"), required=False, choices=types)
            self.fields[f"category{place}"] = forms.ChoiceField(label=_("类别"), required=False, choices=listed)
            self.fields[f"unit{place}"] = forms.ChoiceField(label=_("派给"), required=False, choices=chosen)

    def groups(self) -> list[list[Any]]:
        """The fields of each new file, in order."""
        names = ("text", "type", "category", "unit")
        return [[self[f"{name}{place}"] for name in names] for place in range(FEWEST, self.count + 1)]

    def parts(self) -> list[LetterPart]:
        """The new files, as the command takes them."""
        given = self.cleaned_data
        return [
            LetterPart(
                text=given[f"text{place}"], type=given[f"type{place}"], category=given[f"category{place}"],
                unit_code=given[f"unit{place}"],
            )
            for place in range(FEWEST, self.count + 1)
        ]  # fmt: skip


class NumberForm(MoveForm):
    """The number of another file."""

    number = forms.CharField(
        label=gettext_lazy("另一件的编号"), max_length=30, widget=forms.TextInput({"autocomplete": "off"}),
        help_text=gettext_lazy("像YZ2611-18427-3这样，在那一件的最上面。"),
        error_messages={"required": gettext_lazy("请写另一件的编号")},
    )  # fmt: skip

    def clean_number(self) -> str:
        """In its one spelling; one that cannot be is told at once."""
        found = numbers.read_number(self.cleaned_data["number"])
        if found is None:
            raise forms.ValidationError(_("编号不对，有一位写错了，请再对一遍"))
        return found
