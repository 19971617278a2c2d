"""Sentences of the rooms in the reader's language: whole ones from the catalogue, those with numbers in them by their pattern."""

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from yiwang.sites.ui import words

_HOLE = re.compile(r"%\\?\((\w+)\\?\)s")
_patterns: dict[str, re.Pattern[str]] = {}


def know(templates: Iterable[str]) -> None:
    """Sentences with holes, written as `写了%(n)s字`; a site tells its own once, the more particular before the general."""
    for template in templates:
        _patterns[template] = re.compile(_HOLE.sub(r"(?P<\1>.+?)", re.escape(template)), re.S)


def say(text: str) -> str:
    """A sentence of a room as the reader can read it; what is not known stays as it came."""
    if not text or not words.is_english():
        return text
    if (known := _(text)) != text:
        return known
    for template, pattern in _patterns.items():
        if found := pattern.fullmatch(text):
            return _(template) % {name: say(part) for name, part in found.groupdict().items()}
    return text
