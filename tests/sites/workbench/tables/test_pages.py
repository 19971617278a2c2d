"""Every page of the tables opens for the system office, and for nobody who handles files."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.sites.workbench.tables.conftest import text

PAGES = {
    "/settings/": "业务设置",
    "/settings/channels/": "受理渠道",
    "/settings/channels/new/": "新增渠道",
    "/settings/channels/rows/web/": "门户网上提交",
    "/settings/channels/upload/": "上传受理渠道",
    "/settings/channels/versions/": "各个版本",
    "/settings/channels/compare/": "第1版",
    "/settings/categories/": "居民身份证",
    "/settings/categories/new/?parent=hukou": "属于哪一大类",
    "/settings/categories/rows/hukou.id_card/": "身份证丢了怎么补",
    "/settings/limits/": "登记后",
    "/settings/limits/rows/ap.sign/": "签收",
    "/settings/limits/try/": "试算一件",
    "/settings/routing/": "兜底",
    "/settings/routing/new/": "新增规则",
    "/settings/routing/rows/R01/": "有地点且属派出所辖区",
    "/settings/routing/rows/T03/": "关系到人的安全",
    "/settings/routing/try/": "试一段话",
    "/settings/words/": "分流词表",
    "/settings/words/rows/wages/": "欠薪",
    "/settings/messages/": "发给诉求人",
    "/settings/messages/rows/ap.registered/": "收到时的样子",
    "/settings/replies/": "答复模板",
    "/settings/replies/rows/rt.consult.move/": "户口迁移",
    "/settings/calendar/?year=2026": "2026年工作日历",
    "/settings/calendar/?year=2031": "还没有日历",
    "/settings/calendar/notice/": "照通知填一年",
    "/settings/calendar/days/": "改几天",
    "/settings/calendar/rows/2026-10-01/": "哪个节",
    "/settings/lines/": "警种条线",
    "/settings/areas/": "鼓前街道",
    "/settings/areas/new/": "和哪个片区同一个县区",
    "/settings/areas/jc-gq/": "换派出所",
    "/settings/places/": "地名",
    "/settings/places/?q=柳巷口": "柳巷口",
    "/settings/places/new/": "是什么地方",
    "/settings/places/upload/": "上传地名表",
    "/settings/options/": "直推把握",
    "/settings/faces/": "对比",
    "/settings/faces/rows/jc/": "和市局一样",
    "/settings/site/": "ICP备案号",
    "/settings/notices/rows/harbour-boats/": "哪个站",
    "/settings/options/rows/duty_unit/": "紧急件响在哪个单位",
}
MOST_QUERIES = 16


def test_pages_open_within_their_budget(admin):
    admin.get("/settings/routing/rows/R01/")  # the process knows the tables, as any but its first page does
    wrong = []
    for url, said in PAGES.items():
        with CaptureQueriesContext(connection) as asked:
            answer = admin.get(url)
        if answer.status_code != 200 or said not in text(answer) or len(asked) > MOST_QUERIES:
            wrong.append(f"{url}: {answer.status_code}, {len(asked)} queries, {said in text(answer)}")
    assert wrong == []


@pytest.mark.parametrize("who", ["yang.mo", "fan.rui", "wei.rong"])
def test_other_offices_do_not_see_them(seat, who):
    client = seat(who)
    assert {
        client.get(url).status_code for url in ("/settings/", "/settings/routing/", "/settings/limits/rows/ap.sign/")
    } == {404}


def test_what_does_not_exist_is_not_found(admin):
    for url in ("/settings/nonsense/", "/settings/channels/rows/nonsense/", "/settings/messages/download.pdf"):
        assert admin.get(url).status_code == 404
