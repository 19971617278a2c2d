"""Two hands a version, one version at a time, nothing ever lost."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yiwang.ground.record import queries as record
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import policies, queries
from yiwang.ground.rules.models import Ruleset
from yiwang.ground.rules.queries import in_force as cache
from yiwang.ground.rules.queries import shapes
from yiwang.ground.rules.states import Kind, State
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Invalid, Missing, Refused

pytestmark = pytest.mark.django_db
LI, ZHAO = Actor.officer(1, "系统管理员 李"), Actor.officer(2, "系统管理员 赵")
SEED = Actor.system("seed")
NOON = datetime(2026, 5, 6, 4, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[time_machine.Traveller]:
    queries.forget()
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock
    queries.forget()


@pytest.fixture(autouse=True)
def _any_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rooms above ask for their own shapes; these tests are about versions."""
    monkeypatch.setattr(shapes, "_checks", {})


def approved(payload: Any, since: datetime | None = None) -> Ruleset:
    row = rules.draft(by=LI, kind="channels", payload=payload)
    return rules.approve(by=ZHAO, ruleset_id=row.pk, effective_from=since)


def valid(at: datetime | None = None) -> Any:
    return queries.current(kind="channels", at=at)


def test_a_draft_waits_and_changes_nothing() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[{"code": "web"}], note=" 首版 ")
    assert (row.version, row.state, row.note, row.author_label) == (1, State.DRAFT, "首版", LI.label)
    assert list(queries.waiting()) == [row]
    with pytest.raises(Missing, match="受理渠道"):
        valid()
    (entry,) = record.history(subject=row.ref)
    assert (entry.code, entry.payload["version"], entry.payload["digest"]) == ("rules.ruleset.drafted", 1, row.digest)


def test_another_officer_approves_and_it_is_in_force_at_once() -> None:
    row = approved([{"code": "web"}])
    assert valid() == [{"code": "web"}]
    assert (queries.version(kind="channels"), row.approver_label, row.decided_at) == (1, ZHAO.label, NOON)
    entry = record.history(subject=row.ref)[-1]
    assert entry.code == "rules.ruleset.approved"
    assert entry.payload == {"kind": "channels", "version": 1, "digest": row.digest, "effective_from": NOON.isoformat()}


def test_the_author_cannot_approve_his_own_draft_nor_can_a_machine_or_a_citizen() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[1])
    for by in (LI, SEED, Actor.job("rules.x"), Actor.citizen()):
        with pytest.raises(Refused):
            rules.approve(by=by, ruleset_id=row.pk)
    assert not policies.may_approve(LI, row) and policies.may_approve(ZHAO, row)
    assert "不能批准自己" in policies.may_approve(LI, row).reason


def test_the_database_too_wants_two_hands() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[1])
    with pytest.raises(IntegrityError, match="rules_two_hands"), transaction.atomic():
        Ruleset.objects.filter(pk=row.pk).update(
            state=State.APPROVED, effective_from=NOON, approver_kind="officer", approver_id=LI.id
        )


def test_approved_twice_by_one_hand_is_unchanged_by_another_refused() -> None:
    row = approved([1])
    assert rules.approve(by=ZHAO, ruleset_id=row.pk) == row
    assert len(record.history(subject=row.ref)) == 2
    with pytest.raises(Refused, match="已经处理过"):
        rules.approve(by=Actor.officer(3, "孙"), ruleset_id=row.pk)


def test_a_new_version_replaces_the_old_which_is_kept(_noon: time_machine.Traveller) -> None:
    first = approved([1])
    _noon.shift(DAY)
    approved([2])
    first.refresh_from_db()
    assert (first.state, first.effective_until, first.payload) == (State.REPLACED, NOON + DAY, [1])
    assert valid() == [2] and valid(NOON) == [1] and valid(NOON + DAY) == [2]
    assert [row.version for row in queries.rulesets(kind="channels")] == [2, 1]
    with pytest.raises(Missing):
        valid(NOON - DAY)


def test_a_version_for_later_comes_into_force_by_itself(_noon: time_machine.Traveller) -> None:
    approved([1])
    approved([2], since=NOON + DAY)
    assert valid() == [1]
    _noon.move_to(NOON + DAY - timedelta(seconds=1))
    assert valid() == [1]
    _noon.move_to(NOON + DAY)
    assert valid() == [2]


def test_an_earlier_version_takes_the_place_of_a_scheduled_one() -> None:
    approved([1])
    second = approved([2], since=NOON + 3 * DAY)
    approved([3], since=NOON + DAY)
    second.refresh_from_db()
    assert second.state == State.REPLACED and second.effective_from == second.effective_until
    assert [valid(NOON + days * DAY) for days in (0, 1, 3, 9)] == [[1], [3], [3], [3]]


def test_nothing_is_approved_into_the_past() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[1])
    with pytest.raises(Invalid) as refusal:
        rules.approve(by=ZHAO, ruleset_id=row.pk, effective_from=NOON - DAY)
    assert "effective_from" in refusal.value.fields


def test_a_refused_draft_is_over_and_says_why() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[1])
    with pytest.raises(Invalid):
        rules.refuse(by=ZHAO, ruleset_id=row.pk, reason=" ")
    refused = rules.refuse(by=ZHAO, ruleset_id=row.pk, reason="缺12345")
    assert (refused.state, refused.refusal) == (State.REFUSED, "缺12345")
    assert rules.refuse(by=ZHAO, ruleset_id=row.pk, reason="缺12345") == refused
    assert [entry.code for entry in record.history(subject=row.ref)][1:] == ["rules.ruleset.refused"]
    with pytest.raises(Refused):
        rules.approve(by=ZHAO, ruleset_id=row.pk)
    with pytest.raises(Refused):
        rules.refuse(by=SEED, ruleset_id=rules.draft(by=LI, kind="channels", payload=[2]).pk, reason="x")


def test_an_author_takes_a_draft_back() -> None:
    row = rules.draft(by=LI, kind="channels", payload=[1])
    assert rules.refuse(by=LI, ruleset_id=row.pk, reason="写错了").state == State.REFUSED


@pytest.mark.parametrize(("kind", "payload"), [("unknown", [1]), ("channels", []), ("channels", {}), ("channels", "x")])
def test_what_nobody_can_use_is_refused(kind: str, payload: Any) -> None:
    with pytest.raises(Invalid):
        rules.draft(by=LI, kind=kind, payload=payload)
    with pytest.raises(Invalid):
        rules.install(by=SEED, kind=kind, payload=payload)


def test_the_reading_room_says_what_a_payload_must_look_like() -> None:
    queries.shape("channels")(
        lambda payload: [f"第{n}行没有编号" for n, row in enumerate(payload, 1) if "code" not in row]
    )
    with pytest.raises(Invalid) as refusal:
        rules.draft(by=LI, kind="channels", payload=[{"code": "web"}, {}])
    assert refusal.value.fields == {"payload": "第2行没有编号"}
    assert rules.draft(by=LI, kind="channels", payload=[{"code": "web"}]).version == 1


def test_a_payload_its_reader_cannot_even_read_is_a_fault_not_a_crash() -> None:
    queries.shape("channels")(lambda payload: [row["code"] for row in payload if row["days"] < 0])
    for payload in ([1], [{}], ["x"], [{"days": "x"}]):
        with pytest.raises(Invalid) as refusal:
            rules.draft(by=LI, kind="channels", payload=payload)
        assert "格式不对" in refusal.value.fields["payload"]


def test_only_officers_draft_and_only_what_is_new() -> None:
    for by in (SEED, Actor.citizen()):
        with pytest.raises(Refused):
            rules.draft(by=by, kind="channels", payload=[1])
    approved({"b": 1.0, "a": 2})
    with pytest.raises(Invalid, match="完全相同"):
        rules.draft(by=LI, kind="channels", payload={"a": 2, "b": 1})


def test_installing_twice_changes_nothing_and_the_first_counts_since_always() -> None:
    row = rules.install(by=SEED, kind="channels", payload=[1])
    assert rules.install(by=SEED, kind="channels", payload=[1]) == row
    assert Ruleset.objects.count() == 1 and len(record.history(subject=row.ref)) == 2
    assert valid(datetime(2020, 1, 1, tzinfo=UTC)) == [1]
    assert rules.install(by=Actor.job("seed.upgrade"), kind="channels", payload=[2]).version == 2
    assert valid() == [2] and valid(NOON - DAY) == [1]


def test_installing_never_undoes_what_the_bureau_approved() -> None:
    rules.install(by=SEED, kind="channels", payload=[1])
    mine = approved([2])
    assert rules.install(by=SEED, kind="channels", payload=[3]) == mine
    assert valid() == [2]


def test_officers_cannot_install() -> None:
    with pytest.raises(Refused):
        rules.install(by=LI, kind="channels", payload=[1])


def test_every_kind_can_be_installed_side_by_side() -> None:
    for number, kind in enumerate(Kind):
        rules.install(by=SEED, kind=kind, payload=[number])
    assert [queries.current(kind=kind) for kind in Kind] == [[number] for number in range(len(Kind))]


@pytest.mark.parametrize(
    "change", ["payload = '[9]'", "kind = 'routing'", "version = 7", "author_id = '9'", "digest = ''"]
)
def test_the_database_keeps_a_version_as_it_was(change: str) -> None:
    approved([1])
    with pytest.raises(DatabaseError, match="Cannot update"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE rules_ruleset SET {change}")
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Ruleset.objects.all().delete()


def test_the_database_holds_one_approved_version_a_kind() -> None:
    approved([1])
    other = rules.draft(by=LI, kind="channels", payload=[2])
    with pytest.raises(IntegrityError, match="rules_one"), transaction.atomic():
        Ruleset.objects.filter(pk=other.pk).update(state=State.APPROVED, effective_from=NOON)


def test_the_cache_asks_once_and_believes_for_seconds_only(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = [100.0]
    monkeypatch.setattr(cache, "monotonic", lambda: ticks[0])
    first = approved([1])
    with CaptureQueriesContext(connection) as seen:
        assert valid() == [1] and valid() == [1] and queries.version(kind="channels") == 1
    assert len(seen) == 2
    # another process approves: seen after five seconds, the payload of what did not change is not read again
    Ruleset.objects.filter(pk=first.pk).update(state=State.REPLACED, effective_until=NOON)
    digest = record.fingerprint([2])
    hand = {"author_kind": "officer", "author_id": "1", "approver_kind": "officer", "approver_id": "2"}
    Ruleset.objects.create(
        kind="channels",
        version=2,
        payload=[2],
        digest=digest,
        state=State.APPROVED,
        effective_from=NOON,
        created_at=NOON,
        **hand,
    )
    ticks[0] += cache.FRESH_SECONDS
    assert valid() == [1]
    ticks[0] += 0.1
    with CaptureQueriesContext(connection) as seen:
        assert valid() == [2]
    assert len(seen) == 2
    ticks[0] += cache.FRESH_SECONDS + 1
    with CaptureQueriesContext(connection) as seen:
        assert valid() == [2]
    assert len(seen) == 1


def test_the_person_who_approves_sees_what_changes() -> None:
    approved([{"code": "web", "days": 5}, {"code": "12345", "days": 3}])
    row = rules.draft(by=LI, kind="channels", payload=[{"code": "web", "days": 7}, {"code": "app", "days": 5}])
    assert [str(change) for change in queries.changes(ruleset_id=row.pk)] == [
        "修改：web › days，由“5”改为“7”",
        '新增：app，{"code": "app", "days": 5}',
        '删去：12345，{"code": "12345", "days": 3}',
    ]
    with pytest.raises(Missing):
        queries.changes(ruleset_id=0)
