"""Rendering without a view."""

import re
from html.parser import HTMLParser

from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler

VOID = {"input", "br", "hr", "img", "meta", "link", "path", "circle", "rect", "polyline"}


def request(path: str = "/x/", **headers: str) -> HttpRequest:
    made = RequestFactory().get(path, headers=headers)
    made.request_id = "7K4M-92QX"
    return made


def show(source: str, **context: object) -> str:
    """A piece of template with components, as a page would print it."""
    return engines["django"].from_string(CottonCompiler().process(source)).render(context, request())


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, {k: v if v is not None else "" for k, v in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


class Html:
    """A page that can be asked: tags balanced, ids unique, what is described by what."""

    def __init__(self, text: str) -> None:
        reader = _Reader()
        reader.feed(text)
        self.text, self.tags = text, reader.tags
        assert not reader.faults and not reader.open, (reader.faults, reader.open)
        ids = [attrs["id"] for _, attrs in self.tags if "id" in attrs]
        assert len(ids) == len(set(ids)), ids
        self.ids = set(ids)

    def all(self, tag: str, **wanted: str) -> list[dict[str, str]]:
        wanted = {k.rstrip("_").replace("_", "-"): v for k, v in wanted.items()}
        return [a for t, a in self.tags if t == tag and all(a.get(k) == v for k, v in wanted.items())]

    def one(self, tag: str, **wanted: str) -> dict[str, str]:
        found = self.all(tag, **wanted)
        assert len(found) == 1, (tag, wanted, found)
        return found[0]

    def references_resolve(self) -> None:
        for _, attrs in self.tags:
            for name in ("aria-describedby", "aria-labelledby", "for"):
                for target in attrs.get(name, "").split():
                    assert target in self.ids, (name, target)

    @property
    def words(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", self.text))
