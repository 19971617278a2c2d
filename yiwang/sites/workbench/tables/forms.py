"""Questions of the tables' pages."""

from collections.abc import Mapping
from typing import Any

from django import forms

from yiwang.sites.workbench.tables.names import Names
from yiwang.sites.workbench.tables.standing import Standing, was
from yiwang.sites.workbench.tables.table import Row, Table


class RowForm(forms.Form):
    """One row of a table. `was`: the row as it was shown, so that another's change is not overwritten unseen."""

    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, standing: Standing, names: Names, row: Row | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standing, self.names, self.row = standing, names, row
        self.fields.update(standing.table.fields(row, names))
        if row is not None:
            self.initial = {**standing.table.asked(row), "was": was(row), **self.initial}

    @property
    def table(self) -> Table:
        """The table it belongs to."""
        return self.standing.table

    def clean(self) -> dict[str, Any]:
        """What a single column cannot see, asked of the whole row."""
        given = super().clean() or self.cleaned_data
        if not self.errors:
            self.stored = self.table.stored({k: v for k, v in given.items() if k != "was"}, self.row or {})
            for column, said in self.table.checked(self.stored, self.names, self.standing.rows):
                self.add_error(column if column in self.fields else None, said)
        return given

    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The questions under their headings; headings without one are left out."""
        found = [
            (section.title, [self[column.name] for column in section.columns if column.name in self.fields])
            for section in self.table.sections
        ]
        return [(title, fields) for title, fields in found if fields]


class NoteForm(forms.Form):
    """Why, for the person who approves."""

    note = forms.CharField(
        label="改了什么、依据什么", max_length=500, widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "请写改动和依据，批准的人要看"},
    )  # fmt: skip


class ReasonForm(forms.Form):
    """Why not."""

    reason = forms.CharField(label="原因", max_length=200, error_messages={"required": "请写原因，起草的人会看到"})


class SinceForm(forms.Form):
    """From when a version counts."""

    effective_from = forms.DateTimeField(
        label="什么时候生效", help_text="空着就是马上。", required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"], error_messages={"invalid": "时间写成2026-11-22 09:00这样"},
    )  # fmt: skip


class PeriodForm(forms.Form):
    """Over which time a draft is rehearsed."""

    days = forms.TypedChoiceField(
        label="用哪段时间的诉求", coerce=int, initial=30,
        choices=[(7, "近一周"), (30, "近一个月"), (90, "近三个月"), (365, "近一年")],
    )  # fmt: skip


class FileForm(forms.Form):
    """A table as a file."""

    file = forms.FileField(
        label="表格文件", help_text="CSV（UTF-8）或XLSX，第一行是栏目代码，最大4 MB。可以先下载现行的表，改好再传。",
        error_messages={"required": "请选一个文件"},
    )  # fmt: skip
    is_complete = forms.BooleanField(
        label="以这张表为准，表里没有的行删去", required=False, help_text="不勾选时，只新增和修改表里有的行。"
    )


class RuleTryForm(forms.Form):
    """A text to try the routing on."""

    content = forms.CharField(
        label="诉求的话",
        max_length=2000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": "请写一段话来试"},
    )
    channel = forms.ChoiceField(label="渠道")
    area = forms.ChoiceField(label="片区", required=False)
    category = forms.ChoiceField(label="类别", required=False, help_text="空着就让系统猜。")
    type = forms.ChoiceField(label="类型", required=False)

    def __init__(self, *args: Any, names: Names, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lists: Mapping[str, tuple[str, str, str]] = {
            "channel": ("channels", "", ""), "area": ("areas", "", "从文字里找"), "category": ("categories", "", "让系统猜"),
            "type": ("types", "", "让系统猜"),
        }  # fmt: skip
        for name, (source, value, empty) in lists.items():
            first = [(value, empty)] if empty else []
            self.fields[name].choices = [*first, *names.options(source)]  # type: ignore[attr-defined]


class LimitTryForm(forms.Form):
    """A file to try the limits on."""

    clock = forms.ChoiceField(label="哪一步")
    type = forms.ChoiceField(label="诉求类型")
    category = forms.ChoiceField(label="类别", required=False)
    channel = forms.ChoiceField(label="渠道")
    priority = forms.ChoiceField(label="急缓")
    at = forms.DateTimeField(
        label="从什么时候起算", widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        error_messages={"invalid": "时间写成2026-11-22 09:00这样", "required": "请选起算的时间"},
    )  # fmt: skip

    def __init__(self, *args: Any, names: Names, clocks: tuple[tuple[str, str], ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, options in (
            ("clock", clocks), ("type", names.options("types")), ("category", (("", "（不论）"), *names.options("categories"))),
            ("channel", names.options("channels")), ("priority", names.options("priorities")),
        ):  # fmt: skip
            self.fields[name].choices = options  # type: ignore[attr-defined]


class NoticeForm(forms.Form):
    """A year, by the State Council's notice."""

    year = forms.IntegerField(
        label="哪一年", min_value=2020, max_value=2100,
        error_messages={"required": "请填年份", "invalid": "请填四位年份", "min_value": "请从2020年起填", "max_value": "太远了"},
    )  # fmt: skip
    source = forms.CharField(label="通知文号", max_length=100, required=False, help_text="例如国办发明电〔2026〕7号。")
    notice = forms.CharField(
        label="放假安排", max_length=4000, required=False, widget=forms.Textarea({"rows": 8}),
        help_text="一行一个节，照通知写：国庆节：10月1日至7日放假，10月10日上班。通知没有公布就空着，先按周一至周五预计。",
    )  # fmt: skip


class RangeForm(forms.Form):
    """Some days, all of one kind: a local holiday, a day made up."""

    first = forms.DateField(
        label="从哪天",
        widget=forms.DateInput({"type": "date"}),
        error_messages={"required": "请选日期", "invalid": "日期写成2026-11-22这样"},
    )
    last = forms.DateField(
        label="到哪天", required=False, widget=forms.DateInput({"type": "date"}), help_text="只有一天就空着。",
        error_messages={"invalid": "日期写成2026-11-22这样"},
    )  # fmt: skip
    kind = forms.ChoiceField(
        label="是什么日子",
        choices=[("holiday", "节假日"), ("makeup_workday", "调休上班"), ("workday", "工作日"), ("weekend", "休息日")],
    )
    holiday = forms.CharField(label="哪个节", max_length=20, required=False)
    note = forms.CharField(label="备注", max_length=100, required=False)

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first; at most a quarter at once."""
        given = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last") or given.get("first")
        if first and last and last < first:
            self.add_error("last", "最后一天在第一天前面，请核对")
        elif first and last and (last - first).days > 92:
            self.add_error("last", "一次最多改三个月，请分开来填")
        return given
