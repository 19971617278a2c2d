"""A stand-in for a model server on this machine: the same protocol, its errors, its slowness, and nothing that thinks.

It reaches nobody. Served by `yiwang sandbox model` as the WSGI application `application`. It answers from what it was sent: the
first standard or precedent in the material, placeholders kept. `POST /faults` sets how it fails, `DELETE /faults` ends it;
`GET /calls.json` shows what it was sent, so that anybody can see that no person is in it. All of it is in memory.
"""

import json
import re
import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, fields
from functools import lru_cache
from hmac import compare_digest
from typing import Any

Environ = dict[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], Any]

KEY = "sandbox"
"""Its key; it opens nothing else."""
MODEL = "yiwang-sandbox"
_KEPT = 50
_LARGEST = 1 << 20
_REASONS = {
    200: "OK",
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    429: "Too Many Requests",
    500: "Internal",
}
_SOURCE = re.compile(r"<(?:口径|同类答复)[^>]*>\s*(.+?)\s*</", re.DOTALL)
_HIDDEN = re.compile(r"〔[^〔〕]{1,8}\d+〕")


@dataclass
class Faults:
    """`status`: what is answered instead of 200; `hang`: seconds before anything; `body`: answered as it stands; `more`: added to
    what it writes, to see that it is taken out again.
    """

    status: int = 200
    hang: float = 0.0
    body: str = ""
    more: str = ""


class Refusal(Exception):
    """An answer of the protocol's kind that says no."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status = status
        self.body = {"error": {"message": code, "type": "invalid_request_error", "code": code}}


class ModelServer:
    """The server, played."""

    def __init__(self, *, key: str = KEY) -> None:
        self._key = key
        self.faults = Faults()
        self.calls: deque[dict[str, Any]] = deque(maxlen=_KEPT)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """WSGI."""
        try:
            status, body = 200, self._route(environ)
        except Refusal as refusal:
            status, body = refusal.status, json.dumps(refusal.body).encode()
        headers = [("Content-Type", "application/json; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response(f"{status} {_REASONS.get(status, 'Other')}", headers)
        return [body]

    def _route(self, environ: Environ) -> bytes:
        method, path = environ["REQUEST_METHOD"], environ.get("PATH_INFO") or "/"
        if (method, path) == ("POST", "/v1/chat/completions"):
            return self._complete(environ)
        if (method, path) == ("GET", "/calls.json"):
            return json.dumps(list(self.calls), ensure_ascii=False).encode()
        if path == "/faults" and method in ("POST", "DELETE"):
            names = {field.name for field in fields(Faults)}
            given = _body(environ) if method == "POST" else {}
            self.faults = Faults(**{name: value for name, value in given.items() if name in names})
            return json.dumps(asdict(self.faults)).encode()
        raise Refusal(404, "not_found")

    def _complete(self, environ: Environ) -> bytes:
        if not compare_digest(environ.get("HTTP_AUTHORIZATION", ""), f"Bearer {self._key}"):
            raise Refusal(401, "invalid_api_key")
        faults, asked = self.faults, _body(environ)
        time.sleep(faults.hang)
        if faults.status != _OK:
            raise Refusal(faults.status, "fault")
        try:
            said = [str(message["content"]) for message in asked["messages"]]
        except (LookupError, TypeError) as error:
            raise Refusal(400, "messages_missing") from error
        self.calls.append({"model": asked.get("model"), "messages": asked["messages"]})
        return faults.body.encode() if faults.body else _completion(said, faults.more)


_OK = 200


def _completion(said: list[str], more: str) -> bytes:
    text = _draft(said[-1] if said else "") + more
    body = {
        "id": "chatcmpl-sandbox", "object": "chat.completion", "model": MODEL,
        "choices": [{"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}],
        "usage": {"prompt_tokens": sum(map(len, said)), "completion_tokens": len(text)},
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False).encode()


def _draft(material: str) -> str:
    """A greeting, the first source as it stands, and one sentence that keeps a placeholder where there is one."""
    source = _SOURCE.search(material)
    hidden = _HIDDEN.search(material)
    about = f"您说的{hidden[0]}一事，我们记下了。" if hidden else "您说的事，我们记下了。"
    return f"您好。{about}{source[1] if source else '具体情况【待核实】后再告诉您。'}"


def _body(environ: Environ) -> dict[str, Any]:
    size = min(int(environ.get("CONTENT_LENGTH") or 0), _LARGEST)
    try:
        found = json.loads(environ["wsgi.input"].read(size))
    except ValueError as error:
        raise Refusal(400, "invalid_json") from error
    if not isinstance(found, dict):
        raise Refusal(400, "invalid_json")
    return found


@lru_cache(maxsize=1)
def _server() -> ModelServer:
    return ModelServer()


def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """One server a process."""
    return _server()(environ, start_response)
