"""What matters ask for; shape only."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.matters.models import MORE_SIGNS, REASON_SIGNS, TITLE_SIGNS
from yiwang.cases.matters.states import SOURCES, Source
from yiwang.kit import numbers
from yiwang.sites.workbench.desk.forms.base import OnceForm

SHOWS = ("open", "answered", "closed")
_APART = re.compile(r"[\s,，、;；]+")


def numbers_in(text: str) -> list[str]:
    """Every number of a file in a text, in its one spelling and once; what cannot be one is left out."""
    found = (numbers.read_number(word) for word in _APART.split(text) if word)
    return list(dict.fromkeys(number for number in found if number))


class ListForm(forms.Form):
    """Which list, which page."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {"show": "open", "page": 1} | {name: value for name, value in self.cleaned_data.items() if value}


class NewForm(OnceForm):
    """A new matter: what it is about, which file leads, which come in."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("是什么事"), help_text=_("一句话，写地点和事情，不写人。"),
        error_messages={"required": _("请写一句是什么事")},
    )  # fmt: skip
    main = forms.ChoiceField(label=_("哪一件做主件"), help_text=_("答复写在主件上，审定一次，其余各件按它答复。"))
    picked = forms.CharField(widget=forms.HiddenInput, required=False)
    source = forms.ChoiceField(
        choices=[(one, one) for one in sorted(SOURCES)], widget=forms.HiddenInput, initial=Source.LIST
    )

    def __init__(self, data: Any = None, *, mains: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["main"].error_messages["invalid_choice"] = _("请选一件能做主件的")
        self.offer(mains)

    def offer(self, mains: list[tuple[str, Any]]) -> None:
        """Which files can lead. One that leads by now is taken all the same: a form sent twice goes where the first went."""
        self.fields["main"].choices = mains  # type: ignore[attr-defined]


class AddForm(OnceForm):
    """More files, by their numbers."""

    picked = forms.CharField(
        label=_("归入更多的件"), widget=forms.Textarea({"rows": 2, "autocomplete": "off"}),
        help_text=_("写编号，几个编号之间用空格或换行隔开，可以整列粘贴。"),
        error_messages={"required": _("请写要归入的编号")},
    )  # fmt: skip


class JoinForm(OnceForm):
    """Into which matter."""

    matter = forms.ChoiceField(
        label=_("归到哪一件同诉求"), widget=forms.RadioSelect, error_messages={"required": _("请选一件同诉求")}
    )

    def __init__(self, data: Any = None, *, matters: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["matter"].choices = matters  # type: ignore[attr-defined]


class NoteForm(OnceForm):
    """What is special about one file's answer."""

    more = forms.CharField(
        required=False, max_length=8000, label=_("只对这一位说的"), widget=forms.Textarea({"rows": 5}),
        help_text=_("接在共同的答复后面，只有这一位看得到。可以不写。"),
    )  # fmt: skip
    is_left_out = forms.BooleanField(required=False, label=_("这一件不随主件答复，另外单独答复"))
    limits = {"more": MORE_SIGNS}


class ReasonForm(OnceForm):
    """Why a file is taken out."""

    reason = forms.CharField(
        max_length=8000, label=_("为什么移出"), widget=forms.Textarea({"rows": 3, "maxlength": str(REASON_SIGNS)}),
        error_messages={"required": _("请写明为什么移出")},
    )  # fmt: skip


class TitleForm(OnceForm):
    """What it is called."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("是什么事"), error_messages={"required": _("请写一句是什么事")}
    )
