"""Pages of ratings: whoever served sees none, the head puts right and contests, another unit decides; codes are printed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.rooms.ratings.test_ratings import SLIP, rated, unit
from yiwang.ground.organisation import queries as organisation
from yiwang.ground.organisation.models import Officer
from yiwang.ground.record.models import Look
from yiwang.kit import papers
from yiwang.quality.asking.states import Grade
from yiwang.quality.ratings.models import Point

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
BUDGET = 20
NOTE = "已在窗口加一名民警，高峰时段分流取号，从本周一起执行。"


def at(code):
    client = Client()
    client.force_login(Officer.objects.get(code=code).account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def sent(client, path, **given):
    page = client.get(path)
    assert page.status_code == 200, path
    return client.post(path, {"nonce": page.context["form"]["nonce"].value(), **given})


@pytest.fixture
def bad():
    return rated(Grade.VERY_DISSATISFIED)


def test_a_list_without_any_says_so():
    page = at("xiang.dong").get("/ratings/?show=todo").content.decode()
    assert "这里还没有评价" in page and "<table" not in page


def test_whoever_served_and_other_units_find_nothing(bad):
    handler = organisation.officer_by_code(code="xiang.dong")
    mine = rated(Grade.DISSATISFIED, 2, handler=handler)
    for code, one in (("yang.mo", bad), ("min.zhi", bad), ("gu.ningxin", bad), ("xiang.dong", mine)):
        for step in ("", "words/", "report/", "contest/", "decide/"):
            assert at(code).get(f"/ratings/{one.pk}/{step}").status_code == 404, (code, step)
    seen = at("xiang.dong").get("/ratings/").content.decode()
    assert f"/ratings/{bad.pk}/" in seen and f"/ratings/{mine.pk}/" not in seen
    assert at("yang.mo").get("/ratings/").status_code == 404


def test_the_head_puts_right_and_contests_and_another_unit_decides(bad):
    head, above = at("xiang.dong"), at("dai.jun")
    page = head.get(f"/ratings/{bad.pk}/").content.decode()
    assert "办得慢" in page and "等了两个小时" not in page and "154000" not in page and "由别的单位在做" in page
    assert head.get(f"/ratings/{bad.pk}/words/").status_code == 403
    assert "等了两个小时" in above.get(f"/ratings/{bad.pk}/words/").content.decode()
    assert Look.objects.filter(purpose="看评价里写的话").exists()
    assert sent(head, f"/ratings/{bad.pk}/report/", measure="at_once", note="短").status_code == 422
    assert sent(head, f"/ratings/{bad.pk}/report/", measure="at_once", note=NOTE).status_code == 302
    assert head.get(f"/ratings/{bad.pk}/contest/file/").status_code == 404
    slip = SimpleUploadedFile("取号记录.pdf", papers.pdf(SLIP))
    assert sent(head, f"/ratings/{bad.pk}/contest/", ground="mistaken", proof=NOTE, file=slip).status_code == 302
    shown = above.get(f"/ratings/{bad.pk}/contest/file/")
    assert shown.content.startswith(b"%PDF") and "看附的依据" in above.get(f"/ratings/{bad.pk}/").content.decode()
    assert at("min.zhi").get(f"/ratings/{bad.pk}/contest/file/").status_code == 404
    assert head.get(f"/ratings/{bad.pk}/decide/").status_code == 403
    assert sent(above, f"/ratings/{bad.pk}/decide/", is_upheld="yes", reason=NOTE).status_code == 302
    page = head.get(f"/ratings/{bad.pk}/").content.decode()
    assert "成立，不计入" in page and "经复核是误评" in page
    with CaptureQueriesContext(connection) as seen:
        assert "申诉" in head.get("/ratings/?show=contested").content.decode()
    assert len(seen) <= BUDGET, len(seen)


def test_figures_and_points(bad):
    head = at("xiang.dong")
    page = head.get("/ratings/figures/?back=0").content.decode()
    assert "鼓前派出所" in page and "渡口派出所" not in page
    assert head.get("/ratings/figures/").status_code == 200 and head.get("/ratings/points/").status_code == 200
    path = "/ratings/points/new/"
    assert sent(head, path, unit="yz.jc.gq", kind="window", name="户籍3号窗口").status_code == 302
    assert sent(head, path, unit="yz.sp.yc", kind="window", name="户籍1号窗口").status_code == 422
    point = Point.objects.get()
    sheet = head.get(f"/ratings/points/{point.pk}/sheet.pdf")
    assert sheet.content.startswith(b"%PDF") and at("min.zhi").get(f"/ratings/points/{point.pk}/").status_code == 404
    assert sent(head, f"/ratings/points/{point.pk}/", name="户籍3号窗口", is_on="").status_code == 302
    assert not Point.objects.get().is_on and point.unit == unit()
