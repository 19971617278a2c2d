"""Forms of who works on a file: contact, another hand, papers."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from yiwang.cases.casework.states import ContactKind
from yiwang.ground.organisation.models import Officer
from yiwang.sites.workbench.desk.forms.base import MoveForm


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
