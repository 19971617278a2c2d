"""COPY gives the tables what `save` would: values that are hard to spell, encrypted columns, keys in blocks."""

from datetime import UTC, datetime

import pytest

from yiwang.cases.appeals.bulk import AppealRow, write
from yiwang.cases.appeals.models import Reply
from yiwang.cases.casework.models import Case
from yiwang.ground.people.models import Applicant
from yiwang.kit import clock
from yiwang.kit.copying import Json, copy_in, reserve

pytestmark = pytest.mark.django_db
HARD = '制表\t换行\n回车\r反斜\\杠 \\N \\. 全角\u3000空格 𠮷 {引,号"}'


def cover(key, **changes):
    named = {
        "id": key, "number": f"YZ2611-{key:05d}-0", "code_hash": "", "kind": "appeal", "title": "一", "state": "closed",
        "round": 1,
        "channel": "web", "intake_key": None, "external_id": "", "confidentiality": "normal", "hides_identity": False,
        "excluded_units": [], "priority": "normal", "line": "", "registered_at": clock.now(), "version": 1,
    } | changes  # fmt: skip
    copy_in(Case, tuple(named), [tuple(named.values())])
    return Case.objects.get(pk=key)


def test_hard_signs_come_back_as_they_went():
    units = ["yz.sp", 'a"b', "c\\d", "e,f", "", "空 格"]
    at = datetime(2024, 2, 29, 23, 59, 59, 123456, UTC)
    found = cover(901, title=HARD, excluded_units=units, registered_at=at, hides_identity=True, external_id="\\N")
    assert found.title == HARD
    assert found.excluded_units == units
    assert found.registered_at == at
    assert found.hides_identity
    assert found.external_id == "\\N"
    assert found.intake_key is None


def test_encrypted_columns_are_encrypted_on_their_way():
    columns = ("id", "name", "phone", "id_number", "address", "phone_index", "phone_last4_index", "id_index", "salt")
    rest = ("identity_level", "is_anonymous", "remembered_at", "erased_order")
    row = (902, HARD, "15400012345", "", "", "", "", "", "", "none", False, clock.now(), "")
    assert copy_in(Applicant, (*columns, *rest), [row]) == 1
    found = Applicant.objects.get(pk=902)
    assert (found.name, found.phone, found.id_number) == (HARD, "15400012345", "")
    (raw,) = Applicant.objects.raw("SELECT id, name::text AS plain FROM people_applicant WHERE id = 902")
    assert "15400" not in raw.plain


def test_ready_json_and_values_are_the_same_to_the_column(city):
    said = {"words": ["夜里", 'a"b\\c'], "n": 1.5, "none": None}
    for key, kept in ((903, said), (904, Json('{"words": ["夜里", "a\\"b\\\\c"], "n": 1.5, "none": null}'))):
        case = cover(key)
        row = AppealRow(key, "help", "neighbour.noise", "jc-gq", "", "字", suggestion=kept)
        assert write(rows=[row]) == 1
        assert case.appeal.suggestion == said


def test_nothing_copied_is_nothing_written():
    assert copy_in(Case, ("id", "number"), []) == 0


def test_keys_are_given_out_once():
    first, second = reserve(Reply, 3), reserve(Reply, 2)
    assert first == sorted(first)
    assert len({*first, *second}) == 5
    assert min(second) > max(first)


def test_the_database_still_refuses_what_it_must():
    with pytest.raises(Exception, match="case_round_from_one"):
        cover(905, round=0)
