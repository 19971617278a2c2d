"""A receiver of webhooks over real HTTP, in a thread of the test: checks signatures, refuses, hangs, redirects."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from yiwang.ground.messaging.gateways import hooks


@dataclass
class Receiver:
    """What it got. `answers`: the statuses it gives next, then 204 for ever; `hang`: seconds before it answers."""

    secret: str = ""
    answers: list[int] = field(default_factory=list)
    hang: float = 0.0
    url: str = ""
    got: list[dict[str, Any]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def take(self, headers: dict[str, str], body: bytes) -> int:
        if self.hang:
            time.sleep(self.hang)
        if self.secret and not hooks.verify(secret=self.secret, headers=headers, body=body, now=time.time()):
            self.refused.append(headers.get("webhook-id", ""))
            return 401
        status = self.answers.pop(0) if self.answers else 204
        if status < 300:
            self.got.append({"id": headers["webhook-id"], "headers": headers, **json.loads(body)})
        return status


@contextmanager
def receiver(**given: Any) -> Iterator[Receiver]:
    found = Receiver(**given)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            status = found.take({name.lower(): value for name, value in self.headers.items()}, body)
            self.send_response(status)
            if 300 <= status < 400:
                self.send_header("location", f"{found.url}/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found.url = f"http://127.0.0.1:{server.server_port}/hooks"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
