"""What opinions and improvements ask for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.quality.surveys.models.improving import DOING_SIGNS, FIGURE_SIGNS, GIST_SIGNS, GROUND_SIGNS
from yiwang.quality.surveys.states import FigureKind, OpinionSource
from yiwang.sites.workbench.desk.forms.base import OnceForm
from yiwang.sites.workbench.surveys.forms.base import UnitForm, day, words


class GistForm(UnitForm):
    """An opinion in one sentence. `source_ref`: what it was collected from."""

    gist = words(rows=2, label=_("意见是什么"), help_text=_("用一句话概括，不照抄原话，不写人。"))
    source = forms.ChoiceField(
        choices=[(one.value, one.label) for one in OpinionSource], label=_("从哪来"), widget=forms.RadioSelect,
        initial=OpinionSource.OTHER,
    )  # fmt: skip
    category = forms.ChoiceField(required=False, label=_("类别"))
    source_ref = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    limits = {"gist": GIST_SIGNS}

    def __init__(self, data: Any = None, *, categories: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["category"].choices = [("", _("不分类别")), *categories]  # type: ignore[attr-defined]


class GroundForm(OnceForm):
    """Why an opinion is not acted on, or what is still missing."""

    note = words(label=_("理由"))
    limits = {"note": GROUND_SIGNS}


class OrderForm(UnitForm):
    """What a unit is to change, and by which figure the effect is seen."""

    title = forms.CharField(max_length=60, label=_("整改什么"))
    measure = words(label=_("要求做到什么"))
    figure_kind = forms.ChoiceField(
        choices=[(one.value, one.label) for one in FigureKind], label=_("用什么数看效果"), widget=forms.RadioSelect,
        initial=FigureKind.APPEALS,
    )  # fmt: skip
    category = forms.ChoiceField(required=False, label=_("数哪一类诉求"), help_text=_("用系统数的时候选。"))
    window = forms.IntegerField(
        min_value=7, max_value=90, initial=30, label=_("比多少天"), help_text=_("整改前后各取这么多天，7到90天。")
    )
    figure = forms.CharField(
        required=False, max_length=FIGURE_SIGNS, label=_("看哪个数、出处是什么"), help_text=_("用别的数的时候填。")
    )
    before = forms.FloatField(required=False, label=_("整改前是多少"), help_text=_("用别的数的时候填。"))
    limits = {"measure": DOING_SIGNS}

    def __init__(self, data: Any = None, *, categories: list[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["category"].choices = [("", _("全部诉求")), *categories]  # type: ignore[attr-defined]


class ReportForm(OnceForm):
    """What was changed, since when."""

    report = words(rows=5, label=_("做了什么"))
    done_on = day(label=_("从哪天起"))
    limits = {"report": DOING_SIGNS}


class MeasureForm(OnceForm):
    """The figure after the change; of one that the house counts nothing is asked."""

    after = forms.FloatField(required=False, label=_("整改后是多少"))


class CloseForm(OnceForm):
    """What is told back, to whom."""

    told = words(label=_("反馈的话"), help_text=_("写改了什么、效果怎样，不写人。"))
    is_public = forms.BooleanField(required=False, initial=True, label=_("在网站“您说的，我们改了”里公布"))
    limits = {"told": DOING_SIGNS}
