"""A name is found by its digest, in any spelling of spaces and dots; old rows get theirs by a job that may run twice."""

import pytest

from yiwang.ground.people import commands, jobs, queries
from yiwang.ground.people.models import Applicant
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.django_db
BY = Actor.job("test.names")


def kept(name, **more):
    return commands.remember(by=BY, name=name, phone="15400012345", **more)


@pytest.mark.parametrize("said", ["王小芳", " 王 小芳", "王小 芳　"])
def test_found_by_the_whole_name_however_it_is_spaced(said):
    applicant = kept("王小芳")
    kept("王小方")
    assert queries.with_name(name=said) == [applicant]


def test_the_middle_dot_and_capitals_part_nobody():
    applicant = kept("阿依古丽·Abdul")
    assert queries.with_name(name="阿依古丽ＡＢＤＵＬ") == [applicant]


@pytest.mark.parametrize("said", ["", "王", "·", "小芳"])
def test_a_surname_or_a_part_finds_nobody(said):
    kept("王小芳")
    kept("王")
    assert queries.with_name(name=said) == []


def test_the_anonymous_and_the_erased_leave_no_index():
    assert kept("王小芳", anonymous=True).name_index == ""
    erased = kept("王小芳")
    commands.erase(by=BY, applicant_id=erased.pk, order="销毁令1号", ground="本人请求")
    assert queries.with_name(name="王小芳") == []


def test_old_rows_get_theirs_once():
    old, marks = kept("王小芳"), kept("··")
    Applicant.objects.update(name_index="")
    jobs.index_names(0)
    assert queries.with_name(name="王小芳") == [old]
    assert Applicant.objects.get(pk=marks.pk).name_index == queries.NAMELESS
    assert commands.index_names(by=BY) == 0, "run again there is nothing to do"
    jobs.index_names(0)
    assert queries.with_name(name="王小芳") == [old]
