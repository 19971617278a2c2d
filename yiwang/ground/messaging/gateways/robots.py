"""What the group robots of 企业微信 and 钉钉 share: where they may live, how they are spoken to, how their answers are read."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from yiwang.ground.messaging.gateways.base import Rejected, TooFast, Uncertain, Unreached

TIMEOUT = httpx.Timeout(6.0, connect=3.0)
"""Seconds."""
A_MINUTE = 20
"""Messages one robot may post a minute, at both apps."""
AGENT = "Yiwang-Robots/1"


class BadAddress(ValueError):
    """An address that no robot of ours may have; the sentence says why."""


@dataclass(frozen=True, kw_only=True)
class App:
    """One app's way of answering. `hosts`: where it lives; `path`, `key`: its webhook; `slow`: codes for too much at once and
    how long to be silent then; `passing`: codes of its own trouble.
    """

    hosts: frozenset[str]
    path: str
    key: str
    slow: Mapping[int, timedelta]
    passing: frozenset[int]


def check_address(address: str, app: App, more_hosts: frozenset[str] = frozenset()) -> None:
    """BadAddress, with why, unless it is a webhook of this app on one of its hosts.

    `more_hosts`: `host` or `host:port` of an app run on one's own machines; http only where that is this very machine.
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise BadAddress("地址写得不对，请从群机器人的页面整条复制") from error
    host = (parts.hostname or "").lower()
    named = f"{host}:{port}" if port else host
    is_ours = bool({host, named} & more_hosts)
    if parts.scheme != "https" and not (is_ours and parts.scheme == "http" and _is_here(host)):
        raise BadAddress("地址要以https://开头，请从群机器人的页面整条复制")
    if parts.username or parts.password or parts.fragment or any(sign.isspace() for sign in address.strip()):
        raise BadAddress("地址里不能有用户名、密码、#号和空格")
    if not is_ours and (host not in app.hosts or port not in (None, 443)):
        raise BadAddress(f"这个地址不在{'、'.join(sorted(app.hosts))}，自建平台的主机要先写进YIWANG_ROBOT_HOSTS")
    if parts.path != app.path or not parse_qs(parts.query).get(app.key, [""])[0]:
        raise BadAddress(f"地址应当是{app.path}?{app.key}=…，请从群机器人的页面整条复制")


def read_hosts(text: str) -> frozenset[str]:
    """`wx.example.cn,10.1.2.3:8443` as hosts."""
    return frozenset(part.strip().lower() for part in text.split(",") if part.strip())


def speak(*, address: str, body: Mapping[str, Any], app: App, timeout: httpx.Timeout = TIMEOUT) -> None:
    """Post once and read the answer. Raises Rejected, TooFast, Unreached, Uncertain. Redirects are not followed."""
    try:
        with httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False) as client:
            response = client.post(address, json=body, headers={"user-agent": AGENT})
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as trouble:
        raise Unreached("unreached") from trouble
    except httpx.HTTPError as trouble:
        raise Uncertain(type(trouble).__name__) from trouble
    _read(response, app)


def _read(response: httpx.Response, app: App) -> None:
    """Nothing where the answer says that it was posted; an answer that cannot be read proves nothing either way."""
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise TooFast("http_429", wait=max(app.slow.values()))
    if response.is_redirect or response.is_client_error:
        raise Rejected(f"http_{response.status_code}", may_retry=False)
    try:
        code = int(response.json()["errcode"])
    except (ValueError, KeyError, TypeError) as trouble:
        raise Uncertain(f"http_{response.status_code}") from trouble
    if code == 0 and response.is_success:
        return
    if code in app.slow:
        raise TooFast(f"errcode_{code}", wait=app.slow[code])
    raise Rejected(f"errcode_{code}", may_retry=code in app.passing)


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
