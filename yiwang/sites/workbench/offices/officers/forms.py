"""Questions about officers; they check shapes, the commands check the rest."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.appeals.queries import OpenWork, Piece
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer, Post
from yiwang.sites.workbench.offices.forms import NEEDED, Choices, units

DESK = ""
"""Back to the unit's desk."""
AS_ALL, TO_UNIT = "", "="
"""For one file: as chosen for all, or back to the unit's desk."""


class PersonForm(forms.Form):
    """What is kept of an officer."""

    name = forms.CharField(label=_("姓名"), max_length=40, error_messages=NEEDED)
    badge_no = forms.CharField(label=_("警号"), max_length=20, error_messages=NEEDED)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False, help_text=_("加密保存，只用来发通知。"))


class EnlistForm(PersonForm):
    """A new officer with an account."""

    code = forms.CharField(
        label=_("用户名"),
        max_length=60,
        help_text=_("姓名拼音，姓和名之间用点，例如gong.liang；有重名的在后面加数字。登录时用，以后不能改。"),
        error_messages=NEEDED,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
    )
    unit_code = forms.ChoiceField(label=_("所在单位"), error_messages=NEEDED)
    field_order = ["name", "code", "badge_no", "unit_code", "phone"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_code"].choices = [("", _("请选择")), *units(organisation.units())]  # type: ignore[attr-defined]


class HandOverForm(forms.Form):
    """Who gets what lies on the desk: one for all, and others file by file."""

    to = forms.ChoiceField(label=_("没办完的件交给谁"), required=False, widget=forms.RadioSelect)

    def __init__(self, *args: Any, work: OpenWork, takers: Mapping[str, list[Officer]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.work, self.takers = work, takers
        people = {who.code: who for group in takers.values() for who in group}
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (DESK, _("交回单位，由单位负责人定承办人")),
            *((who.code, f"{who.name}（{who.unit.short_name}）") for who in people.values()),
        ]
        if self.data.get("sure") == "1":  # half-way the last file of that colleague's unit may have gone already
            chosen = str(self.data.get("to", DESK))
            self.fields["to"].choices.append((chosen, chosen))  # type: ignore[attr-defined]
        if not work.total:
            del self.fields["to"]
        for piece in work.pieces:
            self.fields[f"file_{piece.case_id}"] = forms.ChoiceField(
                label=piece.number, required=False, choices=self._options(piece)
            )

    @property
    def choices_by_file(self) -> list[tuple[Piece, forms.BoundField]]:
        """Each named file with its own choice."""
        return [(piece, self[f"file_{piece.case_id}"]) for piece in self.work.pieces]

    @property
    def plan(self) -> dict[str, Any]:
        """`to` and `each`, as the commands take them."""
        chosen = {piece.case_id: self.cleaned_data.get(f"file_{piece.case_id}") for piece in self.work.pieces}
        each = {key: DESK if code == TO_UNIT else code for key, code in chosen.items() if code}
        return {"to": self.cleaned_data.get("to", DESK), "each": each}

    @property
    def rest(self) -> dict[str, Any]:
        """What was asked besides."""
        return {name: value for name, value in self.cleaned_data.items() if name != "to" and "file_" not in name}

    def _options(self, piece: Piece) -> Choices:
        people = ((who.code, who.name) for who in self.takers.get(piece.unit, ()))
        return [(AS_ALL, str(_("按上面选的"))), (TO_UNIT, str(_("交回单位"))), *people]


class LeaveForm(HandOverForm):
    """Gone for good."""

    reason = forms.CharField(
        label=_("离任原因"),
        max_length=200,
        help_text=_("例如“退休”“调出本局”，会记在操作日志里。"),
        error_messages={"required": _("请写原因，例如“退休”")},
    )


class MoveForm(HandOverForm):
    """Another unit."""

    unit_code = forms.ChoiceField(label=_("调到哪个单位"), error_messages=NEEDED)
    again = forms.TypedMultipleChoiceField(
        label=_("在新单位提请同样的授权"),
        help_text=_("原单位的授权当天结束；勾上的在新单位重新提请，由安全管理员批准后生效。"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, officer: Officer, posts: list[Post], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [unit for unit in organisation.units() if unit.pk != officer.unit_id]
        self.fields["unit_code"].choices = [("", _("请选择")), *units(others)]  # type: ignore[attr-defined]
        if posts:
            self.fields["again"].choices = [(post.pk, post.title) for post in posts]  # type: ignore[attr-defined]
        else:
            del self.fields["again"]
