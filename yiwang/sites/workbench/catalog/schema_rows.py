"""A form's JSON Schema as rows that a person can edit, and back; what rows cannot say of a field is kept as it was."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from yiwang.kit.schemas import in_order, names

Row = dict[str, Any]
ID_PATTERN = r"^[1-9]\d{5}(18|19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[0-9X]$"
PHONE_PATTERN = r"^1[3-9]\d{9}$"
USCC_PATTERN = "^[0-9A-HJ-NPQRTUWXY]{18}$"
LONG = 120
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SPECIAL: dict[str, dict[str, Any]] = {
    "id": {"type": "string", "pattern": ID_PATTERN, "x-check": "id_checksum", "x-privacy": "sensitive"},
    "phone": {"type": "string", "pattern": PHONE_PATTERN, "x-privacy": "personal"},
    "uscc": {"type": "string", "pattern": USCC_PATTERN, "x-check": "uscc"},
    "plate": {"type": "string", "x-check": "plate", "maxLength": 10},
    "check": {"type": "boolean"},
    "must": {"type": "boolean", "const": True},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
}
_OWN = {"title", "description", "x-message", "x-prefill", "x-show-if", "minLength", "maxLength", "oneOf"}
"""What a row says of a field; all else of it is kept."""


def rows_of(schema: Mapping[str, Any]) -> list[Row]:
    """A row a field, in their order."""
    needed = schema.get("required", ())
    fields = schema.get("properties", {})
    return [_row(name, fields[name], name in needed) for name in names(schema)]


def _row(name: str, field: Mapping[str, Any], is_required: bool) -> Row:
    options = field.get("oneOf") or field.get("items", {}).get("oneOf") or ()
    return {
        "name": name, "label": field.get("title", ""), "kind": _kind(field), "required": is_required,
        "options": "；".join(f"{one.get('const')}={one.get('title')}" for one in options), "message": field.get("x-message", ""),
        "help": field.get("description", ""), "prefill": field.get("x-prefill", ""),
        "show_if": "；".join(f"{other}={value}" for other, value in (field.get("x-show-if") or {}).items()),
        "least": field.get("minLength"), "most": field.get("maxLength"),
    }  # fmt: skip


def _kind(field: Mapping[str, Any]) -> str:
    if field.get("type") == "array":
        return "many" if field.get("items", {}).get("oneOf") else "other"
    if field.get("oneOf"):
        return "choice"
    if field.get("type") == "boolean":
        return "must" if field.get("const") is True else "check"
    if field.get("type") in ("number", "integer"):
        return "number"
    by_check = {"id_checksum": "id", "uscc": "uscc", "plate": "plate"}.get(field.get("x-check", ""))
    if by_check or field.get("format") == "date":
        return by_check or "date"
    if field.get("pattern") == PHONE_PATTERN:
        return "phone"
    if field.get("enum") or field.get("pattern"):
        return "other"
    return "text" if field.get("maxLength", 0) > LONG else "line"


def schema_of(rows: Sequence[Row], before: Mapping[str, Any], title: str) -> dict[str, Any]:
    """The schema of these rows. `before`: what it was; ValueError: a row cannot be read, with its number."""
    made, known = {}, before.get("properties", {})
    for number, row in enumerate(rows, 1):
        name = str(row["name"]).strip()
        if not _NAME.fullmatch(name):
            raise ValueError(f"第{number}行代码：用小写字母、数字和下划线，以字母开头")
        if name in made:
            raise ValueError(f"第{number}行代码：“{name}”已经有了")
        made[name] = _field(number, row, known.get(name, {}))
    if not made:
        return {}
    rest = {key: value for key, value in before.items() if key not in ("properties", "required", "x-order")}
    fixed = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{title}申请表",
        "type": "object",
        "additionalProperties": False,
    }
    required = [str(row["name"]).strip() for row in rows if row["required"]]
    return in_order(fixed | rest | {"properties": made, "required": required})


def _field(number: int, row: Row, before: Mapping[str, Any]) -> dict[str, Any]:
    kind = row["kind"]
    is_same = bool(before) and _kind(before) == kind
    field = {key: value for key, value in before.items() if key not in _OWN} if is_same else {}
    field = field or dict(_SPECIAL.get(kind, {"type": "string"}))
    if kind in ("choice", "many"):
        field = _with_options(number, row, kind, field)
    told = {
        "title": row["label"] or row["name"], "description": row["help"], "x-message": row["message"],
        "x-prefill": row["prefill"], "x-show-if": _conditions(number, str(row["show_if"])), "minLength": row["least"],
        "maxLength": row["most"] or (LONG * 4 if kind == "text" else None),
    }  # fmt: skip
    return {"title": told.pop("title")} | field | {key: value for key, value in told.items() if value}


def _with_options(number: int, row: Row, kind: str, field: dict[str, Any]) -> dict[str, Any]:
    pairs = _pairs(str(row["options"]))
    if not pairs:
        raise ValueError(f"第{number}行选项：写成代码=字，用分号隔开，例如lost=丢失；broken=坏了")
    options = [{"const": value, "title": words} for value, words in pairs]
    if kind == "choice":
        return field | {"type": "string", "oneOf": options}
    return {"type": "array", "uniqueItems": True, "items": {"type": "string", "oneOf": options}}


def _pairs(text: str) -> list[tuple[str, str]]:
    parts = [part.strip() for part in re.split(r"[;；]", text) if part.strip()]
    return [(one[0].strip(), one[-1].strip()) for one in (re.split(r"[=＝]", part, maxsplit=1) for part in parts)]


def _conditions(number: int, text: str) -> dict[str, Any]:
    pairs = _pairs(text)
    if any("=" not in part and "＝" not in part for part in re.split(r"[;；]", text) if part.strip()):
        raise ValueError(f"第{number}行什么时候问：写成字段=值，例如reason=lost")
    return {name: {"true": True, "false": False}.get(value, value) for name, value in pairs}
