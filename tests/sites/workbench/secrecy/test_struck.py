"""A grade that was none: the desk's one key, the inspector's answer, and the file's page with all of its story."""

import pytest

from tests.city import officer, registered
from tests.sites.workbench.desk.conftest import Seat
from yiwang.cases.secrecy import commands as secrecy

pytestmark = pytest.mark.usefixtures("city")
RUDE = "鼓前派出所户籍窗口的人爱答不理，问三句答半句，让我跑了三趟，态度太差了。"


def test_the_page_of_a_file_tells_of_each_step():
    case = registered(told={"content": RUDE, "type": "complaint", "category": ""}).case
    desk, inspector = officer("ye.qingwen"), officer("hou.fei")
    secrecy.doubt_grade(by=desk, case_id=case.pk)
    secrecy.keep_grade(by=inspector, case_id=case.pk)
    secrecy.doubt_grade(by=desk, case_id=case.pk)
    seat = Seat()
    seat.sit("hou.fei")
    assert case.number in seat.get("/secrecy/").content.decode()
    assert "取消密级" in seat.get(f"/secrecy/{case.number}/").content.decode()
    secrecy.strike_grade(by=inspector, case_id=case.pk, reason="说的是物业窗口")
    seat.sit("ye.qingwen")
    page = seat.get(f"/case/{case.number}/").content.decode()
    for said in ("受理台认为判错了", "仍是一般投诉", "取消密级"):
        assert said in page, said
    assert "说的是物业窗口" in seat.get(f"/secrecy/{case.number}/").content.decode()


def test_a_page_with_a_grade_on_it_asks_twenty_questions_at_most(django_assert_max_num_queries):
    case = registered(told={"content": RUDE, "type": "complaint", "category": ""}).case
    seat = Seat()
    seat.sit("ye.qingwen")
    seat.get(f"/case/{case.number}/")  # what a process reads once every few seconds
    with django_assert_max_num_queries(20):
        page = seat.get(f"/case/{case.number}/").content.decode()
    assert "一般投诉" in page
