"""Every exception of this door as a problem: the house's own, Django's, ninja's, and what pydantic says of each field."""

import logging
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError

from yiwang.kit.errors import HouseError, Invalid, Missing
from yiwang.sites.api.problems import Problem, answer, wants_english

log = logging.getLogger("yiwang.sites.api")

RENAMED = {
    "phone": "applicant.phone", "id_number": "applicant.id_number", "name": "applicant.name", "place": "address",
}  # fmt: skip
"""How commands call a field that a letter calls otherwise."""
BUSY_SECONDS = "5"
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="yiwang"'}

SAID: dict[str, tuple[str, str]] = {
    "missing": ("缺这一项，请补上", "is missing"),
    "extra_forbidden": ("没有这个字段，请核对拼写，或者去掉", "is not a field; check its spelling or leave it out"),
    "string_type": ("要写成字符串", "must be a string"),
    "string_too_long": ("最多{max_length}个字", "at most {max_length} characters"),
    "string_too_short": ("至少{min_length}个字", "at least {min_length} characters"),
    "string_pattern_mismatch": ("写法不对，请对照接口说明", "is not of the documented form"),
    "string_unicode": ("有不是Unicode的字符，请改用UTF-8", "holds signs that are no Unicode"),
    "enum": ("只能是：{expected}", "must be one of: {expected}"),
    "literal_error": ("只能是：{expected}", "must be one of: {expected}"),
    "bool_type": ("只能是true或false", "must be true or false"),
    "int_type": ("要写成整数", "must be an integer"),
    "int_parsing": ("要写成整数", "must be an integer"),
    "greater_than_equal": ("不能小于{ge}", "must not be less than {ge}"),
    "less_than_equal": ("不能大于{le}", "must not be above {le}"),
    "model_type": ("要写成JSON对象", "must be a JSON object"),
    "model_attributes_type": ("要写成JSON对象", "must be a JSON object"),
    "dict_type": ("要写成JSON对象", "must be a JSON object"),
    "union_tag_invalid": ("没有这个环节，只能是：{expected_tags}", "is no such move; one of: {expected_tags}"),
    "union_tag_not_found": ("请用move写明是哪一个环节", "name the move in `move`"),
    "timezone_aware": (
        "时间要带时区，例如2026-11-22T09:30:00+08:00",
        "needs its zone, such as 2026-11-22T09:30:00+08:00",
    ),
    "moment": ("时间写成2026-11-22T09:30:00+08:00这样", "must be written as 2026-11-22T09:30:00+08:00"),
}
OTHERWISE = ("内容不对，请对照接口说明", "is not as documented")


def of_ninja(request: HttpRequest, error: Any) -> HttpResponse:
    """What ninja itself raised. A problem of ours that it wrapped (the parser's) is the answer."""
    cause = error.__cause__
    if isinstance(cause, Problem):
        return of_problem(request, cause)
    if isinstance(error, ValidationError):
        return answer(request, 422, fields=tuple(_fields(error, int(wants_english(request)))))
    if isinstance(error, AuthenticationError):
        return answer(request, 401, headers=CHALLENGE)
    return answer(request, error.status_code if isinstance(error, HttpError) else 400)


def of_problem(request: HttpRequest, error: Any) -> HttpResponse:
    """A problem of this door."""
    assert isinstance(error, Problem)
    return answer(request, error.status, error.detail, fields=error.fields, headers=error.headers)


def of_house(request: HttpRequest, error: Any) -> HttpResponse:
    """One of the house's errors: its sentence, and its fields as the letter calls them."""
    assert isinstance(error, HouseError)
    named = error.fields.items() if isinstance(error, Invalid) else ()
    fields = tuple((RENAMED.get(name, name), message) for name, message in named)
    headers = {"Retry-After": BUSY_SECONDS} if error.status == 503 else {}
    return answer(request, error.status, error.message, fields=fields, headers=headers)


def of_anything(request: HttpRequest, error: Any) -> HttpResponse:
    """What else is known; a defect is logged by Django and answered 500."""
    if isinstance(error, OperationalError | InterfaceError):
        log.error("the database is away or too slow", exc_info=error)
        return answer(request, 503, headers={"Retry-After": BUSY_SECONDS})
    if isinstance(error, Http404):
        return answer(request, 404, Missing().message)
    if isinstance(error, RequestDataTooBig):
        return answer(request, 413)
    raise error


def _fields(error: ValidationError, tongue: int) -> Any:
    for one in error.errors:
        said = SAID.get(one["type"], OTHERWISE)[tongue]
        context = {name: _shown(value) for name, value in one.get("ctx", {}).items()}
        where = "move" if one["type"].startswith("union_tag") else _where(one["loc"])
        yield where, said.format_map(context) if context else said


def _where(place: tuple[Any, ...]) -> str:
    """`("body", "letter", "applicant", "phone")` as `applicant.phone`: the body's own name says nothing to its sender."""
    parts = [str(part) for part in place]
    if parts[:1] != ["body"]:
        return ".".join(parts[1:])
    return ".".join(part for part in parts[2:] if part not in _TAGS)


_TAGS = frozenset({"root", "withdraw", "dispute", "read_reply"})
"""Steps of pydantic's own on its way into a union."""


def _shown(value: Any) -> str:
    return str(value).replace(" or ", "、").replace("'", "")
