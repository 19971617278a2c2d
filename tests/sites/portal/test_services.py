"""办事: a service found by whatever somebody writes, and its guide, under the portal's own role."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import services
from tests.sites.portal.citizen import inside, text
from yiwang.cases.counter import commands as counter
from yiwang.cases.counter import queries
from yiwang.cases.counter.models import PublicGuide
from yiwang.kit import memory
from yiwang.kit.actor import Actor
from yiwang.offer.catalog import queries as catalog

ID_CARD = "/services/test.id_card/"


@pytest.fixture
def published(portal):
    with inside():
        services.three()
    memory.forget()


def names(client, words: str) -> list[str]:
    page = text(client.get("/services/", {"q": words}))
    return [name for name in ("居民身份证补领换领", "普通护照签发", "户口迁移") if f">{name}</a>" in page]


@pytest.mark.parametrize(
    "words",
    [
        "身份证丢了", "身份证", "shenfenzheng", "sfz", "shengfenzheng", "身分证丢了", "深份证", "我的身份证丢了怎么办", "ID card",
        "补办身份证", "shenfen zheng",
    ],
)  # fmt: skip
def test_found_by_whatever_somebody_writes(published, stranger, words):
    assert names(stranger, words)[:1] == ["居民身份证补领换领"]


@pytest.mark.parametrize(
    ("words", "name"),
    [("huzhao", "普通护照签发"), ("hz", "普通护照签发"), ("落户", "户口迁移"), ("迁户囗", "户口迁移")],
)
def test_another_is_found_alone(published, stranger, words, name):
    assert names(stranger, words) == [name]


def test_nothing_alike_says_so_and_leads_on(published, stranger):
    page = text(stranger.get("/services/", {"q": "量子力学"}))
    assert "没有找到这件事" in page and "人生大事" in page


def test_by_theme_life_event_and_line(published, stranger):
    with inside():
        services.laid(
            "test.party", services.HUKOU | {"line": "patrol", "guide": {"theme": "集会", "life_events": ["办会"]}}
        )
        services.laid("test.other", services.PASSPORT | {"name": {"zh": "别的事"}})
    memory.forget()
    for asked in ({"theme": "集会"}, {"event": "办会", "page": "x"}, {"line": "patrol"}):
        page = text(stranger.get("/services/", asked))
        assert "/services/test.party/" in page and "/services/test.other/" not in page


def test_a_guide_narrows_by_what_is_answered(published, stranger):
    whole = text(stranger.get(ID_CARD))
    assert "原身份证" in whole and "丢失声明" in whole and "急用吗" not in whole
    page = text(stranger.get(ID_CARD, {"s_reason": "0"}))
    assert "急用吗" in page
    page = text(stranger.get(ID_CARD, {"s_reason": "0", "s_rush": "1"}))
    assert "丢失声明" in page and "原身份证" not in page and "考生先办" in page
    assert "40<small>元" in page and "20<small>天" in page and "不用交" in page
    assert "60天；交通不便地区可再延30日" in page and "冒用、盗用他人身份申领的" in page
    assert "请到就近的中国使领馆问" in text(stranger.get(ID_CARD, {"s_reason": "2"}))
    assert stranger.get(ID_CARD, {"s_reason": "99", "s_rush": "x"}).status_code == 200


def test_the_picture_is_read_aloud_and_the_vacancy_shows(published, stranger):
    page = text(stranger.get(ID_CARD))
    assert 'aria-label="流程图：网上申请，您；受理，民警，1个工作日' in page
    assert "暂时空缺" in page
    assert "收件地址" in text(stranger.get(f"{ID_CARD}blank/"))


def test_advice_before_filing_is_a_consultation_about_it(published, stranger):
    page = text(stranger.get("/appeal/", {"type": "consult", "item": "test.id_card"}))
    assert "我想办“居民身份证补领换领”，想先问清楚：" in page
    assert "想先问清楚" not in text(stranger.get("/appeal/", {"item": "none"}))


def test_few_statements(published, stranger):
    stranger.get("/services/", {"q": "护照"})
    for address, asked, most in (("/services/", {"q": "身份证"}, 5), (ID_CARD, {}, 3), ("/services/", {}, 3)):
        with CaptureQueriesContext(connection) as found:
            stranger.get(address, asked)
        assert len(found) <= most, [one["sql"][:90] for one in found]


def test_in_english_where_the_document_has_it(published, stranger):
    stranger.cookies["django_language"] = "en"
    assert "Reissue or renewal of resident ID card" in text(stranger.get(ID_CARD))
    assert "Reissue or renewal" in text(stranger.get("/services/", {"q": "renewal"}))


def test_taken_down_it_is_gone(published, stranger):
    with inside():
        PublicGuide.objects.filter(key="test.hukou").update(key="test.gone")
        assert counter.renew_guides(by=Actor.job("x")) >= 2
        assert counter.renew_guides(by=Actor.job("x")) == 0
        assert PublicGuide.objects.get(key="test.gone").body is None
        assert catalog.find_in_force(code="test.hukou")
    assert stranger.get("/services/test.gone/").status_code == 404
    assert queries.guide_names(keys=["test.gone", "test.hukou"]).keys() == {"test.hukou"}
    assert stranger.get("/services/none/").status_code == 404
