"""Questions about other platforms; they check shapes, the commands check the rest."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.appeals import queries as appeals
from yiwang.cases.channels.commands.partners import EXCHANGE
from yiwang.cases.channels.states import Part, PartnerKind
from yiwang.sites.ui.pages import Label
from yiwang.sites.workbench.desk.forms import OnceForm
from yiwang.sites.workbench.offices.forms import NEEDED

_KINDS = {
    PartnerKind.HOTLINE: _("对方派单时推送给我们，我们把进展和结果推送回去。"),
    PartnerKind.PROVINCE: _("和热线一样，双向推送。"),
    PartnerKind.PETITION: _("我们每两分钟去取一次，进展和结果推送回去。"),
}
_URL = {"inputmode": "url", "spellcheck": "false"}
_TALL = {"rows": 16, "spellcheck": "false"}


class PartnerForm(OnceForm):
    """A new platform; sent twice it is one platform."""

    name = forms.CharField(label=_("平台名称"), max_length=60, error_messages=NEEDED)
    code = forms.CharField(
        label=_("代码"), max_length=30, error_messages=NEEDED,
        help_text=_("小写字母、数字和短横，例如12345。对方的请求地址里有它，以后不能改。"),
    )  # fmt: skip
    kind = forms.ChoiceField(
        label=_("种类"), choices=[(kind.value, Label(kind.label, _KINDS[kind])) for kind in PartnerKind],
        widget=forms.RadioSelect, initial=PartnerKind.HOTLINE.value, error_messages=NEEDED,
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("渠道"), help_text=_("它转来的件都记在这个渠道下。以后不能改。"))
    base_url = forms.CharField(
        label=_("对方的地址"), max_length=300, required=False, widget=forms.TextInput(_URL),
        help_text=_("https://开头。没有写以前，回传都等着。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in appeals.channels().values() if row.reply_through == EXCHANGE]
        self.fields["channel"].initial = "12345"  # as the kind that is chosen first
        self.fields["channel"].choices = [(row.code, row.label) for row in rows]  # type: ignore[attr-defined]


class ChangeForm(forms.Form):
    """Name and address."""

    name = forms.CharField(label=_("平台名称"), max_length=60, error_messages=NEEDED)
    base_url = forms.CharField(
        label=_("对方的地址"), max_length=300, required=False, widget=forms.TextInput(_URL)
    )  # fmt: skip


class MappingForm(forms.Form):
    """A mapping as JSON, a sample to try it on, and why it is changed."""

    body = forms.CharField(
        label=_("对应表"), required=False, widget=forms.Textarea(_TALL), max_length=40_000,
        help_text=_("JSON。空着就是对方照我们的字段说话。左边是我们的字段，右边是对方的。"),
    )  # fmt: skip
    part = forms.ChoiceField(
        label=_("样例是什么"), choices=[(part.value, part.label) for part in (Part.ORDER, Part.NOTICE)],
        widget=forms.RadioSelect, initial=Part.ORDER.value,
    )  # fmt: skip
    sample = forms.CharField(
        label=_("对方的样例"), required=False, widget=forms.Textarea(_TALL | {"rows": 8}), max_length=40_000,
        help_text=_("把对方给的一张工单或来文粘到这里试一试。请用编的姓名和电话。"),
    )  # fmt: skip
    note = forms.CharField(label=_("为什么换"), required=False, max_length=120)


def as_text(body: dict[str, Any]) -> str:
    """JSON as people read it."""
    return json.dumps(body, ensure_ascii=False, indent=2) if body else ""
