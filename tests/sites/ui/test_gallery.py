"""The gallery in a real browser: both doors, phone and desk, elders, the wall screen; under the production's own policy."""

import threading
from collections.abc import Iterator
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from playwright.sync_api import Browser, Page

from tests import chromium

from .helpers import Html

LOOKS = [
    ("portal", 1440, "", ""), ("portal", 390, "", ""), ("portal", 390, "elder", ""), ("portal", 1440, "", "dark"),
    ("desk", 1440, "", ""), ("desk", 390, "", ""), ("desk", 1440, "", "dark"),
]  # fmt: skip


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_args: object) -> None:
        pass


class _Static(StaticFilesHandler):
    """Serves static files from the apps whatever DEBUG says."""

    def serve(self, request):
        from django.contrib.staticfiles.views import serve

        return serve(request, self.file_path(request.path), insecure=True)


@pytest.fixture
def address(alone, set_house) -> Iterator[str]:
    set_house(demo=True)
    alone.ALLOWED_HOSTS = ["127.0.0.1"]
    server: WSGIServer = make_server("127.0.0.1", 0, _Static(WSGIHandler()), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/design/"
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium.opened() as browser:
        yield browser


@pytest.fixture
def open_page(browser, address):
    contexts = []

    def opened(query: str = "", *, width: int = 1440, density: str = "", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=script
        )
        contexts.append(context)
        if density:
            context.add_cookies([{"name": "yw_density", "value": density, "url": address}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda line: page.faults.append(line.text) if line.type in ("error", "warning") else None)
        page.goto(address + query)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize(("door", "width", "density", "theme"), LOOKS)
def test_axe_finds_nothing_and_the_policy_blocks_nothing(open_page, door, width, density, theme):
    page = open_page(f"?door={door}&theme={theme}", width=width, density=density)
    found = Axe().run(page).response["violations"]
    assert not found, [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found]
    assert not page.faults


@pytest.mark.parametrize("query", ["?door=portal", "?door=desk", "?door=portal&lang=en", "?door=desk&lang=en"])
@pytest.mark.parametrize("density", ["", "elder"])
def test_no_sideways_scrolling_at_320(open_page, query, density):
    page = open_page(query, width=320, density=density)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_targets_are_large_enough(open_page):
    """48 px on the portal, 64 for elders: buttons and fields; a box's target is the whole choice around it."""
    for density, least in (("", 44), ("elder", 60)):
        page = open_page("?door=portal", width=390, density=density)
        small = page.evaluate(
            """least => [...document.querySelectorAll('.yw-btn, .yw-in, .yw-opt, .yw-head__links button')]
                .filter(e => e.offsetParent && !e.matches('.yw-opt input') && e.getBoundingClientRect().height < least - .5)
                .map(e => e.outerHTML.slice(0, 90))""",
            least,
        )
        assert not small, (density, small)


def test_error_summary_takes_the_focus_and_leads_into_the_field(open_page):
    page = open_page("?door=portal")
    assert page.evaluate("document.activeElement.className") == "yw-errsum"
    page.click(".yw-errsum a >> nth=1")
    assert page.evaluate("document.activeElement.id") == "id_phone"


def test_letters_press_buttons_but_never_inside_a_field(open_page):
    page = open_page("?door=desk")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("r")
    assert page.url.endswith("#draft")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "yw-q"
    page.keyboard.type("lrs2")
    assert page.url.endswith("#draft") and page.input_value("#yw-q") == "lrs2"
    page.keyboard.press("Escape")
    page.keyboard.press("2")
    assert page.is_checked("#kind_1")


def test_j_and_k_walk_the_list_and_enter_opens(open_page):
    page = open_page("?door=desk")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#4"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#2"
    assert page.locator(".yw-rows .is-at").count() == 1
    page.keyboard.press("Enter")
    assert page.url.endswith("#2")


def test_all_keys_are_listed_and_can_be_turned_off(open_page):
    page = open_page("?door=desk")
    page.keyboard.press("?")
    assert page.is_visible("#yw-keys-dialog")
    assert "起草答复" in page.inner_text("#yw-keys-dialog [data-keys-here]")
    page.uncheck("[data-keys-on]")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    assert not page.url.endswith("#draft")


def test_a_dialog_opens_over_the_page_and_gives_the_focus_back(open_page):
    page = open_page("?door=portal")
    page.click("text=撤回诉求")
    assert page.evaluate("document.querySelector('#withdraw').open") and "#withdraw" not in page.url
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.textContent.trim()") == "撤回诉求"


def test_the_draft_comes_back_after_a_lost_page(open_page):
    page = open_page("?door=portal")
    page.fill("#id_what", "北门烧烤摊")
    assert page.inner_text("#id_what_count").startswith("已写5字，最多2000字。")
    page.goto("about:blank")
    page.go_back()
    page.reload()
    assert page.input_value("#id_what") == "北门烧烤摊"


def test_a_file_too_large_is_refused_before_it_is_sent(open_page, tmp_path):
    big, small = tmp_path / "录像.mov", tmp_path / "照片.png"
    with big.open("wb") as file:
        file.truncate(21 * 1024 * 1024)
    small.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 100)
    page = open_page("?door=portal")
    page.set_input_files("#g_files", [str(big), str(small)])
    assert "文件有21 MB，最大20 MB" in page.inner_text("[data-upload-list]")
    assert page.evaluate("[...document.querySelector('#g_files').files].map(f => f.name)") == ["照片.png"]


def test_leaving_quickly_replaces_this_page_in_the_history(open_page):
    page = open_page("?door=portal")
    page.fill("#id_what", "他打我")
    page.wait_for_timeout(700)
    assert page.evaluate("localStorage.length") == 1
    page.route("**/*weather*/**", lambda route: route.fulfill(body="天气", content_type="text/html; charset=utf-8"))
    page.click("[data-quick-exit]")
    page.wait_for_url("**weather**")
    page.go_back()
    assert "/design/" not in page.url


def test_without_script_everything_is_there(open_page):
    page = open_page("?door=desk", script=False)
    page.set_viewport_size({"width": 390, "height": 800})
    page.click(".yw-menu > summary")
    assert page.is_visible(".yw-menu nav >> text=分拨台")
    assert page.is_visible(".yw-toast")


def test_the_toast_counts_down_and_goes_away_unless_looked_at(open_page):
    page = open_page("?door=desk", script=True)
    page.mouse.move(5, 5)
    assert "秒）" in page.inner_text(".yw-toast")
    page.evaluate(
        """() => { const bar = document.querySelector('.yw-toast').cloneNode(true);
        delete bar.dataset.running; bar.dataset.toast = '1'; bar.id = 'short'; document.body.append(bar);
        document.dispatchEvent(new Event('htmx:afterSettle')); }"""
    )
    page.hover("#short")
    page.wait_for_timeout(2500)
    assert page.locator("#short").count() == 1
    page.mouse.move(5, 5)
    page.wait_for_selector("#short", state="detached", timeout=4000)


@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("query", ["", "?door=desk", "?lang=en", "?door=desk&lang=en"])
def test_markup_is_whole(set_house, query):
    set_house(demo=True)
    page = Html(Client().get("/design/" + query).content.decode())
    page.references_resolve()
    assert len(page.all("h1")) == 1 and len(page.all("main")) == 1


@pytest.mark.usefixtures("alone")
def test_outside_the_demo_there_is_no_gallery(set_house):
    set_house(demo=False)
    assert Client().get("/design/").status_code == 404
    assert django_settings.CSRF_FAILURE_VIEW == "yiwang.sites.ui.errors.csrf_failure"
