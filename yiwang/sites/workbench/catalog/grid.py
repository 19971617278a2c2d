"""One part of a document as cells and a table of rows on a page, and what was typed back into the document."""

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from yiwang.ground.rules import queries as rules
from yiwang.sites.ui.pages import Choice, FieldError
from yiwang.sites.workbench.catalog import cells, schema_rows
from yiwang.sites.workbench.catalog.parts import Cell, Part

Content = dict[str, Any]
BLANKS = 3
"""Empty rows under a table; more come with each saving."""
MOST_ROWS = 80
_OPTION = ("answer", "next", "materials", "tag", "fee", "item", "add_item", "block", "note")
_QUESTION = ("code", "question", "several")
_CHOICES = ("choice", "lines_of_police")


@dataclass(frozen=True, kw_only=True)
class Box:
    """A cell on the page. `options`: where one or several are chosen; `text`: else what stands in it."""

    id: str
    cell: Cell
    text: str
    options: tuple[Choice, ...] = ()
    error: str = ""


@dataclass(kw_only=True)
class Grid:
    """A part with its values as text: by path, and row by row. `errors`: by id of the box."""

    part: Part
    texts: dict[str, str]
    lists: dict[str, list[str]]
    rows: list[dict[str, str]]
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Part, content: Content) -> "Grid":
        """As the document has it."""
        texts, lists = {}, {}
        for one in part.cells:
            value = _at(content, one.path)
            if one.kind == "many":
                lists[one.path] = list(value or ())
            else:
                texts[one.path] = cells.show(one.kind, value)
        rows = [
            {one.path: cells.show(one.kind, row.get(one.path)) for one in part.columns} for row in _rows(part, content)
        ]
        return cls(part=part, texts=texts, lists=lists, rows=rows)

    @classmethod
    def sent(cls, part: Part, post: QueryDict) -> "Grid":
        """As it was typed; rows without their key are none."""
        texts = {one.path: post.get(f"c.{one.path}", "") for one in part.cells if one.kind != "many"}
        lists = {one.path: post.getlist(f"c.{one.path}") for one in part.cells if one.kind == "many"}
        count = min(int(post.get("rows", "0")) if post.get("rows", "0").isdecimal() else 0, MOST_ROWS)
        rows = [{one.path: post.get(f"r{at}.{one.path}", "") for one in part.columns} for at in range(count)]
        keys = [one.path for one in part.columns if one.is_key]
        kept = [row for at, row in enumerate(rows) if any(row[key].strip() for key in keys) and f"del{at}" not in post]
        return cls(part=part, texts=texts, lists=lists, rows=kept)

    def into(self, content: Content, *, title: str) -> Content:
        """The document with this part as typed. What cannot be read stands in `errors`, and the document is as it was."""
        made = copy.deepcopy(content)
        for one in self.part.cells:
            before = _at(made, one.path)
            if one.kind == "many":
                value = _in_order(self.lists[one.path], before or [])
            else:
                value = _kept(self._read(f"c.{one.path}", one, self.texts[one.path]), before)
            _put(made, one.path, value)
        if self.part.rows:
            self._put_rows(made, title)
        _tidy(made)
        return content if self.errors else made

    def _read(self, id: str, one: Cell, text: str) -> Any:
        try:
            if one.kind == "count":
                return int(text) if text.strip() else None
            return cells.read(one.kind, text)
        except ValueError as error:
            self.errors[id] = str(error) if one.kind != "count" else "请填整数"
            return None

    def _put_rows(self, made: Content, title: str) -> None:
        typed = [
            {one.path: self._read(f"r{at}.{one.path}", one, row[one.path]) for one in self.part.columns}
            for at, row in enumerate(self.rows)
        ]
        before = _at(made, self.part.rows)
        if self.part.rows == "form":
            try:
                made["form"] = schema_rows.schema_of(typed, before or {}, title)
            except ValueError as error:
                self.errors["r0.name"] = str(error)
        elif self.part.rows == "situations":
            made["situations"] = list(_questions(typed, before or []))
        elif self.part.rows == "instant.rules":
            share = (made.get("instant") or {}).get("sample_percent") or 3
            made["instant"] = {"rules": [_merged(row, {}) for row in typed], "sample_percent": share} if typed else None
        else:
            known = {str(row.get(self._key)): row for row in before or []}
            _put(made, self.part.rows, [_merged(row, known.get(str(row[self._key]), {})) for row in typed])

    @property
    def _key(self) -> str:
        return next((one.path for one in self.part.columns if one.is_key), "")

    @property
    def boxes(self) -> list[Box]:
        """The single cells."""
        return [self._box(f"c.{one.path}", one, self.texts.get(one.path, "")) for one in self.part.cells]

    @property
    def lines(self) -> list[list[Box]]:
        """The rows, with empty ones to write in."""
        blank = {one.path: "" for one in self.part.columns}
        rows = [*self.rows, *(blank for _ in range(BLANKS))] if self.part.rows else []
        return [
            [self._box(f"r{at}.{one.path}", one, row[one.path]) for one in self.part.columns]
            for at, row in enumerate(rows)
        ]

    def _box(self, id: str, one: Cell, text: str) -> Box:
        options = (("", ""), *police_lines()) if one.kind == "lines_of_police" else one.options
        chosen = set(self.lists.get(one.path, ())) if one.kind == "many" else {text}
        shown = tuple(Choice(value=value, label=label, is_chosen=value in chosen) for value, label in options)
        if one.kind in _CHOICES and text and text not in {value for value, _ in options}:
            shown = (*shown, Choice(value=text, label=text, is_chosen=True))
        return Box(id=id, cell=one, text=text, options=shown, error=self.errors.get(id, ""))

    @property
    def error_list(self) -> list[FieldError]:
        """For the summary on top."""
        return [FieldError(message=f"{self._label(id)}：{said}", target=id) for id, said in self.errors.items()]

    def _label(self, id: str) -> str:
        head, _, path = id.partition(".")
        named = {one.path: one.label for one in (*self.part.cells, *self.part.columns)}
        return f"第{int(head[1:]) + 1}行{named.get(path, path)}" if head.startswith("r") else named.get(path, path)

    def blame(self, faults: Mapping[str, str]) -> None:
        """Faults of the document, put to the boxes of this page where they belong."""
        for place, said in faults.items():
            self.errors[self._id_of(place)] = said

    def _id_of(self, place: str) -> str:
        path = f"{self.part.rows}." if self.part.rows else "\x00"
        if place.startswith(path):
            at, _, column = place.removeprefix(path).partition(".")
            return f"r{at}.{column}" if at.isdecimal() else f"c.{place}"
        return f"c.{place}"


def police_lines() -> tuple[tuple[str, str], ...]:
    """The bureau's police lines."""
    return tuple((row["code"], row["zh"]) for row in rules.current_if_any(kind="police_lines") or [])


def _at(content: Any, path: str) -> Any:
    for name in path.split("."):
        content = content.get(name) if isinstance(content, dict) else None
    return content


def _put(content: Content, path: str, value: Any) -> None:
    *above, last = path.split(".")
    for name in above:
        if not isinstance(content.get(name), dict):
            content[name] = {}
        content = content[name]
    content[last] = value


def _rows(part: Part, content: Content) -> list[Content]:
    if part.rows == "form":
        return schema_rows.rows_of(content.get("form") or {})
    if part.rows == "situations":
        return [question | option for question in content.get("situations") or [] for option in question["options"]]
    return list(_at(content, part.rows) or ()) if part.rows else []


def _kept(value: Any, before: Any) -> Any:
    """A limit keeps where it comes from: the cell says only how long it is."""
    return before | value if isinstance(value, dict) and isinstance(before, dict) else value


def _in_order(chosen: list[str], before: list[str]) -> list[str]:
    """What was chosen before stays where it stood."""
    return [*(one for one in before if one in chosen), *(one for one in chosen if one not in before)]


def _merged(row: Content, before: Content) -> Content:
    """The row over what it was: what has no column stays."""
    made = before | {name: _kept(value, before.get(name)) for name, value in row.items() if value is not None}
    return {name: value for name, value in made.items() if name not in row or row[name] is not None}


def _questions(typed: list[Content], before: list[Content]) -> Iterator[Content]:
    """Rows of one question stand together; one without its own words belongs to the question above."""
    known = {(question["code"], option["answer"]): option for question in before for option in question["options"]}
    found: dict[str, Content] = {}
    code = ""
    for row in typed:
        code = row["code"] or code
        asked = found.setdefault(code, {"code": code, "question": "", "several": False, "options": []})
        asked["question"] = row["question"] or asked["question"]
        asked["several"] = asked["several"] or row["several"]
        option = {name: row[name] for name in _OPTION}
        asked["options"].append(known.get((code, row["answer"]), {}) | option)
    yield from found.values()


def _tidy(made: Content) -> None:
    """Parts that are left empty are not there."""
    if made.get("result") and not made["result"].get("document"):
        made["result"] = None
    if made.get("pledge") and not any(str(value) for name, value in made["pledge"].items() if name != "check_days"):
        made["pledge"] = None
    if made.get("bundle") is not None and not made["bundle"].get("items"):
        made["bundle"] = None
    if made.get("instant") is not None and not made["instant"].get("rules"):
        made["instant"] = None
