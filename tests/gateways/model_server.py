"""The model server of the sandbox over real HTTP, in a thread of the test."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.gateways.serving import on_a_port
from yiwang.ground.language.gateways.addresses import Allowed
from yiwang.ground.language.gateways.openai_compatible import OpenAICompatible
from yiwang.ground.language.gateways.sandbox import KEY, MODEL, Faults, ModelServer


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
    with on_a_port(app) as port:
        yield Served(port=port, app=app)
