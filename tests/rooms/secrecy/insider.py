"""An insider at every door: all addresses of the workbench, what may be asked of them, and what two looks differ in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from csv import DictReader
from dataclasses import dataclass, field
from difflib import unified_diff
from io import BytesIO
from typing import Any
from zipfile import ZipFile
from zlib import crc32

from django.db import transaction
from django.urls import URLResolver, get_resolver

from tests.rooms.secrecy.world import Secret
from tests.sites.workbench.desk.conftest import Seat
from yiwang.cases.appeals.models import Appeal
from yiwang.config.seed import DEMO
from yiwang.kit import memory

NOT_ASKED = ("logout/", "gallery/")
"""The way out, and a page of components that exists for developers only."""
OTHERWISE = ("offices/events/", "offices/looks/", "health/")
"""Asked by tests of their own: the audit office sees the acts of all files but those about the auditor; the lights of the house
tell the system office how many messages and jobs wait at this moment, of all files together."""
DESK = "10.1.2.3"
"""Where an officer sits: not at the server itself, which alone may read its figures."""
DESKS = (
    "/inbox", "/cases", "/messages", "/search", "/orders", "/requests", "/paused", "/undecided", "/nodes", "/consultations",
    "/bulk", "/me/", "/today", "/units", "/approvals",
)  # fmt: skip
"""Where an officer of a unit finds files."""
OWN = re.compile(
    r'csrfmiddlewaretoken" value="[^"]*"|name="nonce" value="[^"]*"|nonce-[\w+/=-]+|[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}'
    r"|seen=[\w.-]*|hx-headers='[^']*'|yw-[0-9a-f]{8}\b|^(?:python|process)_.*$|^yiwang_request.*$"
    r'|<p class="yw-printed">.*?</p>',
    re.M,
)
"""What is another at each look by itself: marks of forms, names of boxes, how the process feels, and what a print
says of itself: its minute and the address that was asked for."""


Look = tuple[str, str, dict[str, str]]
"""Method, address, fields."""


@dataclass(frozen=True)
class Door:
    """One address as the table of addresses has it, and the names of what it takes."""

    route: str
    takes: tuple[str, ...]

    def at(self, **given: Any) -> str:
        """The address with these values in it."""
        return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(given[found[1]]), self.route)

    def is_for(self, keys: Mapping[str, Any]) -> bool:
        """Whether it takes something of a file, and nothing that is not known of it."""
        return bool(self.takes) and set(self.takes) <= set(keys)

    def falls_to(self, code: str, everyone: Sequence[str]) -> bool:
        """Whether this one of them tries the address, where each is tried by one: by its place in the alphabet of addresses."""
        return crc32(self.route.encode()) % len(everyone) == everyone.index(code)


def doors(urlconf: str = "yiwang.config.urls_workbench") -> list[Door]:
    """Every address there is; a new one is attacked from the day it comes."""
    return [one for one in _walk(get_resolver(urlconf), "", ()) if not one.route.endswith(NOT_ASKED)]


def _walk(resolver: Any, prefix: str, takes: tuple[str, ...]) -> Iterator[Door]:
    for one in resolver.url_patterns:
        route, names = prefix + str(one.pattern), (*takes, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _walk(one, route, names)
        else:
            yield Door(route, names)


def keys_of(appeal: Appeal) -> dict[str, tuple[object, object]]:
    """Of each kind of key one that hangs on the file, and one that nothing has."""
    contact = appeal.case.contacts.first()
    file, none = contact.pk if contact else 1, 999_999_999
    return dict.fromkeys(("file_id", "key", "part_id"), (file, none)) | {"kind": ("receipt", "receipt")}


def questions(secret: Secret) -> list[Look]:
    """What may be typed to find this file: method, address, fields. Words, numbers, people, their last four, filters."""
    asked = [
        ("GET", "/search/", {"q": word}) for word in (*secret.canaries, secret.number, secret.phone[-4:], secret.phone)
    ]
    asked += [("GET", "/search/", {"q": f"{secret.canaries[0]} 盐场"}), ("GET", "/cases/", {"q": secret.canaries[0]})]
    people = {"phone": secret.phone, "phone_last4": secret.phone[-4:], "name": secret.person}
    asked += [("POST", "/people/", {"kind": kind, "said": said, "purpose": "回访"}) for kind, said in people.items()]
    asked += [("POST", "/centre/history/", {"phone": secret.phone})]
    asked += [("POST", "/incoming/find/", {"said": secret.phone, "purpose": "回访"})]
    asked += [("POST", "/register/suggest/", {"content": secret.words, "channel": "hotline", "phone": secret.phone})]
    return asked


def lists() -> list[Look]:
    """Every address that takes nothing; and lists narrowed by state, unit, kind, day, lateness, figures of other periods."""
    narrowed: list[Mapping[str, str]] = [
        {"state": "handling"}, {"late": "1"}, {"unit": "yz"}, {"type": "complaint"},
        {"category": "conduct.corruption"}, {"scope": "all"},
    ]  # fmt: skip
    asked = [("GET", one.at(), {}) for one in doors() if not one.takes and one.route not in OTHERWISE]
    asked += [("GET", "/cases/", dict(one)) for one in narrowed]
    asked += [("GET", "/figures/channels/", {"period": "year"}), ("GET", "/incoming/", {"show": "all"})]
    return asked


def everybody() -> list[str]:
    """Codes of the officers of the demo city whose post is not where a matter of these tests may be sealed to, and who was not
    told of one on the telephone (`world.called_in`): who took a call knows it.
    """
    with (
        (DEMO / "officers.csv").open(encoding="utf-8") as rows,
        (DEMO / "officers_more.csv").open(encoding="utf-8") as more,
    ):
        serving = [*DictReader(rows), *DictReader(more)]
    told = {"ma.lin"}
    return sorted({row["code"] for row in serving if not row["unit"].endswith(("inspection", "discipline"))} - told)


@dataclass
class Insider:
    """Somebody at the workbench, every look undone after it: it leaves no trace that the next would see."""

    code: str
    seat: Seat = field(default_factory=Seat)

    def sit(self) -> "Insider":
        """Signed in."""
        self.seat.raise_request_exception = False
        self.seat.sit(self.code)
        return self

    def ask(self, method: str, path: str, said: Mapping[str, str] | None = None, *, but: Iterable[str] = ()) -> str:
        """Status, where it leads and the text, without what each look has of its own and without the words in `but`."""
        with transaction.atomic():
            answer = self._say(method, path, said or {})
            transaction.set_rollback(True)
        text = f"{answer.status_code} {answer.headers.get('Location', '')}\n{_text_of(answer)}"
        for word in but:
            text = text.replace(word, "〇")
        return OWN.sub("", text)

    def _say(self, method: str, path: str, said: Mapping[str, str]) -> Any:
        send = self.seat.get if method == "GET" else self.seat.post
        return send(path, said, REMOTE_ADDR=DESK)

    def world(self, looked: Iterable[Look]) -> dict[str, str]:
        """Each look with its answer; the process knows nothing of before."""
        memory.forget()
        return {name_of(look): self.ask(*look) for look in looked}

    def again(self, before: Mapping[str, str], looked: Iterable[Look], *, whole: bool) -> dict[str, str]:
        """The same looks once more; unless `whole`, not at doors that are closed to this post whatever lies behind them."""
        open_ = [look for look in looked if whole or not before[name_of(look)].startswith(("404", "405"))]
        return dict(before) | self.world(open_)


def name_of(look: Look) -> str:
    """How a look is called in what it found."""
    method, path, said = look
    return f"{method} {path} {said or ''}"


def _text_of(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if body[:2] == b"PK":
        with ZipFile(BytesIO(body)) as packed:
            return "\n".join(packed.read(name).decode(errors="replace") for name in sorted(packed.namelist()))
    return body.decode(errors="replace")


def differs(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """What changed, each change once with the first look that shows it; empty where nothing did."""
    found: dict[str, list[str]] = {}
    for look in before:
        if before[look] != after[look]:
            found.setdefault(lines(before[look], after[look]), []).append(look)
    return "\n\n".join(f"{looks[0]} (+{len(looks) - 1})\n{lines}" for lines, looks in found.items())


def lines(before: str, after: str) -> str:
    parts = [text.replace("><", ">\n<").splitlines() for text in (before, after)]
    told = [line for line in unified_diff(*parts, lineterm="", n=0) if not line.startswith("@@")]
    return "\n".join(line.strip()[:200] for line in told[2:14])
