"""What moves of an application ask for; shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.applications import queries
from yiwang.cases.applications.models import Application
from yiwang.cases.applications.states import Ended, MaterialState, SpecialKind
from yiwang.ground.organisation import queries as organisation
from yiwang.sites.workbench.desk.forms.base import MoveForm

HOWS = (
    ("online", _("网上送达")),
    ("window", _("窗口领取")),
    ("post", _("邮寄")),
    ("self_service", _("自助柜取")),
    ("agent", _("代办点代收")),
)
SHOWS = ("open", "mine", "deliver", "lent", "pledges", "sample", "over")


class ListForm(forms.Form):
    """Which list, and from where on: after a place, or by the number of a page."""

    show = forms.ChoiceField(required=False, choices=[(name, name) for name in SHOWS])
    after = forms.CharField(required=False, max_length=40)
    page = forms.IntegerField(required=False, min_value=1, max_value=500)

    @property
    def said(self) -> dict[str, Any]:
        """What was asked for; what cannot be read is left out."""
        self.is_valid()
        return {"show": "open", "after": "", "page": 1} | {
            name: value for name, value in self.cleaned_data.items() if value
        }


class PurposeForm(MoveForm):
    """Why somebody opens a form."""

    purpose = forms.CharField(
        max_length=80, label=_("查看用途"), help_text=_("申请人会在“我的数据”里看到，不要写个人信息。"),
        error_messages={"required": _("请写明查看个人信息的用途")},
    )  # fmt: skip


def _long(label: Any, missing: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, required=required, help_text=help_text, error_messages={"required": missing},
        widget=forms.Textarea({"rows": 4}),
    )  # fmt: skip


class OfFile(MoveForm):
    """A form whose choices come from the application."""

    def __init__(self, data: Any = None, *, of: Application, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.of = of
        self.settle()

    def settle(self) -> None:
        """Fill in the choices."""


class AcceptForm(OfFile):
    """受理: a day for each material that may follow."""

    def settle(self) -> None:
        """One date a lacking material that may follow."""
        may = {material.code for material in self.of.document.materials if material.may_follow}
        for row in self.of.materials.all():
            if row.code in may and row.state == MaterialState.MISSING:
                self.fields[f"gap_{row.code}"] = forms.DateField(
                    required=False, label=_("“%(name)s”后补，约定补交日期") % {"name": row.name},
                    widget=forms.DateInput({"type": "date"}),
                )  # fmt: skip

    def given(self) -> dict[str, Any]:
        """As the command takes it."""
        said = {
            name.removeprefix("gap_"): value for name, value in self.cleaned_data.items() if name.startswith("gap_")
        }
        return {"gaps": {code: value for code, value in said.items() if value}}


class CorrectionForm(OfFile):
    """告知补正: what is wrong, by material, at one time."""

    def settle(self) -> None:
        """One line a material, and one for the form."""
        for row in self.of.materials.all():
            self.fields[f"why_{row.code}"] = forms.CharField(required=False, max_length=200, label=row.name)
        self.fields["why_form"] = forms.CharField(required=False, max_length=200, label=_("申请表"))

    def given(self) -> dict[str, Any]:
        """As the command takes it."""
        said = [
            (name.removeprefix("why_"), value) for name, value in self.cleaned_data.items() if name.startswith("why_")
        ]
        return {"items": [(code, value) for code, value in said if value]}


class WordsForm(OfFile):
    """Words that must stand."""

    words = _long(_("写明情况"), _("请写明情况"))


class ReasonForm(OfFile):
    """A reason that the applicant reads."""

    reason = _long(_("理由"), _("请写明理由"), help_text=_("申请人会看到。"))


class RevokeForm(ReasonForm):
    """撤销结果, or its holder has lost it."""

    how = forms.ChoiceField(label=_("怎样失效"), choices=Ended.choices[:1] + Ended.choices[2:])


class StepForm(OfFile):
    """完成环节."""

    step = forms.ChoiceField(label=_("环节"), error_messages={"required": _("请选环节")})
    passed = forms.TypedChoiceField(
        label=_("结果"), choices=(("yes", _("通过")), ("no", _("不通过"))), coerce=lambda said: said == "yes", initial="yes",
        widget=forms.RadioSelect, error_messages={"required": _("请选结果")},
    )  # fmt: skip
    opinion = _long(_("意见"), "", required=False, help_text=_("不通过的要写明理由。"))

    def settle(self) -> None:
        """The steps that run."""
        field: Any = self.fields["step"]
        field.choices = [(step.code, step.name) for step in self.of.steps.all() if step.state == "running"]


class SpecialForm(OfFile):
    """进入特别程序."""

    kind = forms.ChoiceField(label=_("哪一种"), choices=SpecialKind.choices)
    days = forms.IntegerField(
        label=_("需要几天"), min_value=1, max_value=365, error_messages={"required": _("请写天数")}
    )
    why = _long(_("为什么需要"), _("请写明为什么需要"), help_text=_("不计入办理期限，申请人会收到告知书。"))


class ExtendForm(OfFile):
    """批准延长."""

    days = forms.IntegerField(
        label=_("延长几个工作日"), min_value=1, max_value=10, error_messages={"required": _("请填1到10")}
    )
    reason = _long(_("理由"), _("请写明理由"), help_text=_("申请人会看到。"))


class DecideForm(OfFile):
    """作出决定."""

    granted = forms.TypedChoiceField(
        label=_("决定"), choices=(("yes", _("准予")), ("no", _("不予办理"))), coerce=lambda said: said == "yes",
        widget=forms.RadioSelect, error_messages={"required": _("请选决定")},
    )  # fmt: skip
    ground = forms.ChoiceField(label=_("不予办理的情形"), required=False, help_text=_("准予的不用选。"))
    words = _long(_("理由和救济途径"), "", required=False, help_text=_("不予办理的要写，申请人会看到。"))

    def settle(self) -> None:
        """The grounds of the item, those first that registers point at."""
        field: Any = self.fields["ground"]
        held = {ground.code for ground in queries.grounds_that_hold(self.of)}
        grounds = sorted(self.of.document.grounds, key=lambda ground: ground.code not in held)
        says = _("登记库显示：")
        field.choices = [
            ("", _("请选择")),
            *((one.code, f"{says}{one.text}" if one.code in held else one.text) for one in grounds),
        ]


class SampleForm(OfFile):
    """抽样复核."""

    is_right = forms.TypedChoiceField(
        label=_("判定得对不对"), choices=(("yes", _("对")), ("no", _("不对"))), coerce=lambda said: said == "yes",
        widget=forms.RadioSelect, error_messages={"required": _("请选一项")},
    )  # fmt: skip
    words = _long(_("说明"), "", required=False, help_text=_("不对的要写明哪里不对，再收回决定。"))


class DeliverForm(OfFile):
    """送达."""

    how = forms.ChoiceField(label=_("怎样送达"), choices=HOWS)
    proof = forms.CharField(label=_("凭据"), required=False, max_length=200, help_text=_("快递单号、签收人。"))


class ReassignForm(OfFile):
    """换人办理."""

    officer_code = forms.ChoiceField(label=_("换给谁"), error_messages={"required": _("请选人")})

    def settle(self) -> None:
        """Officers of the unit."""
        field: Any = self.fields["officer_code"]
        unit = self.of.case.unit.code if self.of.case.unit else ""
        field.choices = [(one.code, one.name) for one in organisation.officers_of(unit_code=unit)]


class HandOverForm(OfFile):
    """转到决定地."""

    unit = forms.ChoiceField(label=_("由哪个单位决定"), error_messages={"required": _("请选单位")})

    def settle(self) -> None:
        """Units that stand, but for the own one."""
        field: Any = self.fields["unit"]
        own = self.of.case.unit_id
        standing = [unit for unit in organisation.units() if unit.pk != own]
        field.choices = [("", _("请选择")), *((unit.code, unit.name) for unit in standing)]


class BackForm(OfFile):
    """退回受理地."""

    reason = _long(_("为什么退回"), _("请写明为什么退回"), help_text=_("受理单位会看到。"))


class PledgeForm(OfFile):
    """核查承诺."""

    is_kept = forms.TypedChoiceField(
        label=_("承诺的属实吗"), choices=(("yes", _("属实")), ("no", _("不属实"))), coerce=lambda said: said == "yes",
        widget=forms.RadioSelect, error_messages={"required": _("请选一项")},
    )  # fmt: skip
    found = _long(
        _("核查的情况"), "", required=False, help_text=_("不属实的要写明哪里不一样；是否收回决定由负责人定。")
    )
