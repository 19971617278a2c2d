"""No file above 400 lines, no function above 50, no import out of its place, nothing left half-done."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.tree import Source, source, sources

FILE_LINES = 400
FUNCTION_LINES = 50
MEDIAN_LINES = 10
_LEFT_OVER = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b|NotImplemented" r"Error|占" r"位符|暂未" r"实现")


def long_files(files: tuple[Source, ...]) -> list[str]:
    return [f"{one.name}: {lines} lines" for one in files if (lines := one.text.count("\n")) > FILE_LINES]


def long_functions(files: tuple[Source, ...]) -> list[str]:
    return [
        f"{one.name}:{function.lineno} {function.name}: {lines} lines"
        for one in files
        for function in one.functions()
        if (lines := (function.end_lineno or 0) - function.lineno + 1) > FUNCTION_LINES
    ]


def inner_imports(one: Source) -> Iterator[str]:
    """An import inside a function, and a TYPE_CHECKING block: each hides a name that stands on the wrong floor."""
    for function in one.functions():
        for node in ast.walk(function):
            if isinstance(node, ast.Import | ast.ImportFrom):
                yield f"{one.name}:{node.lineno} import inside {function.name}"
    for node in ast.walk(one.tree):
        if (isinstance(node, ast.Name) and node.id == "TYPE_CHECKING") or (
            isinstance(node, ast.Attribute) and node.attr == "TYPE_CHECKING"
        ):
            yield f"{one.name}:{node.lineno} TYPE_CHECKING"


def stubs(one: Source) -> Iterator[str]:
    """A function whose body is nothing. A class with a base may answer a call of that base with nothing."""
    answers = {
        id(member)
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef) and node.bases
        for member in node.body
    }
    for function in one.functions():
        body = [
            node for node in function.body if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        ]
        only_passes = all(isinstance(node, ast.Pass) for node in body)
        if only_passes and id(function) not in answers and not function.decorator_list:
            yield f"{one.name}:{function.lineno} {function.name} does nothing"


def test_files_are_short() -> None:
    assert long_files(sources() + sources("tests")) == []


def test_functions_are_short() -> None:
    assert long_functions(sources()) == []


def test_most_functions_are_a_few_lines() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for one in sources() for f in one.functions())
    assert lengths[len(lengths) // 2] <= MEDIAN_LINES


def test_no_hidden_imports() -> None:
    assert [found for one in sources() for found in inner_imports(one)] == []


def test_nothing_is_left_half_done() -> None:
    found = [
        f"{one.name}:{number} {line.strip()}"
        for one in sources() + sources("tests")
        for number, line in enumerate(one.text.splitlines(), 1)
        if _LEFT_OVER.search(line)
    ]
    found += [line for one in sources() for line in stubs(one)]
    assert found == []


@pytest.mark.parametrize(
    "bad",
    [
        "def f():\n    import os\n",
        "def f():\n    def g():\n        from a import b\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n",
        "import typing\nif typing.TYPE_CHECKING:\n    import a\n",
    ],
)
def test_the_import_check_bites(bad: str) -> None:
    assert list(inner_imports(source(bad)))


def test_the_other_checks_bite() -> None:
    assert long_files((source("x = 1\n" * (FILE_LINES + 1)),))
    assert long_functions((source("def f():\n" + "    x = 1\n" * FUNCTION_LINES),))
    assert _LEFT_OVER.search("# TO" + "DO later")
    assert list(stubs(source('def f():\n    """Says much."""\n')))
    assert not list(stubs(source('class P(Protocol):\n    def f(self) -> int:\n        """Says."""\n        ...\n')))
