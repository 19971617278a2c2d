"""What a call came to."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.kit.clock import CHINA
from yiwang.quality.asking.commands import NOTE_SIGNS, WORDS_SIGNS
from yiwang.quality.asking.queries import REASONS
from yiwang.quality.asking.states import Grade, Purpose, Reached
from yiwang.sites.workbench.desk.forms.base import OnceForm

SHOWS = (("now", _("现在能打的")), ("mine", _("我认领的")), ("all", _("全部待打的")), ("over", _("打完的")))
_LONGEST = 4000
_LOCAL = "%Y-%m-%dT%H:%M"
_PREFIX = "q_"
_GRADELESS = (Purpose.SURVEY, Purpose.PANEL)


class ListForm(forms.Form):
    """Which calls, which page."""

    show = forms.ChoiceField(required=False, choices=SHOWS)
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> tuple[str, int]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data.get("show") or "now", self.cleaned_data.get("page") or 1


class AttemptForm(OnceForm):
    """记一次回访. Fields of the answer stand only where the question asks for them."""

    reached = forms.ChoiceField(
        label=_("打通了吗"), choices=Reached.choices, widget=forms.RadioSelect,
        error_messages={"required": _("请选这个电话打得怎样")},
    )  # fmt: skip
    next_at = forms.DateTimeField(
        label=_("约在什么时候再打"), required=False, input_formats=[_LOCAL],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format=_LOCAL),
        help_text=_("对方约了时间才填，最早明天。"), error_messages={"invalid": _("请选日期和钟点")},
    )  # fmt: skip
    grade = forms.ChoiceField(
        label=_("满意程度"),
        required=False,
        choices=Grade.choices,
        widget=forms.RadioSelect,
        help_text=_("按本人的话记。"),
    )
    reasons = forms.MultipleChoiceField(
        label=_("哪里不满意"), required=False, choices=list(REASONS.items()), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        label=_("对方说的话"), required=False, max_length=_LONGEST, widget=forms.Textarea({"rows": 3}),
        help_text=_("照原话记。不写姓名、电话、证件号。"),
    )  # fmt: skip
    note = forms.CharField(
        label=_("备注"), required=False, max_length=_LONGEST, widget=forms.Textarea({"rows": 2}),
        help_text=_("下一个打的同事会看到，例如“下午再打”。"),
    )  # fmt: skip
    limits = {"note": NOTE_SIGNS, "words": WORDS_SIGNS}

    def __init__(
        self, *args: Any, purpose: Purpose, questions: Sequence[Mapping[str, Any]] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if purpose in _GRADELESS:
            for name in ("grade", "reasons"):
                del self.fields[name]
        for one in questions:
            self.fields[f"{_PREFIX}{one['code']}"] = _question(one)

    @property
    def questions(self) -> list[forms.BoundField]:
        """The fields of the questions of a form."""
        return [self[name] for name in self.fields if name.startswith(_PREFIX)]

    @property
    def given(self) -> dict[str, Any]:
        """As the command takes it."""
        told = self.cleaned_data
        next_at: datetime | None = told["next_at"]
        body = {name.removeprefix(_PREFIX): value for name, value in told.items() if name.startswith(_PREFIX) and value}
        return {
            "reached": Reached(told["reached"]), "next_at": next_at.replace(tzinfo=CHINA) if next_at else None,
            "grade": Grade(told["grade"]) if told.get("grade") else None, "reasons": told.get("reasons", []),
            "words": told["words"], "note": told["note"], "body": body or None,
        }  # fmt: skip


def _question(one: Mapping[str, Any]) -> forms.Field:
    options = [(option["code"], option["label"]) for option in one.get("options", ())]
    match one["kind"]:
        case "multi":
            boxes = forms.CheckboxSelectMultiple()
            return forms.MultipleChoiceField(required=False, label=one["label"], choices=options, widget=boxes)
        case "text":
            return forms.CharField(
                required=False, label=one["label"], max_length=_LONGEST, widget=forms.Textarea({"rows": 2})
            )
        case "grade":
            options = options or list(Grade.choices)
    return forms.ChoiceField(required=False, label=one["label"], choices=options, widget=forms.RadioSelect)
