"""The question of a new import: which file, from where, as what."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yiwang.cases.appeals import queries
from yiwang.cases.appeals.states import ImportMode

COLUMNS = (
    ("text", _("正文")), ("title", _("标题")), ("time", _("时间")), ("reply", _("答复")), ("replied_at", _("答复时间")),
    ("external_id", _("来源方编号")), ("agency", _("承办单位")), ("name", _("姓名，不写就不收")),
    ("phone", _("电话，不写就不收")),
)  # fmt: skip
MODES = (
    (ImportMode.HISTORY.value, _("历史件：保留原来的日期，不计时、不通知任何人")),
    (ImportMode.BACKLOG.value, _("待办件：现在开始计时，只通知承办单位")),
    (ImportMode.LIVE.value, _("新来件：和刚收到的一样，也通知诉求人")),
)


class OfferForm(forms.Form):
    """A file to be imported."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("JSONL、CSV（UTF-8或GB18030）、xlsx，不超过50 MB。"),
        error_messages={"required": _("请选一个文件"), "empty": _("文件是空的，请重新导出")},
    )
    channel = forms.ChoiceField(label=_("来源渠道"), error_messages={"required": _("请选来源渠道")})
    mode = forms.ChoiceField(
        label=_("导入为"), choices=MODES, initial=ImportMode.HISTORY.value, widget=forms.RadioSelect,
        error_messages={"required": _("请选一项")},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        channels = [(one.code, one.label) for one in queries.channels().values()]
        self.fields["channel"].choices = [("", _("请选择")), *channels]  # type: ignore[attr-defined]
        for name, words in COLUMNS:
            self.fields[name] = forms.CharField(label=words, max_length=80, required=False)

    @property
    def columns(self) -> list[Any]:
        """The fields that name columns, for those files whose columns have strange names."""
        return [self[name] for name, _words in COLUMNS]

    def given(self) -> dict[str, str]:
        """Field → column, as far as it was said."""
        return {name: self.cleaned_data[name] for name, _words in COLUMNS if self.cleaned_data[name]}
