"""A column of a table: what it is called, what may stand in it, how it is asked for and shown."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError

from yiwang.sites.workbench.tables.names import ANY, Names, Options

Shape = Literal["text", "long", "choice", "many", "number", "decimal", "yes"]
NEEDED = {"required": "请填写这一项"}


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column.

    `source`: the list of `Names` it picks from; `options`: its own words instead. `everything`: the words for `*`; `none`: the
    words for an empty choice. `words`: what a yes-no cell stores for yes and no. `between`: the sign that parts many values.
    `is_typed`: a number is stored as a number (settings), not as the text of a CSV cell.
    """

    name: str
    label: str
    shape: Shape = "text"
    help: str = ""
    source: str = ""
    options: Options = ()
    everything: str = ""
    none: str = ""
    is_required: bool = False
    longest: int = 200
    rows: int = 3
    pattern: str = ""
    pattern_said: str = ""
    least: float | None = None
    most: float | None = None
    words: tuple[str, str] = ("yes", "")
    yes_word: str = "是"
    no_word: str = "否"
    between: str = ";"
    is_typed: bool = False
    is_fixed: bool = False
    in_list: bool = False
    head: str = ""
    """A short word for the list; empty: the label."""
    size: str = ""
    unit: str = ""

    def choices(self, names: Names) -> Options:
        """Every option, the empty and the all-embracing first."""
        first = () if self.everything and not self.none else (("", self.none or "请选择"),)
        every = ((ANY, self.everything),) if self.everything else ()
        return (*first, *every, *(self.options or names.options(self.source)))

    def field(self, names: Names, row: Mapping[str, Any] | None = None) -> forms.Field:
        """How it is asked for. What a known row holds can always stay, though the lists no longer offer it."""
        given: dict[str, Any] = {
            "label": self.label, "help_text": self.help, "required": self.is_required, "disabled": self.is_fixed,
            "error_messages": NEEDED,
        }  # fmt: skip
        match self.shape:
            case "long":
                return forms.CharField(
                    max_length=self.longest, strip=True, widget=forms.Textarea({"rows": self.rows}), **given
                )
            case "choice":
                return forms.ChoiceField(choices=self._with_own(self.choices(names), row), **given)
            case "many":
                boxes = forms.CheckboxSelectMultiple()
                return forms.MultipleChoiceField(
                    choices=self.options or names.options(self.source), widget=boxes, **given
                )
            case "number" | "decimal":
                return self._number(given)
            case "yes":
                return forms.BooleanField(**{**given, "required": False})
            case "text":
                return forms.CharField(max_length=self.longest, validators=[self._fits], **given)

    def _with_own(self, choices: Options, row: Mapping[str, Any] | None) -> Options:
        own = row.get(self.name) if row else None
        if not isinstance(own, str) or own in dict(choices):
            return choices
        return (*choices, (own, f"{own}（没有这一项，请改选）"))

    def _number(self, given: Mapping[str, Any]) -> forms.Field:
        kind = forms.IntegerField if self.shape == "number" else forms.FloatField
        said = NEEDED | {"invalid": "请填数字"}
        if self.least is not None:
            said["min_value"] = f"不能小于{self.least:g}"
        if self.most is not None:
            said["max_value"] = f"不能大于{self.most:g}"
        return kind(min_value=self.least, max_value=self.most, **{**given, "error_messages": said})  # type: ignore[arg-type]

    def _fits(self, value: str) -> None:
        if self.pattern and not re.fullmatch(self.pattern, value):
            raise ValidationError(self.pattern_said or "写法不对")

    def stored(self, value: Any) -> Any:
        """What a form's value looks like in the table."""
        if self.shape == "yes":
            return self.words[0] if value else self.words[1]
        if self.shape == "many":
            return self.between.join(value)
        if self.is_typed:
            return value
        return "" if value is None else str(value)

    def asked(self, cell: Any) -> Any:
        """What a cell looks like in a form."""
        if self.shape == "yes":
            return str(cell if cell is not None else self.words[1]) == self.words[0]
        if self.shape == "many":
            return (
                list(cell)
                if isinstance(cell, list | tuple)
                else list(filter(None, str(cell or "").split(self.between)))
            )
        return cell

    def show(self, cell: Any, names: Names) -> str:
        """As people read it; a code that is not known stands as it is."""
        text = "" if cell is None else str(cell)
        if self.shape == "yes":
            return self.yes_word if text == self.words[0] else self.no_word
        known = dict(self.options) or names.of(self.source)
        if self.shape == "many":
            return "、".join(known.get(part, part) for part in self.asked(cell)) or "（空）"
        if text == ANY and self.everything:
            return self.everything
        if not text:
            return self.none or "（空）"
        return f"{known.get(text, text)}{self.unit}"
