"""What a benchmark writes into a city is taken out of it again."""

import json
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import as_found
from benchmarks.as_found import left_as_found
from benchmarks.harness import House
from yiwang.ground.record.models import Checkpoint, Head
from yiwang.kit.clock import now

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(tmp_path):
    return House(rows=0, data_dir=tmp_path, url="", portal_url="")


def head(name, seq=1):
    return Head.objects.create(subject_kind="t", subject_id=name, seq=seq, changed_at=now())


def seal(seq):
    Checkpoint.objects.create(
        seq=seq, at=now(), heads=[], root="", digest=str(seq), public_key="", signature="",
    )  # fmt: skip


def standing():
    return sorted(Head.objects.values_list()), list(Checkpoint.objects.values_list("seq", flat=True))


def test_what_is_added_changed_and_deleted_inside_is_undone(house):
    first, second = head("a"), head("b")
    seal(1)
    before = standing()
    with left_as_found(house, changes=True):
        for seq in (5, 6):
            Head.objects.filter(pk=first.pk).update(seq=seq)
        second.delete()
        head("c")
        seal(2)
        assert standing() != before
    assert standing() == before
    assert not list(Path(house.data_dir).iterdir()), "nothing says that there is something to tidy"
    seal(3)
    with pytest.raises(Exception, match="append_only"):
        Checkpoint.objects.filter(seq=3).delete()


def test_a_run_that_failed_or_was_cut_off_is_tidied_too(house):
    head("a")
    before = standing()
    with pytest.raises(RuntimeError), left_as_found(house):
        seal(1)
        raise RuntimeError
    assert standing() == before
    with connection.cursor() as cursor:
        (house.data_dir / as_found._BORDER).write_text(json.dumps(as_found._highest(cursor)))
    seal(2)
    with left_as_found(house):
        assert standing() == before
