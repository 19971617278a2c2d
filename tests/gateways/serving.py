"""The SMS sandbox over real HTTP, in a thread of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx

from yiwang.ground.messaging.gateways.aliyun import AliyunSms
from yiwang.ground.messaging.gateways.sandbox import Sandbox, default_templates
from yiwang.ground.messaging.gateways.sandbox_store import Faults, Store

KEY, SECRET, SIGN = "yw-tests", "yw-tests-secret", "云州公安"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Served:
    url: str
    store: Store

    def client(self, *, secret: str = SECRET, seconds: float = 5.0) -> AliyunSms:
        return AliyunSms(endpoint=self.url, key_id=KEY, key_secret=secret, timeout=httpx.Timeout(seconds))

    def misbehave(self, **faults: object) -> None:
        httpx.post(f"{self.url}/faults", json=faults, trust_env=False).raise_for_status()

    def behave(self, *, receipt_seconds: float = 0.0) -> None:
        self.store.set_faults(Faults(receipt_seconds=receipt_seconds))

    def phone(self, number: str) -> list[dict[str, object]]:
        return httpx.get(f"{self.url}/phones/{number}.json", trust_env=False).json()


@contextmanager
def on_a_port(app: Any) -> Iterator[int]:
    """A WSGI application over real HTTP on 127.0.0.1, in a thread of the test; its port."""
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def sandbox(folder: Path) -> Iterator[Served]:
    store = Store(folder / "sandbox.sqlite3")
    app = Sandbox(store=store, key_id=KEY, key_secret=SECRET, sign=SIGN, templates=default_templates())
    with on_a_port(app) as port:
        yield Served(url=f"http://127.0.0.1:{port}", store=store)
