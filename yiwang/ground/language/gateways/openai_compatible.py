"""The chat protocol that most model servers speak (`POST …/chat/completions`), without streams, tools or memory.

One request, one answer, to a checked address; no redirect, no proxy, no cookies. What was sent or answered is never logged.
"""

import json
from typing import Any

import httpx

from yiwang.ground.language.gateways.addresses import Allowed, Forbidden
from yiwang.ground.language.gateways.base import Asked, Failed, Written
from yiwang.ground.language.states import WriterTrouble

TIMEOUT = httpx.Timeout(60.0, connect=5.0)
"""Seconds; a large model on a small machine takes half a minute for a reply."""
LARGEST = 256 * 1024
"""Bytes of an answer that are read."""
_TEMPERATURE = 0.2
_AGENT = "Yiwang-Drafts/1"
_BUSY = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_TOKENS_A_SIGN = 2


class OpenAICompatible:
    """One model at one server. `url`: up to `/v1`; `key`: empty where the server wants none."""

    def __init__(self, *, url: str, key: str, model: str, allowed: Allowed, timeout: httpx.Timeout = TIMEOUT) -> None:
        self._url, self._key, self._model, self._allowed = f"{url.rstrip('/')}/chat/completions", key, model, allowed
        self._client = httpx.Client(timeout=timeout, follow_redirects=False, trust_env=False)

    def write(self, asked: Asked) -> Written:
        """Ask once. Raises Failed."""
        body = {
            "model": self._model, "temperature": _TEMPERATURE, "stream": False, "max_tokens": asked.signs * _TOKENS_A_SIGN,
            "messages": [{"role": "system", "content": asked.rules}, {"role": "user", "content": asked.material}],
        }  # fmt: skip
        return _written(self._answer(json.dumps(body, ensure_ascii=False).encode()), self._model)

    def close(self) -> None:
        """Let the connections go."""
        self._client.close()

    def _answer(self, body: bytes) -> bytes:
        try:
            address = self._allowed.address_of(self._url)
        except Forbidden as error:
            raise Failed(WriterTrouble.FORBIDDEN) from error
        except (OSError, UnicodeError) as error:
            raise Failed(WriterTrouble.UNREACHED) from error
        url = httpx.URL(self._url)
        sent = {"content-type": "application/json", "user-agent": _AGENT, "host": url.netloc.decode()}
        if self._key:
            sent["authorization"] = f"Bearer {self._key}"
        extensions = {"sni_hostname": url.host} if url.scheme == "https" else {}
        try:
            with self._client.stream(
                "POST", url.copy_with(host=str(address)), headers=sent, content=body, extensions=extensions
            ) as response:
                return _read(response)
        except httpx.TimeoutException as error:
            raise Failed(WriterTrouble.TIMEOUT) from error
        except httpx.HTTPError as error:
            raise Failed(WriterTrouble.UNREACHED) from error


def _read(response: httpx.Response) -> bytes:
    """The body of a good answer, up to a size."""
    if response.status_code in _BUSY:
        raise Failed(WriterTrouble.BUSY)
    if response.status_code != httpx.codes.OK:
        raise Failed(WriterTrouble.REFUSED)
    parts, size = [], 0
    for part in response.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise Failed(WriterTrouble.UNREADABLE)
        parts.append(part)
    return b"".join(parts)


def _written(answer: bytes, model: str) -> Written:
    """What stands in an answer; Failed where it is no answer of this protocol or says nothing."""
    try:
        said: dict[str, Any] = json.loads(answer)
        choice = said["choices"][0]
        text = choice["message"]["content"]
        usage = said.get("usage") or {}
        counts = [int(usage.get(name) or 0) for name in ("prompt_tokens", "completion_tokens")]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise Failed(WriterTrouble.UNREADABLE) from error
    if not isinstance(text, str) or not text.strip():
        raise Failed(WriterTrouble.EMPTY)
    named = said.get("model")
    return Written(
        text=text.strip(), model=(named if isinstance(named, str) and named else model)[:80], tokens_in=counts[0],
        tokens_out=counts[1],
    )  # fmt: skip
