"""The switchboard: every name in it resolves, every job is declared once, and reactions take what they are given."""

import ast
import inspect

from procrastinate.contrib.django import app

from tests.house.tree import sources
from yiwang.config import worker
from yiwang.kit import bus
from yiwang.kit.refs import Ref


def test_every_later_is_a_declared_job() -> None:
    names = {name for _, later in bus.reactions().values() for name in later}
    assert names, "nothing is wired at all"
    assert sorted(names - set(app.tasks)) == []


def test_wired_jobs_take_the_subject() -> None:
    """A job that answers a fact is called with `ref`, the fact's subject in words."""
    wrong = []
    for _, later in bus.reactions().values():
        for name in later:
            try:
                inspect.signature(app.tasks[name].func).bind(ref=str(Ref("casework.case", 1)))
            except TypeError as error:
                wrong.append(f"{name}: {error}")
    assert wrong == []


def test_reactions_take_who_and_what() -> None:
    wired = [(event, one, "event") for event, (reactions, _) in bus.reactions().items() for one in reactions]
    wired += [(event, one, "events") for event, reactions in bus.gathered_reactions().items() for one in reactions]
    assert {name for _, _, name in wired} == {"event", "events"}
    wrong = []
    for event, reaction, name in wired:
        try:
            inspect.signature(reaction).bind(by=None, **{name: event})
        except TypeError as error:
            wrong.append(f"{event.__name__} → {getattr(reaction, '__qualname__', reaction)}: {error}")
    assert wrong == []


def test_the_worker_finds_the_counter() -> None:
    assert worker.DRAIN in app.tasks


def test_jobs_are_named_by_their_room() -> None:
    ours = {name: task for name, task in app.tasks.items() if task.func.__module__.startswith("yiwang.")}
    assert ours
    assert [name for name, task in ours.items() if name.split(".")[0] != task.func.__module__.split(".")[-2]] == []


def test_periodic_jobs_take_the_time() -> None:
    for (name, _), periodic in app.periodic_registry.periodic_tasks.items():
        if name.split(":")[0] != "builtin":
            inspect.signature(periodic.task.func).bind(timestamp=0)


def test_enqueued_names_are_constants_that_exist() -> None:
    """`jobs.enqueue("room.job")`: a slip of the pen would wait in the queue for ever."""
    assert sorted(_enqueued() - set(app.tasks)) == []


def _enqueued() -> set[str]:
    return {
        call.args[0].value
        for one in sources()
        for call in ast.walk(one.tree)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).endswith("jobs.enqueue")
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
