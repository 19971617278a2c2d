"""The model server of the sandbox over real HTTP, in a thread of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import httpx

from yiwang.ground.language.gateways.addresses import Allowed
from yiwang.ground.language.gateways.openai_compatible import OpenAICompatible
from yiwang.ground.language.gateways.sandbox import KEY, MODEL, Faults, ModelServer


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@dataclass
class Served:
    port: int
    app: ModelServer

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.port}"

    def fail(self, **faults: object) -> None:
        self.app.faults = Faults(**faults)

    def client(self, *, hosts: str = "", networks: str = "127.0.0.0/8", key: str = KEY, seconds: float = 5.0):
        allowed = Allowed.read(hosts or self.host, networks)
        return OpenAICompatible(url=self.url, key=key, model=MODEL, allowed=allowed, timeout=httpx.Timeout(seconds))


@contextmanager
def model_server() -> Iterator[Served]:
    app = ModelServer()
    server = make_server("127.0.0.1", 0, app, server_class=_Server, handler_class=_Quiet)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield Served(port=server.server_port, app=app)
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
