"""A form that is data (JSON Schema with hints, `kit.schemas`) as fields on a page; the page brings <form>, token and button.

`blank` for showing, `read` for what was sent, `<c-schemaform :form="form" />` for printing. Fields that depend on another appear
with the next answer where no script runs: what was not on the page is asked for, not complained of as missing.
"""

import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from yiwang.kit import schemas
from yiwang.kit.schemas import Schema, Values
from yiwang.sites.ui.pages import Choice, FieldError
from yiwang.sites.ui.sayings import say

PREFIX = "f_"
SHOWN = "f__shown"
"""The hidden field that says which fields stood on the page."""
A_PAGE = 6
"""Fields on one page of a longer form."""
_LONG = 120
_FORMATS = {"date": "date", "date-time": "datetime-local", "email": "email"}


@dataclass(frozen=True, kw_only=True)
class Question:
    """One field. `kind`: line, text, check, one (of several), many. `is_prefilled`: out of a register, and may be changed."""

    name: str
    id: str
    label: str
    hint: str
    error: str
    kind: str
    type: str
    value: str
    options: Sequence[Choice]
    is_checked: bool
    limit: int | None
    inputmode: str
    is_prefilled: bool


@dataclass(frozen=True, kw_only=True)
class SchemaForm:
    """A form with what was filled in. `errors`: by field, in the citizen's words."""

    questions: Sequence[Question]
    values: dict[str, Any]
    errors: dict[str, str] = field(default_factory=dict)
    was_read: bool = False

    @property
    def is_good(self) -> bool:
        """It was sent, and nothing is wrong."""
        return self.was_read and not self.errors

    @property
    def error_list(self) -> list[FieldError]:
        """For the summary on top."""
        ids = {one.name: _target(one) for one in self.questions}
        return [
            FieldError(message=say(words), target=ids.get(PREFIX + name, "")) for name, words in self.errors.items()
        ]

    @property
    def shown(self) -> str:
        """Names of the fields on this page, for the hidden field."""
        return ",".join(one.name.removeprefix(PREFIX) for one in self.questions)


def _target(one: Question) -> str:
    return f"{one.name}_0" if one.kind in ("one", "many") else one.id


def pages(schema: Schema) -> list[list[str]]:
    """The fields page by page: short groups; a field that depends on another stays on its page."""
    found: list[list[str]] = []
    fields = schema.get("properties", {})
    for name in schemas.names(schema):
        stays = found and any(other in found[-1] for other in fields[name].get("x-show-if") or {})
        if not found or (len(found[-1]) >= A_PAGE and not stays):
            found.append([])
        found[-1].append(name)
    return found


def blank(
    schema: Schema,
    values: Values | None = None,
    *,
    prefilled: Collection[str] = (),
    only: Collection[str] | None = None,
) -> SchemaForm:
    """The form to be shown. `only`: the fields of this page; `prefilled`: names of those that came out of a register."""
    known = dict(values or {})
    return SchemaForm(questions=list(_questions(schema, known, {}, prefilled, only)), values=known)


def read(
    schema: Schema, sent: QueryDict, *, values: Values | None = None, prefilled: Collection[str] = (),
    only: Collection[str] | None = None,
) -> SchemaForm:  # fmt: skip
    """What was sent, held against the schema. `values`: what other pages hold; `only`: the fields of this page."""
    fields = schema.get("properties", {})
    here = [name for name in schemas.names(schema) if only is None or name in only]
    known = {name: value for name, value in (values or {}).items() if name not in here}
    known |= {
        name: value for name in here if (value := _value(fields[name], sent, PREFIX + name)) not in ("", None, [])
    }
    stood = set(sent.get(SHOWN, "").split(",")) if SHOWN in sent else set(here)
    errors = {
        name: words if name in stood else _("请再填这一项：%(words)s") % {"words": say(words)}
        for name, words in check(schema, known).items()
        if name in here
    }
    questions = list(_questions(schema, known, errors, prefilled, only))
    return SchemaForm(questions=questions, values=schemas.kept(schema, known), errors=errors, was_read=True)


check = schemas.check
problems_of_schema = schemas.problems


def _value(told: Mapping[str, Any], sent: QueryDict, name: str) -> Any:
    """As the schema's type where it can be read so, else as written, so that the schema finds it wrong and it is kept."""
    if told.get("type") == "array":
        return [one for one in sent.getlist(name) if one]
    if told.get("type") == "boolean":
        return True if sent.get(name) else None
    text = sent.get(name, "").strip()
    if told.get("type") in ("integer", "number"):
        return _number(text, told["type"])
    if told.get("pattern") or told.get("x-check"):
        text = unicodedata.normalize("NFKC", text).replace(" ", "")
    return text.upper() if told.get("x-check") else text


def _number(text: str, kind: str) -> Any:
    try:
        return int(text) if kind == "integer" else float(text)
    except ValueError:
        return text


def _questions(
    schema: Schema, values: Values, errors: Mapping[str, str], prefilled: Collection[str], only: Collection[str] | None
) -> Iterator[Question]:
    fields = schema.get("properties", {})
    required = schema.get("required", ())
    for name in schemas.shown(schema, values):
        if only is None or name in only:
            yield _question(
                name, fields[name], values.get(name), errors.get(name, ""), name in prefilled, name in required
            )


def _question(
    name: str, told: Mapping[str, Any], value: Any, error: str, is_prefilled: bool, is_required: bool
) -> Question:
    options = schemas.options(told)
    kind, own = _kind(told, options), PREFIX + name
    chosen = [str(one) for one in value] if isinstance(value, list) else [str(value)] if value is not None else []
    title = say(str(told.get("title", name)))
    is_optional = not is_required and kind != "check" and not told.get("x-show-if")
    return Question(
        name=own, id=f"id_{own}", label=_("%(title)s（可以不填）") % {"title": title} if is_optional else title,
        hint=say(str(told.get("description", ""))), error=say(error), kind=kind,
        type=_FORMATS.get(str(told.get("format", "")), "text"), value=_written(value),
        options=[Choice(value=code, label=say(words), is_chosen=code in chosen) for code, words in options],
        is_checked=value is True, limit=told.get("maxLength"), inputmode=_inputmode(told), is_prefilled=is_prefilled,
    )  # fmt: skip


def _written(value: Any) -> str:
    return "" if value is None or isinstance(value, list) else str(value)


def _kind(told: Mapping[str, Any], options: Sequence[tuple[str, str]]) -> str:
    if told.get("type") == "boolean":
        return "check"
    if told.get("type") == "array":
        return "many"
    if options:
        return "one"
    return "text" if int(told.get("maxLength") or 0) > _LONG else "line"


def _inputmode(told: Mapping[str, Any]) -> str:
    if told.get("type") in ("integer", "number"):
        return "numeric"
    return "tel" if told.get("x-check") == "mobile" or str(told.get("x-prefill", "")).endswith(".phone") else ""
