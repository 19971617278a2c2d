"""The exchange as OpenAPI 3.1, made from the contract itself."""

import json
from functools import lru_cache
from typing import Any

from yiwang import __version__
from yiwang.cases.channels.states import PARTS, Field, Part, Shape
from yiwang.sites.api.problems import CONTENT_TYPE

TITLE = "一网 Yiwang：平台对接接口"
ABOUT = (
    "给12345热线、省厅平台等转来工单的平台。每个请求用HMAC-SHA256签名，5分钟内有效，随机串只能用一次；"
    "字段名和代码可以按各市的对应表换成对方自己的。说明与示例见docs/exchange-12345.md。\n\n"
    "For platforms that pass orders on: signed requests, fields and codes by a mapping of each city."
)
_TYPES: dict[Shape, dict[str, Any]] = {
    Shape.TEXT: {"type": "string"}, Shape.CODE: {"type": "string"}, Shape.WHOLE: {"type": "integer"},
    Shape.YES_NO: {"type": "boolean"}, Shape.MOMENT: {"type": "string", "format": "date-time"},
}  # fmt: skip
_SIGNED = [
    ("X-YW-Timestamp", "1970年以来的秒数，和我们相差不超过300秒"),
    ("X-YW-Nonce", "16到64位随机串，每次不同"),
    ("X-YW-Signature", "v1=加十六进制HMAC-SHA256（方法、路径、时间、随机串、请求体SHA-256，各占一行）"),
]


@lru_cache
def document() -> bytes:
    """The document as JSON; it does not change while the process lives."""
    made = {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": "1", "description": ABOUT, "x-product-version": __version__},
        "paths": {
            "/exchange/{code}/orders": {"post": _operation("sendOrder", "交工单", Part.ORDER, 201)},
            "/exchange/{code}/orders/{order_id}": {"get": _operation("getOrder", "查工单", None, 200, by_order=True)},
            "/exchange/{code}/orders/{order_id}/notices": {
                "post": _operation("sendNoticeOf", "交来文", Part.NOTICE, 202, by_order=True)
            },
            "/exchange/{code}/notices": {
                "post": _operation("sendNotice", "交来文（工单编号在内容里）", Part.NOTICE, 202)
            },
            "/exchange/{code}/ping": {"get": _operation("ping", "试一试签名", None, 200)},
        },
        "components": {
            "schemas": {part.value: _schema(part) for part in Part},
            "securitySchemes": {
                "signature": {"type": "apiKey", "in": "header", "name": "X-YW-Signature", "description": _SIGNED[2][1]}
            },
        },
        "security": [{"signature": []}],
    }
    return json.dumps(made, ensure_ascii=False).encode()


def _operation(name: str, said: str, part: Part | None, done: int, *, by_order: bool = False) -> dict[str, Any]:
    paths = ["code", "order_id"] if by_order else ["code"]
    made: dict[str, Any] = {
        "operationId": name,
        "summary": said,
        "parameters": [
            *({"name": one, "in": "path", "required": True, "schema": {"type": "string"}} for one in paths),
            *(
                {"name": one, "in": "header", "required": True, "schema": {"type": "string"}, "description": why}
                for one, why in _SIGNED
            ),
        ],
        "responses": {
            str(status): {"description": words, "content": {"application/json": {"schema": {"type": "object"}}}}
            for status, words in _answers(part, done)
        }
        | {
            str(status): {"description": words, "content": {CONTENT_TYPE: {"schema": {"type": "object"}}}}
            for status, words in ((401, "签名、时间或随机串不对"), (404, "没有这张工单"), (422, "有字段要改，逐项列出"))
        },
    }
    if part:
        schema = {"$ref": f"#/components/schemas/{part.value}"}
        made["requestBody"] = {"required": True, "content": {"application/json": {"schema": schema}}}
    return made


def _answers(part: Part | None, done: int) -> list[tuple[int, str]]:
    if part is Part.ORDER:
        return [(200, "同一工单编号已经来过，没有变"), (done, "已登记成件")]
    if part is Part.NOTICE:
        return [(200, "已办，或者不用办"), (done, "先留着，等前面的来了再办")]
    return [(done, "好")]


def _schema(part: Part) -> dict[str, Any]:
    fields = PARTS[part]
    return {
        "type": "object",
        "title": part.label,
        "required": [one.name for one in fields if one.is_needed],
        "properties": {one.name: _property(one) for one in fields},
    }


def _property(one: Field) -> dict[str, Any]:
    said = "；".join(part for part in (one.label, one.note, f"依据：{one.source}") if part)
    made = _TYPES[one.shape] | {"description": said}
    if one.limit:
        made["maxLength"] = one.limit
    if one.choices:
        made["enum"] = list(one.choices)
    return made
