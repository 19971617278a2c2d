"""What an officer fills in for somebody, beside the item's own form; shape only, the counter judges."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.counter.commands.at_window import CHANNELS
from yiwang.cases.counter.queries import FilingView
from yiwang.cases.counter.queries.leading import Led
from yiwang.sites.workbench.desk.forms.base import MoveForm

QUESTION = "q_"


class FindForm(forms.Form):
    """Which item, how it came."""

    q = forms.CharField(required=False, max_length=60, label=_("要办什么"), help_text=_("写名称、拼音或者一句话都行。"))


class WhoForm(forms.Form):
    """Who applies, how it came, who acts for them."""

    channel = forms.ChoiceField(
        choices=list(CHANNELS.items()), label=_("怎样来的"), widget=forms.Select({"data-alt": "Q"})
    )
    name = forms.CharField(
        required=False,
        max_length=200,
        label=_("申请人姓名"),
        widget=forms.TextInput({"autocomplete": "off", "data-alt": "C"}),
    )
    id_number = forms.CharField(
        required=False,
        max_length=200,
        label=_("公民身份号码"),
        widget=forms.TextInput({"autocomplete": "off", "data-alt": "I"}),
    )
    phone = forms.CharField(
        required=False, max_length=40, label=_("手机号码"), help_text=_("通知发到这里；没有就不填。"),
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "tel", "data-alt": "T"}),
    )  # fmt: skip
    is_met = forms.BooleanField(
        required=False, label=_("本人到场，核对过身份证"), help_text=_("只有窗口和上门的可以勾。")
    )
    is_proxy = forms.BooleanField(required=False, label=_("由别人代办"), help_text=_("只代办这一件，写清到哪天为止。"))
    proxy_name = forms.CharField(required=False, max_length=200, label=_("代办人姓名"))
    proxy_id_number = forms.CharField(required=False, max_length=200, label=_("代办人身份号码"))
    proxy_until = forms.CharField(
        required=False,
        max_length=20,
        label=_("委托到哪一天"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
    )

    @classmethod
    def of(cls, view: FilingView, data: Any = None) -> "WhoForm":
        """As the draft has it."""
        proxy, window = view.proxy, view.window
        kept = {
            "name": view.contact.name, "id_number": view.id_number, "phone": view.contact.phone,
            "channel": window.channel if window else "window", "is_met": window.is_met if window else False,
        }  # fmt: skip
        told = {f"proxy_{name}": value for name, value in vars(proxy).items() if name != "phone"} if proxy else {}
        return cls(data, initial=kept | told | {"is_proxy": proxy is not None})

    @property
    def told(self) -> dict[str, Any]:
        """As the command takes it."""
        self.is_valid()
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        proxy = {name: str(given.pop(f"proxy_{name}")).strip() for name in ("name", "id_number", "until")}
        proxy["id_number"] = "".join(proxy["id_number"].split()).upper()
        is_proxy, is_met = given.pop("is_proxy"), given.pop("is_met")
        return given | {"is_met": bool(is_met), "proxy": proxy if is_proxy else None}


def questions_form(way: Led, chosen: Mapping[str, Sequence[str]], data: Any = None) -> forms.Form:
    """The questions that lead, as far as they are asked with these answers."""
    form = forms.Form(data, initial={QUESTION + code: said for code, said in _initial(way, chosen).items()})
    for one in way.questions:
        choices = [(option["answer"], option["answer"]) for option in one["options"]]
        kind, widget = (
            (forms.MultipleChoiceField, forms.CheckboxSelectMultiple)
            if one["several"]
            else (forms.ChoiceField, forms.RadioSelect)
        )
        form.fields[QUESTION + one["code"]] = kind(
            choices=choices, label=one["question"], required=False, widget=widget
        )
    return form


def _initial(way: Led, chosen: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    several = {one["code"] for one in way.questions if one["several"]}
    return {code: list(said) if code in several else next(iter(said), "") for code, said in chosen.items()}


def chosen_of(sent: Any, guide: Mapping[str, Any]) -> dict[str, list[str]]:
    """The answers that were sent; what is none of the question's is left out."""
    found = {}
    for one in guide["situations"]:
        known = [option["answer"] for option in one["options"]]
        if said := [answer for answer in sent.getlist(QUESTION + one["code"]) if answer in known]:
            found[one["code"]] = said
    return found


class ReceiveForm(MoveForm):
    """收材料: a file, or the original seen, for each material that is not there."""

    words = forms.CharField(
        required=False, max_length=1000, label=_("要说明的（可以不写）"), widget=forms.Textarea({"rows": 3})
    )
