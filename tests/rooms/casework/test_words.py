"""What a text is found by, and that every file that comes in gets it."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.db import connection

from tests.city import NOISE, appeal_at, officer, registered
from yiwang.cases.appeals import commands as appeals
from yiwang.cases.appeals.states import State
from yiwang.cases.casework import queries
from yiwang.cases.casework.models import SearchText


def tokens_of(appeal):
    return set(SearchText.objects.get(case=appeal.case).tokens)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("烧烤摊的音箱很响", "音箱"),
        ("烧烤摊的音箱很响", "烧烤摊"),
        ("我的车牌是云A12345，停在路边", "12345"),
        ("我的车牌是云A·12345，停在路边", "a 12345"),
        ("他加了我WeChat，叫我转账", "ｗｅｃｈａｔ"),
        ("摊主说“没有，证”就走了", "证就"),
        ("𠮷野家门口", "𠮷野"),
    ],
)
def test_two_neighbours_are_enough(text, words):
    found = set(queries.tokens(words)) <= set(queries.tokens(text))
    assert found == (words != "证就"), "signs between two characters part them"


def test_one_character_says_nothing_and_every_number_fits_the_column():
    assert queries.tokens("音", "，。", "") == []
    assert all(-(2**31) <= one < 2**31 for one in queries.tokens("龘龘鿿鿿豈豈㐀㐀 word 0309-5550003"))


@pytest.mark.django_db
def test_an_appeal_is_indexed_in_the_transaction_that_registers_it(city):
    appeal = appeal_at(State.HANDLING, external_id="SZ-2026-0077")
    assert set(queries.tokens(NOISE, appeal.case.title, appeal.case.number, appeal.place, "0077")) <= tokens_of(appeal)
    assert SearchText.objects.get(case=appeal.case).registered_at == appeal.case.registered_at


@pytest.mark.django_db
def test_a_sealed_file_is_found_by_nothing(city):
    appeal = registered(
        told={"category": "conduct.attitude", "content": "鼓前派出所的民警态度恶劣，当众骂人，请处理。"}
    )
    assert appeal.case.confidentiality == "sealed"
    assert tokens_of(appeal) == set()


@pytest.mark.django_db
def test_a_file_that_moves_is_found_where_it_lies_now(city):
    """Registered and pushed in one command, or pushed by hand later: the marks follow, the words stay."""
    case = appeal_at(State.HANDLING).case
    assert set(queries.tokens(NOISE)) | set(marks_of(case)) <= set(SearchText.objects.get(case=case).tokens)
    case = appeal_at(State.REGISTERED).case
    nobodys, before = set(marks_of(case)), set(SearchText.objects.get(case=case).tokens)
    appeals.push(
        by=officer("ye.qingwen"), case_id=case.pk, unit_code="yz.jc.gq", type="help", category="help.lost_property"
    )
    case.refresh_from_db()
    found = SearchText.objects.get(case=case).tokens
    assert set(found) == (before - nobodys) | set(marks_of(case)) and found == sorted(found)
    assert nobodys < before and nobodys - set(found), "it is nobody's no more"


@pytest.mark.django_db
def test_rows_from_before_get_their_marks_from_the_migration(city):
    cases = [appeal_at(State.HANDLING).case, appeal_at(State.REGISTERED).case]
    wanted = {case.pk: set(SearchText.objects.get(case=case).tokens) for case in cases}
    for case in cases:
        words = sorted(wanted[case.pk] - set(marks_of(case)))
        SearchText.objects.filter(case=case).update(tokens=words)
    migration = import_module("yiwang.cases.casework.migrations.0010_words_know_unit_and_month")
    for _ in range(2):
        migration.mark(None, SimpleNamespace(connection=connection))
    assert {case.pk: sorted(SearchText.objects.get(case=case).tokens) for case in cases} == {
        key: sorted(found) for key, found in wanted.items()
    }


def marks_of(case):
    return queries.marks(unit=case.unit_id, above=case.supervising_unit_id, at=case.registered_at)
