"""Forms of the desk. They look at shapes; what may be done, the commands say."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.models import Appeal
from yiwang.cases.appeals.states import TYPES, AppealType, BulkAct, Outcome, State
from yiwang.cases.casework.models import Case
from yiwang.cases.casework.states import ContactKind
from yiwang.ground.organisation.models import Officer, Unit
from yiwang.ground.people import queries as people
from yiwang.ground.places.models import Area
from yiwang.sites.ui.pages import Label

NONCE_SIGNS = 24
OUTCOME_HINTS = {
    Outcome.RESOLVED: gettext_lazy("事情办成了，写清怎么办的"),
    Outcome.PARTLY_RESOLVED: gettext_lazy("办成一部分，剩下的写明下一步和时间"),
    Outcome.EXPLAINED: gettext_lazy("不需要办事，把依据和办法讲清楚"),
    Outcome.NOT_SUPPORTED: gettext_lazy("要写依据的法律条文或规定"),
    Outcome.OTHER_BODY: gettext_lazy("要写归哪个机关管，已经怎样转过去"),
}


def new_nonce() -> str:
    """A form's own number."""
    return secrets.token_urlsafe(NONCE_SIGNS)


def stamps(case: Case) -> tuple[tuple[str, str], ...]:
    """The hidden fields of a move that asks for nothing more."""
    return ("version", str(case.version)), ("nonce", new_nonce())


class OnceForm(forms.Form):
    """A form with a number of its own, so that sending it twice does one thing."""

    nonce = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **kwargs: Any) -> None:
        super().__init__(data, *args, **kwargs)
        self.initial.setdefault("nonce", new_nonce())
        for name, field in self.fields.items():
            field.error_messages.setdefault("required", _("这一项要填"))
            if name in ("nonce", "version"):
                field.error_messages["required"] = _("这一页不完整，请刷新后再试")

    def visible_asked(self) -> list[str]:
        """Names of what people fill in."""
        return [field.name for field in self.visible_fields()]


class MoveForm(OnceForm):
    """A move of a file: carries the version that was read."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    @classmethod
    def on(cls, case: Case, data: Any = None, **kwargs: Any) -> "MoveForm":
        """The form for this file as it stands."""
        return cls(data, initial={"version": case.version} | kwargs.pop("initial", {}), **kwargs)


class ContactForm(MoveForm):
    """记录联系."""

    kind = forms.ChoiceField(
        label=gettext_lazy("怎么联系的"), widget=forms.RadioSelect, choices=[(k.value, k.label) for k in ContactKind],
        error_messages={"required": gettext_lazy("请选电话、上门、短信或来所")},
    )  # fmt: skip
    reached = forms.TypedChoiceField(
        label=gettext_lazy("联系上了吗"), widget=forms.RadioSelect, coerce=lambda value: value == "1",
        choices=[("1", gettext_lazy("联系上了")), ("0", gettext_lazy("没有联系上"))],
        error_messages={"required": gettext_lazy("请选有没有联系上")},
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("情况"), widget=forms.Textarea({"rows": 4}), max_length=2000,
        help_text=gettext_lazy("对方怎么说、约了什么时候。几个字也行。"),
        error_messages={"required": gettext_lazy("请写下联系的情况，几个字也行")},
    )  # fmt: skip
    is_public = forms.BooleanField(
        label=gettext_lazy("诉求人查进度时可以看到这段话"), required=False,
    )  # fmt: skip


class ReassignForm(MoveForm):
    """换人办理."""

    officer_code = forms.ChoiceField(
        label=gettext_lazy("交给谁"), widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选一位本单位的民警")},
    )  # fmt: skip

    def __init__(self, *args: Any, officers: Iterable[Officer] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = [(officer.code, officer.name) for officer in officers]
        self.fields["officer_code"].choices = chosen  # type: ignore[attr-defined]


class AttachForm(MoveForm):
    """附材料."""

    file = forms.FileField(
        label=gettext_lazy("照片或文件"), help_text=gettext_lazy("照片、PDF、录音录像都可以，一个最大20 MB。"),
        error_messages={"required": gettext_lazy("请选一个文件"), "empty": gettext_lazy("文件是空的，请重新选一个")},
    )  # fmt: skip


class ReplyForm(MoveForm):
    """起草答复. `seen`: the draft that was on the page, so that two writers do not overwrite each other."""

    seen = forms.CharField(required=False, max_length=80, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"), widget=forms.RadioSelect, required=False,
        choices=[(o.value, Label(o.label, OUTCOME_HINTS[o])) for o in Outcome],
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("给诉求人的答复"), required=False, max_length=2000, widget=forms.Textarea({"rows": 12}),
        help_text=gettext_lazy("照实写，问的每件事都答；写清谁、什么时候、下一步找谁。"),
    )  # fmt: skip
    ground = forms.CharField(
        label=gettext_lazy("依据，或归谁管"), required=False, max_length=300,
        help_text=gettext_lazy("“不予支持”写法律条文或规定，“非本机关”写归哪个机关管。其他结果不用填。"),
    )  # fmt: skip


class SendBackForm(MoveForm):
    """退回修改."""

    reason = forms.CharField(
        label=gettext_lazy("退回的原因"), max_length=300, widget=forms.Textarea({"rows": 3}),
        help_text=gettext_lazy("写明哪里要改，承办人会看到。"),
        error_messages={"required": gettext_lazy("请写明退回的原因，好让承办人照着改")},
    )  # fmt: skip


class OpenForm(forms.Form):
    """查看完整信息."""

    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("例如“回访诉求人”。不要写个人信息。"),
        error_messages={"required": gettext_lazy("请写明用途，例如“回访诉求人”")},
    )  # fmt: skip
    fields_wanted = forms.MultipleChoiceField(
        label=gettext_lazy("看哪一项"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("请至少选一项")},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, known: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["fields_wanted"].choices = known  # type: ignore[attr-defined]


class ListForm(forms.Form):
    """The address of a list; whatever does not fit is left out."""

    q = forms.CharField(max_length=80, required=False)
    scope = forms.ChoiceField(choices=[("mine", ""), ("all", "")], required=False)
    state = forms.ChoiceField(choices=[(s.value, s.value) for s in State], required=False)
    unit = forms.RegexField(r"^[a-z0-9.]{1,80}$", required=False)
    line = forms.RegexField(r"^[a-z_]{1,40}$", required=False)
    late = forms.BooleanField(required=False)
    type = forms.ChoiceField(choices=[(t.value, t.value) for t in AppealType], required=False)
    category = forms.RegexField(r"^[a-z0-9_.]{1,60}$", required=False)
    channel = forms.RegexField(r"^[a-z0-9_.-]{1,40}$", required=False)
    since = forms.DateField(required=False)
    until = forms.DateField(required=False)
    due = forms.DateField(required=False)
    after = forms.RegexField(r"^(-|[0-9]{1,17})_[0-9]{1,18}$", required=False)

    def said(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class FilterForm(forms.Form):
    """筛选: the conditions of a list, chosen by name; the list's own address carries them."""

    q = forms.CharField(
        label=gettext_lazy("写到的字"), max_length=80, required=False, help_text=gettext_lazy("两个字就能查，几个词用空格分开。"),
    )  # fmt: skip
    state = forms.ChoiceField(label=gettext_lazy("状态"), required=False)
    type = forms.ChoiceField(label=gettext_lazy("类型"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    unit = forms.ChoiceField(
        label=gettext_lazy("单位"), required=False, help_text=gettext_lazy("连同下级单位。"),
    )  # fmt: skip
    line = forms.ChoiceField(label=gettext_lazy("警种"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("渠道"), required=False)
    since = forms.DateField(
        label=gettext_lazy("登记从哪天起"), required=False, widget=forms.DateInput({"type": "date"})
    )
    until = forms.DateField(label=gettext_lazy("到哪天止"), required=False, widget=forms.DateInput({"type": "date"}))
    due = forms.DateField(
        label=gettext_lazy("哪天以前要答复"), required=False, widget=forms.DateInput({"type": "date"})
    )
    late = forms.BooleanField(label=gettext_lazy("只看超期的"), required=False)

    def __init__(self, *args: Any, known: Mapping[str, Sequence[tuple[str, str]]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in known.items():
            self.fields[name].choices = [("", _("不限")), *choices]  # type: ignore[attr-defined]


class SaveFilterForm(OnceForm):
    """存为常用筛选. `query`: the list's address."""

    query = forms.CharField(max_length=600, required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("起个名字"), max_length=20, help_text=gettext_lazy("例如“本周超期投诉”。同名的会被替换。"),
        error_messages={"required": gettext_lazy("请起一个名字")},
    )  # fmt: skip
    is_default = forms.BooleanField(label=gettext_lazy("打开“全部诉求”时先用它"), required=False)


class PersonForm(forms.Form):
    """查人: sent by POST, so that neither address nor log holds what was looked for."""

    kind = forms.ChoiceField(
        label=gettext_lazy("按什么查"), widget=forms.RadioSelect,
        choices=[
            ("phone", gettext_lazy("完整的电话")), ("phone_last4", gettext_lazy("电话后四位")),
            ("id_number", gettext_lazy("证件号")), ("name", gettext_lazy("完整的姓名")),
        ],
        error_messages={"required": gettext_lazy("请选按什么查")},
    )  # fmt: skip
    said = forms.CharField(
        label=gettext_lazy("电话、后四位、证件号或姓名"), max_length=40,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("请写完整的电话、后四位、证件号或姓名")},
    )  # fmt: skip
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200,
        help_text=gettext_lazy("例如“回访诉求人”。每查到一件都记一次，审计管理员会核对。"),
        error_messages={"required": gettext_lazy("请写明用途，例如“回访诉求人”")},
    )  # fmt: skip


class BulkForm(OnceForm):
    """批量操作: what is done to which appeals. `pick`: numbers; `query` with `whole`: all that a list's address finds."""

    act = forms.ChoiceField(choices=[(act.value, act.label) for act in BulkAct], widget=forms.HiddenInput)
    picked = forms.CharField(required=False, max_length=20_000, widget=forms.HiddenInput)
    query = forms.CharField(required=False, max_length=600, widget=forms.HiddenInput)
    unit_code = forms.ChoiceField(label=gettext_lazy("派给哪个单位"), required=False)
    officer_code = forms.ChoiceField(label=gettext_lazy("交给谁"), required=False, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=gettext_lazy("用途"), max_length=200, required=False,
        help_text=gettext_lazy("例如“周例会通报”。导出会记入操作记录。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, units: Iterable[Unit] = (), officers: Iterable[Officer] = (), **kwargs: Any
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        listed = [("", _("请选择")), *((unit.code, unit.name) for unit in units)]
        self.fields["unit_code"].choices = listed  # type: ignore[attr-defined]
        self.fields["officer_code"].choices = [(one.code, one.name) for one in officers]  # type: ignore[attr-defined]

    @property
    def given(self) -> dict[str, str]:
        """What the act asks for, as the command takes it."""
        asked = {name: self.cleaned_data.get(name, "") for name in ("unit_code", "officer_code")}
        return {name: value for name, value in asked.items() if value}


class TriageForm(MoveForm):
    """派给单位: the suggestion's options, or anything else from the tables by its name."""

    type = forms.ChoiceField(label=gettext_lazy("类型"), choices=[(t.value, t.label) for t in AppealType])
    category = forms.CharField(required=False, max_length=60)
    other_category = forms.CharField(label=gettext_lazy("其他类别"), required=False, max_length=60)
    unit = forms.CharField(required=False, max_length=80)
    other_unit = forms.CharField(label=gettext_lazy("其他单位"), required=False, max_length=80)
    officer = forms.CharField(required=False, max_length=60)

    def __init__(
        self, *args: Any, categories: Sequence[tuple[str, str]] = (), units: Iterable[Unit] = (),
        people_of: str = "", **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self._categories, self._units, self._people_of = categories, list(units), people_of

    def clean_other_category(self) -> str:
        """The code behind a name that was typed or picked."""
        said = self.cleaned_data["other_category"].strip()
        codes = {code for code, name in self._categories if said in (code, name, name.rpartition(" › ")[2])}
        if said and len(codes) != 1:
            raise ValidationError(_("没有这个类别，请从列出的名称里选"))
        return codes.pop() if said else ""

    def clean_other_unit(self) -> str:
        """The code behind a name that was typed or picked."""
        said = self.cleaned_data["other_unit"].strip()
        codes = {unit.code for unit in self._units if said in (unit.code, unit.name, unit.short_name)}
        if said and len(codes) != 1:
            raise ValidationError(_("没有这个单位，或不止一个单位叫这个名字，请从列出的全称里选"))
        return codes.pop() if said else ""

    def clean(self) -> dict[str, Any]:
        """What is typed goes before what is picked; a person of another unit is left to the unit itself."""
        given = self.cleaned_data
        given["category"] = given.get("other_category") or given.get("category", "")
        given["unit"] = given.get("other_unit") or given.get("unit", "")
        if not given["unit"] and "other_unit" not in self.errors:
            self.add_error("other_unit", _("请选一个承办单位"))
        if given["unit"] != self._people_of:
            given["officer"] = ""
        return given

    @property
    def decision(self) -> dict[str, str]:
        """As the command takes it."""
        given = self.cleaned_data
        return {
            "unit_code": given["unit"], "officer_code": given["officer"], "type": given["type"],
            "category": given["category"],
        }  # fmt: skip


class RegisterForm(OnceForm):
    """登记诉求, on somebody's behalf."""

    channel = forms.ChoiceField(label=gettext_lazy("怎么来的"))
    type = forms.ChoiceField(
        label=gettext_lazy("类型"), required=False,
        choices=[("", gettext_lazy("让系统先猜")), *((t.value, t.label) for t in AppealType)],
    )  # fmt: skip
    content = forms.CharField(
        label=gettext_lazy("说的是什么事"), max_length=2000, widget=forms.Textarea({"rows": 8}),
        help_text=gettext_lazy("照原话记：什么时候、在哪里、发生了什么、希望怎么办。"),
        error_messages={"required": gettext_lazy("请写下是什么事")},
    )  # fmt: skip
    area_code = forms.ChoiceField(label=gettext_lazy("在哪个片区"), required=False)
    place = forms.CharField(
        label=gettext_lazy("地点"), required=False, max_length=120, help_text=gettext_lazy("小区、路名、门牌或附近的标志。"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("称呼"), required=False, max_length=40)
    phone = forms.CharField(
        label=gettext_lazy("电话"), required=False, max_length=20, widget=forms.TextInput({"inputmode": "tel"}),
        help_text=gettext_lazy("用来联系和发进度短信。"),
    )  # fmt: skip
    is_anonymous = forms.BooleanField(
        label=gettext_lazy("不留姓名和电话"), required=False, help_text=gettext_lazy("只有举报、建议、咨询可以匿名。"),
    )  # fmt: skip
    is_urgent = forms.BooleanField(
        label=gettext_lazy("现在有危险"), required=False, help_text=gettext_lazy("马上响值班台；能打110的，请他先打110。"),
    )  # fmt: skip

    def __init__(self, *args: Any, areas: Iterable[Area] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(channel.code, channel.label) for channel in queries.channels().values() if channel.is_on]
        self.fields["channel"].choices = channels  # type: ignore[attr-defined]
        known = [(area.code, f"{area.county} › {area.name}") for area in areas]
        self.fields["area_code"].choices = [("", _("不清楚")), *known]  # type: ignore[attr-defined]

    def clean_phone(self) -> str:
        """Digits only; seven for a land line at least."""
        said = self.cleaned_data["phone"].strip()
        digits = people.read_phone(said)
        if said and not re.fullmatch(r"\d{7,12}", digits):
            raise ValidationError(_("电话应是7到12位数字，请核对"))
        return digits

    def clean(self) -> dict[str, Any]:
        """Somebody must be reachable, unless the type may be anonymous."""
        given = self.cleaned_data
        if given.get("is_anonymous"):
            kind = given.get("type") or ""
            if kind not in TYPES or not AppealType(kind).may_be_anonymous:
                self.add_error("is_anonymous", _("只有举报、建议、咨询可以匿名，请先选类型，或留下电话"))
            given["name"] = given["phone"] = ""
        elif not given.get("phone") and "phone" not in self.errors:
            self.add_error("phone", _("请留一个能联系上的电话；举报、建议、咨询也可以匿名"))
        return given


def reply_seen(appeal: Appeal) -> str:
    """Which draft stands now: its key and the moment it was written; empty where there is none."""
    reply = queries.open_reply(appeal=appeal)
    return f"{reply.pk}:{reply.drafted_at.isoformat()}" if reply else ""
