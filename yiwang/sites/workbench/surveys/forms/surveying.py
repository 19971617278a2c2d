"""What a survey asks its writer for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.surveys.models.surveying import NOTE_SIGNS, TITLE_SIGNS, WHY_SIGNS
from yiwang.quality.surveys.states import Axis, Frame
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.surveys.forms.base import UnitForm, day, words


class SurveyForm(UnitForm):
    """A questionnaire with its sample. `version`: as it was read, 0 for a new one."""

    title = forms.CharField(max_length=TITLE_SIGNS, label=_("名称"), help_text=_("会写在短信里，不写具体的事。"))
    why = words(label=_("为什么调查、结果用在哪里"), help_text=_("公布结果时一起公布。"))
    frame = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Frame], label=_("从谁里面抽"), widget=forms.RadioSelect,
        initial=Frame.APPEALS,
    )  # fmt: skip
    since = day(label=_("从哪天"))
    until = day(label=_("到哪天"), help_text=_("答复或者办事在这些天里的。办过事的群众，号码只留30天。"))
    target = forms.IntegerField(min_value=1, label=_("问多少人"), initial=200)
    axis = forms.ChoiceField(
        choices=[(one.value, one.label) for one in Axis], label=_("配额按什么分"), widget=forms.RadioSelect,
        initial=Axis.NONE, help_text=_("按比例分，不到20人的合在一起。"),
    )  # fmt: skip
    days = forms.IntegerField(min_value=1, label=_("等回答几天"), initial=7)
    questions = words(
        rows=8, label=_("题目"),
        help_text=_("一行一题，用“满意程度：”“单选：”“多选：”“填写：”开头，选项用“｜”隔开，可以不答的在末尾写“（可不答）”。"),
    )  # fmt: skip
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput, initial=0)
    limits = {"why": WHY_SIGNS}


class NoteForm(OnceForm):
    """What is to be changed."""

    note = words(label=_("要改什么"))
    limits = {"note": NOTE_SIGNS}


class FindingForm(OnceForm):
    """What a published result says."""

    finding = words(label=_("结果说明什么"), help_text=_("一两句话，连同各题的比例和区间一起公布。"))
    limits = {"finding": WHY_SIGNS}
