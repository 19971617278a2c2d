"""Figures as everybody reads them, under the portal's own role."""

import pytest

from tests.sites.portal.citizen import inside, text
from yiwang.cases.counter.commands.figures import publish_figures
from yiwang.kit.actor import Actor

SUMS = {"taken_in": 1234, "direct": 0, "diverted": None, "answered": 1000, "withdrawn": 12}
ONE = {
    "sums": SUMS, "rate": 97, "apart": {"petition": 9},
    "groups": [{"code": "web", "zh": "网站与平台", "taken_in": 1000}, {"code": "own", "zh": "村口信箱", "taken_in": 234}],
}  # fmt: skip
PAYLOAD = {"as_of": "2026-11-21", "months": [{"period": "2026-11", **ONE}], "years": [{"period": "2026", **ONE}]}


def test_nothing_before_anything_is_published(portal, stranger):
    assert "还没有公布的数据" in text(stranger.get("/figures/"))


@pytest.mark.parametrize("asked", ["", "2026", "1999-01", "x"])
def test_a_month_in_plain_words(portal, stranger, asked):
    with inside():
        publish_figures(by=Actor.system("test"), payload=PAYLOAD)
    page = text(stranger.get("/figures/", {"period": asked}))
    assert "1,234" in page and "97%" in page and "少于5" in page and "村口信箱" in page and "网上信访" in page
    stranger.cookies["django_language"] = "en"
    assert "November 2026" in text(stranger.get("/figures/"))
