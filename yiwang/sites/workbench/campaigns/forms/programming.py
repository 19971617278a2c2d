"""What programmes, tasks and notices ask for; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.campaigns.models import STANDARD_SIGNS, TEXT_SIGNS, TITLE_SIGNS
from yiwang.sites.workbench.campaigns.forms.campaigning import Choices, day_field, words_field
from yiwang.sites.workbench.desk.forms.base import OnceForm


class ProgrammeForm(OnceForm):
    """A programme."""

    title = forms.CharField(
        max_length=TITLE_SIGNS, label=_("名称"), help_text=_("例如：2026年“万千百十”工程。"),
        error_messages={"required": _("请写名称")},
    )  # fmt: skip
    text = words_field(_("说明"), signs=TEXT_SIGNS, hint=_("可以不写。"))
    unit = forms.ChoiceField(label=_("哪个单位组织"), help_text=_("任务可以派给它和它下面的单位。"))
    starts_on = day_field(_("从哪天起"))
    ends_on = day_field(_("到哪天"))

    def __init__(self, data: Any = None, *, units: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = units  # type: ignore[attr-defined]


class TaskForm(OnceForm):
    """A task, or a heading where no unit is chosen."""

    title = forms.CharField(max_length=TITLE_SIGNS, label=_("任务"), error_messages={"required": _("请写任务")})
    parent = forms.TypedChoiceField(label=_("放在哪个标题下面"), required=False, coerce=int, empty_value=None)
    unit = forms.ChoiceField(
        label=_("责任单位"),
        required=False,
        help_text=_("不选，就是一个标题，下面再加任务；选了，还要写日期和验收标准。"),
    )
    due_on = day_field(_("哪天完成"), required=False)
    standard = words_field(
        _("验收标准"), signs=STANDARD_SIGNS, hint=_("做到什么样算完成，别人拿着它能验。")
    )  # fmt: skip

    def __init__(self, data: Any = None, *, units: Choices, headings: Choices, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["unit"].choices = [("", _("不选（只是标题）")), *units]  # type: ignore[attr-defined]
        self.fields["parent"].choices = [("", _("最上一层")), *headings]  # type: ignore[attr-defined]


class NoteForm(OnceForm):
    """How far it is, or that it is done."""

    text = words_field(_("做到哪一步"), signs=TEXT_SIGNS, required=_("请写做到哪一步"))
    percent = forms.IntegerField(
        label=_("完成百分之几"), min_value=0, max_value=100, help_text=_("写100就是报完成，等别人对照标准验收。"),
        error_messages={"required": _("请写0到100"), "invalid": _("请写0到100")},
    )  # fmt: skip


class VerdictForm(OnceForm):
    """What whoever accepts, returns or drops a task has to say."""

    verdict = words_field(_("意见"), signs=TEXT_SIGNS, hint=_("对照验收标准写。验收通过可以不写，退回和取消要写。"))


class NoticeForm(OnceForm):
    """A notice of a day."""

    until = day_field(_("截至哪天"))
    words = words_field(_("开头的话"), signs=TEXT_SIGNS, hint=_("可以不写。单位和件数由任务算出，不能改。"))
