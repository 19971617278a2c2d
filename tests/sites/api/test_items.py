"""The catalogue is open: page by page, one by one, cheaply again, and nothing of what stays inside."""

import pytest
from django.test import Client

from tests.city import officer
from yiwang.offer.catalog import commands, queries

PATH = "/api/v1/items"


@pytest.fixture
def browser(city, door) -> Client:
    return Client(raise_request_exception=False)


def test_all_of_it_page_by_page(browser: Client, django_assert_max_num_queries) -> None:
    codes, cursor = [], None
    while True:
        answer = browser.get(PATH, {"limit": 50} | ({"cursor": cursor} if cursor else {}))
        assert answer.status_code == 200
        codes += [one["code"] for one in answer.json()["items"]]
        cursor = answer.json()["next"]
        if cursor is None:
            break
        assert 'rel="next"' in answer.headers["Link"]
    assert codes == [one.item.code for one in queries.published()]
    with django_assert_max_num_queries(3):
        assert len(browser.get(PATH, {"limit": 1000}).json()["items"]) == len(codes)


def test_of_a_line(browser: Client) -> None:
    found = browser.get(PATH, {"line": "drugs"}).json()["items"]
    assert {one["line"] for one in found} == {"drugs"}
    assert found[0]["unit"]


def test_one_whole(browser: Client) -> None:
    answer = browser.get(f"{PATH}/id_card.report_loss")
    said = answer.json()
    assert said["instant"] and said["online"] and said["promised"] == {"value": 10, "unit": "minutes"} | {
        "source": said["promised"]["source"], "extend": "",
    }  # fmt: skip
    assert len(said["grounds"]) >= 3
    assert said["form"]["properties"]["id_number"]["x-check"] == "id_checksum"
    assert said["materials"][0]["register"] == "person"
    assert answer.headers["Cache-Control"].startswith("public")


def test_what_decides_within_stays_within(browser: Client) -> None:
    text = browser.get(f"{PATH}/id_card.report_loss").content.decode()
    assert "person.wanted" not in text
    assert '"role"' not in text


def test_again_it_is_304_until_something_is_published(browser: Client) -> None:
    tag = browser.get(PATH).headers["ETag"]
    again = browser.get(PATH, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    loss = queries.in_force(code="id_card.report_loss")
    commands.take_down(by=officer("cheng.bo"), version_id=loss.pk, reason="系统升级")
    assert browser.get(PATH, headers={"if-none-match": tag}).status_code == 200
    assert browser.get(f"{PATH}/id_card.report_loss").status_code == 404


@pytest.mark.parametrize("query", ["limit=0", "limit=1001", "cursor=made-up", "linne=drugs"])
def test_a_slip_is_said(browser: Client, query: str) -> None:
    answer = browser.get(f"{PATH}?{query}")
    assert answer.status_code == 422
    assert answer.headers["Content-Type"].startswith("application/problem+json")
    assert answer.json()["errors"]


def test_a_cursor_of_another_question(browser: Client) -> None:
    cursor = browser.get(PATH, {"limit": 5}).json()["next"]
    assert browser.get(PATH, {"limit": 5, "line": "traffic", "cursor": cursor}).status_code == 422


def test_none_of_that_code(browser: Client) -> None:
    assert browser.get(f"{PATH}/no.such.item").status_code == 404
