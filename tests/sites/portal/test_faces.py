"""A county's own face, the foot's duties, notices, reading aids, and the elders' mode as a whole."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import get_script_prefix

from tests.city import NOISE
from tests.sites.portal.citizen import Citizen, inside, take_in, text
from yiwang.cases.appeals import queries as appeals
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries
from yiwang.config import doctor
from yiwang.ground.rules import commands as rules
from yiwang.ground.rules import queries as tables
from yiwang.kit.actor import Actor

BY = Actor.system("test")
PAGES = ("/", "/notices/", "/contact/", "/sitemap/", "/settings/reading/", "/track/", "/appeal/")


def brought(kind: str, payload: list[dict[str, str]]) -> None:
    """Another version of a table, published."""
    with inside():
        rules.install(by=BY, kind=kind, payload=payload)
        counter.publish(by=BY)


def as_installed(kind: str) -> list[dict[str, str]]:
    with inside():
        return [dict(row) for row in tables.current(kind=kind)]


def test_every_page_stands_in_a_countys_dress_and_its_links_stay_there(stranger):
    for page in PAGES:
        shown = text(stranger.get(f"/p/sy{page}"))
        assert "松屿公安民生服务" in shown, page
        links = set(re.findall(r'(?:href|action)="(/[^"]*)"', shown)) - {"/"}
        astray = {link for link in links if not link.startswith(("/p/", "/static/"))}
        assert not astray, page
    assert get_script_prefix() == "/"
    assert "0309-5550071" in text(stranger.get("/p/sy/contact/"))
    assert "松屿公安民生服务" not in text(stranger.get("/"))


def test_no_such_face(stranger):
    missing = stranger.get("/p/nowhere/track/")
    assert missing.status_code == 404
    assert "没有找到" in text(missing)
    assert stranger.get("/p/sy").url == "/p/sy/"
    assert stranger.get("/p/sy?elder=1").url == "/p/sy/?elder=1"


def test_a_closed_face_is_gone_and_a_host_name_leads_to_its_own(stranger, settings):
    settings.ALLOWED_HOSTS = ["*"]
    rows = as_installed("faces")
    rows[0] |= {"host": "jc.yunzhou.example"}
    rows[1] |= {"is_on": "no"}
    brought("faces", rows)
    assert "镜川公安民生服务" in text(stranger.get("/", headers={"host": "jc.yunzhou.example:8443"}))
    assert "镜川公安民生服务" not in text(stranger.get("/", headers={"host": "www.yunzhou.example"}))
    assert stranger.get("/p/sy/").status_code == 404
    with inside():
        assert "jc.yunzhou.example" in str(doctor._faces()), "the machine's own settings do not know the name yet"


def test_a_colour_comes_as_a_sheet_of_its_own(stranger):
    home = text(stranger.get("/p/jc/"))
    assert "style=" not in home
    address = re.search(r'href="(/p/jc/faces/jc\.css\?[0-9a-f]{6})"', home)
    assert address
    sheet = stranger.get(address[1])
    assert sheet["Content-Type"].startswith("text/css")
    assert "--brand:#0f5f57;" in text(sheet)
    assert stranger.get("/faces/none.css").status_code == 404


def test_what_came_by_a_countys_face_lands_in_one_register_with_a_hint(citizen):
    by_face = Citizen(Client())
    by_face.client.post("/p/tl/appeal/", {"content": NOISE.replace("鼓楼花园北门", "我们村口"), "type": "complaint"})
    assert by_face.draft.body.count('"county": "tl"') == 1
    place = text(by_face.client.get("/p/tl/appeal/place/"))
    assert place.index("桐岭县") < place.index("镜川区")
    by_face.client.post("/p/tl/appeal/place/", {"place": "老槐树底下", "go": "1"})
    for step in ({"ask": "1"}, {"go": "1"}):
        told = {"name": "王女士", "phone": "15400067890", "consented": "on", **step}
        code = {"code": by_face.code} if "go" in step else {}
        by_face.client.post("/p/tl/appeal/contact/", told | code)
    assert by_face.client.post("/p/tl/appeal/check/", {"is_true": "on"}).url == "/p/tl/appeal/receipt/"
    take_in()
    with inside():
        appeal = appeals.get_by_id(case_id=appeals.case_by_number(number=by_face.receipt.number).pk)
        assert appeal.place == "老槐树底下（从桐岭县地方站提交）"
    kept = by_face.client.get(f"/p/tl/t/{by_face.receipt.number}", follow=True)
    assert kept.status_code == 200
    shown = {"number": by_face.receipt.number, "code": by_face.receipt.code}
    opened = by_face.client.post("/p/tl/track/", shown)
    assert opened.url == f"/p/tl/track/{by_face.receipt.number}/"
    assert by_face.receipt.number in text(by_face.client.get(opened.url))


def test_the_foot_shows_what_is_set_and_nothing_else(stranger):
    page = text(stranger.get("/"))
    assert "云州市公安局主办" in page
    assert "云ICP备00000000号（示例）" in page
    assert 'href="https://beian.miit.gov.cn/"' in page
    assert "9900000000（示例）" in page
    brought("site_info", [{"code": "organiser", "value": "某市公安局", "value_en": "A Bureau"}])
    with inside():
        assert "没有写ICP备案号、公网安备号、政府网站标识码" in str(doctor._faces())
    bare = text(stranger.get("/"))
    assert "某市公安局主办" in bare
    assert "备案" not in bare and "承办" not in bare and "标识码" not in bare


def test_notices_stand_between_their_days_on_their_site(stranger):
    city, county = text(stranger.get("/notices/")), text(stranger.get("/p/sy/notices/"))
    assert "冬季服务窗口时间" in city and "渔船年审" not in city
    assert "渔船年审" in county and "冬季服务窗口时间" not in county
    assert "谨防假冒民警" in city and "谨防假冒民警" in county
    assert stranger.get("/notices/harbour-boats/").status_code == 404
    assert "渔汛镇码头" in text(stranger.get("/p/sy/notices/harbour-boats/"))
    with inside():
        assert queries.notices(face="", on=date(2020, 1, 1)) == []
    stranger.cookies["django_language"] = "en"
    assert "Beware of callers" in text(stranger.get("/notices/refund-fraud/"))


@pytest.mark.parametrize(
    ("kind", "column", "value", "said"),
    [
        ("faces", "colour", "#ffd45c", "对比只有"), ("faces", "colour", "blue", "颜色写成"),
        ("faces", "host", "http://x", "域名写成"), ("notices", "to", "2020-01-01", "早于"),
        ("site_info", "code", "fax", "没有这一项"),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_refused(city, kind, column, value, said):
    rows = [dict(row) for row in tables.current(kind=kind)]
    rows[0][column] = value
    assert any(said in fault for fault in tables.faults(kind=kind, payload=rows))


def test_reading_aids_are_remembered(stranger):
    told = {"density": "", "size": "larger", "helps": ["contrast", "aloud"], "next": "/contact/"}
    assert stranger.post("/settings/reading/", told).url == "/contact/"
    page = text(stranger.get("/"))
    assert 'data-aids="aloud contrast larger"' in page
    assert "data-aloud" in page
    form = text(stranger.get("/settings/reading/"))
    assert len(re.findall(r"\bchecked\b", form)) == 4
    stranger.post("/settings/reading/", {"density": ""})
    assert "data-aids" not in text(stranger.get("/"))


def test_a_poster_may_open_the_elders_mode_and_english(stranger):
    first = stranger.get("/track/?elder=1&x=2")
    assert first.url == "/track/?x=2"
    page = text(stranger.get(first.url))
    assert 'data-density="elder"' in page
    assert "不会办？打电话，有人帮您" in page
    assert stranger.get("/?elder=0&lang=en").url == "/"
    assert '<html lang="en"' in text(stranger.get("/"))


def test_an_elder_is_not_asked_what_kind_it_is(citizen):
    citizen.client.cookies["yw_density"] = "elder"
    assert 'name="type"' not in text(citizen.client.get("/appeal/"))
    assert citizen.write(kind="").url == "/appeal/place/"
    assert '"type": "complaint"' in citizen.draft.body
    asked = text(citizen.write(content="嗯嗯", kind=""))
    assert 'name="type"' in asked, "where we cannot guess, we ask"
