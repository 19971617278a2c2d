"""The manual that this door shows of itself: the OpenAPI document, laid out for people."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from yiwang.sites.api.door import ABOUT, ROOT, TITLE, document

_METHODS = ("get", "post", "put", "patch", "delete")
_PLAIN = {
    "string": "字符串",
    "integer": "整数",
    "number": "小数",
    "boolean": "true或false",
    "object": "对象",
    "null": "null",
}


@dataclass(frozen=True, kw_only=True)
class FieldLine:
    """One field or parameter: `name` with its place inside the body, what it holds, whether it must be there."""

    name: str
    kind: str
    is_required: bool
    text: str


@dataclass(frozen=True, kw_only=True)
class OperationPage:
    """One operation."""

    anchor: str
    method: str
    path: str
    title: str
    text: str
    parameters: tuple[FieldLine, ...]
    body: tuple[FieldLine, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class ManualPage:
    """All of them."""

    title: str
    about: tuple[str, ...]
    address: str
    operations: tuple[OperationPage, ...]


@lru_cache
def manual() -> ManualPage:
    """The manual of this version."""
    found = document()
    return ManualPage(
        title=TITLE,
        about=tuple(ABOUT.split("\n\n")),
        address=ROOT,
        operations=tuple(_operations(found)),
    )


def _operations(found: dict[str, Any]) -> Iterator[OperationPage]:
    for path, item in found["paths"].items():
        for method in _METHODS:
            if said := item.get(method):
                yield OperationPage(
                    anchor=said["operationId"],
                    method=method.upper(),
                    path=path,
                    title=said["summary"],
                    text=said.get("description", ""),
                    parameters=tuple(_parameters(said)),
                    body=tuple(_body(said, found)),
                    answers=tuple(
                        sorted((status, answer["description"]) for status, answer in said["responses"].items())
                    ),
                )


def _parameters(said: dict[str, Any]) -> Iterator[FieldLine]:
    for one in said.get("parameters", ()):
        where = {"query": "地址参数", "header": "请求头", "path": "地址"}[one["in"]]
        yield FieldLine(name=one["name"], kind=where, is_required=one["required"], text=one.get("description", ""))


def _body(said: dict[str, Any], found: dict[str, Any]) -> Iterator[FieldLine]:
    for content in said.get("requestBody", {}).get("content", {}).values():
        yield from _fields(content["schema"], found, "")


def _fields(schema: dict[str, Any], found: dict[str, Any], inside: str) -> Iterator[FieldLine]:
    """The fields of an object, those of objects in it after them; of a choice the fields of each, under its name."""
    schema = _resolved(schema, found)
    for choice in schema.get("oneOf", ()):
        yield from _fields(choice, found, inside)
    needed = schema.get("required", ())
    # what tells one choice from another stands before what it shares with them
    for name, field in sorted(schema.get("properties", {}).items(), key=lambda item: "const" not in item[1]):
        inner = _inner(field, found)
        kind = _kind(field, found)
        yield FieldLine(
            name=f"{inside}{name}", kind=kind, is_required=name in needed, text=field.get("description", "")
        )
        if inner is not None:
            yield from _fields(inner, found, f"{inside}{name}.")


def _resolved(schema: dict[str, Any], found: dict[str, Any]) -> dict[str, Any]:
    if ref := schema.get("$ref"):
        return dict(found["components"]["schemas"][ref.rsplit("/", 1)[1]])
    return schema


def _inner(field: dict[str, Any], found: dict[str, Any]) -> dict[str, Any] | None:
    options = [_resolved(one, found) for one in field.get("anyOf", [field])]
    return next((one for one in options if one.get("properties")), None)


def _kind(field: dict[str, Any], found: dict[str, Any]) -> str:
    """In words: what may stand there."""
    options = [_resolved(one, found) for one in field.get("anyOf", [field])]
    said = [one for one in options if one.get("type") != "null"]
    if not said:
        return ""
    one = said[0]
    if "const" in one:
        return str(one["const"])
    if "enum" in one:
        return "、".join(map(str, one["enum"]))
    if one.get("format") == "date-time":
        return "时间"
    return _PLAIN.get(str(one.get("type", "")), "")
