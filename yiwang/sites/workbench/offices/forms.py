"""Questions of the three offices; they check shapes, the commands check the rest."""

import json
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.organisation.states import Role, UnitKind
from yiwang.ground.rules import queries as rules
from yiwang.kit.clock import CHINA
from yiwang.kit.errors import Missing

_NEEDED = {"required": _("请填写这一项")}
Choices = list[tuple[str, str]]


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _day(label: Any, hint: Any = "") -> forms.DateField:
    wrong = {"invalid": _("日期写成2026-11-22这样")}
    return forms.DateField(label=label, help_text=hint, required=False, widget=DayInput(), error_messages=wrong)


def lines() -> Choices:
    """Every police line, and all of them at once."""
    try:
        rows = rules.current(kind="police_lines")
    except Missing:
        rows = []
    return [("*", str(_("全部警种"))), *((row["code"], row["zh"]) for row in rows)]


def units(rows: Iterable[Unit]) -> Choices:
    """Units as options, set in by their depth."""
    return [(unit.code, f"{'　' * (unit.level - 1)}{unit.short_name}（{unit.code}）") for unit in rows]


class UnitForm(forms.Form):
    """A unit's particulars."""

    name = forms.CharField(label=_("全称"), max_length=80, error_messages=_NEEDED)
    short_name = forms.CharField(
        label=_("简称"), max_length=40, required=False, help_text=_("同事怎么叫它，空着按全称去掉分局名来写。")
    )
    name_en = forms.CharField(label=_("英文名"), max_length=120, required=False)
    kind = forms.ChoiceField(label=_("类别"), choices=UnitKind.choices)
    lines = forms.MultipleChoiceField(label=_("警种"), widget=forms.CheckboxSelectMultiple, error_messages=_NEEDED)
    duty_phone = forms.CharField(label=_("值班电话"), max_length=20, required=False, help_text=_("群众会看到。"))
    office_hours = forms.CharField(
        label=_("办公时间"), max_length=60, required=False, help_text=_("09:00-12:00,13:30-17:30；全天写00:00-24:00。")
    )
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lines"].choices = lines()  # type: ignore[attr-defined]


class FoundForm(UnitForm):
    """A new unit."""

    code = forms.CharField(
        label=_("代码"),
        max_length=80,
        help_text=_("上级代码加一节，例如yz.sp.yc；以后不能改。"),
        error_messages=_NEEDED,
    )
    field_order = ["code"]


class CloseForm(forms.Form):
    """The end of a unit."""

    successor = forms.ChoiceField(label=_("由哪个单位接管"))
    last_day = _day(_("最后一天"), _("空着就是今天。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].choices = units(organisation.units())  # type: ignore[attr-defined]


class EnlistForm(forms.Form):
    """A new officer with an account."""

    name = forms.CharField(label=_("姓名"), max_length=40, error_messages=_NEEDED)
    code = forms.CharField(
        label=_("用户名"), max_length=60, help_text=_("姓名拼音，例如gong.liang；登录时用。"), error_messages=_NEEDED
    )
    badge_no = forms.CharField(label=_("警号"), max_length=20, error_messages=_NEEDED)
    unit_code = forms.ChoiceField(label=_("所在单位"))
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False, help_text=_("加密保存，只用来发通知。"))
    password = forms.CharField(
        label=_("初始密码"),
        help_text=_("至少10位，不能全是数字，也不能是常见密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=_NEEDED,
        strip=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_code"].choices = units(organisation.units())  # type: ignore[attr-defined]


class PasswordForm(forms.Form):
    """A new password."""

    password = forms.CharField(
        label=_("新的初始密码"),
        help_text=_("至少10位，不能全是数字，也不能是常见密码。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages=_NEEDED,
        strip=False,
    )


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=200, error_messages={"required": _("请写原因，对方会看到")})


class PostForm(forms.Form):
    """A grant to be proposed."""

    title = forms.CharField(label=_("岗位名称"), max_length=40, help_text=_("例如值班民警。"), error_messages=_NEEDED)
    unit_code = forms.ChoiceField(label=_("在哪个单位任岗"))
    roles = forms.MultipleChoiceField(
        label=_("角色"), choices=Role.choices, widget=forms.CheckboxSelectMultiple, error_messages=_NEEDED
    )
    scope = forms.ChoiceField(label=_("管辖范围"), help_text=_("选一个单位，含它下面的全部单位。"))
    lines = forms.MultipleChoiceField(label=_("警种"), widget=forms.CheckboxSelectMultiple, error_messages=_NEEDED)
    valid_from = _day(_("开始日期"), _("空着就是今天。"))
    valid_to = _day(_("结束日期"), _("最后一天；空着表示没有定。"))
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = units(organisation.units())
        for name, choices in (("unit_code", options), ("scope", options), ("lines", lines())):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class TableField(forms.JSONField):
    """JSON set out over lines, so that people can read and mend it."""

    def prepare_value(self, value: Any) -> Any:
        """What was typed stays as it was; a table gets a line for each of its values."""
        return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=1)


class RulesForm(forms.Form):
    """A new version of a kind of rules, whole."""

    payload = TableField(
        label=_("内容（JSON）"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        error_messages={"required": _("请填写内容"), "invalid": _("这不是完整的JSON，请检查逗号、引号和括号是否成对")},
    )
    note = forms.CharField(
        label=_("改了什么、依据什么"), max_length=500, error_messages={"required": _("请写改动和依据，批准的人要看")}
    )


class SinceForm(forms.Form):
    """From when a version counts."""

    effective_from = forms.DateTimeField(
        label=_("什么时候生效"),
        help_text=_("空着就是马上。"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": _("时间写成2026-11-22 09:00这样")},
    )


class RecordForm(forms.Form):
    """What the audit office looks for."""

    who = forms.CharField(label=_("谁"), required=False, help_text=_("姓名或用户名。"))
    code = forms.CharField(
        label=_("什么事"), required=False, help_text=_("事项代码或它的开头，例如organisation.post。")
    )
    since = _day(_("从哪天"))
    until = _day(_("到哪天"))

    actor_id = ""

    def clean_who(self) -> str:
        """The officer of this name or code."""
        text = str(self.cleaned_data["who"]).strip()
        if text:
            found = organisation.officers_named(text=text)
            if len(found) != 1:
                raise forms.ValidationError(
                    _("没有这个人，请核对姓名或用户名") if not found else _("有同名的人，请改填用户名")
                )
            self.actor_id = str(found[0].pk)
        return text

    def span(self) -> tuple[datetime | None, datetime | None]:
        """The two days as moments, the second one past its end."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        return (
            datetime.combine(since, time(), CHINA) if since else None,
            datetime.combine(until + timedelta(days=1), time(), CHINA) if until else None,
        )
