"""One model serves; the same examples change nothing; an earlier one can be called back."""

import pytest
from django.db import IntegrityError, transaction

from tests.unit.language.examples import sample
from yiwang.ground.language import bulk, commands, queries
from yiwang.ground.language.models import TextModel
from yiwang.ground.record import queries as record
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing

pytestmark = pytest.mark.django_db
BY = Actor.system("seed")


@pytest.fixture(autouse=True)
def _fresh():
    queries.forget()
    yield
    queries.forget()


@pytest.fixture(scope="module")
def examples():
    return list(sample())[:120]


def test_training_takes_a_model_into_service_and_says_so(examples):
    with pytest.raises(Missing):
        queries.model()
    row = bulk.train_once(by=BY, examples=examples)
    queries.forget()
    assert queries.model().version == row.version == 1
    assert queries.in_service().pk == row.pk
    (entry,) = record.history(subject=row.ref)
    assert entry.code == "language.model.trained"
    assert entry.payload == {"version": 1, "examples": 120, "digest": row.examples_digest}
    assert row.metrics["type"]["measured"] == 120


def test_the_same_examples_twice_are_one_model(examples):
    first = bulk.train_once(by=BY, examples=examples)
    again = bulk.train_once(by=BY, examples=list(reversed(examples)))
    assert again.pk == first.pk
    assert TextModel.objects.count() == 1


def test_a_new_model_replaces_and_the_old_one_can_be_called_back(examples):
    first = bulk.train_once(by=BY, examples=examples)
    second = bulk.train_once(by=BY, examples=examples[:100])
    assert (second.version, queries.in_service().version) == (2, 2)
    commands.call_back(by=BY, version=1)
    commands.call_back(by=BY, version=1)
    assert queries.in_service().pk == first.pk
    assert [e.code for e in record.history(subject=first.ref)] == [
        "language.model.trained",
        "language.model.called_back",
    ]
    assert [row.version for row in queries.versions()] == [2, 1]


def test_what_is_no_model_is_refused():
    with pytest.raises(Invalid):
        commands.keep_model(by=BY, blob=b"junk", examples=1, examples_digest="x", metrics={})
    with pytest.raises(Missing):
        commands.call_back(by=BY, version=7)


def test_too_few_examples_are_refused(examples):
    with pytest.raises(Invalid):
        bulk.train_once(by=BY, examples=examples[:5])


def test_the_database_lets_only_one_serve(examples):
    row = bulk.train_once(by=BY, examples=examples)
    row.pk, row.version = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_a_process_asks_at_most_every_five_seconds(examples, django_assert_num_queries):
    bulk.train_once(by=BY, examples=examples)
    queries.model()
    with django_assert_num_queries(0):
        queries.model()
