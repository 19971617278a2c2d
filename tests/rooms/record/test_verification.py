"""Whoever gets past the triggers and rewrites rows is found out."""

from collections.abc import Callable

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tests.rooms.record.test_writing import WANG, Signed, sign
from yiwang.ground.record import commands as record
from yiwang.ground.record import jobs, queries
from yiwang.ground.record.models import Checkpoint, Event, Head, Look
from yiwang.ground.record.queries import chain
from yiwang.ground.record.states import Finding, TextState
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing
from yiwang.kit.refs import Ref
from yiwang.kit.settings import settings as house

pytestmark = pytest.mark.django_db
GUARDED = ("record_event", "record_checkpoint", "record_look", "record_erasure")
JOB = Actor.job("record.checkpoint")
ONE, TWO, THREE = (Ref("tests.file", number) for number in (1, 2, 3))


def tamper(*statements: str) -> int:
    """As the tables' owner could: triggers off, rows changed. The number of rows the last statement touched."""
    with connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for statement in statements:
            cursor.execute(statement)
        touched = cursor.rowcount
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return touched


def seal() -> Checkpoint:
    sealed = record.checkpoint(by=JOB)
    assert sealed
    return sealed


def found() -> set[tuple[Finding, Ref | None]]:
    report = queries.verify()
    assert report.ok is not bool(report.problems)
    assert all(str(problem) for problem in report.problems)
    return {(problem.kind, problem.subject) for problem in report.problems}


@pytest.fixture
def three_files() -> None:
    """Three subjects of four facts, all sealed."""
    sign(by=WANG, subjects=[ONE, TWO, THREE], times=4)
    seal()


def test_an_untouched_record_is_whole(three_files: None) -> None:
    sign(by=WANG, subjects=[ONE], times=2)
    seen: list[int] = []
    report = queries.verify(progress=seen.append)
    assert report.ok and not report.problems
    assert (report.subjects, report.events, report.checkpoints, report.unsealed) == (3, 14, 1, 1)
    assert seen[-1] == 14


def test_an_empty_record_is_whole() -> None:
    assert queries.verify().ok


def test_a_changed_fact_is_found(three_files: None) -> None:
    assert tamper("UPDATE record_event SET payload = '{\"number\": 9}' WHERE subject_id = '2' AND seq = 3") == 1
    assert found() == {(Finding.CHANGED, TWO)}


@pytest.mark.parametrize(
    "change",
    ["at = at + interval '1 microsecond'", "actor_label = '别人'", "actor_id = '8'", "actor_kind = 'job'", "code = 'x'",
     "door = 'cli'", "request_id = 'r-2'", "on_behalf_of = '所长'", "hash = repeat('0', 64)", "prev_hash = repeat('0', 64)",
     "payload = payload || '{\"x\": null}'"],
)  # fmt: skip
def test_no_column_can_be_changed_unseen(three_files: None, change: str) -> None:
    assert tamper(f"UPDATE record_event SET {change} WHERE subject_id = '2' AND seq = 3") == 1
    assert found() == {(Finding.CHANGED, TWO)}


def test_a_missing_fact_is_found(three_files: None) -> None:
    assert tamper("DELETE FROM record_event WHERE subject_id = '2' AND seq = 2") == 1
    assert found() == {(Finding.MISSING, TWO)}


def test_a_truncated_subject_is_found_by_its_head(three_files: None) -> None:
    assert tamper("DELETE FROM record_event WHERE subject_id = '2' AND seq > 2") == 2
    assert found() == {(Finding.TRUNCATED, TWO)}


def test_a_truncated_subject_whose_head_was_turned_back_is_found_by_the_checkpoint(three_files: None) -> None:
    tamper(
        "DELETE FROM record_event WHERE subject_id = '2' AND seq > 2",
        "UPDATE record_head SET seq = 2, sealed_seq = 2, hash = (SELECT hash FROM record_event e"
        " WHERE e.subject_id = '2' AND e.seq = 2) WHERE subject_id = '2'",
    )
    assert found() == {(Finding.TRUNCATED, TWO)}


def test_a_wholly_deleted_subject_is_found(three_files: None) -> None:
    touched = tamper(
        "DELETE FROM record_event WHERE subject_id = '2'", "DELETE FROM record_head WHERE subject_id = '2'"
    )
    assert touched == 1
    assert found() == {(Finding.DELETED, TWO)}


def test_a_lost_head_is_found(three_files: None) -> None:
    tamper("DELETE FROM record_head WHERE subject_id = '2'")
    assert found() == {(Finding.MISSING, TWO)}


def test_everything_truncated_but_the_checkpoints_is_found(three_files: None) -> None:
    tamper("TRUNCATE record_event, record_head")
    assert found() == {(Finding.DELETED, ref) for ref in (ONE, TWO, THREE)}


def rewrite(subject: Ref, change: Callable[[Event], None]) -> None:
    """Change facts and recompute every hash and the head, as somebody who has read our source would."""
    last = ""
    for row in Event.objects.filter(subject_id=str(subject.id)).order_by("seq"):
        change(row)
        row.prev_hash, row.hash = last, ""
        row.hash = last = chain.event_hash(row)
        tamper(
            f"UPDATE record_event SET code = '{row.code}', prev_hash = '{row.prev_hash}', hash = '{row.hash}' WHERE id = {row.pk}"
        )
    tamper(f"UPDATE record_head SET hash = '{last}' WHERE subject_id = '{subject.id}'")


def test_a_chain_computed_anew_is_found_by_the_checkpoint(three_files: None) -> None:
    rewrite(TWO, lambda row: setattr(row, "code", "tests.file.forged"))
    assert found() == {(Finding.CHANGED, TWO)}


def test_a_fact_put_behind_the_head_is_found(three_files: None) -> None:
    tamper(
        "INSERT INTO record_event SELECT 999999, subject_kind, subject_id, actor_kind, actor_id, actor_label, on_behalf_of,"
        " door, request_id, 5, code, payload, at, hash, repeat('0', 64) FROM record_event WHERE subject_id = '2' AND seq = 4"
    )
    assert found() == {(Finding.CHANGED, TWO)}


@pytest.mark.parametrize(
    "change",
    ["at = at + interval '1 second'", "previous = repeat('0', 64)", "root = repeat('0', 64)", "digest = repeat('0', 64)",
     "signature = repeat('0', 128)", "signature = 'none'", "public_key = repeat('0', 64)", "heads = '\"none\"'", "seq = 7"],
)  # fmt: skip
def test_a_changed_checkpoint_is_found(three_files: None, change: str) -> None:
    assert tamper(f"UPDATE record_checkpoint SET {change}") == 1
    assert (Finding.CHECKPOINT, None) in found()


def test_a_checkpoint_that_drops_a_subject_is_found(three_files: None) -> None:
    """Facts, head and the line in the checkpoint gone, root computed anew: the signature tells."""
    row = Checkpoint.objects.get()
    row.heads = [head for head in row.heads if head[1] != "2"]
    row.root = chain.root_of(row.heads)
    row.digest = chain.checkpoint_digest(row)
    tamper(
        "DELETE FROM record_event WHERE subject_id = '2'",
        "DELETE FROM record_head WHERE subject_id = '2'",
        f"UPDATE record_checkpoint SET root = '{row.root}', digest = '{row.digest}',"
        " heads = (SELECT jsonb_agg(item) FROM jsonb_array_elements(heads) item WHERE item ->> 1 <> '2')",
    )
    assert found() == {(Finding.CHECKPOINT, None)}


def test_a_checkpoint_signed_by_a_strange_hand_is_found(three_files: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "settings", lambda: house().model_copy(update={"checkpoint_key": "ab" * 32}))
    chain._signer.cache_clear()
    sign(by=WANG, subjects=[ONE])
    strange = seal().public_key
    monkeypatch.undo()
    chain._signer.cache_clear()
    assert found() == {(Finding.CHECKPOINT, None)}
    assert queries.verify(keys=[strange]).ok
    sign(by=WANG, subjects=[ONE])
    seal()
    assert queries.verify().ok, "a trusted checkpoint vouches for an older key"


def test_a_removed_checkpoint_is_found(three_files: None) -> None:
    first = queries.verify().sealed_by
    sign(by=WANG, subjects=[ONE])
    seal()
    second = queries.verify().sealed_by
    assert queries.verify(anchor=first).ok and queries.verify(anchor=second).ok
    tamper("DELETE FROM record_checkpoint WHERE seq = 2")
    assert found() == {(Finding.CHECKPOINT, ONE)}
    tamper("UPDATE record_head SET sealed_seq = 4")
    assert queries.verify().ok, "without an anchor this cannot be seen, and docs/record.md says so"
    assert not queries.verify(anchor=second).ok


def test_many_problems_are_counted_and_a_thousand_kept() -> None:
    sign(by=WANG, subjects=[ONE], times=1100)
    tamper("UPDATE record_event SET code = 'x'")
    report = queries.verify()
    assert report.found == 1100 and len(report.problems) == 1000


# --- checkpoints


def test_a_checkpoint_lists_what_changed_and_a_quiet_minute_makes_none() -> None:
    assert record.checkpoint(by=JOB) is None
    sign(by=WANG, subjects=[ONE, TWO])
    first = seal()
    assert [head[:3] for head in first.heads] == [["tests.file", "1", 1], ["tests.file", "2", 1]]
    assert record.checkpoint(by=JOB) is None
    sign(by=WANG, subjects=[TWO])
    second = seal()
    assert [head[:3] for head in second.heads] == [["tests.file", "2", 2]]
    assert (second.seq, second.previous) == (2, first.digest)
    assert Head.objects.get(subject_id="2").sealed_seq == 2


def test_the_job_seals_everything_and_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "CHECKPOINT_HEADS", 2)
    sign(by=WANG, subjects=[ONE, TWO, THREE])
    jobs.checkpoint(timestamp=0)
    jobs.checkpoint(timestamp=60)
    assert [len(row.heads) for row in Checkpoint.objects.all()] == [2, 1]
    assert queries.verify().ok


# --- looks


def test_a_look_at_personal_data_is_logged_each_time() -> None:
    for _ in range(2):
        record.look(by=WANG, subject=ONE, fields=("phone", "name"), purpose=" 回访诉求人 ")
    page = queries.looks(where=queries.Filter(subject=ONE, actor_kind="officer", actor_id="7"))
    assert [(row.fields, row.purpose, row.actor_label) for row in page.rows] == [
        (["name", "phone"], "回访诉求人", WANG.label)
    ] * 2
    assert queries.history(subject=ONE)[0].payload == {"fields": ["name", "phone"], "digest": page.rows[1].digest}
    assert queries.verify().looks == 2 and queries.verify().ok


@pytest.mark.parametrize(("fields", "purpose"), [(("phone",), "  "), ((), "回访"), (("phone",), "长" * 201)])
def test_a_look_without_purpose_or_fields_is_refused(fields: tuple[str, ...], purpose: str) -> None:
    with pytest.raises(Invalid):
        record.look(by=WANG, subject=ONE, fields=fields, purpose=purpose)
    assert not Look.objects.exists()


@pytest.mark.parametrize(
    "change",
    ["UPDATE record_look SET purpose = '别的'", "DELETE FROM record_look",
     "INSERT INTO record_look SELECT id + 1, subject_kind, subject_id, actor_kind, actor_id, actor_label, on_behalf_of, door,"
     " request_id, fields, purpose, at, repeat('0', 64) FROM record_look"],
)  # fmt: skip
def test_a_falsified_access_log_is_found(change: str) -> None:
    record.look(by=WANG, subject=ONE, fields=("phone",), purpose="回访")
    assert tamper(change) == 1
    assert found() == {(Finding.LOOK, ONE)}


# --- personal text


def test_an_erased_text_is_told_from_a_lost_one() -> None:
    salt = queries.new_salt()
    digest = queries.digest(text="家住三楼", salt=salt)
    sign_digest(digest)
    same = {"subject": ONE, "digest": digest}
    assert queries.text_state(**same, text="家住三楼", salt=salt) == (TextState.INTACT, "")
    assert queries.text_state(**same, text="家住四楼", salt=salt) == (TextState.CHANGED, "")
    assert queries.text_state(**same, text="", salt="") == (TextState.LOST, "")
    order = {"order": "云公删决〔2026〕3号", "ground": "个人信息保护法第四十七条"}
    row = record.erase_text(by=WANG, **same, **order)
    assert record.erase_text(by=WANG, **same, **order) == row
    assert queries.text_state(**same, text="", salt="") == (TextState.ERASED, "云公删决〔2026〕3号")
    assert [entry.code for entry in queries.history(subject=ONE)][1:] == ["record.text.erased"]
    report = queries.verify()
    assert report.ok and len(report.notes) == 1 and "云公删决〔2026〕3号" in report.notes[0]


def sign_digest(digest: str) -> None:
    record.write(by=WANG, event=Signed(ONE, digest))


def test_an_erasure_of_an_unknown_text_or_without_order_is_refused() -> None:
    with pytest.raises(Missing):
        record.erase_text(by=WANG, subject=ONE, digest="0" * 64, order="1号", ground="依申请")
    with pytest.raises(Invalid):
        record.erase_text(by=WANG, subject=ONE, digest="0" * 64, order=" ", ground="依申请")


@pytest.mark.parametrize("change", ["UPDATE record_erasure SET \"order\" = '2号'", "DELETE FROM record_erasure"])
def test_a_falsified_erasure_is_found(change: str) -> None:
    sign_digest("f" * 64)
    record.erase_text(by=WANG, subject=ONE, digest="f" * 64, order="1号", ground="依申请")
    tamper(change)
    assert found() == {(Finding.ERASURE, ONE)}


# --- the audit office's pages


def test_pages_turn_from_the_newest_to_the_oldest() -> None:
    sign(by=WANG, subjects=[ONE, TWO], times=3)
    sign(by=Actor.system("seed"), subjects=[TWO])
    mine = queries.Filter(actor_kind="officer", actor_id="7", code="tests.")
    first = queries.events(where=mine, limit=4)
    second = queries.events(where=mine, before=first.next_before, limit=4)
    assert [len(first.rows), len(second.rows), second.next_before] == [4, 2, None]
    ids = [entry.id for entry in (*first.rows, *second.rows)]
    assert ids == sorted(ids, reverse=True)
    last = queries.events(limit=1).rows[0]
    assert last.actor_id == "seed"
    assert not queries.events(where=queries.Filter(since=last.at, until=last.at)).rows
    assert queries.events(where=queries.Filter(since=last.at)).rows == (last,)
    assert not queries.events(where=queries.Filter(code="other.")).rows


# --- any record, any single change

TEXT = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
COLUMNS = {
    "code": "code || 'x'",
    "seq": "seq + 1000",
    "actor_label": "actor_label || '1'",
    "payload": "jsonb_build_array(payload)",
    "at": "at - interval '1 microsecond'",
    "prev_hash": "md5(prev_hash)",
    "hash": "md5(hash) || md5(hash)",
}


class AnyRecord(TestCase):
    """Hypothesis: a fresh transaction for each example."""

    @given(
        facts=st.lists(st.tuples(st.integers(0, 4), JSON), min_size=1, max_size=12),
        sealed_after=st.integers(0, 12),
        data=st.data(),
    )
    @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def test_verifies_whole_and_any_single_change_is_found(self, facts, sealed_after, data) -> None:
        for place, (key, payload) in enumerate(facts):
            record.write(by=WANG, event=Signed(Ref("tests.any", f"k{key}"), payload))
            if place == sealed_after:
                seal()
        report = queries.verify()
        assert report.ok, report.problems
        assert report.events == len(facts)
        victim = data.draw(st.sampled_from(sorted(Event.objects.values_list("id", flat=True))))
        name = data.draw(st.sampled_from(sorted([*COLUMNS, "delete"])))
        if name == "delete":
            tamper(f"DELETE FROM record_event WHERE id = {victim}")
        else:
            tamper(f"UPDATE record_event SET {name} = {COLUMNS[name]} WHERE id = {victim}")
        assert not queries.verify().ok
