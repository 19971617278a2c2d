"""Forms of working together: units called in with their tasks, a part's report, a consultation and its end."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals.states import ConsultationGround
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms.base import MoveForm, OnceForm
from yiwang.sites.workbench.desk.forms.whose import UnitForm

LINES_AT_ONCE = 3
"""Units that one sending of the form calls in; more are called in by another."""


class CallInForm(UnitForm):
    """请单位协办: some lines of a unit and its task; those left empty are left out."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place in range(LINES_AT_ONCE):
            self.fields[f"unit_{place}"] = forms.CharField(
                label=_("协办单位"), max_length=60, required=place == 0, help_text=_("写几个字，从列出的全称里选。"),
                error_messages={"required": _("请写协办单位")},
            )  # fmt: skip
            self.fields[f"task_{place}"] = forms.CharField(
                label=_("请它做什么"), max_length=1000, required=place == 0, widget=forms.Textarea({"rows": 3}),
                help_text=_("写清查什么、办什么、要什么材料。"), error_messages={"required": _("请写明要这个单位做什么")},
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Both halves of a line, or none; each unit by its code."""
        given = self.cleaned_data
        for place in range(LINES_AT_ONCE):
            unit, task = (str(given.get(f"{name}_{place}") or "").strip() for name in ("unit", "task"))
            if unit and f"unit_{place}" not in self.errors:
                try:
                    given[f"unit_{place}"] = self.code_of(unit)
                except ValidationError as error:
                    self.add_error(f"unit_{place}", error)
            if bool(unit) != bool(task) and not {f"unit_{place}", f"task_{place}"} & set(self.errors):
                lacks, says = ("task", _("请写明要这个单位做什么")) if unit else ("unit", _("请写协办单位"))
                self.add_error(f"{lacks}_{place}", says)
        return given

    @property
    def tasks(self) -> list[tuple[str, str]]:
        """Unit and task, line by line, as the command takes them."""
        lines = ((self.cleaned_data[f"unit_{n}"], self.cleaned_data[f"task_{n}"]) for n in range(LINES_AT_ONCE))
        return [(unit, task) for unit, task in lines if unit]


class ReportPartForm(OnceForm):
    """协办反馈. It carries no version: what the handling unit does meanwhile is no matter of the part."""

    answer = forms.CharField(
        label=gettext_lazy("办了什么、查到什么"), max_length=2000, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("主办单位会照着写答复：谁、什么时候、结果怎样，依据是什么。"),
        error_messages={"required": gettext_lazy("请写下办了什么、查到什么")},
    )  # fmt: skip


class ConveneForm(MoveForm):
    """发起会商. `lines`: each with whom it would ask; `units`: their heads are asked."""

    ground = forms.ChoiceField(
        label=gettext_lazy("为什么会商"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in ConsultationGround],
        error_messages={"required": gettext_lazy("请选一个理由")},
    )  # fmt: skip
    question = forms.CharField(
        label=gettext_lazy("要商量什么"), max_length=1000, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("一两个要定下来的问题。密封件的正文，受邀的人看不到，要在这里说清楚。"),
        error_messages={"required": gettext_lazy("请写明要商量什么")},
    )  # fmt: skip
    lines = forms.MultipleChoiceField(
        label=gettext_lazy("请哪些警种"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("会请列出的专家提意见。"),
    )  # fmt: skip
    unit_codes = forms.CharField(
        label=gettext_lazy("还请哪些单位"), required=False, max_length=400, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("写单位全称，几个单位用顿号隔开；请的是单位负责人。"),
    )  # fmt: skip
    meets_at = forms.DateTimeField(
        label=gettext_lazy("开会时间"), required=False, input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=gettext_lazy("要碰头就写，只书面提意见就空着。"),
    )  # fmt: skip
    place = forms.CharField(label=gettext_lazy("开会地点"), required=False, max_length=80)

    def __init__(
        self, *args: Any, known: Sequence[tuple[str, Label]] = (), names: Mapping[str, Iterable[str]] | None = None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        """`names`: codes of units by each way of calling them."""
        super().__init__(*args, **kwargs)
        self._names = {name: list(codes) for name, codes in (names or {}).items()}
        self.fields["lines"].choices = known  # type: ignore[attr-defined]

    def clean_unit_codes(self) -> list[str]:
        """The units' codes; each name must be one unit's."""
        said = self.cleaned_data["unit_codes"].replace("，", "、").replace("\n", "、").split("、")
        names = [name.strip() for name in said if name.strip()]
        unknown = [name for name in names if len(set(self._names.get(name, ()))) != 1]
        if unknown:
            raise ValidationError(_("没有叫“%(name)s”的单位，请写全称") % {"name": unknown[0]})
        return [self._names[name][0] for name in dict.fromkeys(names)]


class OpinionForm(OnceForm):
    """提意见. It carries no version: several speak at the same time."""

    text = forms.CharField(
        label=gettext_lazy("我的意见"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("几句话就行：该归谁、依据是什么、怎么办。结论作出前可以改。"),
        error_messages={"required": gettext_lazy("请写下您的意见")},
    )  # fmt: skip


class ConcludeForm(UnitForm):
    """会商结论."""

    conclusion = forms.CharField(
        label=gettext_lazy("结论"), max_length=2000, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("怎么办、谁牵头、谁配合、什么时候办完。"),
        error_messages={"required": gettext_lazy("请写下结论：怎么办，谁来办")},
    )  # fmt: skip
    unit_code = forms.CharField(
        label=gettext_lazy("由哪个单位办"), max_length=60, required=False,
        help_text=gettext_lazy("要换单位才写。结论不会自动转件，受理台或上级照结论分派、指定。"),
    )  # fmt: skip
    minutes = forms.CharField(
        label=gettext_lazy("会议记录"), required=False, max_length=5000, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("意见以外还要留下的话，会印进会商纪要。"),
    )  # fmt: skip

    def clean_unit_code(self) -> str:
        """Its code."""
        said = str(self.cleaned_data["unit_code"])
        return self.code_of(said) if said.strip() else ""


class CancelConsultationForm(MoveForm):
    """取消会商."""

    reason = forms.CharField(
        label=gettext_lazy("为什么取消"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("受邀的人会收到通知。"), error_messages={"required": gettext_lazy("请写明为什么取消")},
    )  # fmt: skip
