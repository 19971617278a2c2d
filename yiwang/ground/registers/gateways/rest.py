"""The client of the contract in docs/registers.md: JSON over HTTP, a bearer token, one question a call."""

import json
from collections.abc import Mapping
from typing import Any

import httpx

from yiwang.ground.registers.gateways.base import Deed, Failed, Question, Said
from yiwang.ground.registers.states import ACTS_IN, Trouble

TIMEOUT = httpx.Timeout(5.0, connect=2.0)
"""Seconds: what takes longer is asked by a person (秒办 has a second to decide, and may fall back)."""
LARGEST = 256 * 1024
_AGENT = "Yiwang-Registers/1"
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


class Rest:
    """The registers behind one address. `url`: up to `/v1`."""

    def __init__(self, *, url: str, token: str, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._url, self._token = url.rstrip("/"), token
        self._client = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)

    def ask(self, question: Question) -> Said:
        """Ask once. Raises Failed."""
        told = {"keys": dict(question.keys), **_told(question)}
        return self._call(f"{question.register}/query", told, question.request_id)

    def act(self, deed: Deed) -> Said:
        """Have it done once. Raises Failed."""
        told = {"keys": dict(deed.keys), "body": dict(deed.body), **_told(deed)}
        return self._call(f"{ACTS_IN[deed.act]}/acts/{deed.act}", told, deed.request_id)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _call(self, path: str, told: Mapping[str, Any], request_id: str) -> Said:
        sent = {"authorization": f"Bearer {self._token}", "idempotency-key": request_id, "user-agent": _AGENT}
        try:
            answer = self._client.post(f"{self._url}/{path}", json=told, headers=sent)
        except httpx.TimeoutException as error:
            raise Failed(Trouble.TIMEOUT) from error
        except httpx.HTTPError as error:
            raise Failed(Trouble.UNREACHED) from error
        if answer.status_code in _BUSY:
            raise Failed(Trouble.BUSY)
        if answer.status_code != httpx.codes.OK:
            raise Failed(Trouble.REFUSED)
        return _said(answer.content)


def _told(asked: Question | Deed) -> dict[str, str]:
    return {"purpose": asked.purpose, "case": asked.case, "officer": asked.officer}


def _said(content: bytes) -> Said:
    """What stands in an answer of this protocol; Failed where it is none."""
    try:
        said = json.loads(content[: LARGEST + 1])
        found, facts, serial = said["found"], said.get("facts") or {}, str(said["serial"])
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Failed(Trouble.UNREADABLE) from error
    if not isinstance(found, bool) or not isinstance(facts, dict) or not serial or len(serial) > 64:
        raise Failed(Trouble.UNREADABLE)
    return Said(found=found, serial=serial, facts=facts)
