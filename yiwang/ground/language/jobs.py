"""Learning again when the categories' examples changed."""

from importlib import import_module

from yiwang.ground.language import queries
from yiwang.ground.rules import queries as rules
from yiwang.ground.rules.states import Kind
from yiwang.kit.actor import Actor
from yiwang.kit.jobs import job
from yiwang.kit.refs import Ref


@job("language.learn")
def learn(ref: str) -> None:
    """Train anew on what is in force. `ref`: the approved ruleset; only categories teach.

    Training is loaded by name and only then: it brings scikit-learn, which a worker that never learns need not carry.
    """
    if rules.ruleset(ruleset_id=int(Ref.parse(ref).id)).kind == Kind.CATEGORIES:
        by, examples = Actor.job("language.learn"), queries.lessons()
        import_module("yiwang.ground.language.bulk").train_once(by=by, examples=examples)
