"""Guests of a file: who was let in reads it, and nobody else; lists do not know them, and never whom the file is about."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.city import appeal_at, officer
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import commands, queries
from yiwang.cases.casework.models import Case, Guest
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Post
from yiwang.kit import clock
from yiwang.kit.actor import Actor
from yiwang.kit.errors import Missing
from yiwang.kit.work import command, unchanged

pytestmark = pytest.mark.usefixtures("city")
HOUSE = Actor.job("test.guests")
HEAD, BEYOND, EXPERT = "min.zhi", "gong.liang", "su.wenbin"


def unit_of(code):
    return Post.objects.filter(officer__code=code).order_by("id").first().unit


def let_in(case, *units, officers=()):
    given, people = (
        [organisation.unit(code=one) for one in units],
        [organisation.officer_by_code(code=o) for o in officers],
    )
    alone(by=HOUSE, act=lambda: commands.admit(by=HOUSE, case=case, units=given, officers=people))


def reads(code, case):
    """By number and under lock, or neither."""
    by, found = officer(code), []
    for read in (
        lambda: queries.get_case(for_=by, number=case.number),
        lambda: appeals.get_appeal(for_=by, number=case.number).case,
        lambda: appeals.lock_appeal(by=by, case_id=case.pk).case,
    ):
        try:
            found.append(read().is_lent)
        except Missing:
            found.append(None)
    assert len(set(found)) == 1, found
    return found[0]


@command
def alone(*, by, act):
    """`admit` and `dismiss` are called by rooms that write the fact; here nobody does."""
    act()
    return unchanged(None)


def dismissed(case, key, until):
    alone(by=HOUSE, act=lambda: commands.dismiss(by=HOUSE, case=case, until=until, officers=[key]))


@pytest.fixture
def case():
    return appeal_at(State.HANDLING).case


def test_a_unit_that_was_let_in_reads_it_and_no_other(case, django_assert_num_queries):
    assert reads(HEAD, case) is None
    let_in(case, unit_of(HEAD).code)
    assert reads(HEAD, case) is True
    assert reads(BEYOND, case) is None
    owner = queries.get_case(for_=officer(case.officer.code), number=case.number)
    assert owner.is_lent is False
    handler = officer(case.officer.code)
    reach = organisation.reach(by=handler)
    with django_assert_num_queries(1):
        appeals.get_appeal(for_=handler, number=case.number, reach=reach)


def test_lists_and_search_do_not_know_guests(case):
    let_in(case, unit_of(HEAD).code)
    assert not Case.objects.visible_to(organisation.reach(by=officer(HEAD))).filter(pk=case.pk).exists()


def test_an_officer_in_person_until_a_moment(case):
    let_in(case, officers=[EXPERT, BEYOND])
    assert reads(BEYOND, case) is True
    key = organisation.officer_by_code(code=BEYOND).pk
    dismissed(case, key, clock.now() + timedelta(days=1))
    assert reads(BEYOND, case) is True
    dismissed(case, key, clock.now())
    assert reads(BEYOND, case) is None
    dismissed(case, key, clock.now() + timedelta(days=9))
    assert reads(BEYOND, case) is None, "an earlier end stays"
    let_in(case, officers=[BEYOND])
    assert reads(BEYOND, case) is True and Guest.objects.filter(case=case, officer_id=key).count() == 1


def test_never_the_unit_that_it_is_about_nor_an_office(case):
    let_in(case, unit_of(HEAD).code, officers=["fu.yi"])
    Case.objects.filter(pk=case.pk).update(excluded_units=[unit_of(HEAD).code])
    assert reads(HEAD, case) is None
    Post.objects.filter(officer__code="fu.yi").update(roles=["system_admin"], office="system")
    assert reads("fu.yi", case) is None


def test_whoever_moves_a_file_lets_others_point_to_it():
    """A foreign key asks for the file's key: were that locked, a job that holds rows would wait here, and both for ever."""

    @command
    def hold(*, by, case_id):
        return unchanged(queries.lock(by=by, case_id=case_id))

    case_id = appeal_at(State.HANDLING).pk
    with CaptureQueriesContext(connection) as asked:
        hold(by=HOUSE, case_id=case_id)
    assert ["FOR NO KEY UPDATE" in one["sql"] for one in asked if "FOR " in one["sql"]] == [True]
