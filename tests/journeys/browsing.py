"""What the stories share: the running demo, a reader with a browser, what axe says of a page."""

import json
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

_PARTS = """
    [...new Set([...document.querySelectorAll('*')].map(part => part.tagName + '.' + (part.getAttribute('class') || '')))]
        .sort().join(' ')
"""
_LOOKED_AT: set[tuple[str, ...]] = set()
_CHROME = (".yw-head__links", ".yw-sos", ".yw-rail", ".yw-top", ".yw-keys", ".yw-moves", ".yw-foot ul", ".yw-skip")
"""What belongs to the screen."""
_EXPECTED = re.compile(r"status of (422|429|404)")
"""A refused form is an answer, though the browser's console calls it an error."""


@dataclass(frozen=True)
class Demo:
    """A running demo: its doors and sandboxes on neighbouring ports."""

    port: int
    data_dir: Path

    @property
    def portal(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def workbench(self) -> str:
        return f"http://127.0.0.1:{self.port + 1}"

    @property
    def sandbox(self) -> str:
        return f"http://127.0.0.1:{self.port + 2}"

    @staticmethod
    def wait_until_ready(process: "subprocess.Popen[bytes]", log: Path, *, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            said = log.read_text()
            if re.search(r"^ready", said, re.M):
                return
            assert process.poll() is None, said[-3000:]
            time.sleep(0.2)
        raise AssertionError(f"not ready after {seconds} s: {log.read_text()[-3000:]}")

    def messages(self, phone: str) -> list[dict[str, Any]]:
        """What a phone got, newest first."""
        with urllib.request.urlopen(f"{self.sandbox}/phones/{phone}.json") as answer:
            said = json.load(answer)
        return said if isinstance(said, list) else said["messages"]

    def message(self, phone: str, pattern: str, *, seconds: float = 20) -> str:
        """The first group of the newest message that matches, as soon as it came."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for message in self.messages(phone):
                if found := re.search(pattern, json.dumps(message, ensure_ascii=False)):
                    return found[1]
            time.sleep(0.2)
        raise AssertionError(f"no message like {pattern} on {phone}: {self.messages(phone)}")


@dataclass
class Reader:
    """One browser window. `faults`: what went wrong in it, beside what the story checks."""

    page: Page
    context: BrowserContext
    demo: Demo
    width: int
    has_scripts: bool
    faults: list[str] = field(default_factory=list)

    @classmethod
    def at(cls, browser: Browser, demo: Demo, *, width: int, scripts: bool = True) -> Iterator["Reader"]:
        """Open a window; when the story is over, nothing may have gone wrong in it."""
        context = browser.new_context(
            viewport={"width": width, "height": 900}, locale="zh-CN", java_script_enabled=scripts
        )
        context.set_default_timeout(40_000)
        reader = cls(context.new_page(), context, demo, width, scripts)
        reader.page.on("console", reader._heard)
        reader.page.on("pageerror", lambda error: reader.faults.append(f"script: {error}"))
        yield reader
        context.close()
        assert not reader.faults, reader.faults

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not _EXPECTED.search(message.text):
            self.faults.append(f"console: {message.text} at {self.page.url}")

    def open(self, path: str) -> None:
        self.page.goto(self.demo.portal + path)

    def go_on(self, label: str = "继续") -> None:
        """Press the button of the form that says so, and see the page that follows."""
        self.page.locator("button:visible", has_text=label).last.click()
        self.page.wait_for_load_state()

    def opens(self, number: str, code: str) -> None:
        """A file by the code in the text, which may be here before the file is on the portal's side: then typed again, as anybody
        would, and seldom enough not to be taken for guessing.
        """
        self.open(f"/t/{number}")
        for _ in range(4):
            self.page.fill("#id_code", code)
            with self.page.expect_navigation():
                self.page.locator("button:visible", has_text="查进度").last.click()
            if not self.page.locator("#id_code").count():
                return
            self.page.wait_for_timeout(8_000)
        raise AssertionError(self.page.inner_text("main"))

    def tap(self, label: str) -> None:
        """Follow the first link that says so."""
        self.page.locator("a:visible", has_text=label).first.click()
        self.page.wait_for_load_state()

    def says(self, words: str, *, seconds: float = 40) -> None:
        """The page says it, now or soon."""
        self.page.get_by_text(words).first.wait_for(timeout=seconds * 1000)

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text().replace("\n", "")

    def on_paper(self, *words: str) -> None:
        """A print shows these words, folded ones too, and when it was made; nothing to press; black on white for everybody."""
        self.page.emulate_media(media="print")
        self.page.locator("html").evaluate("html => html.dataset.aids = 'contrast'")
        shown = self.page.locator("body").inner_text()
        assert [word for word in (*words, "打印时间") if word not in shown] == [], self.page.url
        for chrome in (*_CHROME, "main button", "main .yw-btn", "main a.yw-chip"):
            assert self.page.locator(f"{chrome} >> visible=true").count() == 0, (self.page.url, chrome)
        for head in self.page.locator(".yw-table thead >> visible=true").all():
            assert (head.bounding_box() or {"height": 0})["height"] > 5, "a table is folded as on a phone"
        inked = self.page.evaluate(
            "(({backgroundColor, color}) => [backgroundColor, color])(getComputedStyle(document.body))"
        )
        assert inked == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"], self.page.url
        self.page.locator("html").evaluate("html => delete html.dataset.aids")
        self.page.emulate_media(media="screen")

    def _kind(self) -> tuple[str, ...]:
        """What makes a page another one for axe: its address without numbers, its parts, how it looks, how wide it is."""
        made_of = self.page.evaluate(_PARTS)
        return re.sub(r"[0-9A-Za-z]*\d[\w-]*", "#", self.page.url), made_of, str(self.width)

    def look(self) -> None:
        """What any page must be: one h1, no sideways scroll, nothing that axe finds. Pages alike are shown to axe once."""
        self.page.locator("h1").first.wait_for(state="attached")  # a page that was asked for may still be on its way
        assert self.page.locator("h1").count() == 1, self.page.url
        if not self.has_scripts:
            return
        wide = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        if (kind := self._kind()) in _LOOKED_AT:
            return
        _LOOKED_AT.add(kind)
        found = Axe().run(self.page).response["violations"]
        faults = [(fault["id"], [node["html"][:120] for node in fault["nodes"][:3]]) for fault in found]
        assert faults == [], self.page.url
