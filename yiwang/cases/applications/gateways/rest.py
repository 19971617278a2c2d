"""The client of the contract in docs/platforms.md: JSON over HTTP, a bearer token."""

import base64
import json
from typing import Any
from urllib.parse import quote

import httpx

from yiwang.cases.applications.gateways.base import Failed, Filed, Said

TIMEOUT = httpx.Timeout(20.0, connect=3.0)
LARGEST = 64 * 1024
STATES = frozenset({"accepted", "handling", "granted", "refused"})
_AGENT = "Yiwang-Platforms/1"
_LATER = frozenset({401, 403, 408, 425, 429, 500, 502, 503, 504})
"""What is worth trying again: also a wrong token, which somebody will put right."""


class Rest:
    """The platforms behind one address. `url`: up to `/v1`."""

    def __init__(self, *, url: str, token: str) -> None:
        self._url, self._token = url.rstrip("/"), token
        self._client = httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False)

    def file(self, filed: Filed) -> Said:
        """Hand it over, once a number. Raises Failed."""
        told = {
            "number": filed.number, "item": filed.item, "codes": dict(filed.codes), "applicant": dict(filed.applicant),
            "form": dict(filed.form),
            "files": [
                {"material": code, "name": name, "type": kind, "content": base64.b64encode(data).decode()}
                for code, name, kind, data in filed.files
            ],
        }  # fmt: skip
        return self._call("POST", f"{quote(filed.platform)}/applications", told, key=filed.number)

    def follow(self, *, platform: str, number: str) -> Said:
        """Ask how far it is, by the platform's own number. Raises Failed."""
        return self._call("GET", f"{quote(platform)}/applications/{quote(number, safe='')}", None)

    def _call(self, method: str, path: str, told: Any, *, key: str = "") -> Said:
        sent = {"authorization": f"Bearer {self._token}", "user-agent": _AGENT} | (
            {"idempotency-key": key} if key else {}
        )
        try:
            answer = self._client.request(method, f"{self._url}/{path}", json=told, headers=sent)
        except httpx.HTTPError as error:
            raise Failed("连不上平台") from error
        if answer.status_code in _LATER:
            raise Failed("平台忙或者令牌不对")
        if answer.status_code not in (200, 201):
            raise Failed(f"平台不收（{answer.status_code}）", is_final=True)
        return _said(answer.content)


def _said(content: bytes) -> Said:
    try:
        told = json.loads(content[: LARGEST + 1])
        number, state, says = str(told["number"]), str(told["state"]), str(told.get("says") or "")
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Failed("平台的回应读不懂") from error
    if state not in STATES or not 0 < len(number) <= 64:
        raise Failed("平台的回应读不懂")
    return Said(number=number, state=state, says=says[:1000])
