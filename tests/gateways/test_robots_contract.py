"""What every group robot must do, tried on the real clients against the sandbox over HTTP."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.gateways.serving import Served, sandbox
from yiwang.ground.messaging.gateways import sandbox_robots
from yiwang.ground.messaging.gateways.base import GroupRobot, Rejected, TooFast, Uncertain, Unreached
from yiwang.ground.messaging.gateways.dingtalk import DingTalkRobot, sign
from yiwang.ground.messaging.gateways.robots import A_MINUTE
from yiwang.ground.messaging.gateways.wecom import WeComRobot

Make = Callable[..., GroupRobot]
TEXT = "鼓前派出所已签收YZ2611-00001-2（投诉），11月26日17:30前答复。"


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with sandbox(tmp_path) as found:
        found.behave()
        yield found


def wecom(url: str, *, key: str = sandbox_robots.WECOM_KEY, seconds: float = 5.0) -> GroupRobot:
    address = f"{url}{sandbox_robots.WECOM_PATH}?key={key}"
    return WeComRobot(address=address, timeout=httpx.Timeout(seconds))


def dingtalk(url: str, *, key: str = sandbox_robots.DINGTALK_SECRET, seconds: float = 5.0) -> GroupRobot:
    address = f"{url}{sandbox_robots.DINGTALK_PATH}?access_token={sandbox_robots.DINGTALK_TOKEN}"
    return DingTalkRobot(address=address, secret=key, timeout=httpx.Timeout(seconds))


both = pytest.mark.parametrize(("app", "make"), [("wecom", wecom), ("dingtalk", dingtalk)])


def shown(served: Served, app: str) -> list[str]:
    return [one["content"] for one in httpx.get(f"{served.url}/groups/{app}.json", trust_env=False).json()]


@both
def test_what_is_posted_stands_in_its_group(served: Served, app: str, make: Make) -> None:
    make(served.url).post(TEXT)
    assert shown(served, app) == [TEXT]
    page = httpx.get(served.url, trust_env=False).text
    assert TEXT in page and "群" in page


@both
def test_a_wrong_key_is_rejected_for_good(served: Served, app: str, make: Make) -> None:
    with pytest.raises(Rejected) as no:
        make(served.url, key="wrong").post(TEXT)
    assert not no.value.may_retry and shown(served, app) == []


@both
def test_more_than_twenty_a_minute_is_too_fast(served: Served, app: str, make: Make) -> None:
    robot = make(served.url)
    for _ in range(A_MINUTE):
        robot.post(TEXT)
    with pytest.raises(TooFast) as no:
        robot.post(TEXT)
    assert no.value.wait.total_seconds() >= 60 and len(shown(served, app)) == A_MINUTE


@both
def test_a_busy_app_may_be_asked_again(served: Served, app: str, make: Make) -> None:
    served.misbehave(fail_rate=1, fail_code="-1", times=1)
    with pytest.raises(Rejected) as no:
        make(served.url).post(TEXT)
    assert no.value.may_retry
    make(served.url).post(TEXT)
    assert shown(served, app) == [TEXT]


@both
def test_a_hanging_app_is_uncertain(served: Served, app: str, make: Make) -> None:
    served.misbehave(hang_seconds=0.8)
    with pytest.raises(Uncertain):
        make(served.url, seconds=0.3).post(TEXT)


@both
def test_nobody_there_is_unreached(app: str, make: Make) -> None:
    with pytest.raises(Unreached):
        make("http://127.0.0.1:9").post(TEXT)


def test_what_markdown_would_read_is_left_out(served: Served) -> None:
    wecom(served.url).post("<font>[x](http://y)**#>`")
    assert shown(served, "wecom") == ["fontx(http://y)"]


def test_a_long_text_is_cut_at_whole_signs(served: Served) -> None:
    wecom(served.url).post("办" * 2000)
    (kept,) = shown(served, "wecom")
    assert len(kept.encode()) <= 4096 and kept.endswith("…")


def test_the_signature_is_the_one_of_the_manual() -> None:
    """HMAC-SHA256 with the secret over timestamp, line break, secret; base64. Worked out with openssl."""
    assert sign(secret="this is secret", at=1700000000000) == "sSFWELbV2YwjdDQhWZwTcWlX5BWUx5J6TPpsZmuPii0="
