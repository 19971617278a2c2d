"""The API as it really runs: its own middleware and addresses, with a token."""

import copy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

from yiwang.config.settings import API_MIDDLEWARE, TEMPLATES
from yiwang.ground.access import commands as access
from yiwang.kit.actor import Actor

NOISE = "鼓楼花园北门每天晚上十点以后有人摆烧烤摊，音箱放到凌晨一点多，家里有老人睡不着，希望派出所来看看。"
HOUSE = Actor.system("tests")
WHO_FILES = {"external_id": "GD-0", "applicant": {"name": "王女士", "phone": "15400012345"}}


@dataclass
class Caller:
    """Another body's system, with its token."""

    code: str
    token: str
    browser: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        given = {"authorization": f"Bearer {self.token}"} | {k.replace("_", "-"): v for k, v in headers.items()}
        if body is None:
            return self.browser.generic(method, f"/api/v1/{path}", headers=given)
        return getattr(self.browser, method.lower())(
            f"/api/v1/{path}", data=body, content_type="application/json", headers=given
        )

    def get(self, path: str, **headers: str) -> Any:
        return self("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Any:
        return self("POST", path, body, **headers)

    def file(self, **changes: Any) -> dict[str, Any]:
        """An appeal filed; what was answered."""
        answer = self.post("appeals", letter(**changes))
        assert answer.status_code == 201, answer.content.decode()
        return answer.json()


def letter(**changes: Any) -> dict[str, Any]:
    return {"channel": "12345", "title": "夜间噪声扰民", "content": NOISE, "type": "complaint"} | changes


def caller(channel: str = "12345", *scopes: str, rate: int = 100_000) -> Caller:
    extra = {"scopes": scopes} if scopes else {}
    new = access.open_client(by=HOUSE, name=f"{channel}平台", channel=channel, rate=rate, **extra)
    return Caller(new.client.code, new.token)


@pytest.fixture
def door(settings) -> None:
    """The API's process."""
    templates = copy.deepcopy(TEMPLATES)
    processors = templates[0]["OPTIONS"]["context_processors"]
    templates[0]["OPTIONS"]["context_processors"] = [name for name in processors if "workbench" not in name]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "yiwang.config.urls_api"
    settings.MIDDLEWARE = API_MIDDLEWARE


@pytest.fixture
def hotline(city, door) -> Caller:
    """The 12345 platform."""
    return caller()
