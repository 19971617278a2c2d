"""What each step of a loop asks for; shape only."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.quality.callbacks.states import MOVES, Ground, Move
from yiwang.sites.workbench.desk.forms.base import OnceForm

WORDS_SIGNS = 2000
SHOWS = (("mine", gettext_lazy("轮到我的")), ("live", gettext_lazy("正在办的")), ("over", gettext_lazy("已经结束的")))
WORDS: dict[Move, tuple[Any, Any]] = {
    Move.UNDERSTAND: (
        gettext_lazy("诉求人怎么说，要解决什么"),
        gettext_lazy("先听完，不解释、不劝说。记下哪里没有办好、希望怎样；打不通的写几次、什么时候打的。"),
    ),
    Move.FOLLOW_UP: (gettext_lazy("督导的情况和要求"), gettext_lazy("承办单位做了什么，还要做什么，什么时候做完。")),
    Move.SIGN: (gettext_lazy("批示"), gettext_lazy("可以不写。")),
    Move.OPINE: (gettext_lazy("查明的情况和意见"), gettext_lazy("事实、依据、建议怎样办。")),
    Move.CONCLUDE: (
        gettext_lazy("结论和要落实的事"),
        gettext_lazy("承办单位按它再办、再答复，写清做什么、什么时候做完。"),
    ),
    Move.CALL_AGAIN: (gettext_lazy("落实了什么"), gettext_lazy("写好以后由没有经手的人回访。")),
    Move.ORDER: (gettext_lazy("督办的事项和要求"), gettext_lazy("会据此拟督办单。")),
    Move.STUDY: (gettext_lazy("研究什么问题，由谁研究"), gettext_lazy("20个工作日内要有结果。")),
    Move.REPORT_STUDY: (gettext_lazy("研究的结果"), gettext_lazy("写好以后再决定怎样处理。")),
    Move.CLOSE: (
        gettext_lazy("怎样向诉求人说明"),
        gettext_lazy("说的是这项要求为什么办不了，不评价提要求的人。承办单位会照它写书面答复。"),
    ),
    Move.UPHOLD: (gettext_lazy("复核的情况和理由"), gettext_lazy("复核只有一次。承办单位会照它再书面说明。")),
    Move.OVERTURN: (gettext_lazy("督办的事项和要求"), gettext_lazy("撤销终结，按督办立项办。")),
}
"""What is written at each step, and what to heed in it."""


class ListForm(forms.Form):
    """Which loops."""

    show = forms.ChoiceField(required=False, choices=SHOWS)
    page = forms.IntegerField(required=False, min_value=1)

    @property
    def said(self) -> tuple[str, int]:
        """What was asked for; what waits for this reader where nothing was."""
        self.is_valid()
        return self.cleaned_data.get("show") or "mine", self.cleaned_data.get("page") or 1


class ActForm(OnceForm):
    """One step: of all fields those that it asks for."""

    bodies = forms.MultipleChoiceField(
        label=gettext_lazy("由哪些部门会同调查"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一个部门")},
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=gettext_lazy("哪一种情况"), widget=forms.RadioSelect, choices=[(one.value, one.label) for one in Ground],
        error_messages={"required": gettext_lazy("请选是哪一种情况；说的是这项要求，不是提要求的人")},
    )  # fmt: skip
    words = forms.CharField(max_length=WORDS_SIGNS, widget=forms.Textarea({"rows": 6}))

    def __init__(self, data: Any = None, *, move: Move, bodies: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__(data, initial={"bodies": [code for code, _name in bodies]})
        self.move = move
        for name in ("bodies", "ground", "words"):
            if name not in MOVES[move].asks:
                del self.fields[name]
        if "bodies" in self.fields:
            self.fields["bodies"].choices = list(bodies)  # type: ignore[attr-defined]
        words = self.fields["words"]
        words.label, words.help_text = WORDS[move]
        words.required = move is not Move.SIGN
        words.error_messages["required"] = _("请写%(what)s") % {"what": words.label}

    @property
    def asked(self) -> list[BoundField]:
        """What people fill in, in order."""
        return self.visible_fields()
