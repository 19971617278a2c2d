"""A CSV file as people's programs write it: Chinese or English headings, UTF-8 or GB18030."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yiwang.kit.errors import Invalid

MAX_BYTES = 1024 * 1024
UNIT_COLUMNS = {
    "code": "代码", "name": "全称", "kind": "类别", "short_name": "简称", "name_en": "英文名", "lines": "警种",
    "duty_phone": "值班电话", "office_hours": "办公时间", "note": "备注", "valid_from": "设立日期",
}  # fmt: skip
OFFICER_COLUMNS = {
    "name": "姓名", "code": "用户名", "badge_no": "警号", "unit": "单位代码", "phone": "手机号", "title": "岗位名称",
    "roles": "角色", "scope": "管辖范围", "lines": "警种", "valid_from": "开始日期", "valid_to": "结束日期",
}  # fmt: skip
_OTHER_NAMES = {"zh": "name", "en": "name_en", "post": "title"}
"""What the product's own tables call them."""


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows by the columns' code names; whatever else stood in the file is left out."""

    rows: list[dict[str, str]]

    def as_text(self) -> str:
        """The table again, to be carried through the page that shows it."""
        if not self.rows:
            return ""
        out = io.StringIO()
        writer = csv.DictWriter(out, fieldnames=list(self.rows[0]))
        writer.writeheader()
        writer.writerows(self.rows)
        return out.getvalue()


def read(upload: "UploadedFile[Any]", columns: Mapping[str, str], *, most: int) -> Table:
    """The rows of an uploaded file. Invalid (field `table`): too large, no such columns, no rows, or more than `most`."""
    if (upload.size or 0) > MAX_BYTES:
        raise Invalid(table=_("文件太大，最多1MB"))
    return parse(_text(upload.read()), columns, most=most)


def parse(text: str, columns: Mapping[str, str], *, most: int) -> Table:
    """The rows of a text; the first line names the columns."""
    reader = csv.DictReader(io.StringIO(text))
    known = {label: name for name, label in columns.items()} | {name: name for name in columns} | _OTHER_NAMES
    headings = {heading: known[heading.strip()] for heading in reader.fieldnames or [] if heading.strip() in known}
    if missing := [label for name, label in list(columns.items())[:3] if name not in headings.values()]:
        raise Invalid(table=_("第一行里没有这些列：%(names)s") % {"names": "、".join(missing)})
    rows = [{name: (row.get(heading) or "").strip() for heading, name in headings.items()} for row in reader]
    rows = [row for row in rows if any(row.values())]
    if not rows:
        raise Invalid(table=_("表里没有内容"))
    if len(rows) > most:
        raise Invalid(table=_("一次最多%(most)d行，这张表有%(n)d行，请分几次") % {"most": most, "n": len(rows)})
    return Table(rows=rows)


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")
