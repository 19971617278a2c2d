"""Whatever the counter or the cleaning of files finds wrong can be said in English: their sentences are read from the source."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils import translation

import yiwang
import yiwang.sites.portal.web  # the site tells the catalogue its sentences
from yiwang.sites.ui.sayings import say

ROOT = Path(yiwang.__file__).parent
COMMANDS = ("writing", "sending", "following", "noting", "asked", "answers")
SOURCES = (
    *(ROOT / "cases/counter/commands" / f"{name}.py" for name in COMMANDS),
    *(ROOT / "cases/counter/queries").glob("*.py"), *(ROOT / "ground/files/queries").glob("*.py"),
)  # fmt: skip
SAY_IT = frozenset({"Invalid", "Refused", "Missing", "Unavailable", "Conflict", "Step", "refusal"})
CONSTANTS = frozenset({"NO_PHONE", "WRONG_PHONE", "_WRONG", "_APART"})
HAN = re.compile(r"[㐀-鿿]")
INSIDE = frozenset({"faces.py"})
"""Checks of tables, which officers alone read."""


def sentences(path: Path) -> Iterator[str]:
    """Each sentence that is raised, or kept as a problem of a field; a hole is filled with a number."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in SAY_IT:
            yield from texts(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript | ast.Name):
            target = node.targets[0]
            name = target.value.id if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) else ""
            if name == "problems" or (
                isinstance(target, ast.Name) and target.id in ("NO_PHONE", "WRONG_PHONE", "_WRONG", "_APART")
            ):
                yield from texts(node.value)


def texts(node: ast.AST) -> Iterator[str]:
    inner: set[int] = set()
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            inner |= {id(one) for one in ast.walk(part)}
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "3" for one in part.values)
        elif isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in inner:
            yield part.value


def test_every_problem_has_its_english():
    found = {text for path in SOURCES if path.name not in INSIDE for text in sentences(path) if HAN.search(text)}
    assert len(found) > 50
    with translation.override("en"):
        left = {text: said for text in found if HAN.search(said := say(text).replace("“查进度”", ""))}
    assert left == {}
    with translation.override("zh-hans"):
        assert all(say(text) == text for text in found)
