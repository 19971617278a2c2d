"""Every write goes through a @command, by name, `by` first; facts are frozen; a move's five names line up."""

import ast
import dataclasses
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any, ClassVar, get_origin, get_type_hints

import pytest

from tests.house.tree import Source, rooms, source, sources
from yiwang.config.docs import tables
from yiwang.kit import bus

WRITES = {
    "save", "delete", "create", "update", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "adelete", "asave",
}  # fmt: skip
OUTER_NETWORK = {
    f"yiwang/cases/counter/commands/{topic}.py"
    for topic in (
        "writing",
        "sending",
        "following",
        "noting",
        "incoming",
        "mine",
        "helping",
        "invited",
        "filing",
        "giving",
    )
}
"""The portal's side of the border has no right on the record: a draft is no fact yet, and an envelope becomes one when the inner
side takes it in, by a @command."""
OUTSIDE_ROOMS = ("yiwang/sites/", "yiwang/wiring/", "yiwang/config/")
_CODE = re.compile(r"^[a-z]+\.[a-z_]+\.[a-z_]+$")


def is_commands(one: Source) -> bool:
    return one.path.name == "commands.py" or one.path.parent.name == "commands"


def decorators(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {ast.unparse(node).split("(")[0].split(".")[-1] for node in function.decorator_list}


def loose_commands(one: Source) -> Iterator[str]:
    """A public function of a commands file that writes unguarded, or takes who acts anywhere but first and by name.

    A helper that neither writes nor acts for anybody may be called as it likes.
    """
    for function in one.tree.body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
            continue
        where, marks, given = f"{one.name}:{function.lineno} {function.name}", decorators(function), function.args
        if "flusher" in marks:
            continue
        by_name = [arg.arg for arg in given.kwonlyargs]
        if "command" in marks or "by" in [arg.arg for arg in (*given.posonlyargs, *given.args, *given.kwonlyargs)]:
            if given.args or given.posonlyargs or given.vararg:
                yield f"{where} takes arguments by position"
            elif by_name[:1] != ["by"]:
                yield f"{where} does not take `by` first"
        if "command" not in marks and writes_in(function) and one.name not in OUTER_NETWORK:
            yield f"{where} writes without @command"


def writes_in(node: ast.AST) -> list[int]:
    """Lines that write through Django's ORM: a writing word called on a manager, a queryset or a row."""
    return [
        call.lineno
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and ((call.func.attr in ("save", "delete") and not call.args) or "objects" in ast.unparse(call.func.value))
    ]


def side_doors(one: Source) -> Iterator[str]:
    """Doors and the switchboard reach tables through rooms only."""
    for node in ast.walk(one.tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
            yield f"{one.name}:{node.lineno} .{node.attr}"
        elif (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("save", "delete")
        ):
            yield f"{one.name}:{node.lineno} .{node.func.attr}("


def test_commands_are_guarded() -> None:
    assert [found for one in sources() if is_commands(one) for found in loose_commands(one)] == []


def test_only_commands_and_bulk_write() -> None:
    """Reads do not write: nothing in queries, policies, states, events, jobs or a model's methods saves a row."""
    reading = ("queries", "policies", "states", "events", "jobs")
    found = [
        f"{one.name}:{line}"
        for one in sources()
        if one.path.stem in reading or one.path.parent.name in reading
        for line in writes_in(one.tree)
    ]
    assert found == []


def test_doors_write_nothing_themselves() -> None:
    found = [
        line
        for one in sources()
        if one.name.startswith(OUTSIDE_ROOMS) and one.name != "yiwang/config/settings.py"
        for line in side_doors(one)
    ]
    assert found == []


def test_rooms_keep_to_their_own_tables() -> None:
    """`.objects`, `.save(` and `.delete(` of another room's model: it is imported from that room's models."""
    found = [
        f"{one.name}:{node.lineno} {ast.unparse(node)}"
        for one in sources()
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Attribute) and node.attr == "objects" and ast.unparse(node.value) in foreign_models(one)
    ]
    assert found == []


def foreign_models(one: Source) -> set[str]:
    """Names in this file that come from another room's models."""
    own = "/".join(one.name.split("/")[:3]).replace("/", ".") + "."
    return {
        alias.asname or alias.name
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ImportFrom)
        and node.module
        and node.module.startswith("yiwang.")
        and re.search(r"\.models(\.|$)", node.module)
        and not node.module.startswith(own)
        for alias in node.names
    }


def events() -> list[type[bus.Event]]:
    for name, folder in rooms().items():
        if (folder / "events.py").exists() or (folder / "events").exists():
            import_module(f"yiwang.{name}.events")
    found, waiting = [], [bus.Event]
    while waiting:
        children = waiting.pop().__subclasses__()
        waiting += children
        found += [child for child in children if child.__module__.startswith("yiwang.") and child.__name__[0] != "_"]
    return found


def event_faults(event: Any) -> Iterator[str]:
    """What is wrong with one event class."""
    name = f"{event.__module__}.{event.__name__}"
    fields = dataclasses.fields(event) if dataclasses.is_dataclass(event) else ()
    if not fields or not event.__dataclass_params__.frozen:
        yield f"{name} is not a frozen dataclass"
    if not _CODE.match(event.code):
        yield f"{name}.code is {event.code!r}, not room.noun.fact"
    elif event.code.split(".")[0] != event.__module__.split(".")[2]:
        yield f"{name}.code names another room"
    if fields and fields[0].name != "subject":
        yield f"{name} does not begin with its subject"


def test_events_are_frozen_facts() -> None:
    assert [fault for event in events() for fault in event_faults(event)] == []
    codes = [event.code for event in events()]
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []
    assert all(get_origin(get_type_hints(event, include_extras=True)["code"]) is ClassVar for event in events())


def test_each_move_has_its_five_names() -> None:
    """`Move.ASSIGN`, `may_assign`, `assign`, `CaseAssigned`: one word for one act, wherever one looks."""
    wrong = []
    places = {name.split(".")[1]: f"yiwang.{name}" for name in rooms()}
    for room, moves in tables().items():
        commands, policies, events_of = (
            import_module(f"{places[room]}.{part}") for part in ("commands", "policies", "events")
        )
        for row in moves.rows:
            wrong += [f"{room}: no command {row.move}"] * (not hasattr(commands, row.move.value))
            wrong += [f"{room}: no policy may_{row.move}"] * (not hasattr(policies, f"may_{row.move.value}"))
            wrong += [f"{room}: no event {row.event!r} for {row.move}"] * (not hasattr(events_of, row.event or "?"))
    assert wrong == []


@pytest.mark.parametrize(
    "bad",
    [
        "def assign(case):\n    case.save()\n",
        "def assign(by, case):\n    return tell(by=by)\n",
        "@command\ndef assign(*, case, by):\n    pass\n",
        "@command\ndef assign(by, *, case):\n    pass\n",
        "def assign(*, by, case):\n    Case.objects.filter(id=1).update(a=1)\n",
        "def assign(*, case, by):\n    return tell(by=by)\n",
    ],
)
def test_the_command_check_bites(bad: str) -> None:
    assert list(loose_commands(source(bad, "yiwang/ground/sample/commands.py")))


def test_the_other_checks_bite() -> None:
    assert list(side_doors(source("Case.objects.all()")))
    assert list(side_doors(source("form.save()")))
    theirs = source("from yiwang.cases.casework.models import Case", "yiwang/cases/appeals/queries.py")
    assert foreign_models(theirs) == {"Case"}
    assert foreign_models(source(theirs.text, "yiwang/cases/casework/queries.py")) == set()

    class Loose:
        code = "Wrong"

    assert len(list(event_faults(Loose))) == 2
