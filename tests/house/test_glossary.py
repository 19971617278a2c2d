"""CONTEXT.md names what stands in the code: every table, every value of every list of choices, each with its Chinese."""

import inspect
import re
from collections.abc import Iterator
from enum import Enum
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

from tests.house.tree import ROOT, rooms
from yiwang.cases.appeals.states import MOVES, Move
from yiwang.ground.organisation.states import PERMISSION_LABELS, Permission
from yiwang.ground.places.states import LABELS
from yiwang.ground.places.states import Kind as PlaceKind

PAGE = (ROOT / "CONTEXT.md").read_text()
_HAN = re.compile(r"[㐀-鿿]")
_VALUE = re.compile(r"(?P<zh>[^`，|]*?(?:，[^`，|]+)?)\s*`(?P<code>[^`]+)`")


def choices() -> Iterator[tuple[str, type[Enum]]]:
    """`appeals.State` and its class: every list of choices that a room declares in its states or models."""
    for name in rooms():
        for file in ("states", "models"):
            module = f"yiwang.{name}.{file}"
            if find_spec(module) is None:
                continue
            for label, found in vars(import_module(module)).items():
                ours = (
                    inspect.isclass(found)
                    and issubclass(found, Enum)
                    and f"{found.__module__}.".startswith(f"{module}.")
                )
                if ours and not label.startswith("_"):
                    yield f"{name.split('.')[1]}.{label}", found


def label_of(member: Enum) -> str:
    """The Chinese that the code shows for it; empty where the code has none of its own."""
    if isinstance(member, Move):
        return MOVES[member].label
    if isinstance(member, Permission):
        return PERMISSION_LABELS[member]
    own = LABELS[member] if isinstance(member, PlaceKind) else str(getattr(member, "label", ""))
    return own if _HAN.search(own) else ""


def said_of(owner: str, page: str) -> dict[str, str]:
    """Code to Chinese, as the page's line about this list of choices gives them."""
    line = next((line for line in page.splitlines() if f"| `{owner}` |" in line), "")
    cell = line.split("|")[3] if line.count("|") >= 4 else ""
    return {hit["code"]: hit["zh"].strip("， ") for hit in _VALUE.finditer(cell)}


def faults(owner: str, members: list[Enum], page: str) -> list[str]:
    said = said_of(owner, page)
    wrong = [f"{owner}.{code}: the code has no such value" for code in set(said) - {str(m.value) for m in members}]
    for member in members:
        chinese = said.get(str(member.value), "")
        if not _HAN.search(chinese) or (label_of(member) and chinese != label_of(member)):
            wrong.append(f"{owner}.{member.value}: {label_of(member) or 'a Chinese word'}, the page says {chinese!r}")
    return wrong


def test_every_choice_has_its_chinese() -> None:
    found = dict(choices())
    assert len(found) > 20
    assert [fault for owner, kind in found.items() for fault in faults(owner, list(kind), PAGE)] == []


def test_no_choice_is_left_over() -> None:
    cells = [line.split("|") for line in PAGE.splitlines() if re.match(r"\| [^|]+ \| `[a-z]+\.[A-Z]\w+` \|", line)]
    named = {cell[2].strip(" `") for cell in cells if _HAN.search(cell[3]) and "`" in cell[3]}
    assert sorted(named - set(dict(choices()))) == []


def test_every_table_has_its_chinese() -> None:
    ours = {model._meta.label for model in apps.get_models() if model.__module__.startswith("yiwang.")}
    named = {code for zh, code in re.findall(r"^\| ([^|]+) \| `([a-z]+\.[A-Z]\w+)` \|", PAGE, re.M) if _HAN.search(zh)}
    assert sorted(ours - named) == []


def test_the_check_bites() -> None:
    line = "| 诉求状态 | `appeals.State` | 待分派 `registered`，签收 `pushed`，没有了 `gone` |"
    states = dict(choices())["appeals.State"]
    wrong = faults("appeals.State", list(states), line)
    assert [fault.split(":")[0] for fault in wrong][:2] == ["appeals.State.gone", "appeals.State.pushed"]
    assert not any(fault.startswith("appeals.State.registered") for fault in wrong)
    assert faults("appeals.State", list(states), "")
