"""The front page, the pages that stand still, and every address as a stranger."""

import re

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.sites.portal.citizen import inside, text
from yiwang.cases.counter.models import Publication

PUBLIC = (
    "/", "/appeal/", "/ask/", "/answers/", "/track/", "/track/mine/", "/about/", "/privacy/", "/accessibility/", "/notices/",
    "/contact/", "/sitemap/", "/settings/reading/", "/figures/", "/heard/", "/services/",
    "/verify/",
)  # fmt: skip
OPEN = (*PUBLIC, "/appeal/saved/", "/appeal/places/", "/robots.txt", "/healthz", "/verify/seal.pem")
TO_THE_FIRST_PAGE = ("saved", "place", "contact", "check", "danger", "receipt")


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("density", ["", "elder"])
def test_every_public_page_stands(stranger, address, language, density):
    stranger.cookies["django_language"] = language
    stranger.cookies["yw_density"] = density
    page = text(stranger.get(address))
    assert page.count("<h1") == 1
    assert re.search(r"<title>[^<]+ — [^<]+</title>", page)
    assert ('data-density="elder"' in page) == bool(density)
    assert f'<html lang="{"en" if language == "en" else "zh-CN"}"' in page


@pytest.mark.parametrize("address", PUBLIC)
def test_english_pages_hold_no_chinese_of_ours(stranger, address):
    """What remains is the bureau's name, the Chinese switch, and a term in brackets beside its English."""
    stranger.cookies["django_language"] = "en"
    page = text(stranger.get(address))
    body = re.sub(r"<[^>]*>|云州公安民生服务|云州市公安局|中文|\([^)a-z]*\)", " ", page)
    assert re.findall(r"[㐀-鿿]{2,}", body) == []


def addresses(resolver: URLResolver, before: str = "/"):
    for part in resolver.url_patterns:
        route = before + str(part.pattern)
        if isinstance(part, URLResolver):
            yield from addresses(part, route)
        elif isinstance(part, URLPattern):
            yield (
                route.replace("<int:parcel_id>", "1")
                .replace("<str:number>", "YZ2611-10001-0")
                .replace("<slug:code>", "none")
            )


def test_every_address_as_a_stranger(portal):
    """A public page, a way to the first page of it, or no such thing; never somebody's file, never an error."""
    for address in addresses(get_resolver("yiwang.config.urls_portal")):
        for answer in (Client().get(address), Client().post(address)):
            assert answer.status_code < 500, address
            if answer.status_code == 200:
                assert address in OPEN, address


@pytest.mark.parametrize("page", TO_THE_FIRST_PAGE)
def test_a_stranger_begins_at_the_beginning(stranger, page):
    answer = stranger.get(f"/appeal/{page}/")
    assert answer.status_code == (200 if page == "saved" else 302)


def test_elder_mode_is_remembered_and_left(stranger):
    answer = stranger.post("/settings/density/", {"density": "elder", "next": "/track/"})
    assert answer.url == "/track/"
    assert "有危险，打110" in text(stranger.get("/"))
    stranger.post("/settings/density/", {"density": ""})
    assert "您遇到了什么事" in text(stranger.get("/"))


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_the_switch_leads_nowhere_else(stranger, elsewhere):
    assert stranger.post("/settings/density/", {"density": "elder", "next": elsewhere}).url == "/"


def test_the_language_is_remembered(stranger):
    stranger.post("/settings/language/", {"language": "en", "next": "/"})
    assert '<html lang="en"' in text(stranger.get("/"))


def test_forms_want_the_token(portal):
    guarded = Client(enforce_csrf_checks=True)
    for address in ("/appeal/", "/track/", "/appeal/danger/send/", "/settings/density/"):
        assert guarded.post(address, {}).status_code == 403


def test_the_promises_are_those_in_force(stranger):
    page = text(stranger.get("/"))
    assert "5个工作日内答复" in page
    assert "15个工作日内答复" in page


def test_before_the_rules_are_published_the_door_still_opens(stranger):
    with inside():
        Publication.objects.all().delete()
    assert "哪天答复您" not in text(stranger.get("/"))
    page = stranger.post("/appeal/", {"content": "楼下太吵了", "type": "complaint"})
    assert page.status_code == 503


def test_machines(stranger):
    assert "Disallow: /track/" in text(stranger.get("/robots.txt"))
    assert text(stranger.get("/healthz")).startswith("ok")
    missing = stranger.get("/nothing-here/")
    assert missing.status_code == 404
    assert "没有找到" in text(missing)


def test_queries_are_few(stranger, django_assert_max_num_queries):
    stranger.get("/")
    for address, budget in (("/", 4), ("/appeal/", 1), ("/track/", 1)):
        with django_assert_max_num_queries(budget):
            stranger.get(address)
