"""Units on the system office's pages: found, change, close beforehand, call off; tables; what each page asks."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.rooms.organisation import bureau
from yiwang.ground.organisation import queries
from yiwang.kit.clock import today

NEW = {"code": "yz.sp.xx", "name": "云州市公安局沙浦区分局新港派出所", "kind": "station", "lines": ["*"]}
SURE = {"sure": "1"}


def text(answer):
    return answer.content.decode()


def test_a_unit_is_seen_in_its_place_before_it_stands(office):
    system = office("system")
    assert 'value="yz.sp.u1"' in text(system.get("/offices/units/new/?below=yz.sp"))
    asked = text(system.post("/offices/units/new/", NEW))
    assert "它会在这里" in asked and "yz.sp.xx，新设" in asked and "盐场派出所" in asked
    assert not [unit for unit in queries.every_unit() if unit.code == "yz.sp.xx"]
    assert system.post("/offices/units/new/", NEW | SURE)["Location"] == "/offices/units/yz.sp.xx/"
    page = text(system.get("/offices/units/yz.sp.xx/"))
    assert "新港派出所" in page and "没有人在这里任岗" in page
    again = system.post("/offices/units/new/", NEW | SURE)
    assert again.status_code == 422 and "已经有单位用了" in text(again)


def test_a_wrong_change_stays_on_the_form_with_what_was_typed(office):
    system = office("system")
    given = {"name": NEW["name"], "kind": "station", "lines": ["*"]}
    wrong = system.post("/offices/units/yz.sp.yc/change/", given | {"office_hours": "九点"})
    assert wrong.status_code == 422 and "09:00-12:00" in text(wrong) and "九点" in text(wrong)
    system.post("/offices/units/yz.sp.yc/change/", given | {"duty_phone": "0309-5550099"})
    unit = queries.unit(code="yz.sp.yc")
    assert (unit.duty_phone, unit.short_name) == ("0309-5550099", "盐场派出所")
    assert "改了值班电话、全称" in text(system.get("/offices/units/yz.sp.yc/"))


def test_closing_lists_what_hangs_on_the_unit_and_says_what_will_happen(office, staff):
    system = office("system")
    staff("niu.kun", "handler")
    page = text(system.get("/offices/units/yz.sp.yc/close/"))
    assert "要跟着走的" in page and "在册民警" in page
    plan = {"successor": "yz.sp.gq", "last_day": str(today() + timedelta(days=3))}
    asked = text(system.post("/offices/units/yz.sp.yc/close/", plan))
    assert "1位民警的所在单位改为港前派出所" in asked and queries.unit(code="yz.sp.yc").valid_to is None
    system.post("/offices/units/yz.sp.yc/close/", plan | SURE)
    assert queries.unit(code="yz.sp.yc").is_closing
    assert "取消撤销" in text(system.get("/offices/units/yz.sp.yc/"))
    assert "盐场派出所" in text(system.get("/offices/units/?standing=closing"))
    answer = system.post("/offices/units/yz.sp.yc/posts/", follow=True)
    assert "提请了1项授权" in text(answer) and [post.unit.code for post in queries.pending_posts()] == ["yz.sp.gq"]
    system.post("/offices/units/yz.sp.yc/keep/")
    assert queries.unit(code="yz.sp.yc").valid_to is None


def test_a_unit_with_others_below_is_not_closed(office):
    system = office("system")
    assert "下面还有单位" in text(system.get("/offices/units/yz.sp/close/"))
    refused = system.post("/offices/units/yz.sp/close/", {"successor": "yz.spx"} | SURE)
    assert refused.status_code == 422 and "请先撤并它们" in text(refused)


@pytest.mark.parametrize(
    ("ask", "there", "gone"),
    [
        ("?q=盐场", "盐场派出所", "港前派出所"),
        ("?q=YZ.SP.GQ", "港前派出所", "盐场派出所"),
        ("?level=2", "沙浦区分局", "盐场派出所"),
        ("?standing=closed", "没有这样的单位", "yz.sp.gq"),
    ],
)
def test_the_tree_is_searched(office, ask, there, gone):
    page = text(office("system").get(f"/offices/units/{ask}"))
    assert there in page and gone not in page.split("<h1>")[1]


def csv(*lines, encoding="utf-8"):
    return {"table": SimpleUploadedFile("t.csv", "\n".join(lines).encode(encoding), "text/csv")}


def test_units_of_a_table_are_shown_then_taken_and_bad_rows_left(office):
    system = office("system")
    lines = ("代码,全称,类别,值班电话", "yz.sp.aa,云州市公安局沙浦区分局甲所,station,110", "yz.sp.aa.b,乙点,point,",
             "yz.sp.yc,已有,station,", "yz.zz.cc,没有上级,station,", "yz.sp.dd,丁所,nonsense,")  # fmt: skip
    shown = text(system.post("/offices/units/upload/", csv(*lines, encoding="gb18030")))
    for words in ("2行可以导入，3行有问题", "这个代码已经有单位了", "没有上级单位yz.zz", "请选单位类别"):
        assert words in shown
    rows = shown.split('name="rows" value="')[1].split('"')[0]
    taken = text(system.post("/offices/units/upload/", {"rows": rows, "sure": "1"}))
    assert "导入了2行" in taken and queries.unit(code="yz.sp.aa.b").parent.code == "yz.sp.aa"
    again = text(system.post("/offices/units/upload/", {"rows": rows, "sure": "1"}))
    assert "导入了0行" in again and "已经有单位用了" in again


def test_a_table_that_is_none_is_refused_in_words(office):
    system = office("system")
    for lines, words in ((["甲,乙", "1,2"], "没有这些列"), (["代码,全称,类别"], "表里没有内容")):
        answer = system.post("/offices/units/upload/", csv(*lines))
        assert answer.status_code == 422 and words in text(answer)


def test_officers_of_a_table_get_their_slips(office):
    system = office("system")
    head = "姓名,用户名,警号,单位代码,手机号,岗位名称,角色"
    lines = (head, "辛一,xin.yi,70001,yz.sp.yc,15400000001,民警,handler", "辛二,xin.er,70001,yz.sp.yc,,,",
             "辛三,xin.san,70003,yz.no,,,", "辛四,xin.si,70004,yz.sp.gq,,,")  # fmt: skip
    shown = text(system.post("/offices/officers/upload/", csv(*lines)))
    assert "2行可以导入，2行有问题" in shown and "70001在表里出现了两次" in shown and "没有单位yz.no" in shown
    rows = shown.split('name="rows" value="')[1].split('"')[0]
    taken = text(system.post("/offices/officers/upload/", {"rows": rows, "sure": "1"}))
    assert "导入了2行" in taken and taken.count("一次性密码</dt>") == 2
    assert [post.officer.code for post in queries.pending_posts()] == ["xin.yi"]


@pytest.mark.parametrize(
    ("url", "most"), [("/offices/units/", 8), ("/offices/units/yz.sp.yc/", 22), ("/offices/units/yz.sp.yc/close/", 22)]
)
def test_pages_ask_little_however_many_serve(office, django_assert_max_num_queries, url, most):
    for turn in range(5):
        bureau.serving(f"more{turn}", "handler")
    client = office("system")
    with django_assert_max_num_queries(most):
        assert client.get(url).status_code == 200
