"""Forms as data: JSON Schema 2020-12 with the hints x-message, x-show-if and x-check, and what was filled in held against it."""

import json
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import jsonschema_rs
from stdnum.cn import ric, uscc

Schema = Mapping[str, Any]
Values = Mapping[str, Any]
_ID = re.compile(r"[1-9]\d{16}[0-9X]")
_PLATE = re.compile(r"[\u4e00-\u9fa5][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳使领]")
_MOBILE = re.compile(r"1[3-9]\d{9}")


def is_id_number(text: str) -> bool:
    """公民身份号码 whose check sign is right (GB 11643-1999); region and birthday are the register's matter."""
    return bool(_ID.fullmatch(text)) and ric.calc_check_digit(text) == text[-1]


CHECKS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "id_checksum": (is_id_number, "号码对不上校验，请逐位核对，最后一位可能是X"),
    "uscc": (uscc.is_valid, "统一社会信用代码对不上校验，请照营业执照逐位核对"),
    "plate": (lambda text: bool(_PLATE.fullmatch(text)), "车牌号不对，请连省份简称一起写，比如云A12345"),
    "mobile": (lambda text: bool(_MOBILE.fullmatch(text)), "手机号码不对，请写11位手机号，比如13800001234"),
}
"""What a field may be looked at for beside its pattern, and what is said where the schema has no words of its own."""


@lru_cache(maxsize=64)
def _validator(written: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(json.loads(written), validate_formats=True)


def names(schema: Schema) -> list[str]:
    """Names of all fields in the order they are asked in: `x-order`, since a database that keeps JSON by key keeps no order; what
    it does not name comes last.
    """
    fields = list(schema.get("properties", {}))
    told = [name for name in schema.get("x-order", ()) if name in fields]
    return told + [name for name in fields if name not in told]


def in_order(schema: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with the order of its fields written out, so that it outlives the database."""
    return {**schema, "x-order": names(schema)} if schema.get("properties") else dict(schema)


def shown(schema: Schema, values: Values) -> list[str]:
    """Names of the fields that are asked with these values, in order: those whose x-show-if holds, or that have none."""
    found: list[str] = []
    fields = schema.get("properties", {})
    for name, field in ((name, fields[name]) for name in names(schema)):
        if all(_holds(values.get(other), wanted, other in found) for other, wanted in _conditions(field).items()):
            found.append(name)
    return found


def _conditions(field: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = field.get("x-show-if") or {}
    return found


def _holds(said: Any, wanted: Any, is_shown: bool) -> bool:
    if not is_shown:
        return False
    choices = wanted if isinstance(wanted, list) else [wanted]
    return any(choice in said for choice in choices) if isinstance(said, list) else said in choices


def kept(schema: Schema, values: Values) -> dict[str, Any]:
    """The values of fields that are asked; what stands in one that is not asked any more is left out."""
    return {name: values[name] for name in shown(schema, values) if name in values}


def check(schema: Schema, values: Values) -> dict[str, str]:
    """What is wrong, by field, in the words of the schema (`x-message`); empty where the form is good."""
    asked = kept(schema, values)
    fields = schema.get("properties", {})
    found: dict[str, str] = {}
    for fault in _validator(json.dumps(schema, ensure_ascii=False)).iter_errors(asked):
        name = str(fault.instance_path[0]) if fault.instance_path else str(getattr(fault.kind, "property", ""))
        if name in fields:
            found.setdefault(name, _words(fields[name], is_missing=name not in asked))
    for name, value in asked.items():
        known = CHECKS.get(str(fields[name].get("x-check", "")))
        if known and name not in found and isinstance(value, str) and not known[0](value):
            found[name] = known[1]
    return {name: found[name] for name in names(schema) if name in found}


def _words(field: Mapping[str, Any], *, is_missing: bool) -> str:
    said = str(field.get("x-message", ""))
    title = str(field.get("title", ""))
    return said or (f"还没有填“{title}”" if is_missing else f"“{title}”填得不对，请再看一遍")


def problems(schema: Schema) -> list[str]:
    """What in a schema nobody can fill in or be held to, in words for who writes it; empty where it is good."""
    try:
        jsonschema_rs.meta.validate(dict(schema))
    except jsonschema_rs.ValidationError as fault:
        return [f"不是正确的JSON Schema：{fault.message[:120]}"]
    fields = schema.get("properties")
    if schema.get("type") != "object" or not isinstance(fields, dict):
        return ["最外面须是 type: object，字段写在 properties 里"]
    found = [f"必填的“{name}”不在字段里" for name in schema.get("required", ()) if name not in fields]
    order = names(schema)
    for place, name in enumerate(order):
        found += _problems_of(name, fields[name], order[:place])
    return found


def _problems_of(name: str, field: Any, before: list[str]) -> list[str]:
    if not isinstance(field, dict) or not field.get("title"):
        return [f"字段“{name}”没有名称（title）"]
    found = []
    if field.get("type") not in ("string", "boolean", "integer", "number", "array"):
        found.append(f"字段“{name}”的类型页面上显示不了，可用 string、boolean、integer、number、array")
    if field.get("type") == "array" and not options(field):
        found.append(f"字段“{name}”可选多项，须在 items 里写 oneOf 或 enum")
    if (check_name := field.get("x-check")) and check_name not in CHECKS:
        found.append(f"字段“{name}”的 x-check 没有“{check_name}”，可用 {'、'.join(CHECKS)}")
    late = [other for other in _conditions(field) if other not in before]
    return [*found, *(f"字段“{name}”的 x-show-if 提到“{other}”，它须排在前面" for other in late)]


def options(field: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Answers to choose from, as value and words; none where something is to be written."""
    of = field.get("items", {}) if field.get("type") == "array" else field
    told = [(str(one["const"]), str(one.get("title", one["const"]))) for one in of.get("oneOf", ()) if "const" in one]
    return told or [(str(one), str(one)) for one in of.get("enum", ())]
