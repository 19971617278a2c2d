"""疑似重复 on triage and on a file's page, two files side by side, and what a person says to them."""

import pytest
from django.urls import reverse

from tests.city import NOISE, registered
from yiwang.cases.prints import commands as prints
from yiwang.cases.prints.models import Likeness
from yiwang.kit.actor import Actor

pytestmark = pytest.mark.usefixtures("city")
MORE = f"{NOISE}这几天越来越吵了，孩子要中考。"


@pytest.fixture
def two():
    first, second = registered(), registered(told={"content": MORE})
    prints.compare(by=Actor.job("prints.compare"), limit=50)
    return first.case.number, second.case.number


def test_a_file_names_what_says_the_same_and_a_press_settles_it(operator, two):
    first, second = two
    page = operator.page("case", second)
    assert "疑似重复的件" in page and reverse("workbench:like", args=[second, first]) in page
    text = operator.page("like", second, first)
    assert "是不是同一件事" in text and "孩子要中考" in text and "<mark>" in text
    done = operator.send("like", second, first, act="dismiss", nonce="n" * 24)
    assert done.status_code == 302 and Likeness.objects.get().state == "dismissed"
    assert "疑似重复的件" not in operator.page("case", second)
    assert "已经有人定过" in operator.page("like", second, first)
    operator.send("like", second, first, act="confirm", nonce="m" * 24)
    assert "已确认是同一件事" in operator.page("case", first)


def test_who_does_not_see_the_files_hears_nothing_of_them(stranger, two):
    first, second = two
    assert stranger.get(reverse("workbench:like", args=[second, first])).status_code == 404
