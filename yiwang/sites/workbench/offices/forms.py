"""Questions of the three offices; they check shapes, the commands check the rest."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Unit
from yiwang.ground.rules import queries as rules
from yiwang.kit.clock import CHINA

NEEDED = {"required": _("请填写这一项")}
Choices = list[tuple[str, str]]


class DayInput(forms.DateInput):
    """A day, with the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day_field(label: Any, hint: Any = "") -> forms.DateField:
    """A day that may be left out."""
    wrong = {"invalid": _("日期写成2026-11-22这样")}
    return forms.DateField(label=label, help_text=hint, required=False, widget=DayInput(), error_messages=wrong)


def lines() -> Choices:
    """Every police line, and all of them at once; retired ones say so, for lists that are narrowed by what units have."""
    rows = rules.current_if_any(kind="police_lines") or []
    gone = organisation.retired_lines()
    named = [
        (row["code"], _("%(name)s（已停用）") % {"name": row["zh"]} if row["code"] in gone else row["zh"])
        for row in rows
    ]
    return [("*", str(_("全部警种"))), *((code, str(name)) for code, name in named)]


def lines_to_give(kept: Iterable[str] = ()) -> Choices:
    """The police lines that may be chosen: those in use, and of the retired ones what it has already."""
    gone = set(organisation.retired_lines()) - set(kept)
    return [(code, name) for code, name in lines() if code not in gone]


def units(rows: Iterable[Unit]) -> Choices:
    """Units as options, set in by their depth."""
    return [(unit.code, f"{'　' * (unit.level - 1)}{unit.short_name}（{unit.code}）") for unit in rows]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=200, error_messages={"required": _("请写原因，对方会看到")})


class RecordForm(forms.Form):
    """What the audit office looks for."""

    who = forms.CharField(label=_("谁"), required=False, help_text=_("姓名或用户名。"))
    code = forms.CharField(
        label=_("什么事"), required=False, help_text=_("事项代码或它的开头，例如organisation.post。")
    )
    since = day_field(_("从哪天"))
    until = day_field(_("到哪天"))

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
