"""Speaking to another platform over HTTPS: a report told, items fetched, a test call. Errors are outcomes, never raised."""

import ipaddress
import json
import socket
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import httpx

from yiwang.cases.channels.gateways import signing
from yiwang.cases.channels.states import PATHS

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
MOST_BYTES = 4 << 20
"""Of one answer; a page of items is far smaller."""
AGENT = "Yiwang-Exchange/1"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Forbidden(Exception):
    """An address that may not be spoken to; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What came of one call. `status` 0: nobody answered; `trouble`: a code of `states.TROUBLES`, empty where it went well."""

    status: int
    trouble: str = ""
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def is_final(self) -> bool:
        """The other side read it and will say the same next time: wrong fields, wrong secret, no such order."""
        return 400 <= self.status < 500 and self.status not in (408, 425, 429)


@dataclass(frozen=True, kw_only=True)
class Line:
    """The way to one platform. `paths`: its own, by what they are for; `taken`: what an answer must hold besides a 200."""

    base_url: str
    secret: str
    networks: Sequence[Network]
    now: Callable[[], float]
    paths: Mapping[str, str] = field(default_factory=dict)
    taken: Mapping[str, Any] = field(default_factory=dict)

    def tell(self, *, kind: str, order_id: str, body: dict[str, Any]) -> Said:
        """Tell a report. Repeated with the same body it is the same report."""
        path = self.paths.get(kind) or self.paths.get("reports") or PATHS["reports"]
        said = self._call("POST", path.replace("{order_id}", quote(order_id, safe="")), body)
        return said if said.trouble or self._is_taken(said) else Said(status=said.status, trouble="refused")

    def fetch(self, *, cursor: str, limit: int) -> Said:
        """A page of what it has for us: `items`, and `next`, the cursor of the following page."""
        query = urlencode({"after": cursor, "limit": limit})
        return self._call("GET", f"{self.paths.get('pull') or PATHS['pull']}?{query}")

    def ping(self) -> Said:
        """A call that changes nothing."""
        return self._call("GET", self.paths.get("ping") or PATHS["ping"])

    def _is_taken(self, said: Said) -> bool:
        name, wanted = str(self.taken.get("field", "")), [str(one) for one in self.taken.get("values", ())]
        return not name or str(said.body.get(name, "")) in wanted

    def _call(self, method: str, path: str, body: dict[str, Any] | None = None) -> Said:
        url = self.base_url.rstrip("/") + path
        content = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
        parts = urlsplit(url)
        asked = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = signing.headers_for(
            secret=self.secret, method=method, path=asked, body=content, at=int(self.now())
        ) | {"user-agent": AGENT, "host": parts.netloc}
        if content:
            headers["content-type"] = "application/json; charset=utf-8"
        try:
            address = checked(url, self.networks)
        except Forbidden:
            return Said(status=0, trouble="forbidden")
        except (OSError, UnicodeError):
            return Said(status=0, trouble="unreached")
        return _sent(method, httpx.URL(url).copy_with(host=address), headers, content, parts.hostname or "")


def _sent(method: str, url: httpx.URL, headers: dict[str, str], content: bytes, host: str) -> Said:
    """Over a connection to the very address that was checked; redirects are not followed."""
    extensions = {"sni_hostname": host} if url.scheme == "https" else {}
    try:
        with (
            httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client,
            client.stream(method, url, headers=headers, content=content, extensions=extensions) as response,
        ):
            read = b""
            for part in response.iter_bytes():
                read += part
                if len(read) > MOST_BYTES:
                    return Said(status=response.status_code, trouble="broken")
    except httpx.TimeoutException:
        return Said(status=0, trouble="timeout")
    except httpx.ConnectError as error:
        is_tls = "certificate" in str(error).lower() or "ssl" in str(error).lower()
        return Said(status=0, trouble="tls" if is_tls else "unreached")
    except (httpx.HTTPError, httpx.InvalidURL):
        return Said(status=0, trouble="broken")
    return _read(response.status_code, read)


def _read(status: int, content: bytes) -> Said:
    if not 200 <= status < 300:
        return Said(status=status, trouble="refused")
    try:
        body = json.loads(content) if content.strip() else {}
    except (ValueError, RecursionError):
        return Said(status=status, trouble="broken")
    return Said(status=status, body=body if isinstance(body, dict) else {})


def checked(url: str, networks: Sequence[Network]) -> str:
    """An address of the host that may be spoken to. Forbidden: not https, or an inner network that nobody named."""
    parts = urlsplit(url)
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.username or parts.password:
        raise Forbidden("地址写得不对，请写成https://host/path")
    found = socket.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    for address in addresses:
        is_named = any(address in network for network in networks if network.version == address.version)
        if parts.scheme == "http" and not (is_named and address.is_loopback):
            raise Forbidden("只能用https，工单不能明文走")
        if not is_named and (not address.is_global or address.is_multicast):
            raise Forbidden("这个地址在内部网络里，要先在YIWANG_WEBHOOK_NETWORKS里写明")
    return str(addresses[0])
