"""An officer at the workbench: signed in with password and the demo's code, hands on the keys."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser

from tests.journeys.browsing import Demo, Reader

NOISE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"


_sessions: dict[tuple[int, str], list[Any]] = {}
"""A code opens once and there are two a minute: whoever has signed in stays so for the stories that follow."""

TRIES = 20


class Officer(Reader):
    """A browser window at the workbench."""

    def open(self, path: str) -> None:
        """A file that a citizen has just sent may still be on its way in: then it is asked for again, for ten seconds."""
        for _ in range(TRIES if path.startswith(("/case/", "/triage/")) else 1):
            answer = self.page.goto(self.demo.workbench + path)
            if answer is None or answer.status != 404:
                return
            self.page.wait_for_timeout(500)

    def sign_in(self, code: str) -> None:
        """One click on a persona fills the name, the next page the code."""
        self.open(f"/login/?as={code}")
        self.go_on("下一步")
        self.page.locator("button:visible", has_text="登录").last.wait_for(timeout=60_000)
        self.look()
        self.go_on("登录")
        assert "/login/" not in self.page.url

    def tap(self, label: str) -> None:
        """As a reader does; what is folded away is unfolded first."""
        self.page.locator("a", has_text=label).first.wait_for(state="attached")
        self._unfold(".yw-folded:not([open]) a", has_text=label)
        super().tap(label)

    def move(self, name: str) -> None:
        """The button of one move on a file's page, wherever it lies."""
        self._unfold(f".yw-folded:not([open]) #move-{name}")
        self.page.locator(f"#move-{name}").click()
        self.page.wait_for_load_state()

    def _unfold(self, folded: str, **asked: str) -> None:
        if self.page.locator(folded, **asked).count():
            self.page.locator(".yw-folded > summary").first.click()

    def press(self, *keys: str) -> None:
        """Letters of the desk, one after the other; a page that follows is waited for."""
        for key in keys:
            self.page.keyboard.press(key)
            self.page.wait_for_timeout(150)
            self.page.wait_for_load_state()

    def handle(self, number: str, *, note: str, words: str) -> None:
        """Sign, record a call that reached the person, and submit the answer: all by the desk's keys."""
        self.open(f"/case/{number}/")
        self.press("s")
        self.says("签收了")
        self.press("l")
        self.says("怎么联系的")
        self.page.check("#id_kind_0")
        self.page.check("#id_reached_0")
        self.page.fill("#id_note", note)
        self.go_on("记下来")
        self.says("联系情况记下了")
        self.press("r")
        self.page.check("input[name=outcome][value=resolved]")
        self.page.fill("#id_text", words)
        self.go_on("送审")
        self.says("送审了")

    def register(self, words: str, *, phone: str, urgent: bool = False) -> str:
        """登记诉求, by the key C; the number to read out."""
        self.open("/search/")
        self.press("c")
        assert self.heading == "登记诉求"
        self.page.fill("#id_content", words)
        self.page.select_option("#id_type", "complaint")
        self.page.fill("#id_name", "陈先生")
        self.page.fill("#id_phone", phone)
        self.page.set_checked("#id_is_urgent", urgent)
        self.look()
        self.go_on("登记")
        assert self.heading == "登记好了，请念给对方听"
        self.look()
        return self.page.locator("#yw-number [aria-hidden]").inner_text()


@contextmanager
def at_work(browser: Browser, demo: Demo, code: str, *, width: int = 1440) -> Iterator[Officer]:
    """Signed in as this officer of the demo; nothing may have gone wrong in the window when it closes."""
    window = contextmanager(Officer.at)(browser, demo, width=width)
    with window as officer:
        assert isinstance(officer, Officer)
        if known := _sessions.get((demo.port, code)):
            officer.context.add_cookies(known)
        else:
            officer.sign_in(code)
            _sessions[(demo.port, code)] = officer.context.cookies()
        yield officer
