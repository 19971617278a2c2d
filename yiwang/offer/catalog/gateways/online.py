"""The client of the list of online items (docs/services.md, "Online elsewhere"): JSON over HTTP, page by page; and whether a link
still answers.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

TIMEOUT = httpx.Timeout(8.0, connect=3.0)
LARGEST = 8 * 1024 * 1024
PAGES_MOST = 200
_AGENT = "Yiwang-Items/1"
_DEPTHS = frozenset({"I", "II", "III", "IV"})
_ALIVE_BELOW = 400
_WANTS_SIGN_IN = frozenset({401, 403, 405})
"""The page is there, and asks who comes, or does not answer HEAD."""


class Failed(Exception):
    """Nothing came back that can be used; the words say why."""


@dataclass(frozen=True, kw_only=True)
class Online:
    """One item as it is online there. `codes`: national ones or ours, any that is given; `depth` empty: not said."""

    codes: frozenset[str]
    name: str
    depth: str
    url: str


class Lister:
    """The list at one address. `token`: empty where it is open."""

    def __init__(self, *, url: str, token: str = "", client: httpx.Client | None = None) -> None:
        headers = {"user-agent": _AGENT} | ({"authorization": f"Bearer {token}"} if token else {})
        self._url = url
        self._client = client or httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False, headers=headers)

    def items(self) -> Iterator[Online]:
        """All of it. Raises Failed."""
        cursor = ""
        for _ in range(PAGES_MOST):
            page = self._page(cursor)
            yield from (_read(row) for row in page["items"])
            cursor = str(page.get("next") or "")
            if not cursor:
                return
        raise Failed(f"翻了{PAGES_MOST}页还没有完，请核对地址")

    def is_alive(self, url: str) -> bool:
        """Whether the page of an item still answers."""
        try:
            status = self._client.head(url).status_code
        except (httpx.HTTPError, httpx.InvalidURL):
            return False
        return status < _ALIVE_BELOW or status in _WANTS_SIGN_IN

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _page(self, cursor: str) -> Mapping[str, Any]:
        try:
            answer = self._client.get(self._url, params={"cursor": cursor} if cursor else {})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Failed("连不上对方的清单，请核对地址和网络") from error
        if answer.status_code != httpx.codes.OK:
            raise Failed(f"对方回答{answer.status_code}，没有给清单")
        try:
            page = json.loads(answer.content[: LARGEST + 1])
        except ValueError as error:
            raise Failed("对方的清单读不懂，要是JSON") from error
        if not isinstance(page, dict) or not isinstance(page.get("items"), list):
            raise Failed("对方的清单里没有items")
        return page


def _read(row: Any) -> Online:
    if not isinstance(row, dict) or not str(row.get("name") or "").strip():
        raise Failed("对方的清单里有一项没有名称")
    codes = row.get("codes")
    given = [row.get("code"), *(codes.values() if isinstance(codes, dict) else ())]
    depth = str(row.get("depth") or "")
    return Online(
        codes=frozenset(str(code) for code in given if code), name=str(row["name"]).strip(),
        depth=depth if depth in _DEPTHS else "", url=str(row.get("url") or ""),
    )  # fmt: skip
