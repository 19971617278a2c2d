"""The page behind a window's code under the portal's own role: five grades, once a visit, in two languages."""

import pytest

from tests.city import officer
from tests.sites.portal.citizen import inside, take_in, text
from yiwang.ground.organisation import queries as organisation
from yiwang.quality.asking.states import Grade
from yiwang.quality.ratings import commands
from yiwang.quality.ratings.models import Rating
from yiwang.quality.ratings.states import PointKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(portal):
    with inside():
        unit = organisation.unit(code="yz.jc.gq")
        point = commands.open_point(by=officer("xiang.dong"), unit=unit, kind=PointKind.WINDOW, name="户籍3号窗口")
    return f"/w/{point.code}/"


def test_a_window_is_rated_once_a_visit(stranger, url):
    page = text(stranger.get(url))
    assert "户籍3号窗口" in page and "鼓前派出所" in page and "非常不满意" in page and "向东" not in page
    assert stranger.post(url, {"words": "慢"}).status_code == 422
    wrong = stranger.post(url, {"grade": "dissatisfied", "phone": "12"})
    assert wrong.status_code == 422 and "手机号看起来不对" in text(wrong)
    said = {"grade": "dissatisfied", "reasons": ["slow"], "words": "等太久", "ticket": "A023", "phone": "15400099999"}
    assert "24小时" in text(stranger.post(url, said))
    assert "已经评价过了" in text(stranger.post(url, said))
    assert "谢谢" in text(stranger.post(url, {"grade": "satisfied"}))
    assert "已经评价过了" in text(stranger.post(url, {"grade": "fairly"}))
    take_in()
    with inside():
        grades = {one.grade: one for one in Rating.objects.select_related("rectification")}
    assert set(grades) == {Grade.DISSATISFIED, Grade.SATISFIED}
    assert grades[Grade.DISSATISFIED].words == "等太久" and grades[Grade.DISSATISFIED].rectification.call == "waiting"


def test_in_english_and_where_there_is_no_window(stranger, url):
    page = text(stranger.get(url, headers={"accept-language": "en"}))
    assert "Very dissatisfied" in page and "Queue number" in page
    assert stranger.get("/w/nowhere/").status_code == 404
