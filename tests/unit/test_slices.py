"""Short lists are paged whatever the address says."""

import pytest

from yiwang.sites.workbench.desk.pages.slices import SLICE, sliced


@pytest.mark.parametrize(("page", "first"), [("1", 0), ("2", SLICE), ("", 0), ("-3", 0), ("甲", 0), ("²", 0)])
def test_a_page_and_the_way_on(page, first):
    rows, pager = sliced(list(range(120)), path="/paused/", page=page)
    assert rows[0] == first and len(rows) == SLICE and pager.next_url


def test_the_last_page_and_one_beyond():
    rows, pager = sliced(list(range(120)), path="/paused/", page="3")
    assert (len(rows), pager.next_url, pager.previous_url) == (20, "", "/paused/?page=2")
    rows, pager = sliced(list(range(120)), path="/paused/", page="4")
    assert rows[0] == 0 and len(rows) == SLICE and pager.next_url and not pager.previous_url
