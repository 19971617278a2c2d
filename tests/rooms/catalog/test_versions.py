"""Drafted by one office, published by another; no two hold at once, and who has applied keeps theirs."""

from datetime import timedelta

import pytest

from tests.city import officer
from tests.rooms.catalog.samples import document
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Conflict, Invalid, Missing, Refused
from yiwang.offer.catalog import commands, queries
from yiwang.offer.catalog.models import Version
from yiwang.offer.catalog.states import VersionState

CODE = "household.door_plate"
pytestmark = pytest.mark.django_db


@pytest.fixture
def system(city) -> Actor:
    return officer("gu.ningxin")


@pytest.fixture
def security(city) -> Actor:
    return officer("cheng.bo")


def published(system: Actor, security: Actor, **changes) -> Version:
    days = changes.pop("in_days", 0)
    row = commands.draft(by=system, code=CODE, document=document(**changes))
    commands.submit(by=system, version_id=row.pk)
    return commands.publish(by=security, version_id=row.pk, valid_from=clock.today() + timedelta(days=days))


def test_from_draft_to_published(system: Actor, security: Actor) -> None:
    row = published(system, security)
    assert (row.state, row.number, row.score, row.findings) == (VersionState.PUBLISHED, 1, 100, [])
    assert queries.in_force(code=CODE) == row
    assert queries.in_force(code=CODE).document.can_be_applied_for


def test_who_drafts_does_not_publish(system: Actor, security: Actor) -> None:
    row = commands.draft(by=system, code=CODE, document=document())
    commands.submit(by=system, version_id=row.pk)
    with pytest.raises(Refused):
        commands.publish(by=system, version_id=row.pk)
    with pytest.raises(Refused):
        commands.draft(by=security, code="other.item", document=document())
    with pytest.raises(Refused):
        commands.draft(by=officer("yang.mo"), code="other.item", document=document())
    assert queries.find_in_force(code=CODE) is None


def test_the_same_twice_changes_nothing(system: Actor) -> None:
    row = commands.draft(by=system, code=CODE, document=document())
    assert commands.draft(by=system, code=CODE, document=document()) == row
    again = commands.revise(by=system, version_id=row.pk, document=document())
    assert again.version == 1
    assert Version.objects.filter(item__code=CODE).count() == 1


def test_one_version_in_work(system: Actor) -> None:
    commands.draft(by=system, code=CODE, document=document())
    with pytest.raises(Conflict):
        commands.draft(by=system, code=CODE, document=document(sub_item="另一个"))


def test_a_stale_page_loses_nothing(system: Actor) -> None:
    row = commands.draft(by=system, code=CODE, document=document())
    commands.revise(by=system, version_id=row.pk, document=document(sub_item="改过"), version=1)
    with pytest.raises(Conflict):
        commands.revise(by=system, version_id=row.pk, document=document(sub_item="又改"), version=1)


def test_the_next_replaces_from_its_day(system: Actor, security: Actor) -> None:
    first = published(system, security)
    second = published(system, security, sub_item="第二版", in_days=10)
    assert queries.in_force(code=CODE) == first
    assert queries.in_force(code=CODE, on=clock.today() + timedelta(days=10)) == second
    commands.take_down(by=security, version_id=second.pk, reason="写错了")
    assert queries.in_force(code=CODE, on=clock.today() + timedelta(days=30)) == first


def test_taken_down_is_gone_at_once(system: Actor, security: Actor) -> None:
    row = published(system, security)
    commands.take_down(by=security, version_id=row.pk, reason="依据废止")
    with pytest.raises(Missing):
        queries.in_force(code=CODE)
    assert commands.take_down(by=security, version_id=row.pk, reason="依据废止").version == row.version + 1


@pytest.mark.parametrize("days", [-1, 400])
def test_a_day_out_of_reach(system: Actor, security: Actor, days: int) -> None:
    with pytest.raises(Invalid):
        published(system, security, in_days=days)


def test_sent_back_with_its_reason(system: Actor, security: Actor) -> None:
    row = commands.draft(by=system, code=CODE, document=document())
    commands.submit(by=system, version_id=row.pk)
    with pytest.raises(Invalid):
        commands.send_back(by=security, version_id=row.pk, reason=" ")
    back = commands.send_back(by=security, version_id=row.pk, reason="依据写全")
    assert (back.state, back.note) == (VersionState.DRAFT, "依据写全")
    assert commands.drop(by=system, version_id=row.pk).state == VersionState.DROPPED


def test_a_document_that_does_not_hang_together(system: Actor) -> None:
    broken = document(situations=[{"code": "a", "question": "哪种？", "options": [{"answer": "这种", "next": "b"}]}])
    with pytest.raises(Invalid) as said:
        commands.draft(by=system, code=CODE, document=broken)
    assert "不存在的问题" in "".join(said.value.fields.values())


def test_a_vacancy_shows_until_somebody_is_named(system: Actor, security: Actor) -> None:
    published(system, security)
    assert CODE in [one.code for one in queries.vacancies()]
    commands.charge(by=system, code=CODE, unit="yz.population", officer="ou.jianguo")
    assert CODE not in [one.code for one in queries.vacancies()]


def test_what_is_lacking_is_said(system: Actor) -> None:
    row = commands.draft(by=system, code=CODE, document=document(basis=[], codes={"base_12": "12"}, grounds=[]))
    assert {one["rule"] for one in row.findings} == {"basis", "code_base_12", "grounds"}
    assert 0 < row.score < 100
