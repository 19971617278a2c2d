"""Citizens without scripts: real pages of the portal, filled in and sent, whatever breaks on the way."""

import html
import io
import random
import re
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx
from PIL import Image

GIVE_UP_SECONDS = 60.0
CODE_SECONDS = 8.0
STREETS = ("镜川区鼓前街道鼓楼花园", "镜川区文津街道", "镜川区南城根街道", "镜川区榴园街道")


@dataclass(frozen=True)
class Ack:
    """What a citizen was shown: from here on it may not be lost. `mark` stands in the words of this one matter."""

    mark: str
    number: str
    code: str
    phone: str
    files: int


@dataclass
class Log:
    """What all citizens saw. `statuses`: answers by status, 0 where no answer came; `torn`: error pages that lost the words."""

    acks: list[Ack] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    torn: list[str] = field(default_factory=list)
    slowest: float = 0.0


class Citizen:
    """One matter of one citizen, page by page; an answer that does not come is asked for again, as people do."""

    def __init__(self, *, portal: str, sandbox: str, mark: str, log: Log, has_phone: bool) -> None:
        self.web = httpx.Client(base_url=portal, follow_redirects=True, timeout=20, trust_env=False)
        self.sandbox, self.mark, self.log, self.has_phone = sandbox, mark, log, has_phone
        self.until = time.monotonic() + GIVE_UP_SECONDS
        self.phone, self.files, self.asked = "", 0, 0.0

    @property
    def words(self) -> str:
        return f"烧烤摊每天晚上十点以后摆到路中间，音箱很响，希望派出所来看看（{self.mark}）。"

    def appeal(self) -> None:
        """From the first page to the receipt."""
        self.log.begun.append(self.mark)
        steps = {"/appeal/": self.tell, "/appeal/place/": self.place, "/appeal/contact/": self.contact,
                 "/appeal/check/": self.send}  # fmt: skip
        page = self.ask("GET", "/appeal/")
        while page is not None and page.url.path != "/appeal/receipt/":
            page = steps[page.url.path](page)
        if page is not None:
            shown = re.findall(r'data-copy="([^"]+)"', page.text)
            assert len(shown) == 2, page.text
            self.log.acks.append(Ack(self.mark, shown[0], shown[1], self.phone, self.files))

    def tell(self, page: httpx.Response) -> httpx.Response | None:
        return self.press(page, content=self.words, type="complaint" if self.has_phone else "report")

    def place(self, page: httpx.Response) -> httpx.Response | None:
        where = {"place": random.choice(STREETS), "go": "1"}
        if self.files or not self.has_phone:
            return self.press(page, **where)
        answer = self.press(page, files={"files": (f"{self.mark}.jpg", photo(), "image/jpeg")}, **where)
        self.files = 1
        return answer

    def contact(self, page: httpx.Response) -> httpx.Response | None:
        if not self.has_phone:
            return self.press(page, how="anonymous", go="1")
        known = {"name": "王女士", "consented": "on"}
        if not self.phone or time.monotonic() - self.asked > CODE_SECONDS:
            self.phone, self.asked = f"154{random.randrange(10**8):08d}", time.monotonic()
            return self.press(page, **known, phone=self.phone, ask="1")
        code = self.code()
        return self.press(page, **known, phone=self.phone, code=code, go="1") if code else self.ask("GET", page.url)

    def send(self, page: httpx.Response) -> httpx.Response | None:
        return self.press(page, is_true="on")

    def code(self) -> str:
        """The newest code on the phone's screen."""
        while time.monotonic() - self.asked < CODE_SECONDS:
            with suppress(httpx.HTTPError):
                for message in httpx.get(f"{self.sandbox}/phones/{self.phone}.json", trust_env=False).json():
                    if found := re.search(r"(?<!\d)\d{6}(?!\d)", message["content"]):
                        return found[0]
            time.sleep(0.2)
        return ""

    def press(self, page: httpx.Response, *, files: Any = None, **fields: str) -> httpx.Response | None:
        """Send this page's form."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        assert token, page.text
        return self.ask("POST", page.url.copy_with(query=None), {"csrfmiddlewaretoken": token[1], **fields}, files)

    def ask(
        self, method: str, url: Any, data: dict[str, str] | None = None, files: Any = None
    ) -> httpx.Response | None:
        """Until an answer comes that is none of trouble; None after a minute. An error page must give back what was typed."""
        while time.monotonic() < self.until:
            began = time.monotonic()
            try:
                answer = self.web.request(method, url, data=data, files=files)
            except httpx.HTTPError:
                self.log.statuses[0] += 1
                time.sleep(0.3)
                continue
            self.log.slowest = max(self.log.slowest, time.monotonic() - began)
            self.log.statuses[answer.status_code] += 1
            if answer.status_code < 500:
                return answer
            if answer.request.method == "POST" and data:
                self.look_again(answer, data)
            time.sleep(0.3)
        return None

    def look_again(self, answer: httpx.Response, data: dict[str, str]) -> None:
        """The page that says "later" holds everything that was typed, ready to be sent again."""
        kept = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', answer.text))
        typed = {name: value for name, value in data.items() if name != "csrfmiddlewaretoken"}
        lost = [name for name, value in typed.items() if html.unescape(kept.get(name, "")) != value]
        if lost:
            self.log.torn.append(f"{answer.status_code} {answer.url.path}: {lost}")


def photo() -> bytes:
    """A picture that no other citizen sends."""
    picture = Image.effect_noise((320, 240), random.uniform(20, 90)).convert("RGB")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80)
    return out.getvalue()


class Crowd:
    """A few citizens at once, one matter after the other, until told to stop; each finishes what was begun."""

    def __init__(self, *, portal: str, sandbox: str, name: str, size: int) -> None:
        self.portal, self.sandbox, self.name, self.size = portal, sandbox, name, size
        self.log, self._enough, self._count = Log(), threading.Event(), iter(range(10**6))
        self._lock, self._threads, self.failures = threading.Lock(), list[threading.Thread](), list[BaseException]()

    def __enter__(self) -> "Crowd":
        self._threads = [threading.Thread(target=self._live, daemon=True) for _ in range(self.size)]
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._enough.set()
        for thread in self._threads:
            thread.join(GIVE_UP_SECONDS + 30)

    def _live(self) -> None:
        while not self._enough.is_set():
            with self._lock:
                number = next(self._count)
            mark = f"{self.name}{number:04d}号"
            try:
                Citizen(
                    portal=self.portal, sandbox=self.sandbox, mark=mark, log=self.log, has_phone=number % 2 == 0
                ).appeal()
            except BaseException as error:
                self.failures.append(error)
                return
