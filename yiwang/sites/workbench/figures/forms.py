"""Which period."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.kit import clock

PERIODS = ("today", "week", "month", "last_month", "year", "days")
LONGEST = timedelta(days=3 * 366)


class PeriodForm(forms.Form):
    """A named period, or from one day to another."""

    period = forms.ChoiceField(required=False, choices=[(name, name) for name in PERIODS])
    since = forms.DateField(required=False, label=_("从"), widget=forms.DateInput({"type": "date"}))
    until = forms.DateField(required=False, label=_("到"), widget=forms.DateInput({"type": "date"}))

    def clean(self) -> dict[str, Any]:
        """The days must be in order, and three years at most."""
        said: dict[str, Any] = super().clean() or {}
        since, until = said.get("since"), said.get("until")
        if since and until and since > until:
            self.add_error("until", _("“到”要在“从”的同一天或以后"))
        elif since and until and until - since > LONGEST:
            self.add_error("until", _("一次最多看三年"))
        return said

    def days(self) -> tuple[str, date, date]:
        """The name of the period with its first and last day; this month where nothing was asked for or understood."""
        said = self.cleaned_data if self.is_valid() else {}
        since, until = said.get("since"), said.get("until")
        if said.get("period") in ("", "days", None) and since and until:
            return "days", since, until
        return _named(said.get("period") or "month")


def _named(period: str) -> tuple[str, date, date]:
    today = clock.today()
    first = {
        "today": today, "week": today - timedelta(days=today.weekday()), "month": today.replace(day=1),
        "year": today.replace(month=1, day=1),
    }.get(period)  # fmt: skip
    if period == "last_month":
        last = today.replace(day=1) - timedelta(days=1)
        return period, last.replace(day=1), last
    return (period, first, today) if first else ("month", today.replace(day=1), today)
