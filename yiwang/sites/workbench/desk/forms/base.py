"""What every form of the desk carries: its own number, and the version that was read."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from yiwang.cases.casework.models import Case

NONCE_SIGNS = 24


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
