"""Webhooks over HTTP: signed as Standard Webhooks asks, never into a network that nobody named, never along a redirect."""

import base64
import hashlib
import hmac
import ipaddress
import secrets
import socket
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

TIMEOUT = httpx.Timeout(10.0, connect=5.0)
"""Seconds. A receiver answers at once and works afterwards."""
PREFIX = "whsec_"
_SECRET_BYTES = 32
_SKEW_SECONDS = 300
AGENT = "Yiwang-Webhooks/1"

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of one delivery. `status` 0: nobody answered; `error` says why in a word, never what was answered."""

    status: int
    error: str = ""

    @property
    def is_taken(self) -> bool:
        """The receiver has it."""
        return 200 <= self.status < 300

    @property
    def is_gone(self) -> bool:
        """410: the receiver wants no more of them."""
        return self.status == httpx.codes.GONE


class Forbidden(Exception):
    """An address that webhooks may not go to; the sentence says why."""


def new_secret() -> str:
    """A signing secret in the form of Standard Webhooks: `whsec_` and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def sign(*, secret: str, id: str, at: int, body: bytes) -> str:
    """`v1,…`: HMAC-SHA256 over id, timestamp and body, joined by points."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    digest = hmac.new(key, f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(digest).decode()}"


def verify(*, secret: str, headers: Mapping[str, str], body: bytes, now: float) -> bool:
    """Whether a delivery is ours and fresh: what a receiver does. Header names in lower case."""
    at = headers.get("webhook-timestamp", "")
    if not at.isdigit() or abs(now - int(at)) > _SKEW_SECONDS:
        return False
    ours = sign(secret=secret, id=headers.get("webhook-id", ""), at=int(at), body=body)
    return any(hmac.compare_digest(ours, theirs) for theirs in headers.get("webhook-signature", "").split())


def headers_of(*, secrets_: Sequence[str], id: str, at: int, body: bytes) -> dict[str, str]:
    """What goes with a body. Two secrets while one is being replaced: the receiver may check either."""
    return {
        "content-type": "application/json",
        "user-agent": AGENT,
        "webhook-id": id,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(sign(secret=one, id=id, at=at, body=body) for one in secrets_),
    }


def read_networks(text: str) -> tuple[Network, ...]:
    """`10.20.0.0/16,127.0.0.0/8` as networks."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


def check_url(url: str, networks: Iterable[Network]) -> None:
    """Forbidden, with why, unless webhooks may go there as far as the address alone can tell; its host is looked up later."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Forbidden("地址写得不对，请写成https://host/path") from error
    if parts.scheme not in ("https", "http") or not parts.hostname or port == 0 or not url.isascii():
        raise Forbidden("地址写得不对，请写成https://host/path")
    if parts.username or parts.password or parts.fragment or "\\" in url or any(sign.isspace() for sign in url):
        raise Forbidden("地址里不能有用户名、密码、#号和空格")
    literal = _literal(parts.hostname)
    if literal is not None:
        _check_address(literal, parts.scheme, networks)
    elif parts.scheme == "http" and parts.hostname != "localhost":
        raise Forbidden("只能用https，推送的内容和签名不能明文走")


def post(
    *, url: str, headers: Mapping[str, str], body: bytes, networks: Sequence[Network], client: httpx.Client
) -> Outcome:
    """Deliver once. The host is looked up here and the connection goes to the very address that was checked.

    Redirects are not followed, the answer's body is not read. Errors are outcomes; nothing is raised.
    """
    try:
        check_url(url, networks)
        parts = urlsplit(url)
        address = _checked_address(parts.hostname or "", parts.scheme, networks)
    except (Forbidden, OSError, UnicodeError) as error:
        return Outcome(status=0, error="forbidden" if isinstance(error, Forbidden) else "unknown_host")
    pinned = httpx.URL(url).copy_with(host=str(address))
    sent = dict(headers) | {"host": parts.netloc}
    extensions = {"sni_hostname": parts.hostname} if parts.scheme == "https" else {}
    try:
        with client.stream("POST", pinned, headers=sent, content=body, extensions=extensions) as response:
            return Outcome(status=response.status_code, error="" if response.is_success else "refused")
    except httpx.TimeoutException:
        return Outcome(status=0, error="timeout")
    except httpx.ConnectError as error:
        is_tls = "certificate" in str(error).lower() or "ssl" in str(error).lower()
        return Outcome(status=0, error="tls" if is_tls else "unreached")
    except (httpx.HTTPError, httpx.InvalidURL):
        return Outcome(status=0, error="broken")


def new_client(timeout: httpx.Timeout = TIMEOUT) -> httpx.Client:
    """Connections of one round; no proxy, no cookies, no redirects."""
    return httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _checked_address(host: str, scheme: str, networks: Sequence[Network]) -> Address:
    """One address of the host that may be spoken to; Forbidden where any of them may not: names that point inwards lie."""
    found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not addresses:
        raise Forbidden("没有找到这个主机")
    for address in addresses:
        _check_address(address, scheme, networks)
    return addresses[0]


def _check_address(address: Address, scheme: str, networks: Iterable[Network]) -> None:
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    real = mapped or address
    is_named = any(real in network for network in networks if network.version == real.version)
    if scheme == "http" and not (is_named and real.is_loopback):
        raise Forbidden("只能用https，推送的内容和签名不能明文走")
    if not is_named and (not real.is_global or real.is_multicast):
        raise Forbidden("这个地址在内部网络里，要先由系统管理员在YIWANG_WEBHOOK_NETWORKS里写明")
